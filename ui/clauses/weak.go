package clauses

import (
	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// Weak returns why the answer to a clause will convince nobody who relies on it.
func Weak(l *List, ref event.Ref) []string {
	if l.weak == nil {
		l.weak = map[event.Ref][]string{}
		for _, f := range checklist.Weak(l.Session.Audit, l.items) {
			l.weak[f.Ref] = append(l.weak[f.Ref], f.Message)
		}
	}
	return l.weak[ref]
}
