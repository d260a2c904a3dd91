// Package walk is the walk through an audit's clauses on the screen. It shows a
// change at once, and says "saved" when its event is on disk.
package walk

import (
	"context"
	"errors"
	"os"
	"os/signal"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/ui"
	"clausewalk/ui/session"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/painter"
)

// Run opens the walk on the terminal and returns when the person leaves it.
// Whatever was entered is then on disk, or the error says where it was put.
func Run(o ui.Options) error {
	m := newModel(o, tea.Tick)
	options := []tea.ProgramOption{tea.WithAltScreen(), tea.WithFPS(1), tea.WithFilter(painter.HideSize), tea.WithInput(o.In), tea.WithOutput(o.Out)}
	if o.Mouse {
		options = append(options, tea.WithMouseCellMotion())
	}
	p := tea.NewProgram(painter.New(m, o.Out).WithLinks(o.Links), options...)

	// A closed terminal ends the program like quit does, so that what is left is
	// saved. Bubble Tea handles the other signals itself.
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

	tell := func(words string) { p.Send(toldMsg(words)) }
	session.OnNews(o.Session, tell)
	watching, stop := context.WithCancel(context.Background())
	defer stop()
	go o.Session.Watch(watching, func() { p.Send(layer.Changed{}) })

	_, runErr := p.Run()
	stop()
	if err := o.Session.Close(m.list.Item().Ref); err != nil {
		return err
	}
	if m.interrupted || errors.Is(runErr, tea.ErrInterrupted) {
		return ui.ErrInterrupted
	}
	return runErr
}
