package reading

import (
	"slices"
	"testing"
)

func TestALabelFollowsThoseOfItsSequence(t *testing.T) {
	for _, c := range []struct {
		before, label string
		follows       bool
		missing       []string
	}{
		{"1. a", "2. b", true, nil},
		{"1. a", "4. b", true, []string{"2", "3"}},
		{"1. a", "40. b", false, nil},
		{"2. a", "1. b", false, nil},
		{"1. a", "(2) b", false, nil},
		{"1.1 a", "1.3 b", true, []string{"1.2"}},
		{"1.1 a", "2.2 b", false, nil},
		{"(b) a", "(f) b", true, []string{"c", "d", "e"}},
		{"B. a", "E. b", true, []string{"C", "D"}},
		{"(h) a", "(i) b", true, nil},
		{"(g) a", "(i) b", false, nil}, // It may be the first numeral, so that nothing is left out.
		{"(i) a", "(ii) b", true, nil},
		{"(iii) a", "(vi) b", true, nil}, // Numerals that are left out have no names.
	} {
		before, _ := known.mark(c.before)
		label, width := known.mark(c.label)
		if width == 0 || label.after(before) != c.follows || !slices.Equal(label.missing(before), c.missing) {
			t.Errorf("%q behind %q: width %d, follows %v, missing %q", c.label, c.before, width, label.after(before), label.missing(before))
		}
	}
}
