package workspace

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/repository"
	"clausewalk/checklist/vault"
)

// Look looks at all evidence of the audit and tells the audit what it found.
func (o *Open) Look() { o.SetLooks(o.Looker()()) }

// Looker returns a function that looks at all evidence the audit has now. The function
// reads the disk but not the audit, so that a screen need not wait for it.
func (o *Open) Looker() func() checklist.Looks {
	var pieces []event.Evidence
	for _, ref := range o.Refs() {
		pieces = append(pieces, o.Pieces(ref)...)
	}
	for _, old := range checklist.Archive(o.Audit, time.Time{}) {
		pieces = append(pieces, old.Evidence...)
	}
	for _, s := range checklist.Suggestions(o.Audit) {
		pieces = append(pieces, s.Evidence...)
	}
	// Places of one file come together, so that it is read once.
	slices.SortStableFunc(pieces, func(x, y event.Evidence) int { return strings.Compare(x.Path, y.Path) })
	return func() checklist.Looks {
		looks := checklist.Looks{}
		renamed := renames{git: o.Workspace.history(), since: map[string]map[string]string{}}
		places := vault.NewPlaceFinder(o.Workspace.Inside)
		for _, e := range pieces {
			if _, done := looks[e.Key()]; !done {
				looks[e.Key()] = o.look(places, renamed, e)
			}
		}
		o.inspected.keep(o)
		return looks
	}
}

// unlooked is the fault of evidence that a partial clone does not have.
const unlooked = "could not be looked at: this clone does not have it"

// notHere tells whether an error is about something that the clone does not have.
func notHere(err error) bool {
	var missing *repository.MissingError
	return errors.As(err, &missing)
}

// look looks at one piece. Its words go into reports, so they must not name a path of
// this machine.
func (o *Open) look(places *vault.PlaceFinder, renamed renames, e event.Evidence) event.Look {
	w := o.Workspace
	var lfs *vault.MissingLFSError
	if e.Path != "" {
		moved, err := places.Find(e)
		if errors.Is(err, fs.ErrNotExist) {
			if to := renamed.to(e); to != "" {
				e.Path = to
				if moved, err = places.Find(e); err == nil && moved == "" {
					moved = e.Target()
				}
			}
		}
		switch {
		case notHere(err):
			return event.Look{Fault: unlooked}
		case errors.As(err, &lfs):
			return event.Look{Fault: "is in Git LFS and was not downloaded: " + w.Download(err)}
		case errors.Is(err, fs.ErrNotExist):
			return event.Look{Fault: "is gone"}
		case errors.Is(err, vault.ErrChanged):
			return event.Look{Fault: "has changed"}
		case err != nil:
			return event.Look{Fault: "cannot be read"}
		}
		return event.Look{Moved: moved}
	}
	if e.SHA256 == "" || e.URL != "" {
		return event.Look{}
	}
	var other *durable.KindError
	var size *durable.SizeError
	switch err := o.inspected.verify(o, e); {
	case notHere(err):
		return event.Look{Fault: unlooked}
	case errors.As(err, &lfs):
		return event.Look{Fault: "is in Git LFS and was not downloaded: " + w.Download(err)}
	case errors.As(err, &other):
		return event.Look{Fault: "cannot be read: " + other.Is + " is in its place"}
	case errors.Is(err, vault.ErrMissing):
		return event.Look{Fault: "is missing from the workspace"}
	case errors.Is(err, fs.ErrPermission), errors.As(err, &size):
		return event.Look{Fault: "cannot be read"}
	case err != nil:
		return event.Look{Fault: "was altered after it was added"}
	}
	return o.inspected.look(o, e)
}
