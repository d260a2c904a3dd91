package clauses

import (
	"fmt"

	"clausewalk/checklist/event"
	"clausewalk/reports"
)

// Marks are the clauses that the next change goes to.
type Marks struct {
	all  map[event.Ref]bool
	last event.Ref // where a range begins
}

// Len returns how many clauses are marked.
func (m Marks) Len() int { return len(m.all) }

// Has tells whether a clause is marked.
func (m Marks) Has(ref event.Ref) bool { return m.all[ref] }

// Clear removes all marks.
func (m Marks) Clear() { clear(m.all) }

// Mark marks the clause under the cursor, or removes its mark, and goes on to the
// next one. It says how many are marked.
func (l *List) Mark() string {
	ref := l.Item().Ref
	if l.Marks.all[ref] {
		delete(l.Marks.all, ref)
	} else {
		l.Marks.all[ref], l.Marks.last = true, ref
	}
	l.Next(1)
	return l.Marks.words()
}

// MarkRange marks what the list shows from the clause marked last to the cursor.
func (l *List) MarkRange() string {
	from, to := l.index[l.Marks.last], l.cursor
	for n := min(from, to); n <= max(from, to); n++ {
		if l.Visible(n) {
			l.Marks.all[l.items[n].Ref] = true
		}
	}
	l.Marks.last = l.Item().Ref
	return l.Marks.words()
}

// words says how many clauses are marked, and what for.
func (m Marks) words() string {
	n := m.Len()
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%s marked: an answer, "+Key("gap")+" or "+Key("add evidence")+" goes to all of them; "+Key("back")+" unmarks", reports.Count(n, "clause"))
}
