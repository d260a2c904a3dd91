package checklist

import (
	"slices"
	"testing"

	"clausewalk/checklist/event"
)

func TestWhatLiesBehindAnEndThatWasNotThereWasNotSeen(t *testing.T) {
	ana := newPerson(t, "ana")
	first := slices.Clone(ana.does(t, event.SetVerdict(clause("A.1"), event.Met)))
	second := slices.Clone(ana.does(t, event.SetVerdict(clause("A.2"), event.Met)))
	// The second file is brought to another branch without the first: its line
	// names the end of that.
	for n := range first {
		first[n].Sum = string('a' + rune(n))
		if n > 0 {
			first[n].Prev = first[n-1].Sum
		}
	}
	end := first[len(first)-1].Sum
	second[0].Sum, second[0].Ends = "z", []string{end}

	branch := auditOf(t, rulesPolicy(t, "rules", rules, rulesGuide))
	if err := branch.Apply(second...); err != nil {
		t.Fatal(err)
	}
	ends := branch.Ends()
	if want := []string{"-" + end, "z"}; !slices.Equal(ends, want) || !slices.Equal(event.Present(ends), want[1:]) {
		t.Fatalf("the ends are %v, want %v", ends, want)
	}
	if err := branch.Apply(first...); err != nil {
		t.Fatal(err)
	}
	if seen := branch.Seen(ends...); seen(first[0]) || !seen(second[0]) {
		t.Error("what came later counts as seen")
	}
	if all := branch.Ends(); !slices.Equal(all, []string{"z"}) || !branch.Knows(ends...) {
		t.Errorf("with both files there the ends are %v", all)
	}
	if seen := branch.Seen("z"); !seen(first[0]) {
		t.Error("what lies behind an end that was there counts as not seen")
	}
}
