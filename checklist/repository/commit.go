package repository

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"clausewalk/checklist/durable"
)

// ErrCommitted says that something was to be written to a commit.
var ErrCommitted = errors.New("a commit can only be read")

// The most that is read of one object, in bytes. Larger evidence is not looked
// at in a commit: it would have to be held in memory.
const (
	maxTree = 32 << 20
	maxBlob = 64 << 20
)

// Commit is a folder of a commit as a durable.Disk for reading. Its methods that
// write return ErrCommitted.
type Commit struct {
	ID         string    // of the commit
	Rev        string    // what it was asked for by
	Time       time.Time // when it was made, as it claims
	Repository *Repository

	tree  string // of the commit's top
	below string // the folder, empty at the top
	trees *trees
}

// trees are those that were read, shared by all folders of a commit, and the
// small files: to judge an audit asks for them several times.
type trees struct {
	sync.Mutex
	known map[string]map[string]entry // by id, what is in them
	files map[string][]byte           // by id
	kept  int                         // bytes in files
}

// maxKept is how many bytes of files are kept.
const maxKept = 4 << 20

// entry is what has a name in a tree.
type entry struct {
	mode fs.FileMode
	id   string
}

// Below returns a folder below the commit's own, which may be missing.
func (c *Commit) Below(dir string) *Commit {
	view := *c
	if view.below = path.Join(c.below, dir); view.below == "." {
		view.below = ""
	}
	return &view
}

// Prefix returns the folder's path from the repository's top, with slashes,
// empty at the top.
func (c *Commit) Prefix() string { return c.below }

// Name is what people call the commit: what it was asked for by, and the beginning
// of its id where that was the whole of it.
func (c *Commit) Name() string {
	if c.Rev == c.ID {
		return c.ID[:10]
	}
	return c.Rev
}

// Path implements durable.Disk: the repository, what the commit was asked for
// by, and the folder.
func (c *Commit) Path() string { return c.shown(c.below) }

// shown is a path from the repository's top as messages have it.
func (c *Commit) shown(whole string) string {
	return filepath.Join(c.Repository.Dir+"@"+c.Rev, filepath.FromSlash(whole))
}

// wrap names operation and path.
func (c *Commit) wrap(op, name string, err error) error {
	var other *durable.KindError
	var missing *MissingError
	var size *durable.SizeError
	if errors.As(err, &other) || errors.As(err, &missing) || errors.As(err, &size) {
		return err
	}
	return &fs.PathError{Op: op, Path: c.full(name), Err: err}
}

func (c *Commit) full(name string) string { return c.shown(path.Join(c.below, name)) }

// find returns what has a name. No link is followed.
func (c *Commit) find(op, name string) (entry, error) {
	if _, err := filepath.Localize(name); err != nil {
		return entry{}, c.wrap(op, name, fs.ErrInvalid)
	}
	at := entry{fs.ModeDir | 0o755, c.tree}
	whole := path.Join(c.below, name)
	if whole == "." {
		return at, nil
	}
	parts := strings.Split(whole, "/")
	for n, part := range parts {
		in, err := c.list(at, path.Join(parts[:n]...))
		if err != nil {
			return entry{}, c.wrap(op, name, err)
		}
		next, ok := in[part]
		if !ok {
			return entry{}, c.wrap(op, name, fs.ErrNotExist)
		}
		at = next
	}
	return at, nil
}

// list returns what a tree holds. Whole is its path from the top.
func (c *Commit) list(at entry, whole string) (map[string]entry, error) {
	if !at.mode.IsDir() {
		return nil, &durable.KindError{Path: c.shown(whole), Is: kind(at.mode), Not: "a folder"}
	}
	c.trees.Lock()
	defer c.trees.Unlock()
	if in, ok := c.trees.known[at.id]; ok {
		return in, nil
	}
	data, err := c.read(at.id, "tree", whole, maxTree)
	if err != nil {
		return nil, err
	}
	in, err := readTree(data, len(at.id)/2)
	if err != nil {
		return nil, err
	}
	c.trees.known[at.id] = in
	return in, nil
}

// read returns an object that the history names. Whole is its path from the top.
func (c *Commit) read(id, kind, whole string, limit int64) ([]byte, error) {
	all, err := c.Repository.objects.get(limit, id)
	if err != nil {
		return nil, err
	}
	var size *durable.SizeError
	switch it := all[0]; {
	case errors.As(it.err, &size):
		return nil, &durable.SizeError{Path: c.shown(whole), Limit: limit}
	case it.err != nil:
		return nil, it.err
	case it.id == "":
		return nil, &MissingError{whole, c.Repository.Dir, id}
	case it.kind != kind:
		return nil, fmt.Errorf("git has a %s where a %s should be", it.kind, kind)
	default:
		return it.data, nil
	}
}

// blob returns the bytes of a file.
func (c *Commit) blob(id, whole string) ([]byte, error) {
	c.trees.Lock()
	data, ok := c.trees.files[id]
	c.trees.Unlock()
	if ok {
		return data, nil
	}
	data, err := c.read(id, "blob", whole, maxBlob)
	if err != nil {
		return nil, err
	}
	c.trees.Lock()
	defer c.trees.Unlock()
	if c.trees.kept+len(data) <= maxKept {
		c.trees.files[id] = data
		c.trees.kept += len(data)
	}
	return data, nil
}

