package plain

import "testing"

// TestAnAnswerServesOthersInThePlainWalk says it from both sides, and asks who
// follows.
func TestAnAnswerServesOthersInThePlainWalk(t *testing.T) {
	t.Parallel()
	b := newBench(t, "instagram-app-review")
	b.sit(map[string]bool{},
		turn{"scope\na, b, c\n", "Saved."}, turn{"g N.1", "Clause N.1"}, turn{"W", "Not available now: N.1 is asked once"},
		turn{"g E.1@a", "Clause E.1@a"}, turn{"W", "No answer of the same clause for another entry stands."},
		turn{"1", "Saved."}, turn{"g E.1@a", "Clause E.1@a"}, turn{"W\nd\n", "Unknown entry that E.1@a could serve"}, turn{"W\n\n", "An empty line changes nothing"}, turn{"serve others all", "Saved."},
		turn{"g E.1@b", "It is the same as E.1@a."},
		turn{"W\n1\nHere it is in an album.\n\n", "Saved."}, turn{"g E.1@b", "but: Here it is in an album."},
		turn{"g E.1@a", "Clause E.1@a"}, turn{"i\nPeople see their own photos.\n\n1\n", "E.1@a has changed, and these were the same: E.1@b, E.1@c. Which of them follow?"},
		turn{"g E.1@b", "People see their own photos."}, turn{"g E.1@c", "has been answered otherwise since"},
		turn{"g E.1@a", "Clause E.1@a"}, turn{"3\nIt crashes at once.\n\n\n", "None of them follows."}, turn{"u", "Undone"}, turn{"q", ""})
}
