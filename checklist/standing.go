package checklist

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"clausewalk/checklist/event"
)

// Standing is which values stand: the events of each field, at its place in the
// editions in force. What stands is found when events come, so that whoever reads
// looks at no event that was replaced.
type Standing struct {
	entries *Entries
	places  *Places
	fields  map[event.Field]*entered
	byRef   map[event.Ref][]event.Field // the fields that were set at a clause
	byKind  map[event.Kind][]event.Field
	news    map[event.Field]bool             // the fields to settle; true if what stood may no longer do so
	digest  func() string                    // the digest of all that stands, worked out when somebody asks
	served  func() map[event.Ref][]event.Ref // the clauses that have the answer of each, likewise
}

// entered are the events of one field, oldest first, and those of them whose
// values stand.
type entered struct {
	log, heads []*event.Event
	known      int  // how many events of the log heads takes into account
	noted      bool // the field is among the news
}

// lay adds an event to those of the field that it sets.
func (s *Standing) lay(f event.Field, e *event.Event) {
	of := s.fields[f]
	if of == nil {
		of = &entered{}
		s.fields[f] = of
		s.byKind[f.Kind] = append(s.byKind[f.Kind], f)
		s.byRef[f.Ref()] = append(s.byRef[f.Ref()], f)
	}
	of.log = append(of.log, e)
	if !of.noted {
		of.noted, s.news[f] = true, false
	}
}

func (s *Standing) clear() {
	s.fields, s.byRef, s.byKind = map[event.Field]*entered{}, map[event.Ref][]event.Field{}, map[event.Kind][]event.Field{}
	s.news = map[event.Field]bool{}
}

// settle finds what stands for the fields to which an event came, or of which one was
// withdrawn or counts again.
func (s *Standing) settle() {
	for _, id := range s.entries.withdraw() {
		if e := s.entries.events[id]; e.Kind.Spec().Sets {
			f := s.places.at(e)
			s.fields[f].noted, s.news[f] = true, true
		}
	}
	for f, turned := range s.news {
		of := s.fields[f]
		if turned || !s.follow(of) {
			slices.SortFunc(of.log, event.Order)
			of.heads = s.stand(slices.Clone(of.log))
		}
		of.known, of.noted = len(of.log), false
	}
	clear(s.news)
	s.digest, s.served = sync.OnceValue(s.stateDigest), sync.OnceValue(s.serve)
}

// fewHeads is how many standing values follow goes through for each new one.
const fewHeads = 64

// follow finds what stands for a field in the usual case: the events that came are
// younger than all others, count, and replace nothing that was withdrawn. It returns
// false, and has changed nothing, in any other case.
func (s *Standing) follow(of *entered) bool {
	heads := slices.Clone(of.heads)
	for n := of.known; n < len(of.log); n++ {
		e := of.log[n]
		if n > 0 && !of.log[n-1].Before(e) || !s.entries.active(e) || len(heads) > fewHeads {
			return false
		}
		if slices.ContainsFunc(e.Over, func(id string) bool { return s.entries.withdrawn[id] != nil }) {
			return false
		}
		heads = slices.DeleteFunc(heads, func(h *event.Event) bool { return h.Clock < e.Clock && slices.Contains(e.Over, h.ID) })
		heads = append(heads, e)
	}
	of.heads = heads
	return true
}

// heads returns the events whose values stand: those that count and that no
// other counting event of the field replaces, oldest first. What an event
// replaces stays replaced when that one had replaced something itself and was
// then withdrawn: whoever made the newer one had seen both.
func (s *Standing) heads(f event.Field) []*event.Event {
	if of := s.fields[f]; of != nil {
		return of.heads
	}
	return nil
}

// log returns the events of a field, oldest first.
func (s *Standing) log(f event.Field) []*event.Event {
	if of := s.fields[f]; of != nil {
		return of.log
	}
	return nil
}

// about returns the events of a clause, oldest first.
func (s *Standing) about(ref event.Ref) []*event.Event {
	var all []*event.Event
	for _, f := range s.byRef[ref] {
		all = append(all, s.fields[f].log...)
	}
	slices.SortFunc(all, event.Order)
	return all
}

// setAt returns the fields of some kinds, or of all, that were set at a clause, in the
// order in which they were first set.
func (s *Standing) setAt(ref event.Ref, kinds ...event.Kind) []event.Field {
	var all []event.Field
	for _, f := range s.byRef[ref] {
		if len(kinds) == 0 || slices.Contains(kinds, f.Kind) {
			all = append(all, f)
		}
	}
	s.byAge(all)
	return all
}

// byAge sorts fields by when they were first set.
func (s *Standing) byAge(fields []event.Field) {
	slices.SortFunc(fields, func(x, y event.Field) int { return event.Order(s.fields[x].log[0], s.fields[y].log[0]) })
}

// stand returns the events of a log, oldest first, that stand. It changes the log.
func (s *Standing) stand(log []*event.Event) []*event.Event {
	replaced := map[string]bool{}
	for _, e := range slices.Backward(log) {
		if !s.entries.active(e) && !replaced[e.ID] {
			continue
		}
		for _, id := range e.Over {
			if old, ok := s.entries.events[id]; ok && old.Clock < e.Clock {
				replaced[id] = true
			}
		}
	}
	return slices.DeleteFunc(log, func(e *event.Event) bool { return replaced[e.ID] || !s.entries.active(e) })
}

// head returns the event whose value stands for the field, nil for none. If the field
// is in conflict it is the newest; Item has the conflict.
func (s *Standing) head(f event.Field) *event.Event {
	heads := s.heads(f)
	if len(heads) == 0 {
		return nil
	}
	return heads[len(heads)-1]
}

// value decodes the standing value of a field into a T, and returns its event.
func value[T event.Value](a *Audit, f event.Field) (T, *event.Event) {
	var v T
	e := a.head(f)
	if e == nil || json.Unmarshal(e.Value, &v) != nil {
		return v, nil // Values were checked when their event was decoded or made.
	}
	return v, e
}

// Side is one of the values of a field in conflict.
type Side struct {
	Field event.Field
	Value string
	event.Stamp
}

// sides returns the values of a field in conflict, none where it is in none.
func (s *Standing) sides(f event.Field) []Side {
	heads := s.heads(f)
	if !event.InConflict(heads) {
		return nil
	}
	return sidesOf(f, heads)
}

// sidesOf returns what some events say of a field.
func sidesOf(f event.Field, heads []*event.Event) (all []Side) {
	for _, h := range heads {
		all = append(all, Side{f, event.Words(h.Kind, h.Value), h.Stamp()})
	}
	return all
}

// words returns the values that stand for a field in words, with a bar between values
// that are in conflict.
func (s *Standing) words(f event.Field) string {
	var words []string
	for _, h := range s.heads(f) {
		said := event.Words(h.Kind, h.Value)
		if len(words) == 0 || words[len(words)-1] != said {
			words = append(words, said)
		}
	}
	return strings.Join(words, " | ")
}

// undoOf returns the newest undo of any of a field's events, nil for none.
func (s *Standing) undoOf(f event.Field) *event.Event {
	var newest *event.Event
	for _, e := range s.log(f) {
		if u := s.entries.withdrawn[e.ID]; u != nil && (newest == nil || newest.Before(u)) {
			newest = u
		}
	}
	return newest
}