// Tree returns the id of a folder, nothing where there is none.
func (c *Commit) Tree(name string) string {
	at, err := c.find("open", name)
	if err != nil || !at.mode.IsDir() {
		return ""
	}
	return at.id
}

// readTree reads a tree object whose ids have so many bytes.
func readTree(data []byte, long int) (map[string]entry, error) {
	all := map[string]entry{}
	for len(data) > 0 {
		head, rest, ok := bytes.Cut(data, []byte{0})
		mode, name, spaced := strings.Cut(string(head), " ")
		if !ok || !spaced || len(rest) < long {
			return nil, errors.New("git's list of the folder is damaged")
		}
		if _, twice := all[name]; twice || name == "" || name == "." || name == ".." || strings.ContainsAny(name, "/") {
			return nil, fmt.Errorf("it contains %q, which is not a valid name or occurs twice", name)
		}
		all[name] = entry{modeOf(mode), hex.EncodeToString(rest[:long])}
		data = rest[long:]
	}
	return all, nil
}

func modeOf(mode string) fs.FileMode {
	switch mode {
	case "40000":
		return fs.ModeDir | 0o755
	case "100755":
		return 0o755
	case "100644", "100664":
		return 0o644
	case "120000":
		return fs.ModeSymlink | 0o777
	}
	return fs.ModeIrregular // A submodule, or what no git writes.
}

func kind(mode fs.FileMode) string {
	switch {
	case mode.IsRegular():
		return "a file"
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeSymlink != 0:
		return "a link"
	}
	return "a submodule"
}

// Open implements durable.Disk.
func (c *Commit) Open(name string) (durable.File, error) {
	at, err := c.find("open", name)
	if err != nil {
		return nil, err
	}
	if !at.mode.IsRegular() {
		return nil, &durable.KindError{Path: c.full(name), Is: kind(at.mode), Not: "a file"}
	}
	data, err := c.blob(at.id, path.Join(c.below, name))
	if err != nil {
		return nil, c.wrap("open", name, err)
	}
	return &file{*bytes.NewReader(data), info{path.Base(name), at.mode, int64(len(data)), c.Time}}, nil
}

// Inside opens a file as an app's own code is read: links are followed as long
// as they stay below the folder. See durable.Inside.
func (c *Commit) Inside(name string) (durable.File, error) {
	for range 32 {
		to, err := c.follow(name)
		if err != nil {
			return nil, err
		}
		if to == name {
			return c.Open(name)
		}
		name = to
	}
	return nil, c.wrap("open", name, errors.New("too many links follow one another"))
}

var errLeadsOut = errors.New("a link leads out of the folder")

// follow returns a path with its first link followed, and as it is where it has
// none.
func (c *Commit) follow(name string) (string, error) {
	parts := strings.Split(path.Clean(name), "/")
	for n := range parts {
		part := path.Join(parts[:n+1]...)
		at, err := c.find("open", part)
		if err != nil {
			return "", err
		}
		if at.mode&fs.ModeSymlink == 0 {
			continue
		}
		target, err := c.read(at.id, "blob", path.Join(c.below, part), 4096)
		if err != nil {
			return "", c.wrap("open", part, err)
		}
		to := path.Join(slices.Concat([]string{path.Dir(part), string(target)}, parts[n+1:])...)
		if path.IsAbs(string(target)) || to == ".." || strings.HasPrefix(to, "../") {
			return "", c.wrap("open", name, errLeadsOut)
		}
		return to, nil
	}
	return name, nil
}

// Lstat implements durable.Disk, and ReadDir too, but that the size of a file is
// known to who opens it alone.
func (c *Commit) Lstat(name string) (fs.FileInfo, error) {
	at, err := c.find("lstat", name)
	if err != nil {
		return nil, err
	}
	return info{path.Base(name), at.mode, 0, c.Time}, nil
}

// ReadDir implements durable.Disk.
func (c *Commit) ReadDir(name string) ([]fs.DirEntry, error) {
	at, err := c.find("readdir", name)
	if err != nil {
		return nil, err
	}
	in, err := c.list(at, path.Join(c.below, name))
	if err != nil {
		return nil, c.wrap("readdir", name, err)
	}
	all := make([]fs.DirEntry, 0, len(in))
	for name, e := range in {
		all = append(all, fs.FileInfoToDirEntry(info{name, e.mode, 0, c.Time}))
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return all, nil
}

func (c *Commit) refuse(op, name string) error { return c.wrap(op, name, ErrCommitted) }

// OpenFile implements durable.Disk for reading.
func (c *Commit) OpenFile(name string, flag int, _ fs.FileMode) (durable.File, error) {
	if flag != 0 { // That is os.O_RDONLY.
		return nil, c.refuse("open", name)
	}
	return c.Open(name)
}

// Mkdir implements durable.Disk.
func (c *Commit) Mkdir(name string, _ fs.FileMode) error { return c.refuse("mkdir", name) }

// Rename implements durable.Disk.
func (c *Commit) Rename(from, _ string) error { return c.refuse("rename", from) }

// Remove implements durable.Disk.
func (c *Commit) Remove(name string) error { return c.refuse("remove", name) }

// SyncDir implements durable.Disk.
func (c *Commit) SyncDir(name string) error { return c.refuse("sync", name) }

// Lock implements durable.Disk.
func (c *Commit) Lock(name string, _ func(durable.Holder)) (func() error, error) {
	return nil, c.refuse("lock", name)
}

// CannotSync implements durable.Disk.
func (c *Commit) CannotSync() bool { return false }
