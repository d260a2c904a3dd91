// Package forgetful is a disk in memory that can lose its power, and whose calls can
// fail one at a time, for tests.
//
// It may forget whatever was not synced: the bytes of a file until its Sync, and a
// name that was made, removed or renamed until SyncDir of its folder. It may forget
// any part of that, in any combination: a new name may be kept while the bytes are
// lost, a file may end in the middle of what was written or in zeros, and a rename
// may be half done. But a name never means two things, and a rename over a file
// leaves either the old one or the new one.
package forgetful

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"clausewalk/checklist/durable"
)

// ErrPower is what every call returns once the power is gone.
var ErrPower = errors.New("the power is gone")

// Disk implements durable.Disk.
type Disk struct {
	mu   sync.Mutex
	top  *node
	left int      // steps until the power goes, negative for never
	done []string // the steps that were made, for messages
	dead bool

	calls  int    // until one fails, zero or less for none
	failed string // the call that failed
}

// node is a file or a folder.
type node struct {
	mode   fs.FileMode
	data   []byte
	synced []byte // the bytes that are safe
	names  map[string]*node
	kept   map[string]*node   // the names that are safe
	since  map[string][]*node // what each name has meant since the last sync, nil for nothing
}

func folder() *node {
	return &node{mode: fs.ModeDir | 0o755, names: map[string]*node{}, kept: map[string]*node{}, since: map[string][]*node{}}
}

// New returns an empty disk that keeps its power.
func New() *Disk { return &Disk{top: folder(), left: -1} }

// CutAfter cuts the power after so many more steps. A step is a call that changes the
// disk or syncs a part of it.
func (d *Disk) CutAfter(steps int) { d.left, d.done = steps, nil }

// Steps returns the steps that were made since CutAfter, one a line.
func (d *Disk) Steps() string { return strings.Join(d.done, "\n") }

// Restart returns the disk as the next program finds it after this one was killed:
// nothing is forgotten, and nothing more is safe.
func (d *Disk) Restart() *Disk { return &Disk{top: d.top, left: -1} }

// Path implements durable.Disk.
func (d *Disk) Path() string { return "/disk" }

func (d *Disk) full(name string) string { return path.Join(d.Path(), name) }

func (d *Disk) wrong(op, name string, err error) error {
	return &fs.PathError{Op: op, Path: d.full(name), Err: err}
}

// read begins a call that changes nothing.
func (d *Disk) read(op, name string) (unlock func(), err error) {
	d.mu.Lock()
	switch {
	case d.dead:
		err = ErrPower
	case !fs.ValidPath(name):
		err = fs.ErrInvalid
	default:
		if d.calls--; d.calls == 0 {
			err, d.failed = ErrFault, op+" "+name
		}
	}
	if err != nil {
		d.mu.Unlock()
		return nil, d.wrong(op, name, err)
	}
	return d.mu.Unlock, nil
}

// step notes that something is about to change.
func (d *Disk) step(op, name string) error {
	if d.left == 0 {
		d.dead = true
		return d.wrong(op, name, ErrPower)
	}
	if d.left > 0 {
		d.left--
	}
	d.done = append(d.done, op+" "+name)
	return nil
}

// find returns the folder that holds a name, what the name is in it, and what it
// means, nil for nothing.
func (d *Disk) find(op, name string) (in *node, last string, n *node, err error) {
	if name == "." {
		return nil, ".", d.top, nil
	}
	in = d.top
	parts := strings.Split(name, "/")
	for i, part := range parts[:len(parts)-1] {
		next := in.names[part]
		switch {
		case next == nil:
			return nil, "", nil, d.wrong(op, name, fs.ErrNotExist)
		case !next.mode.IsDir():
			return nil, "", nil, &durable.KindError{Path: d.full(path.Join(parts[:i+1]...)), Is: "a file", Not: "a folder"}
		}
		in = next
	}
	last = parts[len(parts)-1]
	return in, last, in.names[last], nil
}

// mean makes a name mean a node, nil for nothing.
func (n *node) mean(name string, is *node) {
	if n.since[name] == nil {
		n.since[name] = []*node{n.kept[name]}
	}
	n.since[name] = append(n.since[name], is)
	if is == nil {
		delete(n.names, name)
	} else {
		n.names[name] = is
	}
}

// Open implements durable.Disk.
func (d *Disk) Open(name string) (durable.File, error) { return d.OpenFile(name, os.O_RDONLY, 0) }

// OpenFile implements durable.Disk.
func (d *Disk) OpenFile(name string, flag int, mode fs.FileMode) (durable.File, error) {
	unlock, err := d.read("open", name)
	if err != nil {
		return nil, err
	}
	defer unlock()
	in, last, n, err := d.find("open", name)
	switch {
	case err != nil:
		return nil, err
	case n != nil && n.mode.IsDir():
		return nil, &durable.KindError{Path: d.full(name), Is: "a folder", Not: "a file"}
	case n != nil && flag&os.O_EXCL != 0:
		return nil, d.wrong("open", name, fs.ErrExist)
	case n == nil && flag&os.O_CREATE == 0:
		return nil, d.wrong("open", name, fs.ErrNotExist)
	case n == nil:
		if err := d.step("create", name); err != nil {
			return nil, err
		}
		n = &node{mode: mode.Perm()}
		in.mean(last, n)
	case flag&os.O_TRUNC != 0:
		if err := d.step("truncate", name); err != nil {
			return nil, err
		}
		n.data = nil
	}
	return &file{disk: d, node: n, name: name, appends: flag&os.O_APPEND != 0}, nil
}

