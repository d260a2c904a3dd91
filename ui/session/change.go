package session

import (
	"errors"
	"slices"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// ErrNothingToRedo says that nothing was undone in this sitting, or that a change
// came after it.
var ErrNothingToRedo = errors.New("nothing to redo")

// Check tells whether Change would refuse the changes, and makes none.
func (s *Session) Check(changes ...event.Change) error {
	if err := checklist.OneSided(s.Audit, changes); err != nil {
		return err
	}
	return s.Audit.Check(s.open.Hand, changes...)
}

// Change makes the changes as one step and returns their events, none where
// nothing changed. The audit has them at once, the disk after the next Save. An
// error says that the audit refused them, and nothing has changed.
func (s *Session) Change(changes ...event.Change) ([]event.Event, error) {
	if err := checklist.OneSided(s.Audit, changes); err != nil {
		return nil, err
	}
	step, err := s.Step(s.open.Hand, changes...)
	if err != nil || len(step) == 0 {
		return nil, err
	}
	if err := s.keep(step...); err != nil {
		return nil, err
	}
	step = asked(step)
	s.done, s.undone = append(s.done, step), nil
	return step, nil
}

// Do makes the changes as one step like Change, and saves it. With an error from
// the disk the step is returned too: it waits for the next Save.
func (s *Session) Do(changes ...event.Change) ([]event.Event, error) {
	step, err := s.Change(changes...)
	if err != nil || len(step) == 0 {
		return nil, err
	}
	return step, s.Flush()
}

// Undo withdraws the last step of this sitting, and returns that step. Like a change
// it has to be saved.
func (s *Session) Undo() ([]event.Event, error) {
	if len(s.done) == 0 {
		return nil, checklist.ErrNothingToUndo
	}
	return s.withdraw(s.done[len(s.done)-1])
}

// UndoLast withdraws the last step that the writer has made, in whatever sitting,
// and returns that step. Like a change it has to be saved.
func (s *Session) UndoLast() ([]event.Event, error) {
	last := s.LastStep(s.open.Hand.Writer)
	if len(last) == 0 {
		return nil, checklist.ErrNothingToUndo
	}
	return s.withdraw(last)
}

func (s *Session) withdraw(step []event.Event) ([]event.Event, error) {
	undo := s.Withdraw(s.open.Hand, step)
	if err := s.keep(undo); err != nil {
		return nil, err
	}
	s.done = slices.DeleteFunc(s.done, func(one []event.Event) bool { return one[0].ID == step[0].ID })
	s.undone = append(s.undone, undone{step, undo})
	return step, nil
}

// Redo makes the step again that was undone last, and returns it. Like a change it
// has to be saved.
func (s *Session) Redo() ([]event.Event, error) {
	if len(s.undone) == 0 {
		return nil, ErrNothingToRedo
	}
	last := s.undone[len(s.undone)-1]
	if err := s.keep(s.Withdraw(s.open.Hand, []event.Event{last.undo})); err != nil {
		return nil, err
	}
	s.undone = s.undone[:len(s.undone)-1]
	s.done = append(s.done, last.step)
	return last.step, nil
}

// undone is a step with the event that withdrew it.
type undone struct {
	step []event.Event
	undo event.Event
}

// Done returns the steps of this sitting that stand, each as its events. They are
// the session's own.
func Done(s *Session) [][]event.Event { return s.done }

// CanUndo and CanRedo tell whether Undo and Redo have anything to do.
func (s *Session) CanUndo() bool { return len(s.done) > 0 }
func (s *Session) CanRedo() bool { return len(s.undone) > 0 }

// keep applies a step and leaves it to the next Save.
func (s *Session) keep(step ...event.Event) error {
	if s.open.Hand.Writer == "" {
		return ErrReadOnly
	}
	if err := s.Apply(step...); err != nil {
		return err
	}
	s.disk.add(step)
	return nil
}
