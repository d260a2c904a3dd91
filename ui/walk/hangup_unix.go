//go:build !windows

package walk

import (
	"os"
	"syscall"
)

// hangup is what the system sends when the terminal closes.
var hangup = []os.Signal{syscall.SIGHUP}
