package workspace

import (
	"errors"
	"io/fs"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/vault"
)

// Look looks at all evidence of the audit and tells the audit what it found.
func (o *Open) Look() { o.Tell(o.Looker()()) }

// Looker returns a function that looks at all evidence the audit has now. It
// reads the disk and nothing of the audit, so that a screen need not wait.
func (o *Open) Looker() func() checklist.Looks {
	var pieces []checklist.Evidence
	for _, ref := range o.Refs() {
		pieces = append(pieces, o.Pieces(ref)...)
	}
	for _, old := range o.Archive(time.Time{}) {
		pieces = append(pieces, old.Evidence...)
	}
	return func() checklist.Looks {
		looks := checklist.Looks{}
		renamed := renames{root: o.Workspace.Root, since: map[string]map[string]string{}}
		for _, e := range pieces {
			if _, done := looks[e.Key()]; !done {
				looks[e.Key()] = look(o.Workspace, o.Vault, renamed, e)
			}
		}
		return looks
	}
}

// look tells of one piece. Its words go into reports, so they name no path of
// this machine.
func look(w *Workspace, v vault.Vault, renamed renames, e checklist.Evidence) checklist.Look {
	if e.Path != "" {
		moved, err := vault.FindPlace(w.Root, e)
		if errors.Is(err, fs.ErrNotExist) {
			if to := renamed.to(e); to != "" {
				e.Path = to
				if moved, err = vault.FindPlace(w.Root, e); err == nil && moved == "" {
					moved = e.Target()
				}
			}
		}
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return checklist.Look{Fault: "is gone"}
		case errors.Is(err, vault.ErrChanged):
			return checklist.Look{Fault: "has changed"}
		case err != nil:
			return checklist.Look{Fault: "cannot be read"}
		}
		return checklist.Look{Moved: moved}
	}
	if e.SHA256 == "" || e.URL != "" {
		return checklist.Look{}
	}
	var lfs *vault.MissingLFSError
	var other *durable.KindError
	switch err := v.Verify(e); {
	case errors.As(err, &lfs):
		return checklist.Look{Fault: "is in Git LFS and was not downloaded: " + w.Download(err)}
	case errors.As(err, &other):
		return checklist.Look{Fault: "cannot be read: " + other.Is + " is in its place"}
	case errors.Is(err, vault.ErrMissing):
		return checklist.Look{Fault: "is missing from the workspace"}
	case errors.Is(err, fs.ErrPermission):
		return checklist.Look{Fault: "cannot be read"}
	case err != nil:
		return checklist.Look{Fault: "was altered after it was added"}
	}
	return checklist.Look{}
}
