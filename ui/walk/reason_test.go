package walk

import (
	"strings"
	"testing"

	"clausewalk/ui/walk/boxes"
)

func TestUndoInTheReasonBoxTakesBackWordByWord(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("reason")
	w.Type("one two")
	w.Paste(" three four")
	for _, want := range []string{"one two", "one ", ""} {
		w.do("undo typing")
		if got := w.model.layers.Top().(*boxes.Words).Words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	w.do("undo typing")
	w.shows("nothing to undo in this box")
	w.do("redo typing", "redo typing", "redo typing")
	if got := w.model.layers.Top().(*boxes.Words).Words(); got != "one two three four" {
		t.Errorf("redone to %q", got)
	}
	w.do("undo typing")
	w.Type("!")
	w.do("keep words")
	if got := w.stored("P.1").Reason; got != "one two!" {
		t.Errorf("stored %q", got)
	}
}

func TestUndoPutsTheCursorBackWhereItWas(t *testing.T) {
	t.Parallel()
	w := start(t, 60, 24)
	w.do("reason")
	w.Paste("first line\n" + strings.Repeat("a long line that wraps ", 20) + "\nlast")
	w.Press("up", "up", "home")
	w.Paste("HERE ")
	w.do("undo typing")
	w.Type("X")
	w.do("undo typing", "redo typing", "keep words")
	if got := w.stored("P.1").Reason; !strings.Contains(got, "X") || strings.HasSuffix(got, "X") {
		t.Errorf("the cursor went to the end: %q", got)
	}
}
