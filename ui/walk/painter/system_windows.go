package painter

import (
	"io"
	"os"

	"golang.org/x/sys/windows"
)

// resized and closed are empty: Windows sends nothing. A new size comes with the
// keys.
var resized, closed []os.Signal

// obey lets the console do what escape sequences say, until it is undone.
func obey(out io.Writer) (undo func()) {
	fd, ok := descriptor(out)
	var before uint32
	if !ok || windows.GetConsoleMode(windows.Handle(fd), &before) != nil {
		return func() {}
	}
	_ = windows.SetConsoleMode(windows.Handle(fd), before|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING)
	return func() { _ = windows.SetConsoleMode(windows.Handle(fd), before) }
}

// stop does nothing: Windows has no jobs.
func stop() error { return nil }

// openKeys returns nil: Bubble Tea reads the console by calls of its own.
func openKeys(io.Reader) *keys { return nil }
