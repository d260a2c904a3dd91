// Package durable is all that clausewalk knows of a disk: one folder with what
// lies below it, and files that are there whole or not at all.
//
// What a workspace holds may come from a stranger, by git clone. So a Disk opens
// regular files only, and no link is followed below its folder, not even one
// that stays inside: a workspace has no use for links, and one rule is easier
// to keep than two. Whatever else has the name, a link, a pipe, a device, a
// socket or a folder, is a KindError at once and is never waited for.
//
// What was synced survives a loss of power, and nothing else is relied on: the
// bytes of a file after File.Sync, its name after SyncDir of its folder.
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
// A Disk holds nothing open between two calls, but for the folders that Keep has
// named, and may be used from several goroutines at once.
type Disk interface {
	// Path returns the path of the folder, for messages and for programs that
	// are handed a path.
	Path() string
	// Open opens a regular file for reading.
	Open(name string) (File, error)
	// OpenFile opens or makes a regular file, with flags and mode as os.OpenFile
	// takes them.
	OpenFile(name string, flag int, mode fs.FileMode) (File, error)
	// Lstat describes what has the name; of a link, the link itself.
	Lstat(name string) (fs.FileInfo, error)
	// ReadDir returns what a folder holds, in the order of names.
	ReadDir(name string) ([]fs.DirEntry, error)
	// Mkdir makes a folder whose parent is there.
	Mkdir(name string, mode fs.FileMode) error
	// Rename gives a file or folder another name, in place of a file that has
	// it. A link is never replaced.
	Rename(from, to string) error
	// Remove removes a file, a link or an empty folder.
	Remove(name string) error
	// SyncDir makes the names in a folder durable.
	SyncDir(name string) error
	// Lock waits for the exclusive lock on a file, which it makes if need be.
	// Where it has waited for a second, it calls waiting once, if that is not
	// nil, from a goroutine of its own, with who holds the lock. Unlock gives the
	// lock back.
	Lock(name string, waiting func(Holder)) (unlock func() error, err error)
	// CannotSync tells whether a sync was asked for that the file system does
	// not know. That is no error: what is written there is as safe as it can be.
	CannotSync() bool
}

// File is an open regular file.
type File interface {
	io.ReadWriteCloser
	io.ReaderAt
	Stat() (fs.FileInfo, error)
	Chmod(fs.FileMode) error
	Truncate(size int64) error
	// Sync makes the bytes durable, where the file system can do that at all.
	Sync() error
}

// A KindError says that something else has the name of a file or folder.
type KindError struct {
	Path string
	Is   string // what it is, as in "a link"
	Not  string // what was wanted, as in "a file"
}

// Error names the path, and what is there.
func (e *KindError) Error() string { return fmt.Sprintf("%s is %s, not %s", e.Path, e.Is, e.Not) }

// A SizeError says that a file is larger than what is read of its kind.
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

// kind says what a mode is of.
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
