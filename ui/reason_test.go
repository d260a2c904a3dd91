package ui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"
)

func TestUndoInTheReasonBoxTakesBackWordByWord(t *testing.T) {
	w := start(t, 120, 40)
	w.do("reason")
	w.Type("one two")
	w.Paste(" three four")
	for _, want := range []string{"one two", "one ", ""} {
		w.do("undo words")
		if got := w.model.dialog.(*reasonBox).area.Value(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	w.do("undo words")
	w.shows("nothing to undo in this box")
	w.do("redo words", "redo words", "redo words")
	if got := w.model.dialog.(*reasonBox).area.Value(); got != "one two three four" {
		t.Errorf("redone to %q", got)
	}
	w.do("undo words")
	w.Type("!")
	w.do("keep words")
	if got := w.stored("P.1").Reason; got != "one two!" {
		t.Errorf("stored %q", got)
	}
}

func TestUndoPutsTheCursorBackWhereItWas(t *testing.T) {
	w := start(t, 60, 24)
	w.do("reason")
	w.Paste("first line\n" + strings.Repeat("a long line that wraps ", 20) + "\nlast")
	w.Press("up", "up", "home")
	w.Paste("HERE ")
	w.do("undo words")
	w.Type("X")
	w.do("undo words", "redo words", "keep words")
	if got := w.stored("P.1").Reason; !strings.Contains(got, "X") || strings.HasSuffix(got, "X") {
		t.Errorf("the cursor went to the end: %q", got)
	}
}

// TestEverythingTypedCanBeUndoneAndRedone types, pastes, deletes and moves as
// it comes, and goes all the way back and on.
func TestEverythingTypedCanBeUndoneAndRedone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &Model{}
		b := &reasonBox{}
		m.openBox(b, "as it was")
		keys := rapid.SliceOfN(rapid.SampledFrom([]tea.KeyMsg{
			{Type: tea.KeyRunes, Runes: []rune("a")}, {Type: tea.KeyRunes, Runes: []rune("é")}, {Type: tea.KeySpace, Runes: []rune(" ")},
			{Type: tea.KeyEnter}, {Type: tea.KeyBackspace}, {Type: tea.KeyUp}, {Type: tea.KeyLeft}, {Type: tea.KeyHome},
			{Type: tea.KeyCtrlK}, {Type: tea.KeyRunes, Runes: []rune("two\nlines 漢字"), Paste: true},
		}), 1, 40).Draw(t, "keys")
		for _, k := range keys {
			b.write(k)
		}
		typed := b.area.Value()
		for len(b.before) > 0 {
			b.travel(&b.before, &b.after)
		}
		if got := b.area.Value(); got != "as it was" {
			t.Fatalf("undone to %q", got)
		}
		for len(b.after) > 0 {
			b.travel(&b.after, &b.before)
		}
		if got := b.area.Value(); got != typed {
			t.Fatalf("redone to %q, want %q", got, typed)
		}
	})
}
