package checklist

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"clausewalk/checklist/event"
)

// Undos are settled as they come. Whatever they take back, in whatever order they
// come and after however many of them somebody looks, it is what they take back
// all at once.
func TestUndosThatComeOneByOneTakeBackWhatAllTakeBackAtOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []*event.Event
		for n := range rapid.IntRange(1, 12).Draw(t, "events") {
			e := &event.Event{ID: fmt.Sprint("e", n), Clock: int64(n/rapid.IntRange(1, 3).Draw(t, "ties")) + 1, Writer: rapid.SampledFrom([]string{"ana", "ben"}).Draw(t, "writer"), Field: event.Field{Kind: event.KindReason}}
			if n > 0 && rapid.IntRange(0, 2).Draw(t, "undo") > 0 {
				e.Kind = event.KindUndo
				for range rapid.IntRange(0, 3).Draw(t, "over") {
					e.Over = append(e.Over, fmt.Sprint("e", rapid.IntRange(0, 13).Draw(t, "id")))
				}
			}
			events = append(events, e)
		}
		if rapid.Bool().Draw(t, "shuffled") {
			events = rapid.Permutation(events).Draw(t, "order")
		}
		take := func(k *Entries, e *event.Event) {
			k.keep(e)
			if e.Kind == event.KindUndo {
				k.undos = append(k.undos, e)
			}
		}
		one, all := Entries{events: map[string]*event.Event{}}, Entries{events: map[string]*event.Event{}}
		counted := map[string]bool{}
		for _, e := range events {
			take(&one, e)
			counted[e.ID] = true
			if rapid.Bool().Draw(t, "looks") {
				turn(one.withdraw(), counted)
			}
			take(&all, e)
		}
		turn(one.withdraw(), counted)
		all.withdraw()
		ids := func(k Entries) map[string]string {
			of := map[string]string{}
			for id, u := range k.withdrawn {
				of[id] = u.ID
			}
			return of
		}
		if diff := cmp.Diff(ids(all), ids(one)); diff != "" {
			t.Fatalf("at once (-) and one by one (+):\n%s", diff)
		}
		for id, counts := range counted {
			if counts != (all.withdrawn[id] == nil) {
				t.Fatalf("of %s it was told that it counts: %v", id, counts)
			}
		}
	})
}

// turn notes of which events it was told that they count, or count no more.
func turn(ids []string, counted map[string]bool) {
	for _, id := range ids {
		counted[id] = !counted[id]
	}
}
