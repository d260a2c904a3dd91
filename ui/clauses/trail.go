package clauses

import "clausewalk/checklist/event"

// trail is the way that led to the clause under the cursor.
type trail struct {
	here event.Ref   // the clause one is at, zero before the first
	came []event.Ref // those one came from, the last one last
}

// Came notes the clause under the cursor as one that somebody has come to, so
// that GoBack leads from it to the one before. Steps to the neighbour by Next are not
// noted.
func Came(l *List) {
	now := l.Item().Ref
	if now == l.trail.here {
		return
	}
	if l.Has(l.trail.here) {
		l.trail.came = append(l.trail.came, l.trail.here)
	}
	l.trail.here = now
}

// CanGoBack tells whether there is a clause one came from.
func CanGoBack(l *List) bool {
	for _, ref := range l.trail.came {
		if l.Has(ref) && ref != l.Item().Ref {
			return true
		}
	}
	return false
}

// GoBack goes to the clause one came from.
func GoBack(l *List) {
	for n := len(l.trail.came) - 1; n >= 0; n-- {
		ref := l.trail.came[n]
		l.trail.came = l.trail.came[:n]
		if l.Has(ref) && ref != l.Item().Ref {
			l.GoTo(ref)
			l.trail.here = ref
			return
		}
	}
}
