//go:build !windows

package ui

import (
	"os"
	"syscall"
)

// hangup is what the system sends when the terminal closes.
var hangup = []os.Signal{syscall.SIGHUP}
