package event_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist/event"
)

var (
	digestA, digestB = strings.Repeat("a", 64), strings.Repeat("b", 64)
	noon             = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
)

// TestEveryValueIsSaidAsAPersonWouldSayIt has for each kind what is there and what is
// not, one and several.
func TestEveryValueIsSaidAsAPersonWouldSayIt(t *testing.T) {
	place := event.Evidence{Kind: event.PlaceEvidence, Path: "a.go", From: 3, To: 4}
	film := event.Evidence{Kind: event.FileEvidence, Name: "walk.mp4", Look: event.Look{Film: event.Film{Seconds: 61.6, Width: 1920, Height: 1080}}}
	long, wide := film, film
	long.Film, wide.Film = event.Film{Seconds: 1, Height: 5}, event.Film{Width: 1, Height: 1}
	run := event.Evidence{Kind: event.OutputEvidence, Name: "out.txt", Command: "go test", Exit: 1, Took: "2 s", Cut: true}
	whole := run
	whole.Took, whole.Cut, whole.Exit = "", false, 0
	seen := event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org", Checked: event.Check{Outcome: "404 Not Found", By: event.Person{Name: "Ben"}, At: noon}}
	still := seen
	still.Checked.Outcome, still.Checked.Holds = "200 OK", true
	said := event.Evidence{Kind: event.StatementEvidence, Statement: "We do.", Details: event.Details{Person: "Lena", Given: "2026-01-02"}}
	granted := event.Evidence{Kind: event.PermissionEvidence, Name: "ok.pdf", Details: event.Details{
		Caption: "the letter", Shows: event.ShowsPolicy, Person: "Meta", Given: "2026-01-02", Collected: "2026-01-03", Expires: "2027-01-01",
	}}
	rule := func(guide, assess, clauses string) event.Rules {
		return event.Rules{ID: "rules", Edition: digestA, Guide: guide, Assess: assess, Clauses: clauses}
	}
	from := event.Frame{Policies: []event.Rules{rule(digestA, digestA, "")}}
	head := event.Frame{App: "Photobook", Release: "2.4", Policies: []event.Rules{{ID: "more", Edition: digestB}, {ID: "rules", Edition: digestA}}}
	hint := event.Suggestion{Source: "scan", Words: "It calls v19.", Confidence: event.Likely}
	full := event.Suggestion{Source: "scan", Rule: "old-api", Verdict: event.NotMet, Words: "It calls v19.", Confidence: event.Sure, Settles: "Look.",
		Places: []event.Place{{Path: "a.go", From: 3, To: 3}}, Links: []string{"https://example.org"}}
	for _, c := range []struct {
		value event.Value
		want  string
	}{
		{(*event.Evidence)(nil), "removed"},
		{&place, "place a.go:3-4"},
		{&event.Evidence{Kind: event.PlaceEvidence, Path: "a.go", From: 3, To: 3}, "place a.go:3"},
		{&event.Evidence{Kind: event.PlaceEvidence, Path: "a.go"}, "place a.go"},
		{&film, "file walk.mp4, 1m2s long, 1920 by 1080 pixels"},
		{&long, "file walk.mp4, 1s long"},
		{&wide, "file walk.mp4, 1 by 1 pixels"},
		{&run, "output go test, exit code 1, in 2 s, only the beginning was kept"},
		{&whole, "output go test, exit code 0"},
		{&seen, "link https://example.org, looked at 2026-11-24 by Ben: failed: 404 Not Found"},
		{&still, "link https://example.org, looked at 2026-11-24 by Ben: 200 OK"},
		{&said, "statement Lena: We do., given 2026-01-02"},
		{&granted, "permission ok.pdf, the letter, shows policy, by Meta, given 2026-01-02, collected 2026-01-03, runs out after 2027-01-01"},
		{event.Check{Outcome: "200 OK", Holds: true}, "200 OK"},
		{event.Check{Outcome: "exit code 1"}, "failed: exit code 1"},
		{(*event.Reading)(nil), "no longer accepted"},
		{&event.Reading{Share: 97, Unasked: 1, Reason: "A preamble."}, "accepted with 97% of the words asked and 1 duty not asked: A preamble."},
		{&event.Reading{Share: 97, Unasked: 2, Reason: "A preamble."}, "accepted with 97% of the words asked and 2 duties not asked: A preamble."},
		{&event.Reading{Share: 97, Reason: "A preamble."}, "accepted with 97% of the words asked and 0 duties not asked: A preamble."},
		{event.Repair{File: "ana", Into: []string{"ana-1", "ana-2"}, Aside: "ana.damaged", Lines: 1, Gone: []string{digestA}},
			"ana went into ana-1, ana-2; the old file is kept as ana.damaged; 1 of its lines held no event; 1 entries that were read or saved are gone"},
		{event.Repair{File: "ana", Into: []string{"ana-1"}, Aside: "ana.damaged"}, "ana went into ana-1; the old file is kept as ana.damaged"},
		{event.Repair{Gone: []string{digestA, digestB}}, "2 entries that were read or saved are gone"},
		{event.RulesTaken{From: &from, To: event.Frame{Policies: []event.Rules{rule(digestB, "", digestB)}}},
			"guide.yaml bbbbbbbbbbbb in place of aaaaaaaaaaaa, no assess.yaml, clauses.json bbbbbbbbbbbb"},
		{event.RulesTaken{To: event.Frame{Policies: []event.Rules{rule("", "", "")}}}, "edition aaaaaaaaaaaa"},
		{event.RulesTaken{From: &from, To: from}, "rules"},
		{event.RulesTaken{From: &event.Frame{Policies: []event.Rules{{ID: "rules", Edition: digestB}}}, To: head}, "Photobook 2.4; more, edition bbbbbbbbbbbb; rules, edition aaaaaaaaaaaa"},
		{event.RulesTaken{From: &head, To: head}, "Photobook 2.4; more; rules"},
		{event.RulesTaken{To: event.Frame{App: "Photobook", Policies: head.Policies[:1]}}, "Photobook; more, edition bbbbbbbbbbbb"},
		{(*event.Same)(nil), "an answer of its own"},
		{&event.Same{As: "E.1@a"}, "the same as E.1@a"},
		{&event.Same{As: "E.1@a", But: "an album"}, "the same as E.1@a, but: an album"},
		{(*event.ToPaste)(nil), "as the guide says"},
		{&event.ToPaste{Us: true}, "for the team"},
		{&event.ToPaste{As: "E.1"}, "the same as E.1"},
		{&event.ToPaste{As: "E.1", Text: "Here too."}, "the same as E.1, and: Here too."},
		{&event.ToPaste{Text: "People see it."}, "People see it."},
		{event.Pasted{}, "not pasted"},
		{event.Pasted{SHA256: digestA}, "the text aaaaaaaaaaaa"},
		{(*event.Overrule)(nil), "as the facts say"},
		{&event.Overrule{In: true, Reason: "asked"}, "in scope: asked"},
		{&event.Overrule{Reason: "not ours"}, "out of scope: not ours"},
		{event.FactAnswer{Unknown: true}, "not yet known"},
		{event.FactAnswer{}, "none"},
		{event.FactAnswer{Values: []string{"likes", "posts"}}, "likes, posts"},
		{(*event.Outcome)(nil), "removed"},
		{&event.Outcome{Result: event.Changes, On: "2026-03-02", Release: "2.3", Permission: "basic", Was: "rules/A.1", Words: "No film."}, `changes asked for on 2026-03-02 (2.3), basic, rules/A.1: "No film."`},
		{&event.Outcome{Result: event.Approved, On: "2026-03-02", Release: "2.3"}, "approved on 2026-03-02 (2.3)"},
		{(*event.Submission)(nil), "removed"},
		{&event.Submission{Permissions: []string{"a", "b"}, State: event.ReadyToHandIn}, "ready: a, b"},
		{&event.Submission{Permissions: []string{"a"}, State: event.HandedIn, On: "2026-12-01"}, "handed in on 2026-12-01: a"},
		{&event.Submission{Permissions: []string{"a"}, State: event.Decided, On: "2026-12-01", Answers: []event.Reply{{Outcome: "o1", Words: "Mended."}}}, "decided, handed in on 2026-12-01: a; to the decision o1: Mended."},
		{(*event.Suggestion)(nil), "taken away"},
		{&hint, "scan (likely): It calls v19."},
		{&full, "scan, rule old-api (sure): not met: It calls v19. Look. At a.go:3, https://example.org"},
		{&event.Suggestion{Source: "scan", Fact: "writes", Answer: []string{"likes"}, Words: "It likes.", Confidence: event.Unsure}, "scan (unsure): writes likes: It likes."},
		{(*event.Response)(nil), "taken back"},
		{&event.Response{Taken: true, Own: true, Opened: true, Source: "scan", Words: "w"}, "taken from scan: w"},
		{&event.Response{Taken: true, Source: "scan", Words: "w"}, "taken from scan, without words of their own, without looking at its evidence: w"},
		{&event.Response{Reason: "a test", Source: "scan", Words: "w"}, "dismissed: a test (scan: w)"},
		{event.Begin{App: "Photobook"}, "Photobook"},
		{event.SignOff{Name: "Ana", Role: "owner"}, "Ana owner"},
	} {
		if got := c.value.InWords(); got != c.want {
			t.Errorf("%T says\n  %s\nwant\n  %s", c.value, got, c.want)
		}
	}
}

