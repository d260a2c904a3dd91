package checklist

import "slices"

// The lines of the journals form a graph: each line names the one before it in
// its file, and the ends of the other files that its writer had read. What
// somebody had seen is therefore a set of ends, with all that lies behind them.

// settle notes where an event is kept, once that is known. Of two places that
// hold the same event the one with the smaller sum counts, in whatever order
// they come.
func (e *Event) settle(kept *Event) {
	if kept.Sum == "" || e.Sum != "" && e.Sum <= kept.Sum {
		return
	}
	e.Seq, e.Ends, e.Prev, e.Sum, e.File = kept.Seq, kept.Ends, kept.Prev, kept.Sum, kept.File
}

// Ends returns the sums of the events that no other kept event names: whoever
// has seen those has seen all that the audit holds. They are in the order of
// the alphabet.
func (a *Audit) Ends() []string {
	named := map[string]bool{}
	for _, e := range a.events {
		named[e.Prev] = true
		for _, end := range e.Ends {
			named[end] = true
		}
	}
	var ends []string
	for _, e := range a.events {
		if e.Sum != "" && !named[e.Sum] {
			ends = append(ends, e.Sum)
		}
	}
	slices.Sort(ends)
	return ends
}

// Knows tells whether the audit holds all the ends.
func (a *Audit) Knows(ends ...string) bool {
	missing := map[string]bool{}
	for _, end := range ends {
		missing[end] = true
	}
	for _, e := range a.events {
		delete(missing, e.Sum)
	}
	return len(missing) == 0
}

// Seen tells of each event whether it lies at or behind one of the ends.
func (a *Audit) Seen(ends ...string) func(Event) bool {
	kept := make(map[string]*Event, len(a.events))
	for _, e := range a.events {
		if e.Sum != "" {
			kept[e.Sum] = e
		}
	}
	seen := map[string]bool{}
	for todo := slices.Clone(ends); len(todo) > 0; {
		sum := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		e, known := kept[sum]
		if !known || seen[e.ID] {
			continue
		}
		seen[e.ID] = true
		todo = append(append(todo, e.Prev), e.Ends...)
	}
	return func(e Event) bool { return seen[e.ID] }
}
