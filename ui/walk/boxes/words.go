package boxes

import (
	"strings"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textarea"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"clausewalk/ui"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// Words is a box for words of any number of lines, with undo.
type Words struct {
	layer.Base
	title  string
	editor string // the command of the person's editor, empty for none
	stored string // the words as the audit has them
	shown  string // the same as the box shows them: it is not faithful to tabs and line ends
	area   textarea.Model
	w      int
	left   bool
	typing written   // as the last letter left it: undo takes words back, not letters
	before []written // what undo goes back to, the newest last
	after  []written // what redo goes on to

	changed func(words string) layer.Result // after each change, may be nil
	keep    func(words string) layer.Result
}

// written is what the box held at one time, with its cursor.
type written struct {
	words     string
	line, col int
}

// newWords returns a box with the words as they are stored.
func newWords(title, stored, editor string) *Words {
	b := &Words{title: title, stored: stored, editor: editor, typing: written{line: -1}}
	b.area = textarea.New()
	b.area.MaxHeight, b.area.CharLimit = 0, 0
	b.area.ShowLineNumbers = false
	b.area.Prompt = ""
	b.area.Cursor.SetMode(cursor.CursorStatic) // A blinking cursor repaints for nothing.
	plain := lipgloss.NewStyle()
	b.area.FocusedStyle = textarea.Style{Base: plain, CursorLine: plain, Text: plain, Prompt: plain, EndOfBuffer: plain, Placeholder: plain}
	b.area.SetValue(lines(stored))
	b.shown = b.area.Value()
	b.area.Focus()
	return b
}

// lines normalises line ends, which the box would count twice.
func lines(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

func (b *Words) Mode() ui.Mode { return ui.Write }
func (b *Words) Below() bool   { return true }

func (b *Words) Resize(w, h int) {
	b.w = w
	b.area.SetWidth(max(1, w-2))
	b.area.SetHeight(max(1, h-1))
}

func (b *Words) Off(action string) string {
	if action == "to the editor" {
		return ui.NoEditor(b.editor)
	}
	return ""
}

func (b *Words) Do(action string) layer.Result {
	switch action {
	case "undo words":
		return b.travel(&b.before, &b.after, "nothing to undo in this box")
	case "redo words":
		return b.travel(&b.after, &b.before, "nothing to redo in this box")
	case "to the editor":
		return b.edit()
	}
	r := b.keep(b.Words())
	b.left = b.left || r.Close
	return r
}

func (b *Words) Type(key tea.KeyMsg) layer.Result {
	if !b.write(key) {
		return layer.Result{}
	}
	return b.hold()
}

// hold tells of a change of the words.
func (b *Words) hold() layer.Result {
	if b.changed == nil {
		return layer.Result{}
	}
	return b.changed(b.area.Value())
}

// write takes a key and tells whether the words are others now.
func (b *Words) write(key tea.KeyMsg) bool {
	if key.Paste {
		key.Runes = []rune(lines(string(key.Runes)))
	}
	was := b.now()
	b.area, _ = b.area.Update(key)
	if b.area.Value() == was.words {
		return false
	}
	space := key.String() == " "
	letter := key.Type == tea.KeyRunes && !key.Paste && !space
	if was != b.typing || !letter && !space {
		b.before = push(b.before, was)
	}
	b.typing, b.after = written{line: -1}, nil
	if letter {
		b.typing = b.now()
	}
	return true
}

// Words returns what the box holds. What nobody has changed is as it is stored,
// tabs and line ends included.
func (b *Words) Words() string {
	if typed := b.area.Value(); typed != b.shown {
		return typed
	}
	return b.stored
}

// put puts words that were written elsewhere into the box.
func (b *Words) put(words string) {
	b.area.SetValue(lines(words))
	b.stored, b.shown = words, b.area.Value()
}

func (b *Words) View(s *style.Styles) []string {
	out := []string{s.Accent.Render(style.Cut(b.title, b.w))}
	for _, l := range strings.Split(style.Safe(b.area.View()), "\n") {
		out = append(out, "  "+l)
	}
	return out
}

// ---- undo in the box ----

func (b *Words) now() written {
	at := b.area.LineInfo()
	return written{b.area.Value(), b.area.Line(), at.StartColumn + at.ColumnOffset}
}

// push adds to what undo can go back to, and drops the oldest where that grows
// beyond reason.
func push(stack []written, w written) []written {
	const most = 16 << 20 // bytes
	stack = append(stack, w)
	size := 0
	for n := len(stack) - 1; n > 0; n-- {
		if size += len(stack[n].words); size > most {
			return stack[n:]
		}
	}
	return stack
}

// travel goes back or on by one change of the words.
func (b *Words) travel(from, to *[]written, none string) layer.Result {
	if len(*from) == 0 {
		return layer.Result{Note: none}
	}
	then := (*from)[len(*from)-1]
	*from = (*from)[:len(*from)-1]
	*to = push(*to, b.now())
	b.typing = written{line: -1}
	b.area.SetValue(then.words)
	for b.area.Line() > then.line {
		b.area.CursorUp()
	}
	b.area.SetCursor(then.col)
	return b.hold()
}
