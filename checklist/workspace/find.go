package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"clausewalk/checklist/durable"
)

// ErrNone says that neither a folder nor any above it has a workspace.
var ErrNone = errors.New("no audit here")

// A GoneError says that a file which every workspace or audit has is not there, while
// what belongs to it is.
type GoneError struct{ Path string }

// Error names the file.
func (e *GoneError) Error() string {
	return fmt.Sprintf("%v: %s is gone, and its answers are left", ErrNone, e.Path)
}

// Unwrap returns ErrNone.
func (e *GoneError) Unwrap() error { return ErrNone }

// An AboveError says that the workspace above a folder is not taken for its own
// unless somebody names it. Whoever may write there would otherwise choose what
// a team answers and where it is kept.
type AboveError struct {
	Root string // the folder that holds the workspace
	From string // the folder below it that was searched from
	Why  string // what From is
}

// Error names both folders.
func (e *AboveError) Error() string {
	return fmt.Sprintf("%v: the one in %s is above %s, which is %s", ErrNone, e.Root, e.From, e.Why)
}

// Unwrap returns ErrNone.
func (e *AboveError) Unwrap() error { return ErrNone }

// Find looks for a workspace in dir and then upward, as git does. One above the top of a
// git repository, above another user's folder, or in a folder where everybody may put
// things is an *AboveError.
func Find(dir string) (*Workspace, error) {
	start, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	var border *AboveError
	for at := start; ; at = filepath.Dir(at) {
		disk := durable.Root(at)
		_, err := disk.Lstat(name("workspace.json"))
		var other *durable.KindError
		switch {
		case err == nil:
			if border != nil {
				border.Root = at
				return nil, border
			}
			w := on(disk)
			return w, w.checkFormat()
		case errors.As(err, &other) && other.Is == "a file", errors.Is(err, fs.ErrNotExist):
		case errors.Is(err, fs.ErrPermission) && at != start: // A folder that one may pass, and not look into.
		default:
			return nil, err
		}
		if entries, err := disk.ReadDir(name("audits")); err == nil && len(entries) > 0 && border == nil {
			return nil, &GoneError{on(disk).path("workspace.json")}
		}
		above := filepath.Dir(at)
		if at == above {
			return nil, fmt.Errorf("%w: neither %s nor a folder above it holds %s", ErrNone, start, Dir)
		}
		if why := isBorder(disk, durable.Root(above)); why != "" && border == nil {
			border = &AboveError{From: at, Why: why}
		}
	}
}

// isBorder says why a workspace in the folder above does not count for the folder at,
// empty if it does.
func isBorder(at, above durable.Disk) string {
	if _, err := at.Lstat(".git"); err == nil {
		return "the top of a git repository"
	}
	here, err := at.Lstat(".")
	there, errAbove := above.Lstat(".")
	switch {
	case err != nil || errAbove != nil:
		return "" // It cannot be looked into, so nothing is found there either.
	case there.Mode()&fs.ModeSticky != 0 && there.Mode().Perm()&0o002 != 0:
		return "in a folder where everybody may put things"
	case !durable.SameOwner(here, there) && !durable.Superuser():
		return "another user's"
	}
	return ""
}
