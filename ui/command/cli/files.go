package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"clausewalk/checklist/workspace"
)

// OutputFile returns the file behind a path that a report may be written to.
// A report replaces an older file, but nothing of the workspace and nothing
// that is no file.
func (r *Run) OutputFile(w *workspace.Workspace, path string) (string, error) {
	const hint = "name a file next to the app, as in -o audit.md; -o - is standard output"
	if path == "-" {
		return path, nil
	}
	if strings.TrimSpace(path) == "" {
		return "", Usage(hint, "the report needs a file name")
	}
	file := r.Resolve(path)
	switch info, err := os.Stat(file); {
	case err == nil && !info.Mode().IsRegular():
		return "", Usage(hint, "%s is not a file, so a report cannot replace it", path)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return "", Usage(hint, "report: %w", err)
	case err == nil:
		if file, err = filepath.EvalSymlinks(file); err != nil {
			return "", Usage(hint, "report: %w", err)
		}
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(file))
	if err != nil {
		return "", Usage(hint, "there is no folder for %s", path)
	}
	root := w.Root
	if c := w.Commit(); c != nil {
		root = c.Folder().Path()
	}
	kept, err := filepath.EvalSymlinks(filepath.Join(root, workspace.Dir))
	if errors.Is(err, fs.ErrNotExist) && w.Commit() != nil {
		return filepath.Join(dir, filepath.Base(file)), nil // Nothing is checked out that could be touched.
	}
	if err != nil {
		return "", err
	}
	if within, err := filepath.Rel(kept, dir); err == nil && within != ".." && !strings.HasPrefix(within, ".."+string(filepath.Separator)) {
		return "", Usage(hint, "%s is inside %s, where reports cannot be written", path, workspace.Dir)
	}
	return filepath.Join(dir, filepath.Base(file)), nil
}
