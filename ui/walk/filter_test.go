package walk

import (
	"slices"
	"strings"
	"testing"

	"clausewalk/checklist/event"
	"clausewalk/ui"
)

// listed returns the labels that the list shows.
func (w *walk) listed() []string {
	var labels []string
	for _, r := range w.model.list.Rows() {
		if r.Item >= 0 {
			labels = append(labels, w.model.list.Items()[r.Item].Ref.Label)
		}
	}
	return labels
}

func (w *walk) filterBy(words string) {
	w.do("filter")
	w.Type(words)
	w.do("choose")
}

func TestFilterShowsOnlyItsClausesAndSaysSo(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	halfAnswered(t, w)
	w.filterBy("gaps")
	w.shows("gaps", "1 of 53", "A.12")
	if got := w.listed(); !slices.Equal(got, []string{"A.12"}) {
		t.Errorf("the gaps are %v", got)
	}
	w.do("first", "last", "down", "up")
	if w.at() != "A.12" {
		t.Errorf("moving among the gaps leads to %s", w.at())
	}
	w.filterBy("all clauses")
	if got := w.listed(); len(got) != 53 {
		t.Errorf("all clauses are %d", len(got))
	}
}

func TestFilterThatHoldsNothingSaysSoAndChangesNothing(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.filterBy("conflicts")
	w.shows("no clause is in it")
	w.do("leave chooser")
	if got := w.listed(); len(got) != 53 {
		t.Errorf("%d clauses are listed", len(got))
	}
}

func TestAnswersGoOnAmongTheFilteredClauses(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.filterBy("topic deletion")
	before := w.listed()
	for range before {
		w.do("met")
	}
	w.shows("no open clause among topic deletion")
	for _, i := range w.model.list.Items() {
		if met := i.Verdict == event.Met; met != slices.Contains(before, i.Ref.Label) {
			t.Errorf("%s is %s", i.Ref, i.Verdict)
		}
	}
}

func TestPaletteDoesTheActionThatIsTyped(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("palette")
	w.Type("hstry")
	w.do("choose")
	w.shows("History of P.1")
}

func TestPaletteSaysWhyAnActionCannotBeDone(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("palette")
	w.Type("redo")
	w.shows("not available: nothing to redo")
	w.do("choose")
	w.shows("Every action", "nothing to redo")
	w.do("leave chooser")
	if len(w.model.layers) > 0 {
		t.Error("esc does not close the palette")
	}
}

func TestPaletteListsEveryActionOfTheWalk(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 200)
	w.do("palette")
	frame := w.Frame()
	for _, a := range ui.Actions() {
		if listed := strings.Contains(frame, "  "+a.Name+": "); a.Mode == ui.Walk && a.Name != "palette" && !listed && !strings.Contains(frame, "› "+a.Name+": ") {
			t.Errorf("the palette does not list %q", a.Name)
		}
	}
}
