package checklist

import (
	"encoding/json"
	"strings"
	"testing"

	"clausewalk/checklist/event"
)

func TestMetGoesStaleWhenItsEvidenceRunsOut(t *testing.T) {
	a, ref := newPerson(t, "Ana"), clause("A.6")
	permission := event.Evidence{Kind: event.PermissionEvidence, URL: "https://x.y", Details: event.Details{Person: "Meta", Given: "2026-01-02", Expires: "2026-12-31"}}
	a.does(t, event.SetVerdict(ref, event.Met), event.AddEvidence(ref, permission))
	if i := a.Item(ref, day.AddDate(0, 1, 7)); i.Has(Stale) {
		t.Errorf("stale on its last day: %v", i.Why)
	}
	late := day.AddDate(0, 1, 8)
	i := a.Item(ref, late)
	if n := Tally([]Item{i}); !i.Has(Stale) || n.Verdicts[event.Met] != 0 || n.Stale != 1 || len(i.Doubted) != 1 {
		t.Fatalf("met still counts: %+v", n)
	}
	if i.Why[0] != "its evidence https://x.y ran out after 2026-12-31" {
		t.Error(i.Why)
	}
	a.does(t, event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "it ran out"))
	if i := a.Item(ref, late); i.Has(Stale) {
		t.Error("what is not met does not rest on its evidence")
	}
}

func TestEvidenceAddedAgainKeepsWhatIsNotSaidAnew(t *testing.T) {
	a, ref := newPerson(t, "Ana"), clause("A.1")
	piece := event.Evidence{Kind: event.PlaceEvidence, Path: "a.go", SHA256: "1"}
	said := piece
	said.Details = event.Details{Caption: "the job", Shows: event.ShowsPractice, Expires: "2027-01-01"}
	a.does(t, event.AddEvidence(ref, said))
	if step := a.does(t, event.AddEvidence(ref, piece)); len(step) != 0 {
		t.Errorf("nothing was said anew: %s", step[0].Value)
	}
	piece.Expires = "2028-01-01"
	a.does(t, event.AddEvidence(ref, piece))
	said.Expires = piece.Expires
	if got := a.Item(ref, day).Evidence; len(got) != 1 || got[0].Details != said.Details {
		t.Errorf("%+v", got)
	}
}

func TestEvidenceThatSaysTooLittleOrTooMuchIsRefused(t *testing.T) {
	a := newPerson(t, "Ana")
	for want, e := range map[string]event.Evidence{
		"needs its words": {Kind: event.StatementEvidence, Details: event.Details{Person: "Ben"}},
		"needs the name":  {Kind: event.StatementEvidence, Statement: "yes"},
		"a link does not take --by or --given: only permissions and statements do": {Kind: event.LinkEvidence, URL: "https://x.y", Details: event.Details{Person: "Ben"}},
		"a file does not take --by or --given: only permissions and statements do": {Kind: event.FileEvidence, Details: event.Details{Given: "2026-01-01"}},
		"not \"both\"":            {Kind: event.FileEvidence, Details: event.Details{Shows: "both"}},
		"\"1.2.2026\" in \"exp":   {Kind: event.FileEvidence, Details: event.Details{Expires: "1.2.2026"}},
		"\"1y\" in \"collected\"": {Kind: event.FileEvidence, Details: event.Details{Collected: "1y"}},
		"not UTF-8":               {Kind: event.FileEvidence, Details: event.Details{Caption: "\x80"}},
	} {
		if _, err := a.Step(a.hand, event.AddEvidence(clause("A.1"), e)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %s", e, err, want)
		}
	}
}

func TestTwoWhoSayTheSameWordsHaveSaidThemTwice(t *testing.T) {
	a, ref := newPerson(t, "Ana"), clause("A.1")
	one := event.Evidence{Kind: event.StatementEvidence, Statement: "yes", Details: event.Details{Person: "Ana"}}
	other := one
	other.Person = "Ben"
	a.does(t, event.AddEvidence(ref, one), event.AddEvidence(ref, other), event.AddEvidence(ref, one))
	if got := a.Item(ref, day).Evidence; len(got) != 2 || got[0].Target() != "Ben: yes" {
		t.Errorf("%+v", got)
	}
	raw, _ := json.Marshal(one)
	if got := event.Words(event.KindEvidence, raw); got != "statement Ana: yes" {
		t.Error(got)
	}
}

// TestEvidenceThatChangedMakesEveryVerdictStale holds that an answer is no better
// for being no met: what it rests on has changed anyway.
func TestEvidenceThatChangedMakesEveryVerdictStale(t *testing.T) {
	for _, v := range event.Verdicts() {
		a, ref := newPerson(t, "Ana"), clause("A.1")
		place := event.Evidence{Kind: event.PlaceEvidence, Path: "job.go", From: 4, To: 7, SHA256: strings.Repeat("0", 64)}
		a.does(t, event.SetVerdict(ref, v), event.SetReason(ref, "as the lines say"), event.AddEvidence(ref, place))
		if i := a.Item(ref, day); i.Has(Stale) {
			t.Errorf("%s: stale before anything changed: %v", v, i.Why)
		}
		a.SetLooks(Looks{a.Pieces(ref)[0].Key(): {Fault: "has changed"}})
		i := a.Item(ref, day)
		if n := Tally([]Item{i}); !i.Has(Stale) || n.Stale != 1 || n.Answered != 0 || len(i.Doubted) != 1 || i.Confirmable() {
			t.Errorf("%s: %+v, %v", v, n, i.Why)
		}
		closed := map[string]bool{}
		for _, p := range GateOf(a.Audit, []Item{i}, day, nil).Problems {
			for _, sort := range []string{StaleAnswer, GapFound} {
				closed[sort] = closed[sort] || p.Closes([]string{sort})
			}
		}
		if !closed[StaleAnswer] || closed[GapFound] != v.IsGap() {
			t.Errorf("%s: the gate is closed by %v", v, closed)
		}
	}
}

// TestACommandThatFailsShowsWhatIsNotMet holds that evidence of a failure is in no
// doubt for failing again.
func TestACommandThatFailsShowsWhatIsNotMet(t *testing.T) {
	a, ref := newPerson(t, "Ana"), clause("A.1")
	a.does(t, event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "the test fails"),
		event.AddEvidence(ref, event.Evidence{Kind: event.OutputEvidence, Command: "make test", Exit: 2, SHA256: strings.Repeat("0", 64), Name: "output.txt"}))
	id := a.Pieces(ref)[0].ID
	if i := a.Item(ref, day); i.Has(Stale) {
		t.Errorf("it has just failed: %v", i.Why)
	}
	for outcome, stale := range map[string]bool{"exit code 2": false, "exit code 0": true, "exit code 1": true} {
		a.does(t, event.CheckEvidence(ref, id, event.Check{Outcome: outcome, Holds: outcome == "exit code 0"}))
		if i := a.Item(ref, day); i.Has(Stale) != stale {
			t.Errorf("%s: stale is %v: %v", outcome, i.Has(Stale), i.Why)
		}
	}
}
