package ui

import (
	"fmt"
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"clausewalk/reports"
)

// what shows in w cells what matched in a clause: the name of the part, and the
// words around.
func (m *Model) what(at int, query string, w int) string {
	words := queryWords(query)
	for _, in := range ways {
		for _, p := range m.searched.of(m.items[at]) {
			var lit []span
			for _, word := range words {
				if found, ok := in(p.lower, word); ok {
					lit = append(lit, found)
				}
			}
			if len(lit) > 0 {
				return m.style.dim.Render(p.name+": ") + m.lit(p, lit, max(0, w-len(p.name)-2))
			}
		}
	}
	return ""
}

// lit shows a stretch of a text of at most w cells, with what was found in it
// standing out.
func (m *Model) lit(p part, found []span, w int) string {
	marked := map[int]bool{}
	first := -1
	for _, f := range found {
		from := utf8.RuneCountInString(p.lower[:f.from])
		for n := range utf8.RuneCountInString(p.lower[f.from:f.to]) {
			marked[from+n] = true
		}
		if first < 0 || from < first {
			first = from
		}
	}
	runes := []rune(p.text)
	var b strings.Builder
	begin := max(0, first-w/3)
	if begin > 0 {
		b.WriteString(m.style.dim.Render(m.style.marks.ellipsis))
	}
	for n := begin; n < min(len(runes), begin+w); {
		end := n
		for end < min(len(runes), begin+w) && marked[end] == marked[n] {
			end++
		}
		style := m.style.plain
		if marked[n] {
			style = m.style.accent
		}
		b.WriteString(style.Render(string(runes[n:end])))
		n = end
	}
	return cut(b.String(), w)
}

func (m *Model) matches(query string) []int { return m.searched.find(m.items, query, m.visible) }

// openSearch looks for clauses from the list, and within the clause from its
// text.
func (m *Model) openSearch() tea.Cmd {
	if m.detail {
		return m.searchClause()
	}
	from, before := m.cursor, m.query
	var found []int
	m.openLines(&lineBox{
		title: "Search",
		hint:  "labels, titles, text, guide, reasons, evidence; letters may be left out; down and up go through what is found",
		typed: func(m *Model, b *lineBox) {
			m.query = b.value(0)
			m.moveTo(from)
			if found = m.matches(m.query); len(found) > 0 {
				m.moveTo(nearest(found, from))
			}
			if ref, err := m.audit.Find(m.query); err == nil && m.visible(m.index[ref]) {
				m.goTo(ref) // A.1 is in A.12 too, and a label means its clause.
			}
			if b.fault = ""; m.query != "" && len(found) == 0 {
				b.fault = "nothing matches" + m.among()
			}
		},
		move: func(m *Model, by int) { m.moveTo(next(found, m.cursor, by)) },
		below: func(m *Model, w, h int) []string {
			return m.foundLines(found, w, h)
		},
		accept: func(m *Model, _ *lineBox) tea.Cmd { return m.closeDialog() },
		leave: func(m *Model) {
			m.query = before
			m.moveTo(from)
		},
	}, "")
	return nil
}

// among names the filter that a search does not look beyond.
func (m *Model) among() string {
	if m.filter.shows == nil {
		return ""
	}
	return " among " + reports.Line(m.filter.name) + "; f shows others"
}

// nearest returns the first of the found that is at or after a place, else the
// first of all.
func nearest(found []int, from int) int {
	for _, at := range found {
		if at >= from {
			return at
		}
	}
	return found[0]
}

// next returns the found one after a place in a direction, around the end, and
// the place itself where nothing was found.
func next(found []int, from, direction int) int {
	if len(found) == 0 {
		return from
	}
	if direction > 0 {
		return nearest(found, from+1)
	}
	for n := len(found) - 1; n >= 0; n-- {
		if found[n] < from {
			return found[n]
		}
	}
	return found[len(found)-1]
}

