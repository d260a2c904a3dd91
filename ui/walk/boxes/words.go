package boxes

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textarea"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"clausewalk/ui"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// Words is a box for words of any number of lines.
type Words struct {
	layer.Base
	typing
	title   string
	editor  string            // the command of the person's editor, empty for none
	editing bool              // an editor has the words, or will have them
	exact   map[string]string // words that were not typed here, by how the box shows them: it keeps no foreign line ends
	area    textarea.Model
	below   string // what helps to find the words, on one line
	w, h    int

	decide func(words string) layer.Result
}

// newWords returns a box with the words as they are stored, or as they were left
// in it.
func newWords(keep draft, title, stored, editor string) *Words {
	b := &Words{title: title, exact: map[string]string{}, editor: editor}
	b.typing = typing{now: b.written, put: b.write, keep: keep}
	b.area = textarea.New()
	b.area.MaxHeight, b.area.CharLimit = 0, 0
	b.area.ShowLineNumbers = false
	b.area.Prompt = ""
	b.area.Cursor.SetMode(cursor.CursorStatic) // A blinking cursor repaints for nothing.
	plain := lipgloss.NewStyle()
	b.area.FocusedStyle = textarea.Style{Base: plain, CursorLine: plain, Text: plain, Prompt: plain, EndOfBuffer: plain, Placeholder: plain}
	b.area.SetValue(held(stored))
	b.exact[b.area.Value()] = stored
	b.area.Focus()
	b.begin()
	return b
}

func (b *Words) Mode() ui.Mode { return ui.Write }
func (b *Words) Below() bool   { return true }

func (b *Words) Resize(w, h int) {
	b.w, b.h = w, h
	b.area.SetWidth(max(1, w-2))
	b.area.SetHeight(max(1, h-1-len(b.help())))
	b.follow()
}

// help returns the lines of what helps, for which the box gives up to half of its
// room.
func (b *Words) help() []string {
	if b.below == "" {
		return nil
	}
	lines := style.Wrap(b.below, b.w-2)
	return lines[:min(len(lines), max(0, b.h-1)/2)]
}

// follow brings the cursor into view. The library scrolls within what it has
// drawn last, so it has to draw first. The walk resizes the box after whatever
// happens to it, so this is the one place.
func (b *Words) follow() {
	b.area.View()
	b.area, _ = b.area.Update(nil)
}

func (b *Words) Off(action string) string {
	if action == "to the editor" {
		return ui.NoEditor(b.editor)
	}
	return ""
}

func (b *Words) Do(action string) layer.Result {
	switch action {
	case "undo typing":
		return b.undo()
	case "redo typing":
		return b.redo()
	case "to the editor":
		return b.edit()
	case "leave words":
		return b.leave()
	}
	return b.decided(b.decide(b.Words()))
}

func (b *Words) Type(key tea.KeyMsg) layer.Result {
	if key.Paste {
		key.Runes = []rune(held(string(key.Runes)))
		if b.area.LineCount()+strings.Count(string(key.Runes), "\n") > mostLines {
			return layer.Result{Note: fmt.Sprintf("this box holds %d lines: put longer text in a file, as evidence", mostLines)}
		}
	}
	return b.typed(key, func(key tea.KeyMsg) { b.area, _ = b.area.Update(key) })
}

// mostLines is how many lines the library's box holds; it drops the others.
const mostLines = 10000

// Words returns what the box holds. What nobody has changed is as it is stored,
// line ends included.
func (b *Words) Words() string {
	if words, ok := b.exact[b.area.Value()]; ok {
		return words
	}
	return said(b.area.Value())
}

func (b *Words) written() written {
	at := b.area.LineInfo()
	return written{b.area.Value(), b.area.Line(), at.StartColumn + at.ColumnOffset}
}

func (b *Words) write(w written) {
	b.area.SetValue(w.words)
	if w.line < 0 {
		return
	}
	for b.area.Line() > w.line {
		b.area.CursorStart() // From within a wrapped line the library may stay where it is, for ever.
		b.area.CursorUp()
	}
	b.area.SetCursor(w.col)
}

func (b *Words) View(s *style.Styles) []string {
	title := b.title
	if b.back {
		title += "  (your draft is back)"
	}
	out := []string{s.Accent.Render(style.Cut(title, b.w))}
	for _, l := range strings.Split(style.Safe(seen(s, b.area.View())), "\n") {
		out = append(out, "  "+l)
	}
	for _, l := range b.help() {
		out = append(out, "  "+s.Dim.Render(l))
	}
	return out
}

// seen replaces the signs for tabs and line ends by marks that people know.
func seen(s *style.Styles, view string) string {
	return strings.NewReplacer(tab, s.Marks.Tab, line, s.Marks.Return).Replace(view)
}
