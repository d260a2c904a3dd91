package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/sahilm/fuzzy"

	"clausewalk/reports"
)

// choice is one line of a chooser.
type choice struct {
	words string // what is searched and shown
	right string // shown at the end of the line
	off   string // why it cannot be chosen now, empty when it can
	take  func(*Model) tea.Cmd
}

// chooser is a list that narrows to what is typed: the palette and the filters.
type chooser struct {
	title string
	all   []choice
	found fuzzy.Matches // what the typed words leave, best first
	at    int           // into found
	typed textinput.Model
}

// String and Len make the choices a source for the fuzzy search.
func (c *chooser) String(n int) string { return c.all[n].words }
func (c *chooser) Len() int            { return len(c.all) }

func (c *chooser) mode() mode { return chooseMode }
func (c *chooser) box() bool  { return false }

func (m *Model) openChooser(title string, all []choice) {
	for n := range all {
		all[n].words = reports.Line(all[n].words) // A guide names topics and roles.
	}
	c := &chooser{title: title, all: all, typed: textinput.New()}
	c.typed.Prompt = ""
	c.typed.Cursor.SetMode(cursor.CursorStatic)
	c.typed.Focus()
	c.narrow()
	m.dialog = c
}

func (c *chooser) input(_ *Model, msg tea.KeyMsg) tea.Cmd {
	c.typed, _ = c.typed.Update(msg)
	c.narrow()
	return nil
}

func (c *chooser) narrow() {
	c.at, c.found = 0, nil
	if words := strings.TrimSpace(c.typed.Value()); words != "" {
		c.found = fuzzy.FindFrom(words, c)
		return
	}
	for n, choice := range c.all {
		c.found = append(c.found, fuzzy.Match{Str: choice.words, Index: n})
	}
}

func choose(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		c := m.dialog.(*chooser)
		c.at = min(max(0, c.at+by), max(0, len(c.found)-1))
		return nil
	}
}

// takeChoice does what the line under the cursor stands for. One that cannot be
// chosen says why and leaves the list open.
func (m *Model) takeChoice() tea.Cmd {
	c := m.dialog.(*chooser)
	if len(c.found) == 0 {
		m.note = "nothing matches; esc goes back"
		return nil
	}
	chosen := c.all[c.found[c.at].Index]
	if chosen.off != "" {
		m.note = chosen.off
		return nil
	}
	m.dialog = nil
	return chosen.take(m)
}

func (c *chooser) view(m *Model, w, h int) []string {
	c.typed.Width = max(1, w-3)
	out := []string{
		m.style.strong.Render(cut(c.title, w)),
		m.style.accent.Render(m.style.marks.cursor) + " " + safe(c.typed.View()),
	}
	if len(c.found) == 0 {
		return append(out, m.style.dim.Render("  nothing matches"))
	}
	room := max(1, h-len(out))
	top := min(max(0, c.at-room/2), max(0, len(c.found)-room))
	for n := top; n < min(top+room, len(c.found)); n++ {
		out = append(out, c.line(m, n, w))
	}
	return out
}

// line shows a choice with the letters that matched standing out.
func (c *chooser) line(m *Model, n, w int) string {
	match := c.found[n]
	chosen := c.all[match.Index]
	sign, style := "  ", m.style.plain
	if n == c.at {
		sign, style = m.style.accent.Render(m.style.marks.cursor)+" ", m.style.strong
	}
	if chosen.off != "" {
		style = m.style.dim
	}
	hit := map[int]bool{}
	for _, at := range match.MatchedIndexes {
		hit[at] = true
	}
	var words strings.Builder
	for at, r := range chosen.words {
		if hit[at] {
			words.WriteString(m.style.accent.Render(string(r)))
		} else {
			words.WriteString(style.Render(string(r)))
		}
	}
	right := chosen.right
	if chosen.off != "" {
		right = "not now: " + reports.Line(chosen.off)
	}
	return between(sign+words.String(), m.style.dim.Render(cut(right, w/2)), w)
}

// openPalette lists every action of the walk with its key.
func (m *Model) openPalette() tea.Cmd {
	var all []choice
	for _, a := range m.table.all {
		if a.Mode != walkMode && a.Mode != everywhere || a.Name == "palette" {
			continue
		}
		c := choice{words: a.Name + ": " + a.Help, right: KeyName(a.Keys[0]), take: a.do}
		if a.off != nil {
			c.off = a.off(m)
		}
		all = append(all, c)
	}
	m.openChooser("Every action: type to find one, enter does it", all)
	return nil
}
