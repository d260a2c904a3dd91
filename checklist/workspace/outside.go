package workspace

import (
	"fmt"
	"path/filepath"
	"strings"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/repository"
)

// An OutsideError says that a file of the repository is a link, or is behind
// one, that leads out of it. What is there may be anything of this machine, and
// whoever made the repository chose it.
type OutsideError struct{ Path, Real string }

// Error names the path and where it leads.
func (e *OutsideError) Error() string {
	return fmt.Sprintf("%s is behind a link that leads out, to %s", e.Path, e.Real)
}

// LeadsOut tells whether a path inside the git repository that holds dir leads
// out of it through a link: the error is an *OutsideError then. A path that is
// outside as it is written is what somebody means.
func LeadsOut(dir, path string) error {
	repository := repository.Top(dir)
	if repository == "" || !within(repository, path) {
		return nil
	}
	return StaysIn(repository, path)
}

// StaysIn tells whether a path leads to a place in dir when all links are
// followed: the error is an *OutsideError where it does not.
func StaysIn(dir, path string) error {
	if durable.Within(dir, path) {
		return nil
	}
	real, err := durable.Real(path)
	if err != nil {
		return err
	}
	return &OutsideError{path, real}
}

// within tells whether a path is dir or below it, as they are written.
func within(dir, path string) bool {
	below, err := filepath.Rel(dir, path)
	return err == nil && below != ".." && !strings.HasPrefix(below, ".."+string(filepath.Separator))
}
