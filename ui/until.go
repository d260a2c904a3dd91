package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
)

// openUntil asks how long the answer holds.
func (m *Model) openUntil() tea.Cmd {
	refs := m.targets()
	m.openLines(&lineBox{
		title: "The answer to " + named(refs) + " holds until",
		hint:  "a day, 2026-03-31, or a span from now, 90d, 2w, 6mo or 1y; empty leaves it to the guide",
		accept: func(m *Model, b *lineBox) tea.Cmd {
			_, cmd := m.change(eachOf(refs, func(r checklist.Ref) checklist.Change { return checklist.SetValidUntil(r, b.value(0)) })...)
			if m.note != "" {
				b.fault, m.note = m.note, ""
				return nil
			}
			m.dialog = nil
			m.unmark()
			return cmd
		},
	}, m.items[m.index[refs[0]]].ValidUntil)
	return nil
}