// Lstat implements durable.Disk.
func (d *Disk) Lstat(name string) (fs.FileInfo, error) {
	unlock, err := d.read("lstat", name)
	if err != nil {
		return nil, err
	}
	defer unlock()
	_, last, n, err := d.find("lstat", name)
	if err == nil && n == nil {
		err = d.wrong("lstat", name, fs.ErrNotExist)
	}
	if err != nil {
		return nil, err
	}
	return info{last, int64(len(n.data)), n.mode}, nil
}

// ReadDir implements durable.Disk.
func (d *Disk) ReadDir(name string) ([]fs.DirEntry, error) {
	unlock, err := d.read("read", name)
	if err != nil {
		return nil, err
	}
	defer unlock()
	n, err := d.folderAt("read", name)
	if err != nil {
		return nil, err
	}
	var all []fs.DirEntry
	for _, last := range slices.Sorted(maps.Keys(n.names)) {
		one := n.names[last]
		all = append(all, fs.FileInfoToDirEntry(info{last, int64(len(one.data)), one.mode}))
	}
	return all, nil
}

func (d *Disk) folderAt(op, name string) (*node, error) {
	_, _, n, err := d.find(op, name)
	switch {
	case err != nil:
		return nil, err
	case n == nil:
		return nil, d.wrong(op, name, fs.ErrNotExist)
	case !n.mode.IsDir():
		return nil, &durable.KindError{Path: d.full(name), Is: "a file", Not: "a folder"}
	}
	return n, nil
}

// Mkdir implements durable.Disk.
func (d *Disk) Mkdir(name string, _ fs.FileMode) error {
	unlock, err := d.read("mkdir", name)
	if err != nil {
		return err
	}
	defer unlock()
	in, last, n, err := d.find("mkdir", name)
	if err == nil && n != nil {
		err = d.wrong("mkdir", name, fs.ErrExist)
	}
	if err == nil {
		err = d.step("mkdir", name)
	}
	if err != nil {
		return err
	}
	in.mean(last, folder())
	return nil
}

// Rename implements durable.Disk.
func (d *Disk) Rename(from, to string) error {
	unlock, err := d.read("rename", to)
	if err != nil {
		return err
	}
	defer unlock()
	in, last, n, err := d.find("rename", from)
	if err != nil {
		return err
	}
	inTo, lastTo, over, err := d.find("rename", to)
	switch {
	case err != nil:
		return err
	case n == nil || in == nil || inTo == nil:
		return d.wrong("rename", from, fs.ErrNotExist)
	case over != nil && (over.mode.IsDir() != n.mode.IsDir() || len(over.names) > 0):
		return d.wrong("rename", to, fs.ErrExist)
	}
	if err := d.step("rename", from+" to "+to); err != nil {
		return err
	}
	in.mean(last, nil)
	inTo.mean(lastTo, n)
	return nil
}

// Remove implements durable.Disk.
func (d *Disk) Remove(name string) error {
	unlock, err := d.read("remove", name)
	if err != nil {
		return err
	}
	defer unlock()
	in, last, n, err := d.find("remove", name)
	switch {
	case err != nil:
		return err
	case n == nil || in == nil:
		return d.wrong("remove", name, fs.ErrNotExist)
	case len(n.names) > 0:
		return d.wrong("remove", name, errors.New("directory not empty"))
	}
	if err := d.step("remove", name); err != nil {
		return err
	}
	in.mean(last, nil)
	return nil
}

// SyncDir implements durable.Disk.
func (d *Disk) SyncDir(name string) error {
	unlock, err := d.read("sync", name)
	if err != nil {
		return err
	}
	defer unlock()
	n, err := d.folderAt("sync", name)
	if err == nil {
		err = d.step("sync folder", name)
	}
	if err != nil {
		return err
	}
	n.kept, n.since = map[string]*node{}, map[string][]*node{}
	for name, is := range n.names {
		n.kept[name] = is
	}
	return nil
}

// Lock implements durable.Disk. Nobody else is on this disk.
func (d *Disk) Lock(name string, _ func(durable.Holder)) (unlock func() error, err error) {
	f, err := d.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	return f.Close, nil
}

// CannotSync implements durable.Disk.
func (d *Disk) CannotSync() bool { return false }

// String lists what is on the disk now.
func (d *Disk) String() string {
	var b strings.Builder
	var list func(at string, n *node)
	list = func(at string, n *node) {
		for _, name := range slices.Sorted(maps.Keys(n.names)) {
			one := n.names[name]
			if one.mode.IsDir() {
				fmt.Fprintf(&b, "%s/\n", path.Join(at, name))
			} else {
				fmt.Fprintf(&b, "%s %.60q\n", path.Join(at, name), one.data)
			}
			list(path.Join(at, name), one)
		}
	}
	list("", d.top)
	return b.String()
}
