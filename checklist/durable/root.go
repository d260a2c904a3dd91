package durable

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// root is a Disk over the operating system. The folder is opened at each call, so
// that nothing needs to be closed but what Keep names.
type root struct {
	dir      string
	patience time.Duration // how long Lock waits without a word
	unsynced atomic.Bool
	kept     kept
}

// Root returns the folder dir as a Disk. It need not be there yet. Links on the
// way to dir are followed, since a person named it; below it none is.
func Root(dir string) Disk { return &root{dir: dir, patience: time.Second} }

// Temp returns the system's folder for temporary files.
func Temp() Disk { return Root(os.TempDir()) }

// InTemp returns the names in that folder that begin with a prefix, as Names does.
func InTemp(prefix string) ([]string, error) {
	names, err := Names(Temp(), ".")
	return slices.DeleteFunc(names, func(name string) bool { return !strings.HasPrefix(name, prefix) }), err
}

// Path implements Disk.
func (d *root) Path() string { return d.dir }

// wrap gives an error the operation and the whole path, unless it has them.
func (d *root) wrap(op, name string, err error) error {
	var other *KindError
	if errors.As(err, &other) {
		return other
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return &fs.PathError{Op: op, Path: full(d, name), Err: err}
}

// entered is an open folder, and what a name is called in it.
type entered struct {
	*os.Root
	last string
	kept bool
}

// leave closes the folder, which was only walked through, unless it is kept.
func (e entered) leave() {
	if !e.kept {
		_ = e.Close()
	}
}

// enter opens the folder that holds name, one step at a time. Os.Root alone would
// follow a link that stays inside.
func (d *root) enter(op, name string) (entered, error) {
	if _, err := filepath.Localize(name); err != nil {
		return entered{}, d.wrap(op, name, fs.ErrInvalid)
	}
	dir, last := path.Dir(name), path.Base(name)
	if at := d.kept.open(d, dir); at != nil {
		return entered{at, last, true}, nil
	}
	at, err := d.open()
	if err != nil {
		return entered{}, d.wrap(op, name, err)
	}
	parts := strings.Split(name, "/")
	for n, part := range parts[:len(parts)-1] {
		next, err := step(at, part)
		_ = at.Close() // It was only walked through.
		var other *KindError
		if errors.As(err, &other) {
			other.Path = full(d, path.Join(parts[:n+1]...))
			return entered{}, other
		}
		if err != nil {
			return entered{}, d.wrap(op, name, err)
		}
		at = next
	}
	return entered{at, last, d.kept.hold(dir, at)}, nil
}

func (d *root) open() (*os.Root, error) {
	info, err := os.Stat(d.dir)
	if err == nil && !info.IsDir() {
		err = &KindError{d.dir, kind(info.Mode()), "a folder"} // To open a pipe would wait.
	}
	if err != nil {
		return nil, err
	}
	return os.OpenRoot(d.dir)
}

func step(at *os.Root, part string) (*os.Root, error) {
	info, err := at.Lstat(part)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, &KindError{Is: kind(info.Mode()), Not: "a folder"}
	}
	return at.OpenRoot(part)
}

// in calls do with the folder that holds name.
func (d *root) in(op, name string, do func(at *os.Root, last string) error) error {
	at, err := d.enter(op, name)
	if err != nil {
		return err
	}
	defer at.leave()
	if err := do(at.Root, at.last); err != nil {
		return d.wrap(op, name, err)
	}
	return nil
}

// Open implements Disk.
func (d *root) Open(name string) (File, error) { return d.OpenFile(name, os.O_RDONLY, 0) }

