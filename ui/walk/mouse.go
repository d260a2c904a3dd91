package walk

import (
	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/frame"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/list"
)

// wheelLines is how far one notch of the wheel scrolls a text.
const wheelLines = 3

// headLines stand above the body: header and rule.
const headLines = 2

// mouse takes what the mouse does. It comes only where somebody has asked for
// the mouse.
func mouse(m *Model, e tea.MouseEvent) tea.Cmd {
	if m.frame.Unknown() || m.frame.TooSmall() != "" || e.Action != tea.MouseActionPress {
		return nil
	}
	defer m.came()
	switch e.Button {
	case tea.MouseButtonWheelDown:
		return wheel(m, e, 1)
	case tea.MouseButtonWheelUp:
		return wheel(m, e, -1)
	case tea.MouseButtonLeft:
		m.note = ""
		return click(m, e)
	}
	return nil
}

// wheel scrolls what is under the pointer: a page, the list or the clause's text.
func wheel(m *Model, e tea.MouseEvent, direction int) tea.Cmd {
	if page := m.layers.Page(); page != nil {
		if m.layers.Box() != nil {
			return nil
		}
		key := tea.KeyMsg{Type: tea.KeyDown}
		if direction < 0 {
			key.Type = tea.KeyUp
		}
		if a := m.table.Find(page.Mode(), key.String()); a != nil {
			return m.act(a)
		}
		return nil
	}
	if m.layers.Box() == nil && inList(m, e) {
		m.list.Next(direction)
		return nil
	}
	m.pane.Scroll(direction * wheelLines)
	return nil
}

// inList tells whether the list is under the pointer.
func inList(m *Model, e tea.MouseEvent) bool {
	f, y := m.frame, e.Y-headLines
	switch {
	case y < 0 || y >= f.Body():
		return false
	case f.TwoPanes():
		return e.X < f.List()
	case f.Stacked():
		return y < f.Listed()
	}
	return !m.inText
}

// click presses a hint of the footer, takes a line of a page, or goes to a clause
// of the list, or to its text.
func click(m *Model, e tea.MouseEvent) tea.Cmd {
	f, y := m.frame, e.Y-headLines
	if e.Y == f.Height-1 {
		keys, last := m.hints()
		if a := m.table.Named(frame.HintAt(keys, last, f.Width, e.X)); a != nil {
			return m.act(a)
		}
		return nil
	}
	if y < 0 || y >= f.Body() {
		return nil
	}
	if top := m.layers.Top(); top != nil {
		if to, ok := top.(layer.Clicked); ok && !top.Below() {
			return m.take(top, to.Click(y))
		}
		return nil
	}
	if !inList(m, e) {
		m.inText = true
		return nil
	}
	m.inText = false
	row, ok := list.At(m.list, f.Listed(), y)
	switch {
	case !ok:
	case row.Item >= 0:
		m.list.MoveTo(row.Item)
	case row.Header && row.First >= 0:
		clauses.FoldAt(m.list, row.First)
	}
	return nil
}
