package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
)

func (m *Model) item() checklist.Item {
	if len(m.items) == 0 {
		return checklist.Item{}
	}
	return m.items[m.cursor]
}

func (m *Model) goTo(ref checklist.Ref) {
	if at, ok := m.index[ref]; ok {
		m.moveTo(at)
	}
}

func (m *Model) moveTo(at int) {
	at = min(max(at, 0), max(0, len(m.items)-1))
	if at == m.cursor {
		return
	}
	m.cursor, m.scroll, m.inClause.match = at, 0, 0
	if m.filter.shows != nil {
		m.rows = m.layRows()
	}
}

func move(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		if m.detail {
			m.scrollBy(by)
		} else {
			m.moveTo(m.step(by))
		}
		return nil
	}
}

func scroll(direction int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		m.scrollBy(direction * max(1, m.bodyHeight()/2))
		return nil
	}
}

func (m *Model) scrollBy(by int) {
	bottom := max(0, len(m.detailLines(m.detailWidth()))-m.detailHeight())
	m.scroll = min(max(0, m.scroll+by), bottom)
}

// first and last go to the ends of what the list shows.
func (m *Model) first() tea.Cmd { return m.toFirst(0, 1) }
func (m *Model) last() tea.Cmd  { return m.toFirst(len(m.items)-1, -1) }

func (m *Model) toFirst(from, direction int) tea.Cmd {
	for at := from; at >= 0 && at < len(m.items); at += direction {
		if m.filter.shows == nil || m.filter.shows(m, m.items[at]) {
			m.moveTo(at)
			return nil
		}
	}
	return nil
}

func (m *Model) nextOpen() tea.Cmd     { return m.toOpen(1) }
func (m *Model) previousOpen() tea.Cmd { return m.toOpen(-1) }

// toOpen goes to the nearest open clause in a direction, around the end.
func (m *Model) toOpen(direction int) tea.Cmd {
	n := len(m.items)
	for step := 1; step <= n; step++ {
		at := (m.cursor + direction*step + n*2) % n
		if m.items[at].Open() && m.visible(at) {
			m.moveTo(at)
			return nil
		}
	}
	if m.filter.shows != nil && m.progress.Answered < m.progress.Clauses {
		m.note = "no open clause among " + m.filter.name + "; f shows others"
		return nil
	}
	m.note = "every clause in scope is answered; r shows the report"
	return nil
}

func (m *Model) firstOpen() int {
	for n, i := range m.items {
		if i.Open() {
			return n
		}
	}
	return 0
}

func (m *Model) otherPane() tea.Cmd { m.detail = !m.detail; return nil }

func (m *Model) openDetail() tea.Cmd { m.detail = true; return nil }

func (m *Model) back() tea.Cmd {
	if !m.detail {
		m.unmark()
	}
	m.detail, m.scroll = false, 0
	return nil
}
