package checklist

import (
	"slices"
	"strings"
	"testing"

	"clausewalk/checklist/event"
)

func decided(words string) event.Outcome {
	return event.Outcome{Result: event.Rejected, On: "2026-03-02", Release: "2.3", Permission: "grant_a", Words: words}
}

func TestADecisionIsToldAtItsClausesAndItsPermission(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_a", "grant_b"))
	ana.does(t, event.AddOutcome("one", decided("Unable to verify use case."), asks("E.1@grant_a"), clause("A.4"))...)
	step := ana.does(t, event.AddOutcome("two", decided("No recording."))...)
	for ref, want := range map[event.Ref]string{
		asks("E.1@grant_a"): "one two", asks("E.2@grant_a"): "two", asks("E.1@grant_b"): "", clause("A.4"): "one", clause("A.1"): "",
	} {
		var got []string
		for _, o := range ana.Item(ref, day).Outcomes {
			got = append(got, o.ID)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s tells of %q, want %q", ref, got, want)
		}
	}
	all := Outcomes(ana.Audit)
	if len(all) != 2 || !slices.Equal(all[0].Refs, []event.Ref{clause("A.4"), asks("E.1@grant_a")}) || all[0].By.Name != "Ana" {
		t.Fatalf("outcomes: %+v", all)
	}
	if want := `rejected on 2026-03-02 (2.3), grant_a: "Unable to verify use case."`; all[0].String() != want {
		t.Errorf("says %s, want %s", all[0], want)
	}
	ana.undoes(t, step)
	if got := Outcomes(ana.Audit); len(got) != 1 || got[0].ID != "one" {
		t.Errorf("after undo: %+v", got)
	}
	changes, err := RemoveOutcome(ana.Audit, "one")
	if err != nil {
		t.Fatal(err)
	}
	ana.does(t, changes...)
	if got := Outcomes(ana.Audit); len(got) != 0 || len(ana.Unplaced()) != 0 {
		t.Errorf("after it was removed: %+v", got)
	}
	if _, err := RemoveOutcome(ana.Audit, "one"); err == nil {
		t.Error("removed twice")
	}
}

func TestADecisionLeavesTheSignOffAsItWas(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
	signed, err := Sign(ana.Audit, Vouch{By: ana.hand.Person, At: day, Name: "Ana"})
	if err != nil {
		t.Fatal(err)
	}
	ana.does(t, signed)
	ana.does(t, event.AddOutcome("one", decided("No."))...)
	if s := SignOffs(ana.Audit); len(s) != 1 || ChangedSince(ana.Audit, s[0], day).Count() != 0 {
		t.Errorf("the sign-off has %+v", s)
	}
	if d := Differences(AsSigned(ana.Audit, SignOffs(ana.Audit)[0]), ana.Audit); len(d) != 1 || d[0].Field.Kind != event.KindOutcome {
		t.Errorf("what changed since: %+v", d)
	}
}

func TestADecisionThatSaysTooLittleIsRefused(t *testing.T) {
	ana := reviewer(t, "Ana")
	for name, spoil := range map[string]func(*event.Outcome){
		"no result": func(o *event.Outcome) { o.Result = "" }, "no day": func(o *event.Outcome) { o.On = "March" }, "no words": func(o *event.Outcome) { o.Words = " " },
		"bytes that are no text": func(o *event.Outcome) { o.Words = "a\xffb" },
	} {
		o := decided("No.")
		spoil(&o)
		if _, err := ana.Step(ana.hand, event.AddOutcome("one", o)...); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	approved := decided("")
	approved.Result = event.Approved
	if _, err := ana.Step(ana.hand, event.AddOutcome("one", approved)...); err != nil {
		t.Errorf("an approval without words: %v", err)
	}
	if _, err := ana.Step(ana.hand, event.AddOutcome("one", approved, clause("Z.9"))...); err == nil {
		t.Error("an outcome at a clause that is not asked was accepted")
	}
}