// OpenFile implements Disk.
func (d *root) OpenFile(name string, flag int, mode fs.FileMode) (File, error) {
	var f *os.File
	err := d.in("open", name, func(at *os.Root, last string) (err error) {
		f, err = openIn(at, full(d, name), last, flag, mode)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &file{f, d}, nil
}

// openIn opens a file of a folder, of which path is the whole path.
func openIn(at *os.Root, path, name string, flag int, mode fs.FileMode) (*os.File, error) {
	return regular(path, func() (fs.FileInfo, error) { return at.Lstat(name) }, flag,
		func(flag int) (*os.File, error) { return at.OpenFile(name, flag, mode) })
}

// Lstat implements Disk.
func (d *root) Lstat(name string) (info fs.FileInfo, err error) {
	err = d.in("lstat", name, func(at *os.Root, last string) (err error) {
		info, err = at.Lstat(last)
		return err
	})
	return info, err
}

// LstatAll describes many files as Lstat does, and tells of each what it found, nil
// where there is nothing to tell. Files of one folder that follow one another cost
// the way to it once.
func LstatAll(d Disk, names []string, tell func(n int, info fs.FileInfo)) {
	r, direct := d.(*root)
	for from := 0; from < len(names); {
		to := from + 1
		for to < len(names) && path.Dir(names[to]) == path.Dir(names[from]) {
			to++
		}
		lstat := func(name string) (fs.FileInfo, error) { return d.Lstat(name) }
		leave := func() {}
		if direct {
			if at, err := r.enter("lstat", names[from]); err == nil {
				lstat = func(name string) (fs.FileInfo, error) { return at.Lstat(path.Base(name)) }
				leave = at.leave
			}
		}
		for n := from; n < to; n++ {
			info, err := lstat(names[n])
			if _, invalid := filepath.Localize(names[n]); err != nil || invalid != nil {
				info = nil
			}
			tell(n, info)
		}
		leave()
		from = to
	}
}

// folder opens the folder that has the name.
func (d *root) folder(op, name string, do func(*os.File) error) error {
	return d.in(op, name, func(at *os.Root, last string) error {
		info, err := at.Lstat(last)
		if err != nil {
			return err
		}
		if !info.IsDir() {
			return &KindError{full(d, name), kind(info.Mode()), "a folder"}
		}
		f, err := at.OpenFile(last, os.O_RDONLY|nonblock, 0)
		if err != nil {
			return err
		}
		defer f.Close()
		return do(f)
	})
}

// ReadDir implements Disk.
func (d *root) ReadDir(name string) (entries []fs.DirEntry, err error) {
	err = d.folder("read", name, func(f *os.File) (err error) {
		entries, err = f.ReadDir(-1)
		return err
	})
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// Mkdir implements Disk.
func (d *root) Mkdir(name string, mode fs.FileMode) error {
	return d.in("mkdir", name, func(at *os.Root, last string) error { return at.Mkdir(last, mode) })
}

// Rename implements Disk.
func (d *root) Rename(from, to string) error {
	// The ways to both names are free of links; what has the new name must be
	// so too, since what was one file would become two.
	for _, name := range []string{from, to} {
		info, err := d.Lstat(name)
		switch {
		case err == nil && info.Mode()&fs.ModeSymlink != 0:
			return &KindError{full(d, name), kind(info.Mode()), "a file"}
		case err != nil && (name == from || !errors.Is(err, fs.ErrNotExist)):
			return err
		}
	}
	at, err := d.open()
	if err != nil {
		return d.wrap("rename", to, err)
	}
	defer at.Close()
	err = at.Rename(filepath.FromSlash(from), filepath.FromSlash(to))
	var link *os.LinkError
	if errors.As(err, &link) {
		err = link.Err
	}
	if err != nil {
		return d.wrap("rename", to, err)
	}
	return nil
}

// Remove implements Disk.
func (d *root) Remove(name string) error {
	return d.in("remove", name, func(at *os.Root, last string) error { return at.Remove(last) })
}

// SyncDir implements Disk. Windows makes names durable by itself.
func (d *root) SyncDir(name string) error {
	return d.folder("sync", name, func(f *os.File) error {
		if err := f.Sync(); err != nil && runtime.GOOS != "windows" {
			return d.tolerate(err)
		}
		return nil
	})
}

// regular opens what look describes as a regular file. To open a device can
// already do something, so it is looked at before, and again afterwards, for
// what has come in between.
func regular(path string, look func() (fs.FileInfo, error), flag int, open func(flag int) (*os.File, error)) (*os.File, error) {
	info, err := look()
	switch {
	case err == nil && !info.Mode().IsRegular():
		return nil, &KindError{path, kind(info.Mode()), "a file"}
	case err != nil && (flag&os.O_CREATE == 0 || !errors.Is(err, fs.ErrNotExist)):
		var at *fs.PathError
		if errors.As(err, &at) {
			err = at.Err
		}
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	f, err := open(flag | nonblock)
	if err != nil {
		return nil, err
	}
	if info, err = f.Stat(); err == nil && !info.Mode().IsRegular() {
		err = &KindError{path, kind(info.Mode()), "a file"}
	}
	if err != nil {
		_ = f.Close() // What it is matters more.
		return nil, err
	}
	return f, nil
}

// CannotSync implements Disk.
func (d *root) CannotSync() bool { return d.unsynced.Load() }

// tolerate takes note of a sync that the file system does not know.
func (d *root) tolerate(err error) error {
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) {
		d.unsynced.Store(true)
		return nil
	}
	return err
}

// file is a regular file of the operating system.
type file struct {
	*os.File
	disk *root
}

// Sync implements File.
func (f *file) Sync() error {
	if err := f.File.Sync(); err != nil {
		return f.disk.tolerate(err)
	}
	return nil
}

// Chmod implements File. Windows has no such modes.
func (f *file) Chmod(mode fs.FileMode) error {
	if err := f.File.Chmod(mode); err != nil && runtime.GOOS != "windows" {
		return err
	}
	return nil
}
