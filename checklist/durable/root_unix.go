//go:build unix

package durable

import (
	"errors"
	"syscall"
)

const (
	nonblock = syscall.O_NONBLOCK // a pipe without a writer is not waited for
	nofollow = syscall.O_NOFOLLOW
)

// runs tells whether a process is there.
func runs(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
