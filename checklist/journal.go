package checklist

import (
	"context"

	"clausewalk/checklist/event"
)

// Journal keeps events, and never alters one.
type Journal interface {
	// Append gives the events their Seq, Prev and Sum, writes them as one
	// change and returns when they are on disk: all of them or none.
	Append(events []event.Event) error
	// Events returns the events that this journal has not returned before,
	// each writer's in the order of its journal. Events that were appended
	// here may be among them.
	Events() ([]event.Event, error)
	// Watch calls changed whenever Events may have more to return, until the
	// context ends.
	Watch(ctx context.Context, changed func())
}

// Record is an audit with the journal behind it: what a command works on.
type Record struct {
	*Audit
	Journal Journal
	Hand    Hand
}

// Refresh applies what has come to the journal since the last call.
func (r *Record) Refresh() error {
	events, err := r.Journal.Events()
	if err != nil {
		return err
	}
	return r.TakeIn(events)
}

// Do makes the changes as one step: all are on disk when it returns without an
// error, and none otherwise. It returns the events, none where nothing changed.
func (r *Record) Do(changes ...event.Change) ([]event.Event, error) {
	step, err := r.Step(r.Hand, changes...)
	if err != nil || len(step) == 0 {
		return nil, err
	}
	return step, r.keep(step)
}

// Undo withdraws the writer's last step that still counts, and returns its events.
func (r *Record) Undo() ([]event.Event, error) {
	last := r.LastStep(r.Hand.Writer)
	if len(last) == 0 {
		return nil, ErrNothingToUndo
	}
	undo := []event.Event{r.Withdraw(r.Hand, last)}
	if err := r.keep(undo); err != nil {
		return nil, err
	}
	return last, nil
}

func (r *Record) keep(step []event.Event) error {
	if err := r.Journal.Append(step); err != nil {
		return err
	}
	return r.Apply(step...)
}
