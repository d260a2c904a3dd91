package session

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// disk is what a session knows of the way to the journal. A step stays in
// pending until it is on disk.
type disk struct {
	journal sync.Mutex    // held while the journal is at work
	unread  []event.Event // came from the journal and lacked a text; guarded by journal

	list    sync.Mutex // guards what follows
	pending [][]event.Event
	saved   time.Time
	err     error
}

// add hands over a step. It never waits for the disk. The journal numbers the
// events it is given, so it gets its own.
func (d *disk) add(step []event.Event) {
	d.list.Lock()
	defer d.list.Unlock()
	d.pending = append(d.pending, slices.Clone(step))
}

func (d *disk) first() []event.Event {
	d.list.Lock()
	defer d.list.Unlock()
	if len(d.pending) == 0 {
		return nil
	}
	return d.pending[0]
}

// wrote notes what came of writing the first step.
func (d *disk) wrote(at time.Time, err error) {
	d.list.Lock()
	defer d.list.Unlock()
	if d.err = err; err == nil {
		d.pending, d.saved = d.pending[1:], at
	}
}

// Saving tells how far the disk is behind.
type Saving struct {
	Pending bool      // something is not on disk yet
	At      time.Time // of the last save, or of the last entry before this sitting
	Err     error     // why the last save did not succeed, nil while nothing is pending
}

// Saving returns how far the disk is behind.
func (s *Session) Saving() Saving {
	s.disk.list.Lock()
	defer s.disk.list.Unlock()
	return Saving{len(s.disk.pending) > 0, s.disk.saved, s.disk.err}
}

// Saved is what a Save has brought to the disk, for Settle.
type Saved struct {
	Events []event.Event
	Err    error // why the rest is not there
}

// Save writes every step that is not on disk yet, in order. It waits for the
// disk, and may be called from any goroutine.
func (s *Session) Save() Saved {
	s.disk.journal.Lock()
	defer s.disk.journal.Unlock()
	var all Saved
	for step := s.disk.first(); step != nil; step = s.disk.first() {
		err := s.open.Journal.Append(step)
		s.disk.wrote(s.open.Hand.Now(), err)
		if err != nil {
			all.Err = err
			break
		}
		all.Events = append(all.Events, step...)
	}
	return all
}

// Settle gives the audit's events the numbers under which a Save has written
// them, and returns the error of that Save.
func (s *Session) Settle(saved Saved) error {
	if len(saved.Events) > 0 {
		if err := s.Apply(saved.Events...); err != nil {
			return err
		}
	}
	return saved.Err
}

// Flush saves at once. It waits for the disk.
func (s *Session) Flush() error { return s.Settle(s.Save()) }

// Loaded is what others have written, for Merge.
type Loaded struct {
	Events []event.Event
	Texts  []*policy.Policy // of the editions that were adopted
	Err    error            // why there may be more
}

// MayAskOthers tells whether the events can bring other editions or lists, and
// with them other clauses.
func (l Loaded) MayAskOthers() bool {
	return slices.ContainsFunc(l.Events, func(e event.Event) bool {
		return e.Kind.Spec().Asks
	})
}

// Load reads what has come to the journal since the last call. It waits for the
// disk, and may be called from any goroutine.
func (s *Session) Load() Loaded {
	s.disk.journal.Lock()
	defer s.disk.journal.Unlock()
	events, err := s.open.Journal.Events()
	events = append(s.disk.unread, events...) // The journal returns nothing twice.
	s.disk.unread = events
	if err != nil {
		return Loaded{Err: err}
	}
	texts, err := s.open.Adopted(events)
	if err != nil {
		return Loaded{Err: err}
	}
	texts = append(texts, s.open.Ruled(events)...)
	s.disk.unread = nil
	return Loaded{Events: events, Texts: texts}
}

// Merge gives the audit what a Load has read, and returns the error of that
// Load.
func (s *Session) Merge(loaded Loaded) error {
	s.Know(loaded.Texts...)
	if len(loaded.Events) > 0 {
		if err := s.Apply(loaded.Events...); err != nil {
			return err
		}
	}
	return loaded.Err
}

// Refresh loads and merges at once. It waits for the disk.
func (s *Session) Refresh() error { return s.Merge(s.Load()) }

// Close ends a sitting at a clause: it brings to disk what is not there yet, the
// words that were being typed among it. The error says what could not be saved
// and in which file it was put instead.
func (s *Session) Close(at event.Ref) error {
	draftErr := s.WriteDrafts()
	err := s.Flush()
	if err == nil {
		for _, u := range s.taken {
			u.Forget()
		}
		if at != (event.Ref{}) && ReadOnly(s) == "" {
			_ = s.open.LeaveAt(at) // Without it the next walk begins at the first open clause.
		}
		return draftErr
	}
	path, rescueErr := s.rescue()
	if rescueErr != nil {
		return fmt.Errorf("not saved: %w; and the words could not be saved anywhere else: %w", err, rescueErr)
	}
	return fmt.Errorf("not saved: %w; the words are in %s", err, path)
}

// rescue writes what could not be saved where it can be found again, and
// returns that file's path.
func (s *Session) rescue() (string, error) {
	s.disk.list.Lock()
	pending := slices.Clone(s.disk.pending)
	s.disk.list.Unlock()
	return s.open.Rescue(pending)
}
