package command

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"clausewalk/checklist/event"
	"clausewalk/checklist/vault"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/command/cli"
)

// origin is where a piece of evidence comes from that a file of answers names.
type origin struct {
	dir    string // where its path begins
	copied string // the file that is copied, empty where none is
	allow  workspace.Allow
}

// locate finds what a file of answers names as evidence: a file beside it, or
// below the current folder. What lies elsewhere, by its path or through a link,
// is taken only when the person on the terminal says so, since a file of answers
// may come from anybody.
func locate(r *cli.Run, sheet, spec string, o importOptions) (origin, error) {
	spec = strings.TrimSpace(spec) // As it is collected: a blank before it must not hide where it leads.
	from := origin{dir: r.Dir, allow: o.allow}
	from.allow.Outside = false // That was said of the file of answers.
	path, isPlace, err := pathOf(spec)
	if err != nil || path == "" {
		return from, err
	}
	if beside := filepath.Dir(r.Resolve(sheet)); !isPlace && sheet != "-" && filepath.IsLocal(path) && beside != r.Dir {
		file := filepath.Join(beside, path)
		if _, err := os.Lstat(file); err == nil && workspace.StaysIn(beside, file) == nil {
			from.dir, from.copied = beside, filepath.Join(filepath.Dir(sheet), path)
			return from, nil
		}
	}
	if err := within(r, path); err != nil {
		if isPlace || !r.Agreed(err) {
			return from, err
		}
		from.allow.Outside = true
	}
	if !isPlace {
		from.copied = path
	}
	return from, nil
}

// pathOf returns the path that a piece of evidence names, empty for none, and
// whether it is a place, of which nothing is copied.
func pathOf(spec string) (path string, isPlace bool, err error) {
	kind, path, found := strings.Cut(spec, ":")
	if !found || strings.HasPrefix(path, "//") {
		kind, path = "", spec
	}
	switch event.EvidenceKind(kind) {
	case event.StatementEvidence, event.LinkEvidence:
		return "", false, nil
	case event.OutputEvidence, "run":
		return "", false, errors.New("a file cannot give a command's output, which comes from running it")
	case event.PlaceEvidence:
		return path, true, nil
	case event.FileEvidence, event.PermissionEvidence:
	default:
		path = spec // A colon may be a part of the name, or stand before the lines.
		if _, from, _, err := vault.SplitPlace(path); err == nil && from > 0 {
			isPlace = true
		}
	}
	if strings.Contains(path, "://") {
		return "", false, nil
	}
	return path, isPlace, nil
}

// within refuses a path that does not stay below the current folder.
func within(r *cli.Run, path string) error {
	if !filepath.IsLocal(path) {
		return errors.New("the file is not below the current folder")
	}
	if file, from, _, err := vault.SplitPlace(path); err == nil && from > 0 {
		if err := workspace.StaysIn(r.Dir, r.Resolve(file)); err != nil {
			return err
		}
	}
	return workspace.StaysIn(r.Dir, r.Resolve(path))
}
