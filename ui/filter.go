package ui

import (
	"fmt"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/policy"
)

// filter narrows the list of clauses. The zero filter shows all.
type filter struct {
	name  string
	shows func(*Model, checklist.Item) bool
}

// filters returns what the list can be narrowed to: by state, then by topic and
// by role as far as the guides name them.
func (m *Model) filters() []filter {
	has := func(f checklist.Flag) func(*Model, checklist.Item) bool {
		return func(_ *Model, i checklist.Item) bool { return i.Has(f) }
	}
	in := func(ok func(checklist.Item) bool) func(*Model, checklist.Item) bool {
		return func(_ *Model, i checklist.Item) bool { return !i.Has(checklist.OutOfScope) && ok(i) }
	}
	all := []filter{
		{"open", in(checklist.Item.Open)},
		{"gaps", in(checklist.Item.IsGap)},
		{"stale", has(checklist.Stale)},
		{"no evidence", in(func(i checklist.Item) bool { return len(i.Evidence) == 0 })},
		{"unsupported", has(checklist.Unsupported)},
		{"conflicts", has(checklist.Conflict)},
		{"mine", (*Model).mine},
		{"due", (*Model).due},
		{"out of scope", has(checklist.OutOfScope)},
	}
	return append(append(all, m.topics()...), m.roles()...)
}

// topics returns a filter for each topic that the guides name.
func (m *Model) topics() []filter {
	return m.byGuide("topic ", func(g *policy.Guide) []string { return []string{g.Topic} })
}

// roles returns a filter for each role that the guides name.
func (m *Model) roles() []filter {
	return m.byGuide("role ", func(g *policy.Guide) []string { return g.Roles })
}

func (m *Model) byGuide(what string, words func(*policy.Guide) []string) []filter {
	var known []string
	for _, i := range m.items {
		if g := i.Clause.Guide; g != nil {
			known = append(known, words(g)...)
		}
	}
	var all []filter
	for _, word := range distinct(known) {
		all = append(all, filter{what + word, func(_ *Model, i checklist.Item) bool {
			return i.Clause.Guide != nil && slices.Contains(words(i.Clause.Guide), word)
		}})
	}
	return all
}

func distinct(words []string) []string {
	slices.Sort(words)
	return slices.DeleteFunc(slices.Compact(words), func(w string) bool { return w == "" })
}

// mine tells whether a clause waits for this person: the owner of its gap, else
// the one who answered it.
func (m *Model) mine(i checklist.Item) bool {
	me := m.audit.Hand.Person
	if i.Gap.Owner != "" {
		return i.Gap.Owner == me.Name || i.Gap.Owner == me.Email
	}
	return i.Verdict != checklist.Unanswered && i.By == me
}

// due tells whether a gap should have been closed by today.
func (m *Model) due(i checklist.Item) bool {
	return i.IsGap() && i.Gap.Due != "" && i.Gap.Due <= m.audit.Hand.Now().Format(time.DateOnly)
}

// visible tells whether the list shows a clause. The one under the cursor stays
// until the cursor leaves it, so that an answer does not pull it away.
func (m *Model) visible(n int) bool {
	return m.filter.shows == nil || n == m.cursor || m.filter.shows(m, m.items[n])
}

// step returns the nearest visible clause in a direction, the cursor where
// there is none.
func (m *Model) step(direction int) int {
	for n := m.cursor + direction; n >= 0 && n < len(m.items); n += direction {
		if m.visible(n) {
			return n
		}
	}
	return m.cursor
}

func (m *Model) openFilter() tea.Cmd {
	all := []choice{{words: "all clauses", right: fmt.Sprint(len(m.items)), take: func(m *Model) tea.Cmd { return m.narrow(filter{}) }}}
	for _, f := range m.filters() {
		n := m.count(f)
		c := choice{words: f.name, right: fmt.Sprint(n), take: func(m *Model) tea.Cmd { return m.narrow(f) }}
		if n == 0 {
			c.off = "no clause is in it"
		}
		all = append(all, c)
	}
	m.openChooser("Show which clauses? Type to find a filter", all)
	return nil
}

func (m *Model) count(f filter) int {
	n := 0
	for _, i := range m.items {
		if f.shows(m, i) {
			n++
		}
	}
	return n
}

// narrow shows only the clauses of a filter, with the cursor on one of them.
func (m *Model) narrow(f filter) tea.Cmd {
	m.filter = f
	if f.shows != nil {
		for n := range m.items {
			at := (m.cursor + n) % len(m.items)
			if f.shows(m, m.items[at]) {
				m.moveTo(at)
				break
			}
		}
	}
	m.rows = m.layRows()
	return nil
}

// filterRow says above the list what it is narrowed to.
func (m *Model) filterRow() row {
	n := m.count(m.filter)
	return row{item: -1, text: m.filter.name, right: fmt.Sprintf("%d of %d, f changes it", n, len(m.items)), header: true}
}
