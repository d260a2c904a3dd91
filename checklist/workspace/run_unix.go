//go:build !windows

package workspace

import (
	"os/exec"
	"syscall"
)

// ownGroup lets the end of a command take along what it has started.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
