package checklist

import (
	"encoding/json"
	"slices"
	"strings"

	"clausewalk/checklist/event"
)

// Standing is which values stand: the events of each field, at its place in the
// editions in force.
type Standing struct {
	entries *Entries
	places  *Places
	fields  map[event.Field][]*event.Event
	byRef   map[event.Ref][]*event.Event
	byKind  map[event.Kind][]event.Field
	chosen  string // the id of a submission that is looked at instead of the current one
}

// lay puts an event to the others of the field that it sets.
func (s *Standing) lay(f event.Field, e *event.Event) {
	if len(s.fields[f]) == 0 {
		s.byKind[f.Kind] = append(s.byKind[f.Kind], f)
	}
	s.fields[f] = append(s.fields[f], e)
	s.byRef[f.Ref()] = append(s.byRef[f.Ref()], e)
}

func (s *Standing) clear() {
	s.fields, s.byRef, s.byKind = map[event.Field][]*event.Event{}, map[event.Ref][]*event.Event{}, map[event.Kind][]event.Field{}
}

// heads returns the events whose values stand: those that count and that no
// other counting event of the field replaces, oldest first. What an event
// replaces stays replaced when that one had replaced something itself and was
// then withdrawn: whoever made the newer one had seen both.
func (s *Standing) heads(f event.Field) []*event.Event {
	return s.stand(slices.Clone(s.fields[f]))
}

// stand returns those of the events that stand.
func (s *Standing) stand(log []*event.Event) []*event.Event {
	slices.SortFunc(log, event.Order)
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

// head returns the event whose value stands for the field, nil for none. Where
// the field is in conflict it is the newest; Item tells of the conflict.
func (s *Standing) head(f event.Field) *event.Event {
	heads := s.heads(f)
	if len(heads) == 0 {
		return nil
	}
	return heads[len(heads)-1]
}

// value decodes the standing value of a field into a T, and returns its event.
func value[T event.Value](s *Standing, f event.Field) (T, *event.Event) {
	var v T
	e := s.head(f)
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
	var all []Side
	for _, h := range heads {
		all = append(all, Side{f, event.Words(h.Kind, h.Value), h.Stamp()})
	}
	return all
}

// words returns the values that stand for a field in words. Several that are in
// conflict stand with a bar between them.
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
	for _, u := range s.entries.undos {
		if s.entries.active(u) && slices.ContainsFunc(s.fields[f], func(e *event.Event) bool { return slices.Contains(u.Over, e.ID) }) {
			return u
		}
	}
	return nil
}
