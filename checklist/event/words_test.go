package event

import (
	"strings"
	"testing"

	"clausewalk/policy/editions"
)

func TestAnAdoptionSaysHowManyClausesWentEachWay(t *testing.T) {
	d := Adoption{From: strings.Repeat("a", 64), To: strings.Repeat("b", 64), Map: []Became{
		{Kind: editions.Reworded}, {Kind: editions.Reworded}, {Kind: editions.Removed},
	}}
	if got, want := d.String(), "edition bbbbbbbbbbbb in place of aaaaaaaaaaaa, 2 reworded, 1 removed"; got != want {
		t.Errorf("%q instead of %q", got, want)
	}
}

// TestDecisionsThatDifferInAnyWayAreTwo holds for each part of a decision: two
// clauses tell of one only where all of it is the same.
func TestDecisionsThatDifferInAnyWayAreTwo(t *testing.T) {
	one := Outcome{Result: Rejected, On: "2026-03-31", Release: "2.4", Permission: "basic", Words: "No use case."}
	if !one.SameDecision(one) {
		t.Error("a decision is not itself")
	}
	for what, alter := range map[string]func(*Outcome){
		"result":     func(o *Outcome) { o.Result = Approved },
		"day":        func(o *Outcome) { o.On = "2026-04-01" },
		"release":    func(o *Outcome) { o.Release = "2.5" },
		"permission": func(o *Outcome) { o.Permission = "publish" },
		"words":      func(o *Outcome) { o.Words = "No recording." },
	} {
		other := one
		if alter(&other); one.SameDecision(other) {
			t.Errorf("another %s, and it is the same decision", what)
		}
	}
}
