//go:build !windows

package command

import (
	"os/signal"
	"syscall"
)

// ignoreFileSizeSignal lets a write past the file size limit fail with an error
// that says so, instead of ending the program.
func ignoreFileSizeSignal() { signal.Ignore(syscall.SIGXFSZ) }
