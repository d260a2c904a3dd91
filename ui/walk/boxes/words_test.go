package boxes

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	_ "clausewalk/checklist/durable/quicktest"
)

// TestEverythingTypedCanBeUndoneAndRedone types, pastes, deletes and moves as
// it comes, and goes all the way back and on.
func TestEverythingTypedCanBeUndoneAndRedone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := newWords(draft{}, "Reason", "as it was", "")
		keys := rapid.SliceOfN(rapid.SampledFrom([]tea.KeyMsg{
			{Type: tea.KeyRunes, Runes: []rune("a")}, {Type: tea.KeyRunes, Runes: []rune("é")}, {Type: tea.KeySpace, Runes: []rune(" ")},
			{Type: tea.KeyEnter}, {Type: tea.KeyBackspace}, {Type: tea.KeyUp}, {Type: tea.KeyLeft}, {Type: tea.KeyHome},
			{Type: tea.KeyCtrlK}, {Type: tea.KeyRunes, Runes: []rune("two\nlines 漢字"), Paste: true},
		}), 1, 40).Draw(t, "keys")
		for _, k := range keys {
			b.Type(k)
		}
		typed := b.area.Value()
		for len(b.before) > 0 {
			b.undo()
		}
		if got := b.area.Value(); got != "as it was" {
			t.Fatalf("undone to %q", got)
		}
		for len(b.after) > 0 {
			b.redo()
		}
		if got := b.area.Value(); got != typed {
			t.Fatalf("redone to %q, want %q", got, typed)
		}
	})
}

// TestUndoGetsOutOfALineThatIsWrapped holds for words as long as addresses are,
// within which the library's cursor goes up to where it is already.
func TestUndoGetsOutOfALineThatIsWrapped(t *testing.T) {
	long := strings.Repeat("x", 60)
	b := newWords(draft{}, "Reason", "\n"+strings.Repeat("x", 27)+"  xx "+long+"  "+long+"   "+strings.Repeat("x", 16), "")
	b.Resize(32, 4)
	want := b.area.Value()
	for b.area.Line() > 0 {
		b.area.CursorStart()
		b.Type(tea.KeyMsg{Type: tea.KeyUp})
	}
	b.Type(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("a")})
	b.undo()
	if got := b.area.Value(); got != want || b.area.Line() != 0 {
		t.Errorf("undone to line %d of %q", b.area.Line(), got)
	}
}
