//go:build !windows

package painter

import (
	"io"
	"os"
	"os/signal"
	"syscall"
)

// resized is what the system sends when the terminal has another size, closed when
// it goes away.
var resized, closed = []os.Signal{syscall.SIGWINCH}, []os.Signal{syscall.SIGHUP}

// obey has nothing to do: terminals do what escape sequences say.
func obey(io.Writer) (undo func()) { return func() {} }

// stop stops the job, this program and what it has started, until it is continued.
func stop() error {
	continued := make(chan os.Signal, 1)
	signal.Notify(continued, syscall.SIGCONT)
	defer signal.Stop(continued)
	if err := syscall.Kill(0, syscall.SIGTSTP); err != nil {
		return err
	}
	<-continued
	return nil
}
