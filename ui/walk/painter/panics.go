package painter

import (
	"errors"
	"fmt"
	"runtime/debug"

	tea "github.com/charmbracelet/bubbletea"
)

// ErrBroken is the end of a program that failed itself. What it was doing stands on
// the terminal above it.
var ErrBroken = errors.New("clausewalk itself failed, and the lines above say where")

// panicked is a panic in work away from the screen. It comes to Update, which gives the
// terminal back before anything is said: on our screen the words would be lost with it.
type panicked struct {
	value any
	stack []byte
}

// Error is what Bubble Tea prints of it.
func (p *panicked) Error() string { return fmt.Sprintf("%v\n\n%s", p.value, p.stack) }

// safely returns a command whose panic comes back as a message.
func safely(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if value := recover(); value != nil {
				msg = &panicked{value, debug.Stack()}
			}
		}()
		return cmd()
	}
}

// each does so for the commands of a batch, which Bubble Tea takes apart itself.
func each(_ tea.Model, msg tea.Msg) tea.Msg {
	if all, ok := msg.(tea.BatchMsg); ok {
		for n := range all {
			all[n] = safely(all[n])
		}
	}
	return msg
}

// Go does work away from the screen that is no command. A panic in it ends the program
// as one in a command does.
func (p *Painter) Go(work func()) {
	go func() {
		if msg := safely(func() tea.Msg { work(); return nil })(); msg != nil {
			p.Send(msg)
		}
	}()
}
