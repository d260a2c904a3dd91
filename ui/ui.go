// Package ui holds what a person sees: the walk through an audit's clauses in
// the terminal. It reads no flags and no environment; the command line hands
// everything in.
//
// A key becomes an action, an action a change of the audit, a change an event
// in the journal. The screen shows a change at once and says "saved" when its
// event is on disk.
package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	_ "clausewalk/ui/termbg"
)

// Options is what the walk needs from the command line.
type Options struct {
	Audit    *workspace.Open
	Drafts   []workspace.Draft // words that were being typed when the last sitting ended
	LeftAt   checklist.Ref     // where the last sitting ended, the zero Ref for nowhere
	Dir      string            // where typed file paths are looked for
	Editor   string            // the command of the person's editor, empty for none
	AskScope bool              // begin with the facts about the app
	Overview bool              // begin with where the audit stands, unless nothing is entered
	ASCII    bool              // marks of ASCII alone
	Theme    Theme             // the colours, empty for Auto
	Mouse    bool
	// Opener hands an address or a file to the system, and does not wait for it.
	Opener func(target string) error
	// WriteReport writes the report to a file, whose ending tells the format.
	WriteReport func(r reports.Report, file string) error
	// WritePacket writes the packet for a review likewise.
	WritePacket func(r reports.Report, file string) error
	// NoClipboard says that the terminal is known to take no OSC 52.
	NoClipboard bool
	Tool        string // the program's name and version, for the report
	In          io.Reader
	Out         io.Writer
}

// ErrInterrupted says that the person left with ctrl+c. Everything was saved.
var ErrInterrupted = errors.New("interrupted")

// Run opens the walk on the terminal and returns when the person leaves it.
// Whatever was entered is then on disk, or the error says where it was put.
func Run(o Options) error {
	m := New(o)
	m.later = tea.Tick
	options := []tea.ProgramOption{tea.WithAltScreen(), tea.WithFPS(1), tea.WithFilter(hideSize), tea.WithInput(o.In), tea.WithOutput(o.Out)}
	if o.Mouse {
		options = append(options, tea.WithMouseCellMotion())
	}
	p := tea.NewProgram(&painter{Model: m, out: o.Out}, options...)

	// A closed terminal ends the program like quit does, so that the flush
	// below is reached. Bubble Tea handles the other signals itself.
	closed := make(chan os.Signal, 1)
	signal.Notify(closed, hangup...)
	defer signal.Stop(closed)
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-closed:
			p.Quit()
		case <-done:
		}
	}()

	watching, stop := context.WithCancel(context.Background())
	defer stop()
	go o.Audit.Journal.Watch(watching, func() { p.Send(changedMsg{}) })

	_, runErr := p.Run()
	stop()
	if err := m.leave(); err != nil {
		return err
	}
	switch {
	case m.interrupted, errors.Is(runErr, tea.ErrInterrupted):
		return ErrInterrupted
	default:
		return runErr
	}
}

// leave brings what is left to disk after the screen has gone.
func (m *Model) leave() error {
	if b, ok := m.dialog.(*reasonBox); ok && b.overrule == nil && b.area.Value() != b.shown {
		d := b.draft(m)
		m.draft = &d
	}
	var draftErr error
	if m.draft != nil {
		// A write that is under way comes first, so that the newest words stay.
		m.saver.draft.Lock()
		draftErr = m.audit.Drafts.Save(*m.draft)
		m.saver.draft.Unlock()
	}
	_, err := m.saver.flush()
	if err == nil {
		if ref := m.item().Ref; ref != (checklist.Ref{}) {
			_ = m.audit.LeaveAt(ref) // Without it the next walk begins at the first open clause.
		}
		return draftErr
	}
	path, rescueErr := m.saver.rescue(m.audit.Workspace)
	if rescueErr != nil {
		return fmt.Errorf("not saved: %w; and the words could not be put elsewhere: %w", err, rescueErr)
	}
	return fmt.Errorf("not saved: %w; the words are in %s", err, path)
}
