package checklist

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist/event"
)

// Entries are the events that an audit knows, and which of them count.
//
// The lines of the journals form a graph: each line names the one before it in its
// file, and the ends of the other files that its writer had read. So what somebody had
// seen is a set of ends, with everything that these lead back to.
type Entries struct {
	events    map[string]*event.Event
	undos     []*event.Event          // oldest first, as far as they are settled
	settled   int                     // how many of the undos withdrawn takes into account
	awaited   map[string]bool         // ids of events that undos name and that have not come yet
	unsettled bool                    // one of these has come
	withdrawn map[string]*event.Event // the newest counting undo of each event that was withdrawn, by the event's id
	begun     []*event.Event          // the begin events; the first says who began the audit
	repairs   []*event.Event
	clock     int64
	sorted    []*event.Event // oldest first by the logical clock
	mixed     bool           // they are not in that order yet
}

// withdraw finds the events that undos withdraw, which may be undos themselves. It
// returns the ids of the events that count now and did not before, or the other way
// round. An undo reaches only events with an older clock, so going from the newest
// undo to the oldest, each is known to count or not before it is its turn.
func (k *Entries) withdraw() (turned []string) {
	if turned, ok := k.withdrawMore(); ok {
		return turned
	}
	slices.SortFunc(k.undos, event.Order)
	before := k.withdrawn
	k.withdrawn, k.awaited = map[string]*event.Event{}, map[string]bool{}
	for _, u := range slices.Backward(k.undos) {
		counts := k.withdrawn[u.ID] == nil
		for _, id := range u.Over {
			e, ok := k.events[id]
			if !ok {
				k.awaited[id] = true
			} else if counts && k.reaches(u, e) && k.withdrawn[id] == nil {
				k.withdrawn[id] = u
			}
		}
	}
	k.settled, k.unsettled = len(k.undos), false
	for id := range k.withdrawn {
		if before[id] == nil {
			turned = append(turned, id)
		}
	}
	for id := range before {
		if k.withdrawn[id] == nil {
			turned = append(turned, id)
		}
	}
	return turned
}

// expect makes room for events.
func (k *Entries) expect(n int) {
	k.sorted = slices.Grow(k.sorted, n)
	if len(k.events) == 0 {
		k.events = make(map[string]*event.Event, n)
	}
}

// withdrawMore is withdraw for the usual case: the undos that came are younger than
// all others and withdraw no undo. So all of them count, and all others count as
// before. It returns false, and has changed nothing, in any other case.
func (k *Entries) withdrawMore() (turned []string, ok bool) {
	if k.unsettled || k.withdrawn == nil {
		return nil, false
	}
	more := k.undos[k.settled:]
	for n, u := range more {
		if at := k.settled + n; at > 0 && !k.undos[at-1].Before(u) {
			return nil, false
		}
		for _, id := range u.Over {
			if e := k.events[id]; e == nil || e.Kind == event.KindUndo {
				return nil, false
			}
		}
	}
	for _, u := range more {
		for _, id := range u.Over {
			if !k.reaches(u, k.events[id]) {
				continue
			}
			if k.withdrawn[id] == nil {
				turned = append(turned, id)
			}
			k.withdrawn[id] = u
		}
	}
	k.settled = len(k.undos)
	return turned, true
}

// noteLine notes that an event has got another number in its file. Between undos of
// the same writer with the same clock that number decides.
func (k *Entries) noteLine(e *event.Event) {
	k.unsettled = k.unsettled || e.Kind == event.KindUndo && slices.ContainsFunc(k.undos, func(o *event.Event) bool {
		return o != e && o.Clock == e.Clock && o.Writer == e.Writer
	})
}

// reaches tells whether an undo that names an event takes it back, if it counts.
func (k *Entries) reaches(undo, e *event.Event) bool {
	return e.Clock < undo.Clock && e.Kind != event.KindBegin
}

// keep adds an event.
func (k *Entries) keep(e *event.Event) {
	k.events[e.ID] = e
	k.unsettled = k.unsettled || k.awaited[e.ID]
	k.mixed = k.mixed || len(k.sorted) > 0 && !k.sorted[len(k.sorted)-1].Before(e)
	k.sorted = append(k.sorted, e)
}

// unmix sorts the events.
func (k *Entries) unmix() {
	if k.mixed {
		slices.SortFunc(k.sorted, event.Order)
		k.mixed = false
	}
}

// active tells whether an event counts: nobody has withdrawn it, or the
// withdrawal was itself withdrawn.
func (k *Entries) active(e *event.Event) bool { return k.withdrawn[e.ID] == nil }