func TestASignOffSaysInFullWhatItVouchesFor(t *testing.T) {
	counts := func(more map[string]int) map[string]int {
		all := map[string]int{event.CountAnswered: 3, event.CountClauses: 5}
		for what, n := range more {
			all[what] = n
		}
		return all
	}
	every := counts(map[string]int{event.CountGaps: 2, "unanswered": 1, event.CountStale: 1, event.CountConflict: 1, event.CountUnsupported: 1, "cannot-tell": 1})
	for _, c := range []struct {
		bound                *event.Bound
		counted, gate, spite string
	}{
		{&event.Bound{Counts: counts(nil), Holds: true, Assessed: true}, "3 of 5 clauses in scope answered", "the audit was ready", ""},
		{&event.Bound{Counts: counts(map[string]int{event.CountGaps: 1}), Assessed: true, Problems: map[string]int{"overdue": 2, "gaps": 1}},
			"3 of 5 clauses in scope answered, 1 gap", "the audit was not ready", "1 gaps, 2 overdue"},
		{&event.Bound{Counts: counts(map[string]int{event.CountStale: 1}), Assessed: true, Problems: map[string]int{"stale": 1, "gaps": 1}},
			"3 of 5 clauses in scope answered, 1 stale", "the audit was not ready", "1 stale"},
		{&event.Bound{Counts: every, Holds: true, Problems: map[string]int{"gaps": 2}},
			"3 of 5 clauses in scope answered, 2 gaps, 1 unanswered, 1 stale, 1 in conflict, 1 met but unsupported, 1 cannot tell",
			"the audit was not ready, because nothing in scope was assessed", "1 unanswered, 1 stale, 1 in conflict"},
	} {
		if counted, gate, spite := c.bound.Counted(), c.bound.Gate(), c.bound.Over(); counted != c.counted || gate != c.gate || spite != c.spite {
			t.Errorf("%q, %q, %q", counted, gate, spite)
		}
		s := event.SignOff{Name: "Ana", Role: "owner", State: digestA, Bound: c.bound, Statement: "I read it."}
		if got, want := s.InFull(), "Ana, owner; state "+digestA+"; "+c.counted+"; "+c.gate+"; I read it."; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if got := (event.SignOff{Name: "Ana", State: digestA}).InFull(); got != "Ana; state "+digestA {
		t.Error(got)
	}
}

func TestTheSignatureIsOverTheWholeValueBeforeIt(t *testing.T) {
	for value, want := range map[string]string{
		`{"name":"Ana","state":"x","signature":"s"}`: `{"name":"Ana","state":"x"}`,
		`{"name":"Ana","state":"x"}`:                 "",
		`{"name":"Ana","signature":"s","state":"x"}`: "",
	} {
		if got := string(event.SignedText(json.RawMessage(value))); got != want {
			t.Errorf("%s: %q", value, got)
		}
	}
	for with, want := range map[event.Person]string{
		{Name: "Ana", Email: "ana@x.y", Apart: true}: "Ana <ana@x.y>",
		{Name: "ANA", Email: "ana@x.y", Apart: true}: "ANA <ana@x.y>",
		{Name: "Ana", Email: "ana@x.y"}:              "Ana",
		{Name: "Ben", Email: "ben@x.y", Apart: true}: "Ana",
	} {
		if got := (event.SignOff{Name: "Ana", By: with}).Signer(); got != want {
			t.Errorf("%+v signs as %q, want %q", with, got, want)
		}
	}
}

func TestNamesAndResultsAreReadAsPeopleWriteThem(t *testing.T) {
	for typed, want := range map[string]event.Result{
		"approved": event.Approved, " Rejected ": event.Rejected, "changes": event.Changes, "Changes asked for": event.Changes, "perhaps": "", "": "",
	} {
		if got, err := event.ParseResult(typed); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
	for typed, want := range map[string]event.Person{
		"Ana Ruiz": {Name: "Ana Ruiz"}, "Ana Ruiz <ana@x.y>": {Name: "Ana Ruiz", Email: "ana@x.y"}, "<ana@x.y>": {Email: "ana@x.y"}, "Ana <": {Name: "Ana <"},
	} {
		if got := event.ParsePerson(typed); got != want {
			t.Errorf("%q: %+v", typed, got)
		}
	}
}

// TestAStampSaysWhoSaidConfirmedAndEnteredAValue holds the moments from which a value
// counts, too: nothing holds longer because somebody entered it later.
func TestAStampSaysWhoSaidConfirmedAndEnteredAValue(t *testing.T) {
	ana, ben, cem := event.Person{Name: "Ana"}, event.Person{Name: "Ben"}, event.Person{Name: "Cem"}
	early, late := noon.Add(-time.Hour), noon.Add(time.Hour)
	by := func(p event.Person, at time.Time) event.Said { return event.Said{By: p, At: at} }
	for name, c := range map[string]struct {
		said     *event.Said
		since    time.Time
		confirms bool
		entered  event.Person
	}{
		"her own words":                   {nil, noon, false, event.Person{}},
		"said before":                     {&event.Said{By: ben, At: early}, early, false, ana},
		"her own words of before":         {&event.Said{By: ana, At: early}, early, false, event.Person{}},
		"said later, by a wrong clock":    {&event.Said{By: ben, At: late}, noon, false, ana},
		"confirmed by her now":            {&event.Said{By: ben, At: early, ConfirmedBy: ana, ConfirmedAt: noon}, noon, true, event.Person{}},
		"confirmed by her before":         {&event.Said{By: ben, At: early, ConfirmedBy: ana, ConfirmedAt: early}, early, false, ana},
		"confirmed by somebody, taken in": {&event.Said{By: ben, At: early, ConfirmedBy: cem, ConfirmedAt: noon}, noon, true, ana},
		"confirmed by a wrong clock":      {&event.Said{By: ben, At: early, ConfirmedBy: cem, ConfirmedAt: late}, noon, false, ana},
	} {
		e := event.Event{Who: ana, Time: noon, Said: c.said}
		want := event.Stamp{Said: by(ana, noon), EnteredBy: c.entered}
		if c.said != nil {
			want.Said = *c.said
		}
		if c.entered != (event.Person{}) {
			want.EnteredAt = noon
		}
		if e.Since() != c.since || e.Confirms() != c.confirms || e.Stamp() != want {
			t.Errorf("%s: since %s, confirms %v, %+v", name, e.Since(), e.Confirms(), e.Stamp())
		}
	}
}

func TestAPieceOfEvidenceIsDoubtedOnlyForWhatItHasToShow(t *testing.T) {
	ran := event.Evidence{Kind: event.OutputEvidence, Command: "go test", Exit: 2}
	again := func(outcome string, holds bool) event.Evidence {
		e := ran
		e.Checked = event.Check{Outcome: outcome, Holds: holds, At: noon}
		return e
	}
	until := event.Evidence{Kind: event.FileEvidence, Name: "ok.pdf", Details: event.Details{Expires: "2026-11-23"}}
	today := until
	today.Expires = "2026-11-24"
	gone := event.Evidence{Kind: event.FileEvidence, Name: "ok.pdf", Look: event.Look{Fault: "is gone"}}
	for name, c := range map[string]struct {
		piece      event.Evidence
		met, other string
	}{
		"a command that failed":         {ran, "go test ended with exit code 2", ""},
		"which fails in the same way":   {again("exit code 2", false), "go test was looked at on 2026-11-24: exit code 2", ""},
		"which fails in another way":    {again("exit code 1", false), "go test was looked at on 2026-11-24: exit code 1", "go test was looked at on 2026-11-24: exit code 1"},
		"which fails no more":           {again("exit code 0", true), "", "go test was looked at on 2026-11-24: exit code 0"},
		"one that ran out yesterday":    {until, "ok.pdf ran out after 2026-11-23", ""},
		"one that holds until tonight":  {today, "", ""},
		"a file that is not there":      {gone, "ok.pdf is gone", "ok.pdf is gone"},
		"a command that did not fail":   {event.Evidence{Kind: event.OutputEvidence, Command: "date"}, "", ""},
		"a link that nobody looked at":  {event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y"}, "", ""},
		"a link that was there the day": {event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y", Checked: event.Check{Holds: true, At: noon, Outcome: "200 OK"}}, "", ""},
	} {
		if met, other := event.DoubtFor(event.Met, c.piece, noon), event.DoubtFor(event.NotMet, c.piece, noon); met != c.met || other != c.other {
			t.Errorf("%s: for met %q, for not met %q", name, met, other)
		}
	}
}

func TestTheVaultKeepsFilesAndTheLinesOfPlaces(t *testing.T) {
	for name, c := range map[string]struct {
		piece event.Evidence
		want  bool
	}{
		"a file":                    {event.Evidence{SHA256: digestA, Name: "a.txt"}, true},
		"an empty file":             {event.Evidence{SHA256: digestA, Name: "a.txt", Size: 0}, true},
		"a place":                   {event.Evidence{SHA256: digestA, Path: "a.go", Size: 1}, true},
		"a place of older programs": {event.Evidence{SHA256: digestA, Path: "a.go"}, false},
		"a link":                    {event.Evidence{SHA256: digestA, URL: "https://x.y"}, false},
		"a statement":               {event.Evidence{Statement: "So it is."}, false},
	} {
		if got := c.piece.Kept(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestWhatMayBeSaidIsTakenUpToItsBounds has the last value that is taken and the first
// that is not.
func TestWhatMayBeSaidIsTakenUpToItsBounds(t *testing.T) {
	at := event.Ref{Policy: "rules", Label: "A.1"}
	hint := func(change func(*event.Suggestion)) event.Change {
		s := &event.Suggestion{Source: "scan", Words: "w", Confidence: event.Likely}
		change(s)
		return event.Suggest(at, "aa", s)
	}
	places := func(n int) func(*event.Suggestion) {
		return func(s *event.Suggestion) {
			for range n {
				s.Places = append(s.Places, event.Place{Path: "a.go", From: 1, To: 1, SHA256: digestA})
			}
		}
	}
	lines := func(from, to int) func(*event.Suggestion) {
		return func(s *event.Suggestion) {
			s.Places = []event.Place{{Path: "a.go", From: from, To: to, SHA256: digestA}}
		}
	}
	keys := func(n int) func(*event.Suggestion) {
		return func(s *event.Suggestion) {
			s.Found = map[string][]string{"a.go": strings.Split(strings.Repeat("k ", n-1)+"k", " ")}
		}
	}
	piece := func(change func(*event.Evidence)) event.Change {
		e := event.Evidence{Kind: event.FileEvidence, Name: "a.txt"}
		change(&e)
		return event.AddEvidence(at, e)
	}
	paste := func(p event.ToPaste) event.Change { return event.Paste(at, &p) }
	for name, c := range map[string]struct {
		change event.Change
		taken  bool
	}{
		"the most places":                       {hint(places(event.MaxPlaces)), true},
		"one place more":                        {hint(places(event.MaxPlaces + 1)), false},
		"the most links":                        {hint(func(s *event.Suggestion) { s.Links = make([]string, event.MaxPlaces) }), true},
		"one link more":                         {hint(func(s *event.Suggestion) { s.Links = make([]string, event.MaxPlaces+1) }), false},
		"the most findings":                     {hint(keys(event.MaxKeys)), true},
		"one finding more":                      {hint(keys(event.MaxKeys + 1)), false},
		"the first line":                        {hint(lines(1, 1)), true},
		"line 0":                                {hint(lines(0, 1)), false},
		"lines that end before they begin":      {hint(lines(2, 1)), false},
		"a place without a path":                {hint(func(s *event.Suggestion) { s.Places = []event.Place{{From: 1, To: 1, SHA256: digestA}} }), false},
		"a statement":                           {piece(func(e *event.Evidence) { e.Kind, e.Statement, e.Person = event.StatementEvidence, "So it is.", "Lena" }), true},
		"a statement of nobody":                 {piece(func(e *event.Evidence) { e.Kind, e.Statement = event.StatementEvidence, "So it is." }), false},
		"a statement without words":             {piece(func(e *event.Evidence) { e.Kind, e.Statement, e.Person = event.StatementEvidence, " ", "Lena" }), false},
		"a permission of somebody":              {piece(func(e *event.Evidence) { e.Kind, e.Person = event.PermissionEvidence, "Meta" }), true},
		"a file of somebody":                    {piece(func(e *event.Evidence) { e.Person = "Lena" }), false},
		"a file of a day":                       {piece(func(e *event.Evidence) { e.Given = "2026-03-31" }), false},
		"a file that shows policy":              {piece(func(e *event.Evidence) { e.Shows = event.ShowsPolicy }), true},
		"a file that shows practice":            {piece(func(e *event.Evidence) { e.Shows = event.ShowsPractice }), true},
		"a file that shows anything":            {piece(func(e *event.Evidence) { e.Shows = "anything" }), false},
		"a file collected some day":             {piece(func(e *event.Evidence) { e.Collected = "2026-03-31" }), true},
		"a file collected in March":             {piece(func(e *event.Evidence) { e.Collected = "March" }), false},
		"a commit that is no text":              {piece(func(e *event.Evidence) { e.Commit = "\xff" }), false},
		"an output":                             {piece(func(e *event.Evidence) { e.Kind, e.Command = event.OutputEvidence, "date" }), true},
		"an output of no command":               {piece(func(e *event.Evidence) { e.Kind = event.OutputEvidence }), false},
		"an output at an address":               {piece(func(e *event.Evidence) { e.Kind, e.Command, e.URL = event.OutputEvidence, "date", "https://x.y" }), false},
		"a text to paste":                       {paste(event.ToPaste{Text: "People see it."}), true},
		"nothing to paste":                      {paste(event.ToPaste{}), false},
		"for the team":                          {paste(event.ToPaste{Us: true}), true},
		"as another item":                       {paste(event.ToPaste{As: "A.2", Of: digestA}), true},
		"as another item, and for the team":     {paste(event.ToPaste{As: "A.2", Of: digestA, Us: true}), false},
		"as itself":                             {paste(event.ToPaste{As: "A.1", Of: digestA}), false},
		"the answer of another":                 {event.SetSame(at, &event.Same{As: "A.2", Of: digestA}), true},
		"the answer of itself":                  {event.SetSame(at, &event.Same{As: "A.1", Of: digestA}), false},
		"the answer of none":                    {event.SetSame(at, &event.Same{As: " ", Of: digestA}), false},
		"pasted":                                {event.NotePasted(at, "one", digestA), true},
		"not pasted after all":                  {event.NotePasted(at, "one", ""), true},
		"pasted into nothing":                   {event.NotePasted(at, "", digestA), false},
		"a reply to nothing":                    {event.Submit("rules", "s", &event.Submission{Permissions: []string{"a"}, State: event.Draft, Answers: []event.Reply{{Words: "Mended."}}}), false},
		"a permission without a name":           {event.Submit("rules", "s", &event.Submission{Permissions: []string{" "}, State: event.Draft}), false},
		"a submission of a clause":              {event.Change{Field: event.Field{Subject: "s", Clause: "A.1"}, Value: (*event.Submission)(nil)}, false},
		"a submission that is removed":          {event.Submit("rules", "s", nil), true},
		"a decided one that has no day":         {event.Submit("rules", "s", &event.Submission{Permissions: []string{"a"}, State: event.Decided}), true},
		"a handed-in one with its day":          {event.Submit("rules", "s", &event.Submission{Permissions: []string{"a"}, State: event.HandedIn, On: "2026-03-31"}), true},
		"a gap's severity":                      {event.SetGap(at, event.GapSeverity, "minor"), true},
		"a severity that is none":               {event.SetGap(at, event.GapSeverity, "high"), false},
		"a due date that is withdrawn":          {event.SetGap(at, event.GapDue, ""), true},
		"a due date that is not a day":          {event.SetGap(at, event.GapDue, "soon"), false},
		"a response that takes":                 {event.Respond(at, "aa", &event.Response{Taken: true, Source: "scan", Words: "w"}), true},
		"a response that is withdrawn":          {event.Respond(at, "aa", nil), true},
		"a rejection without the words":         {event.AddOutcome("o", event.Outcome{Result: event.Rejected, On: "2026-03-02", Release: "2.4"})[0], false},
		"a rejection with the platform's words": {event.AddOutcome("o", event.Outcome{Result: event.Rejected, On: "2026-03-02", Release: "2.4", Words: "No."})[0], true},
	} {
		if err := c.change.Value.Refuse(c.change.Field); (err == nil) != c.taken {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestRulesAreKnownByAnyOfTheirTexts and name what they are taken for.
func TestRulesAreKnownByAnyOfTheirTexts(t *testing.T) {
	bare := event.Rules{ID: "bare", Edition: digestA}
	b := event.Begin{App: "Photobook", Release: "2.4", Policies: []event.Rules{
		{ID: "guided", Edition: digestA, Guide: digestB}, {ID: "assessed", Edition: digestA, Assess: digestB}, {ID: "listed", Edition: digestA, Clauses: digestB}, bare,
	}}
	for n, one := range b.Policies {
		f, known := b.Frame(one.ID)
		if want := one.ID != "bare"; known != want || one.Known() != want || want && !f.Equal(event.Frame{Policies: b.Policies[n : n+1]}) {
			t.Errorf("%s: %+v, %v", one.ID, f, known)
		}
	}
	if _, known := b.Frame("others"); known {
		t.Error("rules of a policy that is not asked")
	}
	if f, known := b.Frame(""); !known || f.App != "Photobook" || f.Release != "2.4" || len(f.Policies) != 4 || f.Policies[0] != (event.Rules{ID: "guided", Edition: digestA}) {
		t.Errorf("%+v, %v", f, known)
	}
	if _, known := (event.Begin{App: "Photobook"}).Frame(""); known {
		t.Error("a beginning of an older program tells what it began with")
	}
	for f, want := range map[event.Field]string{
		event.TakeRules("", event.RulesTaken{}).Field: "audit.json", event.TakeRules("rules", event.RulesTaken{}).Field: "rules of rules", event.SetFact("rules", "stores", event.FactAnswer{}).Field: "fact stores",
		event.SetGap(event.Ref{}, event.GapFix, "").Field: "fix", event.SetVerdict(event.Ref{}, "").Field: "verdict", event.SetOverrule(event.Ref{}, nil).Field: "scope",
	} {
		if got := f.Name(); got != want {
			t.Errorf("%+v is called %q", f, got)
		}
	}
}

// TestWhatIsProposedOrSignedAgainIsTheSameThing holds how pieces, suggestions and sign-offs
// are named: journals that are there name them so.
func TestWhatIsProposedOrSignedAgainIsTheSameThing(t *testing.T) {
	sign := func(by event.Person) string {
		return event.Sign(event.SignOff{Name: "Ana", State: digestA, Bound: &event.Bound{By: by}}).Field.Subject
	}
	id := func(e event.Evidence) string { return event.AddEvidence(event.Ref{}, e).Field.Subject }
	for got, want := range map[string]string{
		sign(event.Person{Name: "Ana"}):                                                                                                    "Ana aaaaaaaaaaaa",
		sign(event.Person{Name: "Ana", Email: "a@x.y"}):                                                                                    "Ana <a@x.y> aaaaaaaaaaaa",
		event.Sign(event.SignOff{Name: "Ana", State: "x"}).Field.Subject:                                                                   "Ana x",
		event.SuggestionID("scan", "A.1"):                                                                                                  "7d19b3fc",
		id(event.Evidence{Kind: event.FileEvidence, Name: "a.txt", SHA256: digestA}):                                                       "047d6498",
		id(event.Evidence{Kind: event.PlaceEvidence, Path: "a.go", From: 1, To: 2, SHA256: digestA}):                                       "14b002d5",
		id(event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y"}):                                                                   "55f8dc72",
		id(event.Evidence{Kind: event.OutputEvidence, Command: "date", Name: "out.txt", SHA256: digestA}):                                  "3878113b",
		id(event.Evidence{Kind: event.StatementEvidence, Statement: "So it is.", SHA256: digestA, Details: event.Details{Person: "Lena"}}): "c2c9e8d2",
	} {
		if got != want {
			t.Errorf("%q instead of %q", got, want)
		}
	}
	s := event.Suggestion{Found: map[string][]string{"b.go": {"k3", "k1"}, "a.go": {"k2"}}}
	for range 8 {
		if got := strings.Join(s.Keys(), " "); got != "k1 k2 k3" {
			t.Errorf("the keys are %s", got)
		}
	}
}
