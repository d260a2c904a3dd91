package durable

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
)

// MkdirAll makes a folder with all its parents, and makes all their names durable.
// That includes those that were there, since whoever made them may have crashed
// before the sync.
func MkdirAll(d Disk, name string, mode fs.FileMode) error {
	parts := strings.Split(name, "/")
	for n := range parts {
		at := path.Join(parts[:n+1]...)
		err := d.Mkdir(at, mode)
		if errors.Is(err, fs.ErrExist) {
			var info fs.FileInfo
			if info, err = d.Lstat(at); err == nil && !info.IsDir() {
				err = &KindError{full(d, at), kind(info.Mode()), "a folder"}
			}
		}
		if err != nil {
			return err
		}
	}
	return SyncParents(d, name)
}

// Make returns the folder dir as a Disk. If it is not there, Make makes it and its
// parents, durably.
func Make(dir string) (Disk, error) {
	below := ""
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := Root(at).Lstat("."); !errors.Is(err, fs.ErrNotExist) || at == filepath.Dir(at) {
			if err == nil && below != "" {
				err = MkdirAll(Root(at), below, 0o755)
			}
			return Root(dir), err
		}
		below = path.Join(filepath.Base(at), below)
	}
}

// SyncParents makes a name and those of all folders above it durable, up to the
// disk's own.
func SyncParents(d Disk, name string) error {
	for name != "." {
		name = path.Dir(name)
		if err := d.SyncDir(name); err != nil {
			return err
		}
	}
	return nil
}

// RemoveAll removes a file, a link, or a folder with everything in it. It is not an
// error if there is nothing to remove.
func RemoveAll(d Disk, name string) error {
	info, err := d.Lstat(name)
	if err == nil && info.IsDir() {
		var entries []fs.DirEntry
		entries, err = d.ReadDir(name)
		for _, e := range entries {
			if err := RemoveAll(d, path.Join(name, e.Name())); err != nil {
				return err
			}
		}
	}
	if err == nil {
		err = d.Remove(name)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
