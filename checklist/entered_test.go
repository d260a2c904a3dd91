package checklist

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist/event"
)

// TestTheLastStepIsTheNewestOfAllFilesOfAWriter holds that within a file the line
// decides, between files the clock, and that what is in no file yet comes last.
func TestTheLastStepIsTheNewestOfAllFilesOfAWriter(t *testing.T) {
	type line struct {
		id, file string
		seq      int
		clock    int64
		more     bool
	}
	for name, c := range map[string]struct {
		lines []line
		undos string // the ids that are withdrawn
		want  string
	}{
		"of one file":                          {[]line{{"a", "one", 1, 1, false}, {"b", "one", 2, 2, false}}, "", "b"},
		"whole":                                {[]line{{"a", "one", 1, 1, false}, {"b", "one", 2, 2, true}, {"c", "one", 3, 3, false}}, "", "b c"},
		"by the line, though the clock is old": {[]line{{"a", "one", 1, 9, false}, {"b", "one", 2, 2, false}}, "", "b"},
		"of the newer file":                    {[]line{{"a", "one", 1, 1, false}, {"b", "two", 1, 2, false}}, "", "b"},
		"by the last of each":                  {[]line{{"a", "one", 1, 1, true}, {"b", "one", 2, 6, false}, {"c", "two", 1, 2, true}, {"d", "two", 2, 4, false}}, "", "a b"},
		"by the last of each, turned round":    {[]line{{"a", "two", 1, 1, true}, {"b", "two", 2, 6, false}, {"c", "one", 1, 2, true}, {"d", "one", 2, 4, false}}, "", "a b"},
		"of no file yet":                       {[]line{{"a", "", 0, 1, false}, {"b", "one", 1, 5, false}, {"c", "two", 1, 6, false}}, "", "a"},
		"that still counts":                    {[]line{{"a", "one", 1, 1, false}, {"b", "one", 2, 2, false}, {"c", "one", 3, 3, true}, {"d", "one", 4, 4, false}}, "c d", "b"},
		"as far as it counts":                  {[]line{{"a", "one", 1, 1, true}, {"b", "one", 2, 2, false}}, "b", "a"},
		"none that counts":                     {[]line{{"a", "one", 1, 1, false}}, "a", ""},
	} {
		for range 8 { // Files are looked at in any order.
			k := Entries{events: map[string]*event.Event{}, withdrawn: map[string]*event.Event{}}
			for _, l := range c.lines {
				e := &event.Event{ID: l.id, File: l.file, Seq: l.seq, Clock: l.clock, More: l.more, Writer: "ana", Field: event.Field{Kind: event.KindReason}}
				k.keep(e)
				if strings.Contains(c.undos, l.id) {
					k.withdrawn[l.id] = e
				}
			}
			k.keep(&event.Event{ID: "x", File: "ben", Seq: 9, Clock: 99, Writer: "ben", Field: event.Field{Kind: event.KindReason}})
			k.keep(&event.Event{ID: "y", File: "one", Seq: 9, Clock: 99, Writer: "ana", Field: event.Field{Kind: event.KindUndo}})
			var got []string
			for _, e := range k.lastStep("ana") {
				got = append(got, e.ID)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
	}
}

// TestOnlyWhatIsSaidOfTheAppChangesAnAudit holds that neither what is kept beside the
// answers nor the undo of that is a change of the audit.
func TestOnlyWhatIsSaidOfTheAppChangesAnAudit(t *testing.T) {
	ana := personOn(t, "Ana", rulesPolicy(t, "rules", rules, rulesGuide))
	hint := ana.does(t, event.Suggest(clause("A.1"), "aa", suggestion(event.Met)))
	s, _ := FindSuggestion(ana.Audit, "aa")
	no := ana.does(t, DismissSuggestion(s, "a test"))
	if _, err := Sign(ana.Audit, Vouch{Name: "Ana"}); err == nil {
		t.Error("an audit without an answer is signed")
	}
	repair, err := ana.Repaired(ana.hand, event.Repair{Gone: []string{strings.Repeat("a", 64)}})
	if err != nil || repair.Clock != ana.clock+1 || repair.Kind != event.KindRepair || string(repair.Value) != `{"gone":["`+strings.Repeat("a", 64)+`"]}` {
		t.Fatalf("%+v, %v", repair, err)
	}
	ana.keeps(t, repair)
	if _, err := Sign(ana.Audit, Vouch{Name: "Ana"}); err == nil {
		t.Error("a repair makes an audit that can be signed")
	}
	answer := ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
	if _, err := Sign(ana.Audit, Vouch{Name: "Ana"}); err != nil {
		t.Error(err)
	}
	begun := event.Event{ID: "begun", Field: event.Field{Kind: event.KindBegin}}
	if e := ana.Withdraw(ana.hand, append([]event.Event{begun}, answer...)); e.Clock != ana.clock+1 || e.Kind != event.KindUndo || !slices.Equal(e.Over, []string{answer[0].ID}) {
		t.Errorf("%+v", e)
	}
	undo := func(over ...event.Event) event.Event {
		e := event.Event{Field: event.Field{Kind: event.KindUndo}}
		for _, o := range over {
			e.Over = append(e.Over, o.ID)
		}
		return e
	}
	for name, c := range map[string]struct {
		e    event.Event
		want bool
	}{
		"an answer": {answer[0], true}, "a suggestion": {hint[0], false}, "a response": {no[0], false}, "a repair": {repair, true},
		"a beginning":             {event.Event{Field: event.Field{Kind: event.KindBegin}}, false},
		"the undo of an answer":   {undo(answer...), true},
		"the undo of a response":  {undo(no...), false},
		"the undo of both":        {undo(no[0], answer[0]), true},
		"an undo of what is gone": {undo(event.Event{ID: "gone"}), true},
		"an undo of nothing":      {undo(), true},
	} {
		if got := ana.Changes(c.e); got != c.want {
			t.Errorf("%s changes the audit: %v", name, got)
		}
	}
}

// TestTheNewestUndoTellsWhoWithdrewAnEvent in whatever order undos come, and once the
// file has said which of two that one writer made at once is the later.
func TestTheNewestUndoTellsWhoWithdrewAnEvent(t *testing.T) {
	undo := func(id string, clock int64, over ...string) *event.Event {
		return &event.Event{ID: id, Clock: clock, Writer: "ana", Over: over, Field: event.Field{Kind: event.KindUndo}}
	}
	k := Entries{events: map[string]*event.Event{}}
	take := func(some ...*event.Event) (told []string) {
		for _, e := range some {
			k.keep(e)
			if e.Kind == event.KindUndo {
				k.undos = append(k.undos, e)
			}
		}
		told = k.withdraw()
		slices.Sort(told)
		return told
	}
	e, other := &event.Event{ID: "e", Clock: 1, Field: event.Field{Kind: event.KindReason}}, &event.Event{ID: "f", Clock: 1, Field: event.Field{Kind: event.KindReason}}
	want := func(told []string, news, by string) {
		t.Helper()
		if got := strings.Join(told, " "); got != news || k.withdrawn["e"] != nil && k.withdrawn["e"].ID != by || k.withdrawn["e"] == nil && by != "" {
			t.Errorf("told of %q, withdrawn by %v", got, k.withdrawn["e"])
		}
	}
	want(take(e, other), "", "")
	want(take(undo("u5", 5, "e")), "e", "u5")
	want(take(undo("u9", 9, "e"), undo("u7", 7, "e", "f")), "f", "u9")
	want(take(undo("u8", 8, "e")), "", "u9")
	want(take(undo("w", 10, "u9")), "u9", "u8")
	want(take(undo("v", 11, "u8", "u7", "u5")), "e f u5 u7 u8", "")
	want(take(undo("a", 12, "e"), undo("b", 12, "e")), "e", "b")
	first, second := k.events["a"], k.events["b"]
	first.Seq, second.Seq = 5, 4
	k.noteLine(first)
	want(take(), "", "a")
}

func TestWhatIsMeantIsKeptAndWhatIsOnlySupposedIsNot(t *testing.T) {
	ana := newPerson(t, "Ana")
	secret := fake("Authorization: Bear", "er abcdefghij0123456789")
	before := ana.StateDigest()
	then, err := ana.Supposing(event.SetVerdict(clause("A.1"), event.Met))
	if err != nil || then.Item(clause("A.1"), day).Verdict != event.Met || ana.StateDigest() != before {
		t.Errorf("supposed, %v", err)
	}
	var found *SecretError
	if then, err := ana.Supposing(event.SetReason(clause("A.1"), secret)); then != nil || !errors.As(err, &found) {
		t.Errorf("%v, %v", then, err)
	}
	ana.hand.Person.Name = secret
	if err := ana.Check(ana.hand, event.SetVerdict(clause("A.1"), event.Met)); !errors.As(err, &found) || found.Where != "your name" {
		t.Errorf("%v", err)
	}
	if err := ana.Check(ana.hand, event.Meant(event.SetVerdict(clause("A.1"), event.Met))...); err != nil {
		t.Errorf("the person was told, and still: %v", err)
	}
	ana.hand.Person.Name = "Ana"
	var unknown *UnknownError
	for name, c := range map[string]struct {
		change event.Change
		what   string
	}{
		"a suggestion at a clause that is not there": {event.Suggest(clause("Z.9"), "aa", suggestion(event.Met)), "clause"},
		"one about a fact of another policy":         {event.Suggest(event.Ref{Policy: "others"}, "aa", suggestion("")), "policy"},
		"one about a fact that nobody asks":          {event.Suggest(event.Ref{Policy: "rules"}, "aa", &event.Suggestion{Source: "scan", Fact: "moods", Words: "w", Confidence: event.Sure}), "scope fact"},
		"a reason at a clause that is not there":     {event.SetReason(clause("Z.9"), "so"), "clause"},
		"a decision at one":                          {event.AddOutcome("o", decided("No."), clause("Z.9"))[0], "clause"},
		"a reading of another policy":                {event.AcceptReading("others", nil), "policy"},
		"an answer to a fact that nobody asks":       {event.SetFact("rules", "moods", event.FactAnswer{Values: []string{"yes"}}), "scope fact"},
	} {
		if err := ana.Check(ana.hand, c.change); !errors.As(err, &unknown) || unknown.What != c.what {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestASignOffIsOfWhatItsSignerHadSeen by the numbers of the lines, or
// by the ends of the files.
func TestASignOffIsOfWhatItsSignerHadSeen(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	verdict := func(p *person, label string) {
		p.files(t, false, step(t, p, event.SetVerdict(clause(label), event.Met))...)
	}
	verdict(ben, "A.1")
	verdict(ben, "A.2")
	ana.hears(t, ben)
	verdict(ana, "A.4")
	seen := event.SignOff{Name: "Ana", State: strings.Repeat("a", 64), Seen: map[string]int{"ben": 1, "ana": 0}}
	ana.files(t, false, step(t, ana, event.Sign(seen))...)
	verdict(ana, "A.6")
	answered := func(a *Audit) string {
		var all []string
		for _, i := range a.Items(day) {
			if i.Verdict != event.Unanswered {
				all = append(all, i.Ref.Label)
			}
		}
		return strings.Join(all, " ")
	}
	s := SignOffs(ana.Audit)[0]
	if got := answered(AsSigned(ana.Audit, s)); got != "A.1 A.4" { // What she entered herself she had seen.
		t.Errorf("by the numbers of lines: %s", got)
	}
	s.EventID = "gone"
	if got := answered(AsSigned(ana.Audit, s)); got != "A.1" {
		t.Errorf("by the numbers of lines alone: %s", got)
	}
	s.Seen, s.Ends = nil, []string{"sum of ben1"}
	if got := answered(AsSigned(ana.Audit, s)); got != "A.1" {
		t.Errorf("by an end: %s", got)
	}
	if text := SignedText(ana.Audit, s); text != nil {
		t.Errorf("the text of one that is gone: %s", text)
	}
}

// step makes a step without keeping it.
func step(t *testing.T, p *person, changes ...event.Change) []event.Event {
	t.Helper()
	made, err := p.Step(p.hand, changes...)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// TestASignOffVouchesForTheEvidenceAndNamesWhatIsInDoubt in an order of its own.
func TestASignOffVouchesForTheEvidenceAndNamesWhatIsInDoubt(t *testing.T) {
	ana := newPerson(t, "Ana")
	file := func(label, name, digest string) {
		ana.does(t, event.AddEvidence(clause(label), event.Evidence{Kind: event.FileEvidence, Name: name, SHA256: strings.Repeat(digest, 64), Details: event.Details{Expires: "2026-11-23"}}))
	}
	bound := func() event.Bound { return BoundOf(ana.Audit, day, []error{fmt.Errorf("broken")}) }
	ana.does(t, event.SetVerdict(clause("A.3"), event.Met))
	none := bound().Evidence
	ana.does(t, event.AddEvidence(clause("A.3"), event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y"}))
	if bound().Evidence != none {
		t.Error("a link has no bytes, and is vouched for")
	}
	file("A.3", "b.txt", "b")
	one := bound().Evidence
	file("A.1", "a.txt", "a")
	file("A.3", "c.txt", "c")
	two := bound()
	if one == none || two.Evidence == one {
		t.Error("a file changes nothing")
	}
	var want []string
	for _, ref := range []event.Ref{clause("A.1"), clause("A.3")} {
		for _, piece := range ana.Pieces(ref) {
			if piece.SHA256 != "" {
				want = append(want, ref.String()+" "+piece.ID)
			}
		}
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, two.Doubted); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{BrokenRecord: 1, StaleAnswer: 1, NotAnswered: 4}, two.Problems); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
