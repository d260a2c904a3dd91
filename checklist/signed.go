package checklist

import (
	"iter"
	"slices"
	"strings"

	"clausewalk/checklist/event"
)

// Signed goes through the sign-offs, oldest first, each with the audit as it was when
// the person signed. The audit is only good until the next one comes: they are made in
// one fold, as far as each person had seen what the one before had.
func Signed(a *Audit) iter.Seq2[event.SignOff, *Audit] {
	return func(yield func(event.SignOff, *Audit) bool) {
		f := refold{of: a}
		for _, s := range SignOffs(a) {
			if !yield(s, f.signed(s)) {
				return
			}
		}
	}
}

// refold makes one state of an audit's past after another.
type refold struct {
	of   *Audit
	kept map[string]*event.Event // by their sums
	away map[string]bool         // the writers of whom something is in no file yet
	then *Audit                  // the state that was made last
	seen map[*event.Event]bool   // what is in it
	tops []*event.Event          // the newest of that
}

// signed returns the audit as it was when the person signed. It is made from scratch if
// events are not in the files yet, if some of them were missing when it was signed, or
// if an older version made the sign-off.
func (f *refold) signed(s event.SignOff) *Audit {
	own := f.of.events[s.EventID] // It is there: the sign-off was read from it.
	absent := func(end string) bool { return strings.HasPrefix(end, event.Without) }
	if f.kept == nil {
		f.kept, f.away = f.of.BySum(), map[string]bool{}
		for _, e := range f.of.sorted {
			if e.Sum == "" {
				f.away[e.Writer] = true
			}
		}
	}
	if f.away[own.Writer] || s.Seen != nil || slices.ContainsFunc(s.Ends, absent) {
		return AsSigned(f.of, s)
	}
	ends := f.of.signedEnds(s, f.kept)
	more, ok := f.more(ends)
	if !ok {
		f.then, f.seen, f.tops = nil, nil, nil
		more, _ = f.more(ends)
	}
	if f.then == nil {
		f.then = f.of.Refold(func(event.Event) bool { return false })
		f.then.later = allTaken(f.of)
	}
	slices.SortFunc(more, event.Order) // What comes in order is quickly taken in.
	adoptions := len(f.then.adoptions)
	for _, e := range more {
		own := *e
		f.then.add(&own)
	}
	f.then.derive(len(f.then.adoptions) > adoptions)
	return f.then
}

// more returns what the ends lead back to and is not in the last state. It returns false
// if that state has something that the ends do not lead back to.
func (f *refold) more(ends []string) (more []*event.Event, ok bool) {
	if f.seen == nil {
		f.seen = map[*event.Event]bool{}
	}
	behind := map[*event.Event]bool{} // what a newer event names
	var roots []*event.Event
	for _, end := range ends {
		if e := f.kept[end]; e != nil {
			roots = append(roots, e)
		}
	}
	for todo := slices.Clone(roots); len(todo) > 0; {
		e := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if f.seen[e] {
			continue
		}
		f.seen[e] = true
		more = append(more, e)
		for _, sum := range append([]string{e.Prev}, e.Ends...) {
			if older := f.kept[sum]; older != nil {
				behind[older] = true
				todo = append(todo, older)
			}
		}
	}
	ok = !slices.ContainsFunc(f.tops, func(e *event.Event) bool { return !behind[e] && !slices.Contains(roots, e) })
	f.tops = slices.DeleteFunc(roots, func(e *event.Event) bool { return behind[e] })
	return more, ok
}
