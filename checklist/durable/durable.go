// Package durable is the only way to the disk: one folder with what is below it, and
// files that are there whole or not at all.
//
// A workspace may come from a stranger, by git clone. So a Disk opens regular files
// only, and follows no link below its folder, not even one that stays inside: a
// workspace does not need links, and one rule is easier to keep than two. Anything
// else that has the name, a link, a pipe, a device, a socket or a folder, is a
// KindError at once, and is never waited for.
//
// Only what was synced survives a loss of power: the bytes of a file after File.Sync,
// its name after SyncDir of its folder. Nothing here relies on more.
package durable

import (
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
)

// Disk is one folder and what lies below it. Names are relative to the folder,
// with slashes, as fs.ValidPath wants them. Errors name the whole path.
//
// A Disk keeps nothing open between two calls, except the folders that Keep names,
// and several goroutines may use it at once.
type Disk interface {
	// Path returns the path of the folder, for messages and for other programs.
	Path() string
	// Open opens a regular file for reading.
	Open(name string) (File, error)
	// OpenFile opens or makes a regular file, with flags and mode as os.OpenFile
	// takes them.
	OpenFile(name string, flag int, mode fs.FileMode) (File, error)
	// Lstat describes what has the name; for a link, the link itself.
	Lstat(name string) (fs.FileInfo, error)
	// ReadDir returns what a folder holds, in the order of names.
	ReadDir(name string) ([]fs.DirEntry, error)
	// Mkdir makes a folder in one that is there.
	Mkdir(name string, mode fs.FileMode) error
	// Rename gives a file or folder another name, and replaces a file that has that
	// name. It never replaces a link.
	Rename(from, to string) error
	// Remove removes a file, a link or an empty folder.
	Remove(name string) error
	// SyncDir makes the names in a folder durable.
	SyncDir(name string) error
	// Lock waits for the exclusive lock on a file, which it makes if need be. After
	// a second it calls waiting once, if that is not nil, from another goroutine,
	// with who has the lock. Unlock releases the lock.
	Lock(name string, waiting func(Holder)) (unlock func() error, err error)
	// CannotSync tells whether the file system was asked for a sync that it does
	// not support. That is not an error: what is written is as safe as it can be.
	CannotSync() bool
}

// File is an open regular file.
type File interface {
	io.ReadWriteCloser
	io.ReaderAt
	Stat() (fs.FileInfo, error)
	Chmod(fs.FileMode) error
	Truncate(size int64) error
	// Sync makes the bytes durable, if the file system can do that.
	Sync() error
}

// A KindError says that what has a name is not the file or folder that was wanted.
type KindError struct {
	Path string
	Is   string // what it is, as in "a link"
	Not  string // what was wanted, as in "a file"
}

// Error names the path, and what is there.
func (e *KindError) Error() string { return fmt.Sprintf("%s is %s, not %s", e.Path, e.Is, e.Not) }

// A SizeError says that a file is larger than may be read.
type SizeError struct {
	Path  string
	Limit int64 // in bytes
}

// Error names the path and the limit.
func (e *SizeError) Error() string {
	return fmt.Sprintf("%s is larger than the limit of %s", e.Path, amount(e.Limit))
}

func amount(bytes int64) string {
	if bytes >= 1<<20 && bytes%(1<<20) == 0 {
		return fmt.Sprintf("%d MiB", bytes>>20)
	}
	return fmt.Sprintf("%d bytes", bytes)
}

// kind says what has a mode: "a file", "a link".
func kind(mode fs.FileMode) string {
	switch {
	case mode.IsRegular():
		return "a file"
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeSymlink != 0:
		return "a link"
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "something special"
}

// full is the whole path of a name.
func full(d Disk, name string) string { return filepath.Join(d.Path(), filepath.FromSlash(name)) }

// Split returns the folder of a path that a person named, and the file's name
// in it.
func Split(file string) (Disk, string) { return Root(filepath.Dir(file)), filepath.Base(file) }
