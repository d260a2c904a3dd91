package session

import (
	"fmt"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
)

// Unsaved returns what earlier sittings on this clone could not save, the oldest
// first.
func (s *Session) Unsaved() []workspace.Unsaved { return s.open.Unsaved() }

// ReadUnsaved reads a file with such changes.
func (s *Session) ReadUnsaved(data []byte) (workspace.Unsaved, error) {
	return s.open.ReadUnsaved(data)
}

// TakeUnsaved makes the changes now that could not be saved then: with their
// words, their time and who made them, over what was seen then. Like a change it
// has to be saved; Close removes the file once it is.
func (s *Session) TakeUnsaved(u workspace.Unsaved) error {
	for _, step := range u.Steps {
		for n := range step {
			e := &step[n]
			e.Writer, e.Seq, e.Ends, e.Prev, e.Sum, e.File = s.open.Hand.Writer, 1, nil, "", "", ""
			e.More = n < len(step)-1
			if _, err := e.Encode(); err != nil {
				return fmt.Errorf("a change that could not be saved is damaged: %w", err)
			}
			e.Seq, e.Sum = 0, ""
		}
		if err := s.keep(step...); err != nil {
			return err
		}
		s.done = append(s.done, asked(step))
	}
	s.taken = append(s.taken, u)
	return nil
}

// asked returns a step without the event that begins the audit, which comes with the
// first change by itself and cannot be undone.
func asked(step []event.Event) []event.Event {
	if step[0].Kind == event.KindBegin {
		return step[1:]
	}
	return step
}
