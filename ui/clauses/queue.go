package clauses

import (
	"fmt"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
)

// waits is why a clause wants a person, in the order in which the queue visits
// the clauses: all of one sort before any of the next.
var waits = []struct {
	name  string // said of one clause and of several: "is unanswered", "3 unanswered"
	short string // where there is little room
	wants func(checklist.Item) bool
}{
	{"unanswered", "open", func(i checklist.Item) bool {
		return i.Verdict == event.Unanswered && i.Covered == "" && !i.Has(checklist.Conflict)
	}},
	{"in conflict", "in conflict", func(i checklist.Item) bool { return i.Has(checklist.Conflict) }},
	{"stale", "stale", func(i checklist.Item) bool { return i.Has(checklist.Stale) }},
	{"undecided (cannot tell)", "undecided", func(i checklist.Item) bool { return i.Verdict == event.CannotTell }},
	{"met but unsupported", "unsupported", func(i checklist.Item) bool { return i.Has(checklist.Unsupported) }},
	{"given a suggestion", "suggested", HasSuggestion},
}

// Waits returns in words why a clause wants a person, empty where it does not.
func Waits(i checklist.Item) string {
	if at := waitsFor(i); at >= 0 {
		return waits[at].name
	}
	return ""
}

// waitsFor returns the sort of a clause, -1 for one that wants nobody.
func waitsFor(i checklist.Item) int {
	if i.Has(checklist.OutOfScope) {
		return -1
	}
	for n, one := range waits {
		if one.wants(i) {
			return n
		}
	}
	return -1
}

// queue returns the clauses that want a person among those that the list is
// narrowed to, by their index, in the order in which they are visited.
func queue(l *List) []int {
	sorts := make([][]int, len(waits))
	for at, i := range l.items {
		if sort := waitsFor(i); sort >= 0 && (l.filter.Shows == nil || l.filter.Shows(i)) {
			sorts[sort] = append(sorts[sort], at)
		}
	}
	return slices.Concat(sorts...)
}

// Queued tells whether any clause wants a person, whatever the list is narrowed
// to.
func Queued(l *List) bool {
	return slices.ContainsFunc(l.items, func(i checklist.Item) bool { return waitsFor(i) >= 0 })
}

// NextOpen goes to the clause of the queue that comes after the one under the
// cursor, or before it where the direction is -1, around the end. From a clause
// that was answered since one came to it, it goes on with what comes first in the
// queue, whatever the answer is wanting. It says what the clause wants where that
// is not what one was at, and what is left where there is none.
func NextOpen(l *List, direction int) (note string) {
	all := queue(l)
	at := slices.Index(all, l.cursor)
	if at >= 0 && len(all) > 1 && waitsFor(l.Item()) != l.came {
		all, at = slices.Delete(all, at, at+1), -1
	}
	switch {
	case len(all) == 0:
		return Left(l)
	case at >= 0:
		at = (at + direction + len(all)) % len(all)
	default:
		at = nearest(l, all, direction)
	}
	if all[at] == l.cursor {
		return fmt.Sprintf("this is the only clause that needs you; it is %s", Waits(l.Item()))
	}
	before := waitsFor(l.Item())
	l.MoveTo(all[at])
	if now := waitsFor(l.Item()); now > 0 && now != before {
		return fmt.Sprintf("%s is %s", l.Item().Ref.Label, waits[now].name)
	}
	return ""
}

// GoOn goes on from a clause that was just answered: to the next one of
// what comes first in the queue. It says what is left once nothing is
// unanswered.
func GoOn(l *List) (note string) {
	all := slices.DeleteFunc(queue(l), func(at int) bool { return at == l.cursor })
	if len(all) == 0 {
		return Left(l)
	}
	l.MoveTo(all[nearest(l, all, 1)])
	if waitsFor(l.Item()) == 0 {
		return ""
	}
	return Left(l)
}

// KeptReason says that the clause under the cursor is met now and still has the reason
// of its answer before, and is empty in any other case. The walk stays at such a clause:
// the reason was written for another answer, and a person has to see it.
func KeptReason(l *List, was checklist.Item) string {
	now := l.Item()
	if now.Ref != was.Ref || !was.Verdict.NeedsReason() || was.Reason == "" || now.Verdict != event.Met {
		return ""
	}
	before := was.Verdict.String()
	switch was.Verdict {
	case event.Partly:
		before = "partly met"
	case event.CannotTell:
		before = `"cannot tell"`
	}
	return reports.Line(was.Ref.Label) + " was " + before + " and is met now, with the reason it had; " +
		Key("undo") + " takes it back, " + Key("reason") + " changes the reason"
}

// nearest returns where in the queue the clause stands that comes first after
// the cursor in a direction, around the end, among those of the first sort.
func nearest(l *List, all []int, direction int) int {
	first := waitsFor(l.items[all[0]])
	end := 0
	for end < len(all) && waitsFor(l.items[all[end]]) == first {
		end++
	}
	at, there := slices.BinarySearch(all[:end], l.cursor)
	switch {
	case direction > 0 && there:
		at++
	case direction < 0:
		at--
	}
	return (at + end) % end
}

// Left says what is left to do when no clause is unanswered any more. It never
// says that all is done while the gate would say otherwise.
func Left(l *List) string {
	counts := make([]int, len(waits))
	for _, i := range l.items {
		if at := waitsFor(i); at >= 0 {
			counts[at]++
		}
	}
	if l.filter.Shows != nil && (counts[0] > 0 || len(queue(l)) == 0 && Queued(l)) {
		return "no open clause among " + l.filter.Name + "; " + Key("filter") + " shows others"
	}
	var left []string
	for n, one := range waits {
		if counts[n] > 0 {
			left = append(left, fmt.Sprintf("%d %s", counts[n], one.name))
		}
	}
	const answered = "every clause in scope is answered"
	if len(left) > 0 {
		return answered + "; left: " + strings.Join(left, ", ")
	}
	gate := judged(l)
	for _, sort := range checklist.Sorts() {
		if n := gate.Count(sort); n > 0 {
			if n == 1 {
				sort = strings.TrimSuffix(sort, "s")
			}
			left = append(left, fmt.Sprintf("%d %s", n, sort))
		}
	}
	switch {
	case len(left) > 0:
		return answered + ", and the audit is not ready yet: " + strings.Join(left, ", ") + "; " + Key("overview") + " shows where"
	case !gate.Holds():
		return "no clause in scope has been assessed, so the audit is not ready"
	}
	return answered + " and the audit is ready; " + Key("report") + " shows the report"
}

// judged returns what the gate says of the clauses. Each frame asks for it once
// nothing waits any more, and it takes measuring every policy.
func judged(l *List) *checklist.Gate {
	if l.gate == nil {
		gate := checklist.GateOf(l.Session.Audit, l.items, l.Session.Now(), nil)
		l.gate = &gate
	}
	return l.gate
}
