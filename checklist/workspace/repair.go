package workspace

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/journal/folder"
)

// Repairs is what a repair of an audit would do.
type Repairs struct {
	Audit   string
	Head    *HeadConflict // nil where audit.json can be read
	Mends   []folder.Mend
	Missing []string // sums and ids that are named and are nowhere any more
}

// Nothing tells whether there is nothing to repair; what is missing is something
// only where it is to be noted.
func (r Repairs) Nothing(losses bool) bool {
	return r.Head == nil && len(r.Mends) == 0 && (len(r.Missing) == 0 || !losses)
}

// HeadConflict is an audit.json in which git has left both sides.
type HeadConflict struct {
	Ours, Theirs checklist.Head
	Differ       bool // in more than who began the audit, and when
}

// Damaged returns what a repair of an audit would do, of the only one where id
// is empty. It changes nothing.
func Damaged(w *Workspace, id string) (Repairs, error) {
	r := Repairs{Audit: id}
	if id == "" {
		dirs, err := w.Disk.ReadDir(name("audits"))
		if err != nil {
			return r, err
		}
		var known []string
		for _, d := range dirs {
			if d.IsDir() {
				known = append(known, d.Name())
			}
		}
		if len(known) != 1 {
			return r, &checklist.UnknownError{What: "audit", Note: "say which one to repair", Known: known}
		}
		r.Audit = known[0]
	}
	var err error
	if r.Head, err = headConflict(w, r.Audit); err != nil {
		return r, err
	}
	writer, err := w.KnownWriter()
	if err != nil {
		return r, err
	}
	journal, err := w.journal(r.Audit, writer)
	if err != nil {
		return r, err
	}
	if r.Mends, err = journal.Damaged(inCommits(w, r.Audit)); err != nil || len(r.Mends) > 0 {
		return r, err // What is missing can be told of files that can be read.
	}
	r.Missing, err = journal.Missing()
	return r, err
}

// headConflict reads both sides of an audit.json that git could not merge.
func headConflict(w *Workspace, id string) (*HeadConflict, error) {
	_, err := w.head(id)
	if !errors.Is(err, folder.ErrMarks) {
		return nil, err
	}
	data, err := durable.ReadFile(w.Disk, name("audits", id, "audit.json"), maxHead)
	if err != nil {
		return nil, err
	}
	ours, theirs := split(data)
	c := &HeadConflict{}
	for side, head := range map[*checklist.Head][]byte{&c.Ours: ours, &c.Theirs: theirs} {
		if err := json.Unmarshal(head, side); err != nil {
			return nil, fmt.Errorf("%s: neither side of it can be read: %w", w.path("audits", id, "audit.json"), err)
		}
	}
	x, y := c.Ours, c.Theirs
	y.Format, y.Created, y.By = x.Format, x.Created, x.By
	a, errA := json.Marshal(x)
	b, errB := json.Marshal(y)
	c.Differ = !bytes.Equal(a, b)
	return c, errors.Join(errA, errB)
}

// split returns the two sides of a text with git's marks in it.
func split(text []byte) (ours, theirs []byte) {
	const both, onlyOurs, onlyBase, onlyTheirs = 0, 1, 2, 3
	in := both
	for line := range bytes.Lines(text) {
		switch mark := string(line); {
		case strings.HasPrefix(mark, "<<<<<<< "):
			in = onlyOurs
		case strings.HasPrefix(mark, "||||||| ") && in == onlyOurs:
			in = onlyBase
		case strings.HasPrefix(mark, "=======") && (in == onlyOurs || in == onlyBase):
			in = onlyTheirs
		case strings.HasPrefix(mark, ">>>>>>> ") && in == onlyTheirs:
			in = both
		case in == both:
			ours, theirs = append(ours, line...), append(theirs, line...)
		case in == onlyOurs:
			ours = append(ours, line...)
		case in == onlyTheirs:
			theirs = append(theirs, line...)
		}
	}
	return ours, theirs
}

// Repair does what Damaged has told, and leaves it in the audit's history. Of an
// audit.json with two different sides take names the one that stands. Losses
// says that what is missing is known to be gone for good.
func Repair(w *Workspace, r Repairs, hand checklist.Hand, take string, losses bool) ([]event.Repair, error) {
	if r.Head != nil {
		if err := settleHead(w, r, take); err != nil {
			return nil, err
		}
	}
	journal, err := w.journal(r.Audit, hand.Writer)
	if err != nil {
		return nil, err
	}
	var done []event.Repair
	for _, m := range r.Mends {
		one, err := journal.Repair(m)
		if err != nil {
			return done, err
		}
		done = append(done, one)
	}
	if losses && len(r.Missing) > 0 {
		done = append(done, event.Repair{Gone: r.Missing})
	}
	o, err := w.Open(r.Audit, hand)
	if err != nil {
		return done, err
	}
	for _, one := range done {
		e, err := o.Repaired(hand, one)
		if err == nil {
			err = o.Journal.Append([]event.Event{e})
		}
		if err == nil {
			err = o.Apply(e)
		}
		if err != nil {
			return done, err
		}
	}
	return done, nil
}

// settleHead writes one side of an audit.json. Where they differ only in who
// began the audit, and when, the older one stands.
func settleHead(w *Workspace, r Repairs, take string) error {
	head := r.Head.Ours
	switch {
	case take == "theirs" || take == "" && !r.Head.Differ && r.Head.Theirs.Created.Before(r.Head.Ours.Created):
		head = r.Head.Theirs
	case take == "" && r.Head.Differ:
		return errors.New("one side of audit.json has to be chosen")
	}
	data, err := json.MarshalIndent(head, "", "  ")
	if err != nil {
		return err
	}
	return durable.WriteFile(w.Disk, name("audits", r.Audit, "audit.json"), append(data, '\n'), 0o644)
}