// foundLines lists in h lines what was found, each with what matched, around
// the one under the cursor.
func (m *Model) foundLines(found []int, w, h int) []string {
	if len(found) == 0 || h < 2 {
		return nil
	}
	selected := 0
	for n, at := range found {
		if at <= m.cursor {
			selected = n
		}
	}
	count := fmt.Sprintf("  %d of %d", selected+1, len(found))
	out := []string{m.style.dim.Render(count)}
	room := h - 1
	top := min(max(0, selected-room/2), max(0, len(found)-room))
	for n := top; n < min(top+room, len(found)); n++ {
		i := m.items[found[n]]
		sign, style := "  ", m.style.plain
		if found[n] == m.cursor {
			sign, style = m.style.accent.Render(m.style.marks.cursor)+" ", m.style.strong
		}
		title := cut(reports.Line(i.Ref.Label)+" "+reports.Line(i.Clause.Title()), min(40, w/2))
		left := sign + style.Render(title) + "  "
		out = append(out, cut(left+m.what(found[n], m.query, w-ansi.StringWidth(left)), w))
	}
	return out
}

func nextMatch(direction int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		if m.detail && m.inClause.query != "" {
			lines := m.detailLines(m.detailWidth())
			if m.inClause.find(lines, m.inClause.match-1+direction, direction) {
				m.showFound(len(lines))
			} else {
				m.note = fmt.Sprintf("nothing in this clause matches %q", reports.Line(m.inClause.query))
			}
			return nil
		}
		found := m.matches(m.query)
		if len(found) == 0 {
			m.note = fmt.Sprintf("nothing matches %q", reports.Line(m.query)) + m.among()
			return nil
		}
		m.moveTo(next(found, m.cursor, direction))
		m.note = reports.Line(m.item().Ref.Label) + " " + ansi.Strip(m.what(m.cursor, m.query, max(20, m.width-12)))
		return nil
	}
}

// ---- in what is read ----

func (m *Model) searchClause() tea.Cmd {
	from, before := m.scroll, m.inClause
	m.openLines(&lineBox{
		title: "Search in " + reports.Line(m.item().Ref.Label),
		hint:  "enter stays there; n and N go to the next and the one before; from the list / searches all clauses",
		typed: func(m *Model, b *lineBox) {
			lines := m.detailLines(m.detailWidth())
			m.inClause.query = strings.ToLower(b.value(0))
			if m.inClause.find(lines, from, 1) {
				m.showFound(len(lines))
			} else if m.inClause.query != "" {
				b.fault = "nothing in this clause matches"
			}
		},
		accept: func(m *Model, _ *lineBox) tea.Cmd { return m.closeDialog() },
		leave:  func(m *Model) { m.inClause, m.scroll = before, from },
	}, "")
	return nil
}

// showFound scrolls the clause's text to the line that was found.
func (m *Model) showFound(lines int) {
	above := min(2, m.detailHeight()/2)
	m.scroll = min(max(0, m.inClause.match-1-above), max(0, lines-m.detailHeight()))
}

func (m *Model) searchPage() tea.Cmd {
	p := m.dialog.(*page)
	from, before := p.top, p.finder
	m.openLines(&lineBox{
		title: "Search in: " + p.title,
		hint:  "enter stays there; n and N go to the next and the one before",
		typed: func(_ *Model, b *lineBox) {
			p.query = strings.ToLower(b.value(0))
			if !p.goOn(from, 1) && p.query != "" {
				b.fault = "nothing matches"
			}
		},
		accept: func(m *Model, _ *lineBox) tea.Cmd { return m.closeDialog() },
		leave:  func(*Model) { p.finder, p.top = before, from },
		after:  p,
	}, "")
	return nil
}

// goOn scrolls the page to the next line that holds the query.
func (p *page) goOn(from, direction int) bool {
	found := p.find(p.lines, from, direction)
	if found {
		p.top = max(0, p.match-3)
	}
	return found
}

func nextInPage(direction int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		p := m.dialog.(*page)
		if !p.goOn(p.match-1+direction, direction) {
			m.note = fmt.Sprintf("nothing matches %q", reports.Line(p.query))
		}
		return nil
	}
}