// Counts tells whether an event of the audit has not been taken back.
func (k *Entries) Counts(id string) bool {
	e, ok := k.events[id]
	return ok && k.active(e)
}

// LastChange returns the latest time of an event that changes the audit, by its
// writer's clock; the zero time if there is none.
func (k *Entries) LastChange() time.Time {
	var last time.Time
	for _, e := range slices.Backward(k.sorted) { // The newest comes early.
		if e.Time.After(last) && k.changes(e) {
			last = e.Time
		}
	}
	return last
}

// changes tells whether an event changes the audit itself. A begin event does not, and
// neither do the kinds that are kept aside, nor the undo of such an event.
func (k *Entries) changes(e *event.Event) bool {
	aside := func(id string) bool { over, known := k.events[id]; return known && over.Kind.Spec().Aside }
	if e.Kind == event.KindUndo && len(e.Over) > 0 {
		return slices.ContainsFunc(e.Over, func(id string) bool { return !aside(id) })
	}
	return e.Kind != event.KindBegin && !e.Kind.Spec().Aside
}

// unentered tells whether nobody has entered anything yet.
func (k *Entries) unentered() bool {
	for _, e := range k.sorted {
		if e.Kind != event.KindRepair && k.changes(e) {
			return false
		}
	}
	return true
}

// Changes tells whether an event changes the audit itself, and not only what is kept
// beside the answers.
func (k *Entries) Changes(e event.Event) bool { return k.changes(&e) }

// Ends returns the sums of the kept events that no other kept event names, and, with a
// "-" before them, the sums that kept events name and that are not there. Whoever has
// seen these ends has seen exactly what the audit has. They are sorted.
func (k *Entries) Ends() []string {
	kept, named := map[string]bool{}, map[string]bool{}
	for _, e := range k.sorted {
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
			ends = append(ends, event.Without+sum)
		}
	}
	slices.Sort(ends)
	return ends
}

// Knows tells whether the audit has all these ends, except those that were not there.
func (k *Entries) Knows(ends ...string) bool {
	missing := map[string]bool{}
	for _, end := range event.Present(ends) {
		missing[end] = true
	}
	for _, e := range k.sorted {
		delete(missing, e.Sum)
	}
	return len(missing) == 0
}

// BySum returns the events that are in a file, by their sums. They are for reading
// alone.
func (k *Entries) BySum() map[string]*event.Event {
	kept := make(map[string]*event.Event, len(k.events))
	for _, e := range k.sorted {
		if e.Sum != "" {
			kept[e.Sum] = e
		}
	}
	return kept
}

// Seen returns a function that tells whether an event is one of the ends, or one that
// they lead back to.
func (k *Entries) Seen(ends ...string) func(event.Event) bool {
	kept := k.BySum()
	for _, end := range ends {
		if sum, ok := strings.CutPrefix(end, event.Without); ok {
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
	return func(e event.Event) bool { return seen[e.ID] }
}

// lastStep returns the events of a writer's last step that still counts, none
// where there is none. Undos are not steps.
func (k *Entries) lastStep(writer string) []*event.Event {
	files := map[string][]*event.Event{}
	for _, e := range k.sorted {
		if e.Writer == writer && e.Kind.Spec().Sets {
			files[e.File] = append(files[e.File], e)
		}
	}
	var last []*event.Event
	for file, own := range files {
		step := k.lastOf(own)
		if step == nil {
			continue
		}
		// What is not in a file yet comes last; between files the clock decides.
		if last == nil || file == "" || last[0].File != "" && last[len(last)-1].Before(step[len(step)-1]) {
			last = step
		}
	}
	return last
}

// lastOf returns the counting events of the last step in one file that has any.
func (k *Entries) lastOf(own []*event.Event) []*event.Event {
	// Two programs of one writer may use a clock twice; in the file their steps
	// stand one behind the other. What is in no file yet stands behind them.
	line := func(e *event.Event) uint { return uint(e.Seq) - 1 }
	slices.SortFunc(own, func(x, y *event.Event) int { return cmp.Or(cmp.Compare(line(x), line(y)), event.Order(x, y)) })
	for end := len(own); end > 0; {
		start := end - 1
		for start > 0 && own[start-1].More {
			start--
		}
		if step := slices.DeleteFunc(slices.Clone(own[start:end]), func(e *event.Event) bool { return !k.active(e) }); len(step) > 0 {
			return step
		}
		end = start
	}
	return nil
}
