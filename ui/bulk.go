package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/reports"
)

// mark marks the clause under the cursor for a bulk change, or takes the mark
// back, and goes on to the next one.
func (m *Model) mark() tea.Cmd {
	ref := m.item().Ref
	if m.marked[ref] {
		delete(m.marked, ref)
	} else {
		m.marked[ref], m.markedLast = true, ref
	}
	m.moveTo(m.step(1))
	m.noteMarks()
	return nil
}

// markRange marks what the list shows from the clause marked last to the cursor.
func (m *Model) markRange() tea.Cmd {
	from, to := m.index[m.markedLast], m.cursor
	for n := min(from, to); n <= max(from, to); n++ {
		if m.visible(n) {
			m.marked[m.items[n].Ref] = true
		}
	}
	m.markedLast = m.item().Ref
	m.noteMarks()
	return nil
}

func (m *Model) noteMarks() {
	if n := len(m.marked); n > 0 {
		m.note = fmt.Sprintf("%s marked: an answer, w or a goes to all of them; esc unmarks", reports.Count(n, "clause"))
	}
}

// named says which clauses a box is about.
func named(refs []checklist.Ref) string {
	if len(refs) == 1 {
		return refs[0].Label
	}
	return reports.Count(len(refs), "clause")
}

// targets returns the clauses that a change goes to, in the policies' order:
// the marked ones, else the one under the cursor.
func (m *Model) targets() []checklist.Ref {
	if len(m.marked) == 0 {
		return []checklist.Ref{m.item().Ref}
	}
	var refs []checklist.Ref
	for _, i := range m.items {
		if m.marked[i.Ref] {
			refs = append(refs, i.Ref)
		}
	}
	return refs
}

// eachOf makes a change for each of several clauses.
func eachOf(refs []checklist.Ref, change func(checklist.Ref) checklist.Change) []checklist.Change {
	changes := make([]checklist.Change, len(refs))
	for n, ref := range refs {
		changes[n] = change(ref)
	}
	return changes
}

// replacing goes on at once unless that would replace several clauses' answers:
// then it first shows which, and by whom they were given.
func (m *Model) replacing(v checklist.Verdict, refs []checklist.Ref, goOn func(*Model) tea.Cmd) tea.Cmd {
	var old []choice
	for _, ref := range refs {
		i := m.items[m.index[ref]]
		if i.Verdict != checklist.Unanswered && i.Verdict != v {
			old = append(old, choice{
				words: fmt.Sprintf("%s %s: %s, by %s", ref.Label, i.Clause.Title(), i.VerdictWords(), reports.Line(i.By.String())),
				off:   "this answer would be replaced",
			})
		}
	}
	if len(refs) == 1 || len(old) == 0 {
		return goOn(m)
	}
	first := choice{words: fmt.Sprintf("set %s to %q all the same", reports.Count(len(refs), "clause"), v), take: goOn}
	m.openChooser(fmt.Sprintf("This replaces the answers of %s; u takes it back", reports.Count(len(old), "clause")), append([]choice{first}, old...))
	return nil
}

// stale returns those of the targets whose answers are stale and not in conflict.
func (m *Model) stale() []checklist.Item {
	var stale []checklist.Item
	if len(m.items) == 0 {
		return nil
	}
	for _, ref := range m.targets() {
		if i := m.items[m.index[ref]]; i.Confirmable() {
			stale = append(stale, i)
		}
	}
	return stale
}

// confirm gives stale answers again, as they are.
func (m *Model) confirm() tea.Cmd { return m.confirmAll(m.stale()) }

// alike returns the clauses that are stale for the reason of the one under the
// cursor.
func (m *Model) alike() []checklist.Item {
	var all []checklist.Item
	why := m.item().StaleWords()
	for _, i := range m.items {
		if why != "" && i.Confirmable() && i.StaleWords() == why {
			all = append(all, i)
		}
	}
	return all
}

func (m *Model) confirmAlike() tea.Cmd { return m.confirmAll(m.alike()) }

func (m *Model) confirmAll(stale []checklist.Item) tea.Cmd {
	var changes []checklist.Change
	for _, i := range stale {
		changes = append(changes, checklist.SetVerdict(i.Ref, i.Verdict))
	}
	changed, cmd := m.change(changes...)
	m.unmark()
	if changed {
		m.note = reports.Count(len(changes), "clause") + " confirmed; u takes it back"
	}
	return cmd
}

// unmark ends a bulk change.
func (m *Model) unmark() { clear(m.marked) }
