package sources

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy/library"
	"clausewalk/reports"
	"clausewalk/reports/portfolio"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// folders are all workspaces below folders of this machine.
type folders struct {
	run   *cli.Run
	names []string // as they were typed
}

// Rows reads one audit after the other, as a command without a source reads it.
func (f folders) Rows(ctx context.Context, row func(portfolio.Row) error) error {
	seen := map[string]bool{}
	var cache library.Cache
	for _, name := range f.names {
		typed := func(path string) string { return typed(f.run, name, path) }
		broken := func(path string, err error) error {
			return row(portfolio.Unreadable(portfolio.Origin{Repository: typed(path), Folder: path}, "", err))
		}
		err := workspaces(f.run.Resolve(name), broken, func(root string) error {
			if err := ctx.Err(); err != nil || seen[root] {
				return err
			}
			seen[root] = true
			return audits(f.run, root, typed(root), &cache, row)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// typed writes a path below a folder as the person named the folder.
func typed(r *cli.Run, folder, path string) string {
	below, err := filepath.Rel(r.Resolve(folder), path)
	if err != nil {
		return path
	}
	return filepath.Join(folder, below)
}

// workspaces finds every workspace below a folder. Links are not followed, and
// what only tools fill is passed over.
func workspaces(top string, broken func(path string, err error) error, found func(root string) error) error {
	return filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		skip := func(err error) error {
			if err != nil {
				return err
			}
			return fs.SkipDir
		}
		switch {
		case err != nil:
			return skip(broken(path, err))
		case !d.IsDir():
			return nil
		case d.Name() == workspace.Dir:
			return skip(found(filepath.Dir(path)))
		case path != top && (d.Name() == ".git" || d.Name() == "node_modules"):
			return fs.SkipDir
		}
		return nil
	})
}

// audits reads the audits of the workspace that a folder holds.
func audits(r *cli.Run, root, typed string, cache *library.Cache, row func(portfolio.Row) error) error {
	from := portfolio.Origin{Repository: typed, Folder: root}
	w, err := workspace.Find(root)
	if errors.Is(err, workspace.ErrNone) || err == nil && w.Root != root {
		err = errors.New(workspace.Dir + " holds no workspace.json")
	}
	var heads []checklist.Head
	if err == nil {
		from.Team = w.Team()
		heads, err = w.Audits()
	}
	if err != nil {
		return row(portfolio.Unreadable(from, "", err))
	}
	w.Policies = cache
	for _, h := range heads {
		if err := row(read(r, w, h, from)); err != nil {
			return err
		}
	}
	return nil
}

// read makes the row of one audit, as it stands at the moment that was asked
// for.
func read(r *cli.Run, w *workspace.Workspace, h checklist.Head, from portfolio.Origin) portfolio.Row {
	s, err := r.OpenIn(w, session.Options{Audit: h.ID, Look: true})
	if err != nil {
		row := portfolio.Unreadable(from, h.ID, err)
		row.App, row.Release = h.App, h.Release
		return row
	}
	return portfolio.Of(reports.Build(s.Audit, session.ToReport(s, cli.Tool())), from)
}

// Workspaces hands the folder of each workspace below the folders that names stand
// for to a function, once, with the path as a person would write it. What could
// not be looked into goes to broken. An error of either ends it.
func Workspaces(r *cli.Run, names []string, broken func(path string, err error) error, found func(path, root string) error) error {
	var all []string
	for _, name := range names {
		found, err := matching(r, name)
		if err != nil {
			return err
		}
		all = append(all, found...)
	}
	seen := map[string]bool{}
	for _, name := range all {
		said := func(path string, err error) error { return broken(typed(r, name, path), err) }
		err := workspaces(r.Resolve(name), said, func(root string) error {
			if seen[root] {
				return nil
			}
			seen[root] = true
			return found(typed(r, name, root), root)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
