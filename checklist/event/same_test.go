package event_test

import (
	"testing"
	"time"

	"clausewalk/checklist/event"
)

// TestEventsWithOneIDAreOneOnlyWhereNothingDiffers alters each thing that an
// event says: a copy that differs in any is a fault of the journal, and never
// taken for the same.
func TestEventsWithOneIDAreOneOnlyWhereNothingDiffers(t *testing.T) {
	day := time.Date(2026, 11, 24, 14, 2, 11, 0, time.UTC)
	whole := func() event.Event {
		return event.Event{
			Format: event.Format, ID: "a1", Time: day, Clock: 7, Writer: "ana", Who: event.Person{Name: "Ana"},
			Said:  &event.Said{By: event.Person{Name: "Lena"}, At: day, ConfirmedBy: event.Person{Name: "Ben"}, ConfirmedAt: day},
			Field: event.Field{Kind: event.KindReason, Policy: "p", Clause: "A.1"}, Value: []byte(`"words"`), Over: []string{"b1"},
		}
	}
	if e := whole(); !e.Same(whole()) {
		t.Fatal("an event is not the same as itself")
	}
	for what, alter := range map[string]func(*event.Event){
		"format":           func(e *event.Event) { e.Format-- },
		"time":             func(e *event.Event) { e.Time = e.Time.Add(time.Second) },
		"clock":            func(e *event.Event) { e.Clock++ },
		"writer":           func(e *event.Event) { e.Writer = "ben" },
		"who":              func(e *event.Event) { e.Who.Name = "Ben" },
		"who said it":      func(e *event.Event) { e.Said.By.Name = "Ben" },
		"when it was said": func(e *event.Event) { e.Said.At = e.Said.At.Add(time.Second) },
		"who confirmed it": func(e *event.Event) { e.Said.ConfirmedBy.Name = "Lena" },
		"when it was so":   func(e *event.Event) { e.Said.ConfirmedAt = e.Said.ConfirmedAt.Add(time.Second) },
		"nobody's words":   func(e *event.Event) { e.Said = nil },
		"clause":           func(e *event.Event) { e.Field.Clause = "A.2" },
		"edition":          func(e *event.Event) { e.Edition = "2026-01-01" },
		"text":             func(e *event.Event) { e.Text = "another" },
		"carried":          func(e *event.Event) { e.Carried = "x-0" },
		"more":             func(e *event.Event) { e.More = true },
		"what it replaces": func(e *event.Event) { e.Over = nil },
		"value":            func(e *event.Event) { e.Value = []byte(`"other words"`) },
	} {
		e := whole()
		alter(&e)
		if e.Same(whole()) || whole().Same(e) {
			t.Errorf("%s: it differs and is taken for the same", what)
		}
	}
}
