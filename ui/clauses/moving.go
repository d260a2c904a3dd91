package clauses

import "clausewalk/checklist/event"

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
	if l.filter.Shows != nil {
		l.rows = nil
	}
}

// Next goes to the nearest clause that the list shows in a direction, and tells
// whether there is one.
func (l *List) Next(direction int) bool {
	for at := l.cursor + direction; at >= 0 && at < len(l.items); at += direction {
		if l.Visible(at) {
			l.MoveTo(at)
			return true
		}
	}
	return false
}

// First and Last go to the ends of what the list shows.
func (l *List) First() { l.toFirst(0, 1) }
func (l *List) Last()  { l.toFirst(len(l.items)-1, -1) }

func (l *List) toFirst(from, direction int) {
	for at := from; at >= 0 && at < len(l.items); at += direction {
		if l.filter.Shows == nil || l.filter.Shows(l.items[at]) {
			l.MoveTo(at)
			return
		}
	}
}

// NextOpen goes to the nearest open clause that the list shows in a direction,
// around the end. Where there is none it says so.
func (l *List) NextOpen(direction int) (note string) {
	n := len(l.items)
	for step := 1; step <= n; step++ {
		at := (l.cursor + direction*step + n*2) % n
		if l.items[at].Open() && l.Visible(at) {
			l.MoveTo(at)
			return ""
		}
	}
	if l.filter.Shows != nil && l.progress.Answered < l.progress.Clauses {
		return "no open clause among " + l.filter.Name + "; f shows others"
	}
	return "every clause in scope is answered; r shows the report"
}

func (l *List) firstOpen() int {
	for n, i := range l.items {
		if i.Open() {
			return n
		}
	}
	return 0
}

// GoToLabel goes to the clause that a label names, if the list shows it.
func (l *List) GoToLabel(label string) {
	if ref, err := l.Session.Find(label); err == nil && l.Visible(l.index[ref]) {
		l.GoTo(ref)
	}
}
