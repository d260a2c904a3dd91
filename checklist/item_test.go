package checklist

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist/event"
)

func TestAnswerGoesStaleWhenItsValidityRunsOut(t *testing.T) {
	a := newPerson(t, "Ana")
	ref := clause("A.1") // holds for 6 months
	a.does(t, event.SetVerdict(ref, event.Met), event.AddEvidence(ref, event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y"}))
	end := day.AddDate(0, 6, 0)
	for _, c := range []struct {
		at    time.Time
		stale bool
	}{{day, false}, {end, false}, {end.Add(time.Millisecond), true}, {end.AddDate(9, 0, 0), true}} {
		i := a.Item(ref, c.at)
		n := Tally([]Item{i})
		if i.Has(Stale) != c.stale || i.Open() != c.stale || (n.Verdicts[event.Met] == 1) == c.stale || (n.Stale == 1) != c.stale || (n.Answered == 1) == c.stale {
			t.Errorf("at %s: %v %+v", c.at, i.Flags, n)
		}
		if c.stale && i.Why[0] != "the answer held for 6mo, until 2027-05-24" {
			t.Error(i.Why)
		}
	}
	a.hand.Now = func() time.Time { return end.AddDate(0, 0, 1) }
	if step := a.does(t, event.SetVerdict(ref, event.Met)); len(step) != 1 || a.Item(ref, end.AddDate(0, 0, 2)).Has(Stale) {
		t.Error("the same answer given again does not renew it")
	}
	a.does(t, event.SetVerdict(clause("A.2"), event.Met))
	if i := a.Item(clause("A.2"), day.AddDate(99, 0, 0)); i.Has(Stale) {
		t.Error("what holds forever ran out")
	}
}

func TestAnswerGoesStaleWhenItsTextChanges(t *testing.T) {
	old := newPerson(t, "Ana")
	old.does(t, event.SetVerdict(clause("A.1"), event.Met), event.SetVerdict(clause("A.2"), event.Met), event.SetVerdict(clause("A.6"), event.NotMet), event.SetReason(clause("A.6"), "no"))
	text := strings.Replace(strings.Replace(rules, "fresh", "up to date", 1), "6. Ask", "7. Ask", 1)
	now := newPerson(t, "Ben")
	now.Audit = auditOf(t, rulesPolicy(t, "rules", text, strings.Replace(rulesGuide, "A.6", "A.7", 1)))
	now.hears(t, old)
	if i := now.Item(clause("A.1"), day); !i.Has(Stale) || i.Why[0] != "the clause's text changed since it was answered" || Tally([]Item{i}).Verdicts[event.Met] != 0 {
		t.Errorf("%v %q", i.Flags, i.Why)
	}
	if i := now.Item(clause("A.2"), day); i.Has(Stale) {
		t.Error("its text is as it was")
	}
	if lost := now.Unplaced(); len(lost) != 2 || lost[0].Clause != "A.6" {
		t.Errorf("the answer to a clause that is gone is not told: %+v", lost)
	}
	if step := now.does(t, event.SetVerdict(clause("A.1"), event.Met)); len(step) != 1 || now.Item(clause("A.1"), day).Has(Stale) {
		t.Error("the same answer to the new text does not count")
	}
}

func TestUnplacedEventsAreKeptAndTold(t *testing.T) {
	old, now := newPerson(t, "Ana"), newPerson(t, "Ben")
	step := old.does(t, event.SetFact("rules", "stores", event.FactAnswer{Unknown: true}), event.SetVerdict(clause("A.1"), event.Met))
	old.undoes(t, step)
	now.Audit = auditOf(t, rulesPolicy(t, "rules", rules, ""))
	now.hears(t, old)
	if lost := now.Unplaced(); len(lost) != 1 || lost[0].Subject != "stores" {
		t.Errorf("without its guide nobody asks the fact any more: %+v", lost)
	}
	now.Audit = auditOf(t, rulesPolicy(t, "others", rules, ""))
	now.hears(t, old)
	if lost := now.Unplaced(); len(lost) != 2 {
		t.Errorf("of another policy: %+v", lost)
	}
}

func TestMetIsUnsupportedWithoutWhatTheGuideSaysItNeeds(t *testing.T) {
	file := event.Evidence{Kind: event.FileEvidence, Name: "a.txt", SHA256: strings.Repeat("0", 64)}
	link := event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y"}
	place := event.Evidence{Kind: event.PlaceEvidence, Path: "a.go"}
	permission := event.Evidence{Kind: event.PermissionEvidence, URL: "https://x.y"}
	for _, c := range []struct {
		label    string
		evidence []event.Evidence
		why      string
	}{
		{"A.1", nil, "met needs evidence here"},
		{"A.1", []event.Evidence{place}, ""},
		{"A.2", nil, ""},
		{"A.3", []event.Evidence{link, place}, "met needs a file here"},
		{"A.3", []event.Evidence{link, file}, ""},
		{"A.4", []event.Evidence{file}, "met needs a link here"},
		{"A.4", []event.Evidence{link}, ""},
		{"A.6", []event.Evidence{file, link}, "met needs the written permission here"},
		{"A.6", []event.Evidence{permission}, ""},
	} {
		a := newPerson(t, "Ana")
		ref := clause(c.label)
		changes := []event.Change{event.SetVerdict(ref, event.Met)}
		for _, e := range c.evidence {
			changes = append(changes, event.AddEvidence(ref, e))
		}
		a.does(t, changes...)
		i := a.Item(ref, day)
		n := Tally([]Item{i})
		if strings.Join(i.Why, "") != c.why || i.Has(Unsupported) != (c.why != "") || (n.Unsupported == 1) != (c.why != "") || n.Verdicts[event.Met] != 1 {
			t.Errorf("%s with %v: %v %q", c.label, c.evidence, i.Flags, i.Why)
		}
		if strings.HasSuffix(i.VerdictWords(), ", unsupported") != (c.why != "") {
			t.Errorf("%s reads %q", c.label, i.VerdictWords())
		}
		a.does(t, event.SetVerdict(ref, event.Partly), event.SetReason(ref, "half"))
		if i := a.Item(ref, day); i.Has(Unsupported) {
			t.Errorf("%s: partly is called unsupported", c.label)
		}
	}
}

func TestNoticeThatIsMetReadsAcknowledged(t *testing.T) {
	a := newPerson(t, "Ana")
	a.does(t, event.SetVerdict(clause("A.2"), event.Met))
	if got := a.Item(clause("A.2"), day).VerdictWords(); got != "acknowledged" {
		t.Error(got)
	}
}

func TestEvidenceOfOneTargetIsOnePieceAndRemovalIsNoLoss(t *testing.T) {
	a := newPerson(t, "Ana")
	ref := clause("A.1")
	place := event.Evidence{Kind: event.PlaceEvidence, Path: "a.go", From: 3, To: 9, SHA256: "old"}
	link := event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y"}
	a.does(t, event.AddEvidence(ref, place))
	a.does(t, event.AddEvidence(ref, link))
	place.SHA256 = "new"
	a.does(t, event.AddEvidence(ref, place))
	got := a.Item(ref, day).Evidence
	if len(got) != 2 || got[0].SHA256 != "new" || got[1].URL != link.URL || got[0].By.Name != "Ana" || !got[0].At.Equal(day) {
		t.Fatalf("%+v", got)
	}
	a.does(t, event.RemoveEvidence(ref, got[0].ID))
	if left := a.Item(ref, day).Evidence; len(left) != 1 || left[0].URL != link.URL {
		t.Errorf("after the removal: %+v", left)
	}
	if len(a.Log(ref)) != 4 {
		t.Error("the history does not tell of the removed piece")
	}
	a.does(t, event.AddEvidence(ref, place))
	if back := a.Item(ref, day).Evidence; len(back) != 2 {
		t.Errorf("added again: %+v", back)
	}
}

func TestEvidenceTarget(t *testing.T) {
	for want, e := range map[string]event.Evidence{
		"a.txt":       {Kind: event.FileEvidence, Name: "a.txt"},
		"https://x.y": {Kind: event.PermissionEvidence, URL: "https://x.y"},
		"a.go":        {Path: "a.go"},
		"a.go:3":      {Path: "a.go", From: 3, To: 3},
		"a.go:3-9":    {Path: "a.go", From: 3, To: 9},
	} {
		if got := e.Target(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestGapHasTheGuidesSeverityUntilAPersonSaysOtherwise(t *testing.T) {
	a := newPerson(t, "Ana")
	ref := clause("A.1")
	if g := a.Item(ref, day).Gap; g != (Gap{Severity: "blocker"}) || g.Entered() {
		t.Errorf("%+v", g)
	}
	a.does(t, event.SetGap(ref, event.GapSeverity, "minor"), event.SetGap(ref, event.GapDue, "2026-12-05"))
	if g := a.Item(ref, day).Gap; g != (Gap{Severity: "minor", Due: "2026-12-05"}) || !g.Entered() {
		t.Errorf("%+v", g)
	}
	a.does(t, event.SetGap(ref, event.GapSeverity, ""))
	if g := a.Item(ref, day).Gap; g.Severity != "blocker" {
		t.Errorf("%+v", g)
	}
	bare := auditOf(t, rulesPolicy(t, "rules", rules, ""))
	if g := bare.Item(ref, day).Gap; g.Severity != "major" {
		t.Errorf("without a guide: %+v", g)
	}
}

func TestItemTellsWhoSpokeAndWhetherAnythingWasEntered(t *testing.T) {
	a, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	ref := clause("A.1")
	if i := a.Item(ref, day); i.Touched() || !i.Open() || i.Verdict != event.Unanswered || i.By != (event.Person{}) {
		t.Errorf("%+v", i)
	}
	a.does(t, event.SetReason(ref, "words first"))
	if i := a.Item(ref, day); !i.Touched() || i.By.Name != "Ana" {
		t.Errorf("%+v", i)
	}
	ben.hears(t, a)
	ben.does(t, event.SetVerdict(ref, event.NotMet))
	if i := ben.Item(ref, day); i.By.Name != "Ben" || i.Reason != "words first" || !i.IsGap() {
		t.Errorf("%+v", i)
	}
	if slices.ContainsFunc(ben.Items(day)[1:], Item.Touched) {
		t.Error("another clause was touched")
	}
}

func TestWordsReadValuesAsPeopleDo(t *testing.T) {
	for _, c := range []struct {
		kind event.Kind
		raw  string
		want string
	}{
		{event.KindVerdict, `"not-met"`, "not met"},
		{event.KindReason, `"a \"b\""`, `a "b"`},
		{event.KindGap, `"Ben"`, "Ben"},
		{event.KindEvidence, `{"kind":"link","url":"https://x.y"}`, "link https://x.y"},
		{event.KindEvidence, `null`, "removed"},
		{event.KindScope, `["posts","likes"]`, "posts, likes"},
		{event.KindScope, `"unknown"`, "not yet known"},
		{event.KindOverrule, `null`, "as the facts say"},
		{event.KindOverrule, `{"in":true,"reason":"r"}`, "in scope: r"},
		{event.KindOverrule, `{"in":false,"reason":"r"}`, "out of scope: r"},
		{event.KindSign, `{"name":"Ana","role":"DPO"}`, "Ana DPO"},
		{event.KindVerdict, `7`, "7"},
		{event.KindReason, `{`, "{"},
	} {
		if got := event.Words(c.kind, []byte(c.raw)); got != c.want {
			t.Errorf("%s %s reads %q, want %q", c.kind, c.raw, got, c.want)
		}
	}
}

// TestWhateverWasEnteredTouchesAClause holds for each part of an answer by itself, and that
// a gap's severity is none.
func TestWhateverWasEnteredTouchesAClause(t *testing.T) {
	ref := clause("A.1")
	for _, c := range []struct {
		change event.Change
		want   bool
	}{
		{event.SetReason(ref, "so"), true}, {event.SetValidUntil(ref, "3mo"), true}, {event.AddEvidence(ref, event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y"}), true},
		{event.SetGap(ref, event.GapFix, "write one"), true}, {event.SetGap(ref, event.GapOwner, "Ben"), true}, {event.SetGap(ref, event.GapDue, "2026-12-01"), true},
		{event.SetVerdict(ref, event.Met), true}, {event.SetGap(ref, event.GapSeverity, "minor"), false},
	} {
		ana := newPerson(t, "Ana")
		ana.does(t, c.change)
		if got := ana.Item(ref, day).Touched(); got != c.want {
			t.Errorf("%s %v touches it: %v", c.change.Field.Name(), c.change.Value, got)
		}
	}
}

// TestAConflictIsCalledByWhatItIsAbout holds that one of reasons leaves the verdict what it
// is, and that only a stale answer that nothing else speaks against can be confirmed.
func TestAConflictIsCalledByWhatItIsAbout(t *testing.T) {
	ref := clause("A.1")
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	ana.does(t, event.SetVerdict(ref, event.Met), event.SetReason(ref, "one"), event.SetValidUntil(ref, "2026-11-20"))
	if i := ana.Item(ref, day); !i.Confirmable() {
		t.Errorf("%v", i.Flags)
	}
	ben.does(t, event.SetVerdict(ref, event.Met), event.SetReason(ref, "two"), event.SetValidUntil(ref, "2026-11-20"))
	ana.hears(t, ben)
	if i := ana.Item(ref, day); i.VerdictWords() != "met, unsupported" || !i.Has(Conflict) || !i.Has(Stale) || i.Confirmable() {
		t.Errorf("%s, %v", i.VerdictWords(), i.Flags)
	}
	ana.does(t, event.SetReason(ref, "both"), event.SetOverrule(ref, &event.Overrule{Reason: "not ours"}))
	if i := ana.Item(ref, day); !i.Has(Stale) || i.Confirmable() {
		t.Errorf("out of scope: %v", i.Flags)
	}
	ana.does(t, event.SetOverrule(ref, nil), event.AddEvidence(ref, event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y", Details: event.Details{Expires: "2026-01-01"}}))
	if i := ana.Item(ref, day); !i.Has(Stale) || i.Confirmable() {
		t.Errorf("with evidence in doubt: %v", i.Flags)
	}
}

// TestWhatBelongsToNothingIsUnplaced holds events by what they are about.
func TestWhatBelongsToNothingIsUnplaced(t *testing.T) {
	ana := newPerson(t, "Ana")
	n := 0
	for _, c := range []struct {
		f    event.Field
		lost bool
	}{
		{event.AcceptReading("rules", nil).Field, false}, {event.AcceptReading("others", nil).Field, true},
		{event.SetFact("rules", "stores", event.FactAnswer{}).Field, false}, {event.SetFact("rules", "moods", event.FactAnswer{}).Field, true}, {event.SetFact("others", "stores", event.FactAnswer{}).Field, true},
		{event.Suggest(event.Ref{Policy: "rules"}, "aa", nil).Field, false}, {event.Suggest(event.Ref{Policy: "others"}, "aa", nil).Field, true}, {event.Suggest(clause("Z.9"), "aa", nil).Field, true},
		{event.AddOutcome("o", event.Outcome{})[0].Field, false}, {event.AddOutcome("o", event.Outcome{}, clause("Z.9"))[0].Field, true}, {event.AddOutcome("o", event.Outcome{}, clause("A.1"))[0].Field, false},
		{event.SetVerdict(clause("A.1"), "").Field, false}, {event.SetVerdict(clause("A.1@x"), "").Field, false}, {event.SetVerdict(clause("Z.9"), "").Field, true}, {event.SetVerdict(clause("a1@x"), "").Field, true},
		{event.SetVerdict(event.Ref{Policy: "others", Label: "A.1@x"}, "").Field, true},
		{event.Field{Kind: event.KindSign, Subject: "Ana"}, false}, {event.Field{Kind: event.KindUndo}, false},
	} {
		e := event.Event{ID: fmt.Sprint("e", n), Clock: 1, Writer: "ana", Seq: n + 1, Time: day, Field: c.f, Value: []byte("null")}
		n++
		before := len(ana.Unplaced())
		if err := ana.Apply(e); err != nil {
			t.Fatal(err)
		}
		if got := len(ana.Unplaced()) > before; got != c.lost {
			t.Errorf("%+v has no place: %v", c.f, got)
		}
	}
	all := ana.Unplaced()
	if !slices.IsSortedFunc(all, func(x, y event.Event) int { return event.Order(&x, &y) }) {
		t.Errorf("%+v", all)
	}
}
