package durable

import (
	"io/fs"
	"os"
)

// Windows has neither pipes nor devices among the files of a folder.
const nonblock, nofollow = 0, 0

const keepable = false // nobody can move or remove a folder that is open

// SameOwner tells whether two files belong to the same user. Windows keeps other
// rights than these.
func SameOwner(_, _ fs.FileInfo) bool { return true }

// Superuser tells whether this is a user to whom every file is open.
func Superuser() bool { return false }

// runs tells whether a process is there.
func runs(pid int) bool {
	p, err := os.FindProcess(pid)
	if err == nil {
		_ = p.Release() // It was only asked for.
	}
	return err == nil
}
