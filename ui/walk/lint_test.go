package walk

import (
	"testing"
)

func TestLintIsReadOnTheScreen(t *testing.T) {
	t.Parallel()
	w := start(t, 100, 30)
	w.do("lint")
	w.shows("nothing found")
	w.do("leave reading", "not met")
	w.Type("thin")
	w.do("keep words", "lint")
	w.shows("the reason tells a reader little:", "the gap has no owner", "clausewalk gap P.1 --owner NAME")
}
