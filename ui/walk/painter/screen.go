package painter

import (
	"errors"
	"io"
	"os"
	"os/signal"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/term"
)

// Run takes the terminal, and gives it back as it was found when the model quits,
// panics, or is ended by a signal. It returns what Bubble Tea does, ErrBroken after a
// panic.
func (p *Painter) Run() error {
	if err := p.take(); err != nil {
		return err
	}
	defer p.giveBack()
	defer p.keys.close()
	defer at(resized, func() { p.Send(redraw{}) })()
	// A closed terminal ends the program like quit does, so that what is left is
	// saved. Bubble Tea handles the other signals itself.
	defer at(closed, p.program.Quit)()
	_, err := p.program.Run()
	if errors.Is(err, tea.ErrProgramPanic) {
		return ErrBroken
	}
	return err
}

// at does something at each of the signals, until the function that it returns is
// called.
func at(signals []os.Signal, do func()) (stop func()) {
	if len(signals) == 0 { // To Go that means all.
		return func() {}
	}
	came, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(came, signals...)
	go func() {
		for {
			select {
			case <-came:
				do()
			case <-done:
				return
			}
		}
	}()
	return func() { signal.Stop(came); close(done) }
}

// take puts the terminal into raw mode and opens our screen on it. Its size is not
// known then, and nothing is drawn until it is.
func (p *Painter) take() error {
	if in, ok := descriptor(p.opt.In); ok {
		before, err := term.MakeRaw(in)
		if err != nil {
			return err
		}
		if p.found == nil {
			p.found = before
		}
	}
	p.obeys = obey(p.opt.Out)
	p.taken, p.drawn, p.width = true, nil, 0
	p.write(ansi.SetModeAltScreenSaveCursor + ansi.EraseEntireScreen + ansi.CursorHomePosition + ansi.HideCursor + ansi.SetModeBracketedPaste)
	if p.opt.Mouse {
		p.write(ansi.SetModeMouseButtonEvent + ansi.SetModeMouseExtSgr)
	}
	return nil
}

// giveBack leaves the terminal as it was found, where we have it. Some terminals
// show or hide the cursor on each of their screens.
func (p *Painter) giveBack() {
	if !p.taken {
		return
	}
	p.taken = false
	if p.opt.Mouse {
		p.write(ansi.ResetModeMouseExtSgr + ansi.ResetModeMouseButtonEvent)
	}
	p.write(ansi.ResetModeBracketedPaste + ansi.ShowCursor + ansi.ResetModeAltScreenSaveCursor + ansi.ShowCursor)
	p.obeys()
	if in, ok := descriptor(p.opt.In); ok {
		_ = term.Restore(in, p.found)
	}
}

func (p *Painter) write(sequence string) { _, _ = p.opt.Out.Write([]byte(sequence)) }

// descriptor returns the descriptor of a terminal, and false for all else.
func descriptor(file any) (int, bool) {
	f, ok := file.(interface{ Fd() uintptr })
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	return int(f.Fd()), true
}

// redraw asks for a whole frame in the size that the terminal has now.
type redraw struct{}

// Redraw draws all anew, whatever the terminal shows, in the size that it has.
func Redraw() tea.Msg { return redraw{} }

// size returns what the model is told of the terminal's size, nil where there is
// none.
func (p *Painter) size() tea.Msg {
	out, ok := descriptor(p.opt.Out)
	if !ok {
		return nil
	}
	w, h, err := term.GetSize(out)
	if err != nil {
		return nil
	}
	return tea.WindowSizeMsg{Width: w, Height: h}
}

// leave asks for the terminal to be left to something else for a while.
type leave struct {
	to   tea.ExecCommand
	then tea.ExecCallback
}

// Leave leaves the terminal to a command, and comes back with a message. Nobody is
// to use tea.Exec, which knows nothing of our screen.
func Leave(to tea.ExecCommand, then tea.ExecCallback) tea.Cmd {
	return func() tea.Msg { return leave{to, then} }
}

// Suspend leaves the terminal to the shell until the job is continued, on systems
// that have jobs.
func Suspend() tea.Msg { return leave{to: shell{}} }

// shell has the terminal while the job is stopped.
type shell struct{}

func (shell) Run() error          { return stop() }
func (shell) SetStdin(io.Reader)  {}
func (shell) SetStdout(io.Writer) {}
func (shell) SetStderr(io.Writer) {}

// away is a command that has the terminal while it runs. Nobody reads keys meanwhile.
type away struct {
	tea.ExecCommand
	p *Painter
}

// SetStdin hands on the terminal as it was handed to us: it is not for Bubble Tea to
// say who reads.
func (a away) SetStdin(io.Reader) { a.ExecCommand.SetStdin(a.p.opt.In) }

func (a away) Run() error {
	defer a.p.keys.stay()
	a.p.giveBack()
	if a.ExecCommand == (shell{}) {
		a.p.found = nil // It may set the terminal up anew. An editor that is killed leaves it in any state.
	}
	err := a.ExecCommand.Run()
	if lost := a.p.take(); err == nil {
		err = lost
	}
	go a.p.Send(redraw{})
	return err
}
