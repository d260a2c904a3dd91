package checklist

import (
	"maps"
	"slices"
	"sort"
	"strings"
	"time"

	"clausewalk/checklist/event"
)

// Refold returns the audit made again of its events, or only of those that keep
// accepts, where that is not nil. It is a copy that can be changed.
func (a *Audit) Refold(keep func(event.Event) bool) *Audit {
	then, err := New(a.Head, a.base)
	if err != nil {
		panic(err) // The same head and policies have made this audit.
	}
	then.texts, then.versions, then.later = maps.Clone(a.texts), maps.Clone(a.versions), a.later
	then.chosen = a.chosen
	for _, e := range a.sorted {
		if keep == nil || keep(*e) {
			own := *e
			then.add(&own)
		}
	}
	then.derive(len(then.adoptions) > 0)
	then.looks = a.looks
	return then
}

// AsOf returns the audit as it was at a moment, by the writers' own clocks.
func (a *Audit) AsOf(t time.Time) *Audit {
	then := a.Refold(func(e event.Event) bool { return !e.Time.After(t) })
	then.later = allTaken(a)
	return then
}

// Difference is a field whose value has changed.
type Difference struct {
	Field    event.Field
	From, To string // in words, empty where there was nothing
	event.Stamp
}

// Differences returns what changed from one state of an audit to a later one, in the
// order of the clauses. Sign-offs do not count.
func Differences(from, to *Audit) []Difference {
	if !slices.Equal(from.Editions(), to.Editions()) {
		from = from.InEditionsOf(to)
	}
	fields := map[event.Field]bool{}
	for _, a := range []*Audit{from, to} {
		for f := range a.fields {
			fields[f] = f.Kind.Spec().Differ
		}
	}
	var all []Difference
	for f, counts := range fields {
		if !counts {
			continue
		}
		d := Difference{Field: f, From: from.words(f), To: to.words(f)}
		if d.From == d.To {
			continue
		}
		if head := to.head(f); head != nil {
			d.Stamp = head.Stamp()
		} else if undo := to.undoOf(f); undo != nil {
			d.Stamp = undo.Stamp()
		}
		all = append(all, d)
	}
	place := map[event.Ref]int{}
	for n, ref := range to.order {
		place[ref] = n + 1
	}
	sort.Slice(all, func(i, j int) bool {
		x, y := all[i].Field, all[j].Field
		if place[x.Ref()] != place[y.Ref()] {
			return place[x.Ref()] < place[y.Ref()]
		}
		return strings.Join([]string{x.Policy, x.Clause, string(x.Kind), x.Subject}, "\x00") <
			strings.Join([]string{y.Policy, y.Clause, string(y.Kind), y.Subject}, "\x00")
	})
	return all
}
