//go:build !windows

package painter

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// resized is what the system sends when the terminal has another size, closed when
// it goes away.
var resized, closed = []os.Signal{syscall.SIGWINCH}, []os.Signal{syscall.SIGHUP}

// obey has nothing to do: terminals do what escape sequences say.
func obey(io.Writer) (undo func()) { return func() {} }

// stop stops the job, this program and what it has started, until it is continued.
// Where no shell has made a job of it (ssh -t, a container, a terminal opened for it)
// nobody would continue it, so the system would not stop it, and we would wait for ever.
func stop() error {
	if leader, err := unix.Getsid(0); err != nil || leader == syscall.Getpgrp() {
		return err
	}
	continued := make(chan os.Signal, 1)
	signal.Notify(continued, syscall.SIGCONT)
	defer signal.Stop(continued)
	if err := syscall.Kill(0, syscall.SIGTSTP); err != nil {
		return err
	}
	<-continued
	return nil
}

// openKeys opens the terminal that is read from once more, nil where that cannot be
// done or its reads cannot be ended. What is changed of how we wait there is nobody
// else's: the shell reads from the same file as our standard input.
func openKeys(in io.Reader) *keys {
	fd, ok := descriptor(in)
	if !ok || runtime.GOOS != "linux" {
		return nil
	}
	file, err := os.OpenFile(fmt.Sprintf("/proc/self/fd/%d", fd), os.O_RDONLY|unix.O_NOCTTY|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil
	}
	if file.SetReadDeadline(time.Time{}) != nil {
		_ = file.Close()
		return nil
	}
	return newKeys(file)
}
