package checklist

import (
	"slices"
	"strings"
)

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

// without stands before a sum that is named as one that was not there: on a
// branch with one commit of another branch, an event names what only the other
// has. What lies behind such a sum was not seen, even if it comes later.
const without = "-"

// Ends returns the sums of the events that no other kept event names, and with
// a "-" before them those that a kept event names and that are not there.
// Whoever has seen these ends has seen all that the audit holds, and nothing
// else. They are in the order of the alphabet.
func (a *Audit) Ends() []string {
	kept, named := map[string]bool{}, map[string]bool{}
	for _, e := range a.events {
		kept[e.Sum], named[e.Prev] = true, true
		for _, end := range e.Ends {
			named[end] = true
		}
	}
	var ends []string
	for sum := range kept {
		if sum != "" && !named[sum] {
			ends = append(ends, sum)
		}
	}
	for sum := range named {
		if sum != "" && !kept[sum] {
			ends = append(ends, without+sum)
		}
	}
	slices.Sort(ends)
	return ends
}

// Present returns those of the ends that were there.
func Present(ends []string) []string {
	return slices.DeleteFunc(slices.Clone(ends), func(end string) bool { return strings.HasPrefix(end, without) })
}

// Knows tells whether the audit holds all the ends that were there.
func (a *Audit) Knows(ends ...string) bool {
	missing := map[string]bool{}
	for _, end := range Present(ends) {
		missing[end] = true
	}
	for _, e := range a.events {
		delete(missing, e.Sum)
	}
	return len(missing) == 0
}

// Seen tells of each event whether it lies at or behind one of the ends, as they
// were seen.
func (a *Audit) Seen(ends ...string) func(Event) bool {
	kept := make(map[string]*Event, len(a.events))
	for _, e := range a.events {
		if e.Sum != "" {
			kept[e.Sum] = e
		}
	}
	for _, end := range ends {
		if sum, ok := strings.CutPrefix(end, without); ok {
			delete(kept, sum)
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
