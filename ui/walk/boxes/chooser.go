package boxes

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/sahilm/fuzzy"

	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// Choice is one line of a chooser.
type Choice struct {
	Words string // what is searched and shown
	Right string // shown at the end of the line
	Off   string // why it cannot be chosen now, empty when it can
	Take  func() layer.Result
}

// chooser is a list that narrows to what is typed: the palette and the filters.
type chooser struct {
	layer.Base
	typing
	title string
	all   []Choice
	found fuzzy.Matches // what the typed words leave, best first
	at    int           // into found
	input textinput.Model
	w, h  int
	// first returns the choice that typed words name outright, whatever else is
	// like them. It is nil where nothing is named.
	first func(words string) (int, bool)
}

// Chooser lets a person choose one of several things.
func Chooser(title string, all []Choice) layer.Layer {
	for n := range all {
		all[n].Words = reports.Line(all[n].Words) // A guide names topics and roles.
		all[n].Right = reports.Line(all[n].Right) // A command may have lines in quotes.
	}
	c := &chooser{title: title, all: all, input: textinput.New()}
	c.input.Prompt = ""
	c.input.Cursor.SetMode(cursor.CursorStatic)
	c.input.Focus()
	c.typing = typing{now: c.written, put: c.write}
	c.begin()
	c.narrow()
	return c
}

// String and Len make the choices a source for the fuzzy search.
func (c *chooser) String(n int) string { return c.all[n].Words }
func (c *chooser) Len() int            { return len(c.all) }

func (c *chooser) Mode() ui.Mode { return ui.Choose }
func (c *chooser) Below() bool   { return false }

func (c *chooser) Resize(w, h int) {
	c.w, c.h = w, h
	c.input.Width = max(1, w-3)
}

func (c *chooser) Type(key tea.KeyMsg) layer.Result {
	r := c.typed(key, func(key tea.KeyMsg) { c.input, _ = c.input.Update(key) })
	c.narrow()
	return r
}

func (c *chooser) written() written { return written{words: c.input.Value(), col: c.input.Position()} }

func (c *chooser) write(w written) {
	c.input.SetValue(w.words)
	c.input.SetCursor(w.col)
	c.narrow()
}

func (c *chooser) narrow() {
	c.at, c.found = 0, nil
	if words := strings.TrimSpace(c.input.Value()); words != "" {
		c.found = fuzzy.FindFrom(words, c)
		if c.first != nil {
			if at, ok := c.first(words); ok {
				others := slices.DeleteFunc(c.found, func(m fuzzy.Match) bool { return m.Index == at })
				c.found = append(fuzzy.Matches{{Str: c.all[at].Words, Index: at}}, others...)
			}
		}
		return
	}
	for n, choice := range c.all {
		c.found = append(c.found, fuzzy.Match{Str: choice.Words, Index: n})
	}
}

func (c *chooser) Off(action string) string {
	if action == "undo typing" && len(c.before) == 0 {
		return "nothing to undo in this box"
	}
	return ""
}

func (c *chooser) Do(action string) layer.Result {
	switch action {
	case "choose":
		return c.take()
	case "next choice":
		c.at = min(c.at+1, max(0, len(c.found)-1))
	case "previous choice":
		c.at = max(0, c.at-1)
	case "undo typing":
		return c.undo()
	case "redo typing":
		return c.redo()
	default:
		return layer.Result{Close: true}
	}
	return layer.Result{}
}

// take does what the line under the cursor stands for. One that cannot be chosen
// says why and leaves the list open.
func (c *chooser) take() layer.Result {
	if len(c.found) == 0 {
		return layer.Result{Note: "nothing matches; " + clauses.Key("leave chooser") + " goes back"}
	}
	chosen := c.all[c.found[c.at].Index]
	if chosen.Off != "" {
		return layer.Result{Note: chosen.Off}
	}
	r := chosen.Take()
	r.Close = true
	return r
}

// Click takes the choice at a line of the screen.
func (c *chooser) Click(y int) layer.Result {
	const above = 2 // The title and what is typed.
	if at := style.Top(c.at, len(c.found), c.h-above) + y - above; y >= above && at < len(c.found) {
		c.at = at
		return c.take()
	}
	return layer.Result{}
}

func (c *chooser) View(s *style.Styles) []string {
	out := []string{
		s.Strong.Render(style.Cut(s.Keyed(c.title), c.w)),
		s.Accent.Render(s.Marks.Cursor) + " " + style.Safe(c.input.View()),
	}
	if len(c.found) == 0 {
		return append(out, s.Dim.Render("  nothing matches"))
	}
	room := max(1, c.h-len(out))
	top := style.Top(c.at, len(c.found), room)
	for n := top; n < min(top+room, len(c.found)); n++ {
		out = append(out, c.line(s, n))
	}
	return out
}

// line shows a choice with the letters that matched standing out.
func (c *chooser) line(s *style.Styles, n int) string {
	match := c.found[n]
	chosen := c.all[match.Index]
	sign, look := s.Sign(n == c.at)
	if chosen.Off != "" {
		look = s.Dim
	}
	hit := map[int]bool{}
	for _, at := range match.MatchedIndexes {
		hit[at] = true
	}
	var words strings.Builder
	for at, r := range chosen.Words {
		if hit[at] {
			words.WriteString(s.Accent.Render(string(r)))
		} else {
			words.WriteString(look.Render(string(r)))
		}
	}
	right := chosen.Right
	if chosen.Off != "" {
		right = "not available: " + reports.Line(s.Keyed(chosen.Off))
	}
	return style.Halved(sign+words.String(), s.Dim.Render(right), c.w)
}
