//go:build !windows

package cli

import (
	"os/exec"
	"os/signal"
	"syscall"
)

// ignoreFileSizeSignal lets a write past the file size limit fail with an error
// that says so, instead of ending the program.
func ignoreFileSizeSignal() { signal.Ignore(syscall.SIGXFSZ) }

// detach lets a program live on when the terminal closes.
func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
