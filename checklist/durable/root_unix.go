//go:build unix

package durable

import (
	"errors"
	"io/fs"
	"syscall"
)

const (
	nonblock = syscall.O_NONBLOCK // a pipe without a writer is not waited for
	nofollow = syscall.O_NOFOLLOW
	keepable = true // a folder that is open can be moved and removed
)

// SameOwner tells whether two files belong to the same user.
func SameOwner(a, b fs.FileInfo) bool {
	one, ok := a.Sys().(*syscall.Stat_t)
	other, both := b.Sys().(*syscall.Stat_t)
	return !ok || !both || one.Uid == other.Uid
}

// Superuser tells whether this is root, to whom every file is open.
func Superuser() bool { return syscall.Geteuid() == 0 }

// runs tells whether a process is there.
func runs(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
