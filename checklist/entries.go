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
// The lines of the journals form a graph: each line names the one before it in
// its file, and the ends of the other files that its writer had read. What
// somebody had seen is therefore a set of ends, with all that lies behind them.
type Entries struct {
	events    map[string]*event.Event
	undos     []*event.Event          // oldest first, once they are settled
	settled   int                     // how many of them what was taken back follows from
	awaited   map[string]bool         // ids that undos name of events that have not come yet
	unsettled bool                    // one of these has come
	withdrawn map[string]*event.Event // what was taken back, with the newest undo that counts
	begun     []*event.Event          // the first of them says who began the audit
	repairs   []*event.Event
	clock     int64
	sorted    []*event.Event // oldest first by the logical clock
	mixed     bool           // they are not in that order yet
}

// withdraw finds the events that an undo takes back, an undo among them, and
// returns the ids of those that count and did not, or the other way round. An
// undo reaches only what its writer had seen, so the clocks rise along a chain
// of undos: taken from the last to the first, each is settled before it counts.
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

// withdrawMore is withdraw where the undos that came are younger than all others
// and take back no undo, so that all of them count and all others count as before:
// a person undoes one thing after another. It returns false, and nothing is
// changed, where they are others.
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

// noteLine notes that an event has another number in its file than before, which
// decides between undos of one writer and one clock.
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

// unmix puts the events into their order.
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

// LastChange returns the time of the newest event that counts somewhere, the zero
// time where there is none. Times are as the writers' clocks had them.
func (k *Entries) LastChange() time.Time {
	var last time.Time
	for _, e := range slices.Backward(k.sorted) { // The newest comes early.
		if e.Time.After(last) && k.changes(e) {
			last = e.Time // The beginning is no change: it comes with the first.
		}
	}
	return last
}

// changes tells whether an event is news of the audit itself. What only stands
// beside the answers is none, and neither is taking that back.
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

// Changes tells whether an event of the audit is news of what people answered, and
// not only beside it.
func (k *Entries) Changes(e event.Event) bool { return k.changes(&e) }

// Ends returns the sums of the events that no other kept event names, and with
// a "-" before them those that a kept event names and that are not there.
// Whoever has seen these ends has seen all that the audit holds, and nothing
// else. They are in the order of the alphabet.
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

// Knows tells whether the audit holds all the ends that were there.
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

// Seen tells of each event whether it lies at or behind one of the ends, as they
// were seen.
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
