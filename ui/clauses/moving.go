package clauses

import (
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// GoTo goes to a clause, if it is asked.
func (l *List) GoTo(ref event.Ref) {
	if at, ok := l.index[ref]; ok {
		l.MoveTo(at)
	}
}

// MoveTo goes to the clause with an index, or to the nearest end.
func (l *List) MoveTo(at int) {
	at = min(max(at, 0), max(0, len(l.items)-1))
	if at == l.cursor {
		return
	}
	l.cursor = at
	l.came = waitsFor(l.Item())
	if l.filter.Shows != nil || folds(l) {
		l.rows = nil
	}
}

// Next goes to the nearest clause that the list shows in a direction, and tells
// whether there is one.
func (l *List) Next(direction int) bool {
	for at := l.cursor + direction; at >= 0 && at < len(l.items); at += direction {
		if l.Visible(at) {
			l.MoveTo(at)
			l.trail.here = l.Item().Ref
			return true
		}
	}
	return false
}

// Step goes to the neighbour in a direction, and says so where there is none.
func Step(l *List, direction int) (note string) {
	switch {
	case l.Next(direction):
		return ""
	case direction < 0:
		return "there is no clause before this one"
	}
	return "there is no clause after this one"
}

// Beside returns the clauses before and after the one under the cursor, if the list
// shows them.
func Beside(l *List) []checklist.Item {
	var all []checklist.Item
	for _, at := range []int{l.cursor + 1, l.cursor - 1} {
		if at >= 0 && at < len(l.items) && l.Visible(at) {
			all = append(all, l.items[at])
		}
	}
	return all
}

// First and Last go to the ends of what the list shows.
func (l *List) First() { l.toFirst(0, 1) }
func (l *List) Last()  { l.toFirst(len(l.items)-1, -1) }

func (l *List) toFirst(from, direction int) {
	for at := from; at >= 0 && at < len(l.items); at += direction {
		if (l.filter.Shows == nil || l.filter.Shows(l.items[at])) && !l.folded[sectionAt(l, at).key] {
			l.MoveTo(at)
			return
		}
	}
}

// firstOpen returns the clause that the queue visits first, whatever the list is
// narrowed to, the first of all where nothing waits.
func firstOpen(l *List) int {
	first, least := 0, len(waits)
	for at, i := range l.items {
		if sort := waitsFor(i); sort >= 0 && sort < least {
			first, least = at, sort
		}
	}
	return first
}

// GoToLabel goes to the clause that a label names, if the list shows it.
func (l *List) GoToLabel(label string) {
	if ref, err := l.Session.Find(label); err == nil && l.among(l.index[ref]) {
		l.GoTo(ref)
	}
}

// GoToNamed goes to the clause that typed words name, whatever the list is
// narrowed to, and tells whether they name one: by its label, or by its number
// alone in the section one is in, else in the first that has it.
func GoToNamed(l *List, words string) bool {
	at, ok := Meant(l, words)
	if ok {
		l.Reveal(at)
	}
	return ok
}

// Meant returns the index of the clause that GoToNamed goes to.
func Meant(l *List, words string) (int, bool) {
	words = strings.TrimSpace(words)
	if ref, err := l.Session.Find(words); err == nil {
		at, ok := l.index[ref]
		return at, ok
	}
	if words == "" || strings.Trim(words, "0123456789") != "" {
		return 0, false
	}
	section, _ := split(l.Item().Ref.Label)
	found := -1
	for at, i := range l.items {
		if s, number := split(i.Ref.Label); number == words && (found < 0 || s == section) {
			found = at
			if s == section {
				break
			}
		}
	}
	return max(0, found), found >= 0
}

// split cuts a label before its number: A. and 12.
func split(label string) (section, number string) {
	at := strings.LastIndexByte(label, '.') + 1
	return label[:at], label[at:]
}

// Reveal goes to the clause with an index, and shows all clauses where the list
// was narrowed to others.
func (l *List) Reveal(at int) {
	if !l.among(at) {
		l.Narrow(Filter{})
	}
	l.MoveTo(at)
}
