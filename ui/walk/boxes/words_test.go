package boxes

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"
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
