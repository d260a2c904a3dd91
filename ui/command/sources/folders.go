package sources

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"clausewalk/checklist"
	"clausewalk/checklist/repository"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/reports/portfolio"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// folders are all workspaces below folders of this machine, and those that git
// repositories below them hold in a commit.
type folders[T any] struct {
	run       *cli.Run
	names     []string // as they were typed
	addresses []string // of repositories, and their folders
	fetch     bool
	made      func(Found) []T // of a workspace, or of why there is none
}

// Found is a workspace, or what stands in its place.
type Found struct {
	*workspace.Workspace       // nil where Err says why; it is closed when whoever is handed it returns
	Err                  error // why it cannot be read
	From                 portfolio.Origin
}

// Rows hands over what is made of each workspace. See portfolio.Source.
func (f folders[T]) Rows(ctx context.Context, row func(T) error) error {
	return spread(ctx, f.find, row)
}

// broken is made of a place in which no workspace could be looked for.
func (f folders[T]) broken(from portfolio.Origin, err error) []T {
	return f.made(Found{Err: err, From: from})
}

// find hands over each workspace and repository to be read.
func (f folders[T]) find(read func(func() []T) error) error {
	seen := map[string]bool{} // workspaces and repositories
	for _, name := range f.names {
		if err := f.below(name, false, seen, read); err != nil {
			return err
		}
	}
	for _, line := range f.addresses {
		var err error
		switch info, statErr := os.Stat(f.run.Resolve(line)); {
		case isAddress(line):
			err = read(func() []T { return f.listed(line) })
		case statErr != nil || !info.IsDir():
			err = read(func() []T {
				return f.broken(portfolio.Origin{Repository: line}, errors.New("the folder does not exist"))
			})
		default:
			err = f.below(line, true, seen, read)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// below is find for one folder. Of one that is listed it is told where it holds no
// audit.
func (f folders[T]) below(name string, listed bool, seen map[string]bool, read func(func() []T) error) error {
	top := f.run.Resolve(name)
	typed := func(path string) string { return typed(f.run, name, path) }
	once := func(path string, made func() []T) error {
		if seen[path] {
			return nil
		}
		seen[path] = true
		return read(made)
	}
	var checkouts []string
	err := places(top, place{
		broken: func(path string, err error) error {
			return read(func() []T { return f.broken(portfolio.Origin{Repository: typed(path), Folder: path}, err) })
		},
		workspace: func(root string) error {
			if f.run.Rev != "" && repository.Top(root) != "" {
				return nil // It is read from the commit.
			}
			return once(root, func() []T { return f.inFolder(root, typed(root)) })
		},
		checkout: func(dir string) { checkouts = append(checkouts, dir) },
		bare: func(dir string) error {
			return once(dir, func() []T { return f.inGit(inGit{dir: dir, typed: typed(dir), named: true}) })
		},
	})
	for _, dir := range checkouts {
		known := lying(dir, seen)
		if err != nil || f.run.Rev == "" && len(known) > 0 && !sparse(dir) {
			continue
		}
		g := inGit{dir: dir, typed: typed(dir), known: known, named: f.run.Rev != "" || listed && dir == top}
		err = once(filepath.Join(dir, ".git"), func() []T { return f.inGit(g) })
	}
	return err
}

// lying returns the workspaces that lie in the folders of a checkout.
func lying(dir string, seen map[string]bool) map[string]bool {
	known := map[string]bool{}
	for root := range seen {
		if within, err := filepath.Rel(dir, root); err == nil && filepath.IsLocal(within) {
			known[root] = true
		}
	}
	return known
}

// sparse tells whether git was asked for some folders of a checkout alone.
func sparse(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, ".git", "info", "sparse-checkout"))
	return err == nil
}

// typed writes a path below a folder as the person named the folder.
func typed(r *cli.Run, folder, path string) string {
	below, err := filepath.Rel(r.Resolve(folder), path)
	if err != nil {
		return path
	}
	return filepath.Join(folder, below)
}

// place is told what is found below a folder.
type place struct {
	broken    func(path string, err error) error
	workspace func(root string) error
	checkout  func(dir string)       // the top of one; may be nil
	bare      func(dir string) error // may be nil
}

// places finds every workspace and every git repository below a folder. Links are
// not followed, and what only tools fill is passed over.
func places(top string, found place) error {
	return filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		skip := func(err error) error {
			if err != nil {
				return err
			}
			return fs.SkipDir
		}
		switch {
		case err != nil:
			return skip(found.broken(path, err))
		case d.Name() == ".git" && path != top:
			if found.checkout != nil {
				found.checkout(filepath.Dir(path))
			}
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case !d.IsDir():
			return nil
		case d.Name() == workspace.Dir:
			return skip(found.workspace(filepath.Dir(path)))
		case path != top && d.Name() == "node_modules":
			return fs.SkipDir
		case found.bare != nil && repository.IsBare(path):
			return skip(found.bare(path))
		}
		return nil
	})
}

// inFolder is made of the workspace that a folder holds.
func (f folders[T]) inFolder(root, typed string) []T {
	w, err := workspace.Find(root)
	if errors.Is(err, workspace.ErrNone) || err == nil && w.Root != root {
		err = errors.New(workspace.Dir + " holds no workspace.json")
	}
	return f.found(w, err, portfolio.Origin{Repository: typed, Folder: root})
}

// found is made of a workspace, unless it could not be read.
func (f folders[T]) found(w *workspace.Workspace, err error, from portfolio.Origin) []T {
	if err != nil {
		return f.broken(from, err)
	}
	from.Team = w.Team()
	return f.made(Found{Workspace: w, From: from})
}

// rows returns what makes the rows of a workspace. Gates says that each audit is
// judged as command check judges one, by git's history too.
func rows(r *cli.Run, gates bool) func(Found) []portfolio.Row {
	return func(f Found) (all []portfolio.Row) {
		var heads []checklist.Head
		if f.Err == nil {
			heads, f.Err = f.Audits()
		}
		if f.Err != nil {
			return []portfolio.Row{portfolio.Unreadable(f.From, "", f.Err)}
		}
		f.NoHistory = !gates
		for _, h := range heads {
			all = append(all, read(r, f.Workspace, h, f.From))
		}
		return all
	}
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
