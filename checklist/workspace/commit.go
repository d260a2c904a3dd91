package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/repository"
	"clausewalk/checklist/vault"
)

// FindAt returns the workspace of a folder as a commit of its repository has it,
// without a checkout and for reading alone. Rev is whatever git calls the commit,
// see repository.Repository.At. As Find does, it looks upward, to the top of the
// repository. Close ends what it holds.
func FindAt(dir, rev string) (*Workspace, error) {
	start, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	r, below := repository.Find(start)
	if r == nil {
		return nil, fmt.Errorf("%w: neither %s nor a folder above it is a git repository", ErrNone, start)
	}
	c, err := r.At(rev)
	if err != nil {
		return nil, err
	}
	named := c.Prefix() != "" // Whoever names the folder means that one.
	if !named {
		c = c.Below(below)
	}
	for at := c; ; at = at.Above() {
		w, err := At(at)
		if errors.Is(err, fs.ErrNotExist) && at.Prefix() != "" && !named {
			continue
		}
		if errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("%w: %s holds no %s", ErrNone, c.Path(), Dir)
		}
		return w, err
	}
}

// At returns the workspace of a commit's folder. The error is fs.ErrNotExist
// where there is none.
func At(c *repository.Commit) (*Workspace, error) {
	w := on(committed{c})
	w.commit, w.audits = c, sync.OnceValues(w.heads)
	w.tracked = func() ([]string, error) { // Whatever a commit holds, git tracks.
		entries, err := c.ReadDir(Dir)
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return names, err
	}
	if err := w.checkFormat(); err != nil {
		return nil, err
	}
	return w, nil
}

// WorkspacesIn returns the folders of a commit that hold a workspace, by their
// paths from its top. What is not in a partial clone is not looked into, and the
// error says so; what was found is returned anyway.
func WorkspacesIn(c *repository.Commit) ([]string, error) {
	return c.Holding(Dir, func(name string) bool { return name == "node_modules" })
}

// Commit returns the commit that the workspace is read from, nil where it is a
// folder's.
func (a *Around) Commit() *repository.Commit { return a.commit }

// CommitOf returns the app's folder in a commit of the repository around the
// workspace, by whatever git calls the commit; nil where there is no repository.
// Its Repository has to be closed.
func (a *Around) CommitOf(rev string) (*repository.Commit, error) {
	r, below := a.repository()
	if r == nil {
		return nil, nil
	}
	c, err := r.At(rev)
	if err == nil && c.Prefix() == "" {
		c = c.Below(below)
	}
	return c, err
}

// Close ends what reading from a commit holds.
func (a *Around) Close() {
	if a.commit != nil {
		a.commit.Repository.Close()
	}
}

// treeOf returns the id by which git knows a folder of a commit with all that is
// in it, nothing where the workspace is a folder's.
func (a *Around) treeOf(dir string) string {
	if a.commit == nil {
		return ""
	}
	return a.commit.Tree(dir)
}

// Inside opens one of the app's own files, as durable.Inside does.
func (a *Around) Inside(name string) (durable.File, error) {
	if a.commit == nil {
		return durable.Inside(a.Root, name)
	}
	f, err := a.commit.Inside(name)
	if err != nil {
		return nil, err
	}
	begin := make([]byte, 1024)
	n, _ := f.ReadAt(begin, 0) // What cannot be read is told of when it is read.
	if sum := vault.Pointer(begin[:n]); sum != "" {
		if large, err := a.commit.Large(sum); err == nil {
			return large, nil
		}
	}
	return f, nil
}

// committed is a commit without what belongs to one clone alone: where that was
// committed, it is somebody else's.
type committed struct{ *repository.Commit }

// local tells whether a name is of what belongs to one clone.
func local(name string) bool {
	parts := strings.Split(path.Clean(name), "/")
	return len(parts) > 1 && parts[0] == Dir && strings.EqualFold(parts[1], ".local")
}

func (c committed) hidden(op, name string) error {
	if local(name) {
		return &fs.PathError{Op: op, Path: filepath.Join(c.Path(), filepath.FromSlash(name)), Err: fs.ErrNotExist}
	}
	return nil
}

// Open implements durable.Disk.
func (c committed) Open(name string) (durable.File, error) {
	if err := c.hidden("open", name); err != nil {
		return nil, err
	}
	return c.Commit.Open(name)
}

// OpenFile implements durable.Disk.
func (c committed) OpenFile(name string, flag int, mode fs.FileMode) (durable.File, error) {
	if err := c.hidden("open", name); err != nil {
		return nil, err
	}
	return c.Commit.OpenFile(name, flag, mode)
}

// Lstat implements durable.Disk.
func (c committed) Lstat(name string) (fs.FileInfo, error) {
	if err := c.hidden("lstat", name); err != nil {
		return nil, err
	}
	return c.Commit.Lstat(name)
}

// ReadDir implements durable.Disk.
func (c committed) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := c.hidden("readdir", name); err != nil {
		return nil, err
	}
	all, err := c.Commit.ReadDir(name)
	return slices.DeleteFunc(all, func(e fs.DirEntry) bool { return local(path.Join(name, e.Name())) }), err
}
