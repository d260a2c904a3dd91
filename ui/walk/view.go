package walk

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
	"clausewalk/ui/walk/clause"
	"clausewalk/ui/walk/frame"
	"clausewalk/ui/walk/list"
	"clausewalk/ui/walk/style"
)

// arrange tells everything on the screen how much room it has, and the clause's
// text what to show.
func (m *Model) arrange() tea.Cmd {
	if m.frame.Unknown() || m.frame.TooSmall() != "" {
		return nil
	}
	m.frame = m.frame.Noted(m.style.Keyed(m.note))
	f := m.frame
	page, box, w, h := m.layers.Page(), m.layers.Box(), f.Clause(), f.Read()
	if box != nil {
		h = f.Under()
	}
	var cmd tea.Cmd
	if page != nil {
		w = f.Page()
		if box == nil {
			h = f.Body()
		}
		page.Resize(w, h)
	} else {
		m.pane.Resize(w, h)
		item := m.list.Item()
		cmd = m.pane.Show(clause.Clause{Item: item, Weak: clauses.Weak(m.list, item.Ref), Drafts: m.drafts(item.Ref), Compact: f.Compact()}, clauses.Beside(m.list)...)
	}
	if box != nil {
		box.Resize(w, f.Box())
	}
	return cmd
}

// drafts returns the keys of the boxes in which words wait for the clause.
func (m *Model) drafts(ref event.Ref) string {
	var keys []string
	all, _ := m.opt.Session.Drafts() // What cannot be read was told of before.
	for _, d := range all {
		key := draftKey(m, d)
		if key != "" && d.At(m.opt.Session.Audit) == ref && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return strings.Join(keys, ", ")
}

// View draws the screen: exactly the terminal's lines, none wider than it.
func (m *Model) View() string {
	f := m.frame
	if f.Unknown() {
		return ""
	}
	if why := f.TooSmall(); why != "" {
		return style.Frame([]string{style.Cut(why, f.Width)}, f.Width, f.Height)
	}
	lines := []string{m.stands().Header(m.style, f.Width), m.rule()}
	lines = append(lines, style.Window(m.body(), 0, f.Body())...)
	keys, last := m.hints()
	lines = append(lines, frame.Bottom(m.style, m.style.Keyed(m.note), keys, last, f)...)
	return m.style.Drawn(style.Frame(lines, f.Width, f.Height))
}

// rule stands below the header. Over the clauses it says in which section one
// is, and at which clause of how many.
func (m *Model) rule() string {
	if m.layers.Page() != nil || m.list.Len() == 0 {
		return m.style.Line(m.frame.Width)
	}
	where := fmt.Sprintf("%d of %d", m.list.Cursor()+1, m.list.Len())
	return m.style.Titled(clauses.Section(m.list), where, m.frame.Width)
}

// stands returns where the audit stands. Most of it is as it was when the list
// was counted.
func (m *Model) stands() frame.Standing {
	s := m.opt.Session
	if n := m.list.Counted(); n != m.counted {
		m.counted = n
		m.standing = frame.Standing{
			Name: s.Head.App + " " + s.Head.Release, Progress: m.list.Progress(), Disputed: len(checklist.Disputes(s.Audit)) > 0, Ruled: len(checklist.RulesFaults(s.Audit)) > 0, Signed: clauses.Signed(s),
		}
		m.standing.From = session.ReadFrom(s)
		for _, p := range s.Policies {
			m.standing.Policies = append(m.standing.Policies, p.Title)
		}
	}
	m.standing.Saving = s.Saving()
	return m.standing
}

// body returns what stands between header and footer.
func (m *Model) body() []string {
	f := m.frame
	page, box := m.layers.Page(), m.layers.Box()
	switch {
	case page != nil:
		return style.Pad(m.under(page.View(m.style), f.Page()), 1, f.Body())
	case f.TwoPanes():
		return m.twoPanes()
	case f.Stacked() && box == nil:
		return m.stacked()
	case m.inText || box != nil:
		return style.Pad(m.under(m.pane.View(m.style), f.Clause()), 1, f.Body())
	}
	return list.View(m.style, m.list, f.Width, f.Body())
}

func (m *Model) twoPanes() []string {
	f, bar := m.frame, m.style.Dim
	if m.inText {
		bar = m.style.Accent
	}
	left := list.View(m.style, m.list, f.List(), f.Body())
	right := style.Window(m.under(m.pane.View(m.style), f.Clause()), 0, f.Body())
	for n := range left {
		left[n] = style.Fit(left[n], f.List()) + " " + bar.Render(m.style.Marks.Bar) + " " + right[n]
	}
	return left
}

// stacked has the list above the clause.
func (m *Model) stacked() []string {
	f := m.frame
	line := m.style.Line(f.Width)
	if m.inText {
		line = m.style.Accent.Render(strings.Repeat(m.style.Marks.Rule, f.Width))
	}
	return append(append(list.View(m.style, m.list, f.Width, f.Listed()), line), style.Pad(m.pane.View(m.style), 1, f.Read())...)
}

// under puts the open box, if there is one, below what it lies on.
func (m *Model) under(lines []string, w int) []string {
	box := m.layers.Box()
	if box == nil {
		return lines
	}
	out := append(style.Window(lines, 0, m.frame.Under()), m.style.Line(w))
	return append(out, style.Window(box.View(m.style), 0, m.frame.Box())...)
}

// hints returns the actions that have a place in the footer now, and those of
// them that stay when it is short.
func (m *Model) hints() (keys, last []ui.Action) {
	in := m.mode()
	for n := range m.table.All {
		a := &m.table.All[n]
		switch {
		case !in.Has(a.Mode) || a.Short == "" || m.why(a) != "":
		case a.Stays():
			last = append(last, *a)
		default:
			keys = append(keys, *a)
		}
	}
	return keys, last
}
