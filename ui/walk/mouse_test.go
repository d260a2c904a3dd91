package walk

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/ui"
)

// on returns where words are on the screen, in cells.
func (w *walk) on(words string) (x, y int) {
	w.t.Helper()
	for y, line := range strings.Split(w.Frame(), "\n") {
		if before, _, ok := strings.Cut(line, words); ok {
			return len([]rune(before)), y
		}
	}
	w.t.Fatalf("%q is not on the screen:\n%s", words, w.Frame())
	return 0, 0
}

func (w *walk) mouse(button tea.MouseButton, words string) {
	w.t.Helper()
	x, y := w.on(words)
	w.Send(tea.MouseMsg{X: x, Y: y, Button: button, Action: tea.MouseActionPress})
}

func TestTheMouseSelectsScrollsAndPressesHints(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{120, 40}, {80, 24}} {
		w := startWith(t, ui.Options{Mouse: true}, size[0], size[1])
		const left, down, up = tea.MouseButtonLeft, tea.MouseButtonWheelDown, tea.MouseButtonWheelUp
		w.mouse(left, "A.1 Stable")
		if w.at() != "A.1" {
			t.Fatalf("a click on A.1 goes to %s", w.at())
		}
		w.mouse(down, "A.1 Stable")
		if w.at() != "A.2" {
			t.Errorf("the wheel over the list goes to %s", w.at())
		}
		before := w.Frame()
		w.mouse(down, "A.2  No deception")
		if w.at() != "A.2" || w.Frame() == before {
			t.Errorf("the wheel over the text does not scroll it:\n%s", w.Frame())
		}
		for range 3 {
			w.mouse(up, "Guide (our words")
		}
		w.mouse(left, "A.2  No deception")
		if !w.model.inText {
			t.Error("a click on the text does not go there")
		}
		w.mouse(left, "3 not met")
		w.shows("Reason for: not met")
		w.mouse(left, "leave as a draft")
		if len(w.model.layers) > 0 {
			t.Error("a click on a hint does not press it")
		}
		w.do("overview")
		w.mouse(left, "C Things you should")
		if w.at() != "C.1" {
			t.Errorf("a click on a section of the overview goes to %s", w.at())
		}
		w.do("filter")
		w.mouse(left, "topic deletion")
		if got := w.listed(); len(got) != 1 {
			t.Errorf("a click on a filter shows %v", got)
		}
	}
}

func TestAClickOnASectionFoldsIt(t *testing.T) {
	t.Parallel()
	w := startWith(t, ui.Options{Mouse: true}, 120, 40)
	w.mouse(tea.MouseButtonLeft, "A General Terms")
	w.shows("▸A General Terms", "B.1")
}
