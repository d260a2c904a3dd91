// Package walk is the walk through an audit's clauses on the screen. It shows a
// change at once, and says "saved" when its event is on disk.
package walk

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist/workspace"
	"clausewalk/ui"
	"clausewalk/ui/session"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/painter"
)

// Run opens the walk on the terminal and returns when the person leaves it.
// Whatever was entered is then on disk, or the error says where it was put.
func Run(o ui.Options) error {
	m := newModel(o, tea.Tick)
	p := painter.New(m, painter.Options{In: o.In, Out: o.Out, Mouse: o.Mouse, Links: o.Links})
	tell := func(words string) { p.Send(toldMsg(words)) }
	session.OnNews(o.Session, tell)
	watching, stop := context.WithCancel(context.Background())
	defer stop()
	p.Go(func() { o.Session.Watch(watching, func() { p.Send(layer.Changed{}) }) })

	runErr := p.Run()
	stop()
	if err := o.Session.Close(m.list.Item().Ref); err != nil {
		return err
	}
	if m.interrupted || errors.Is(runErr, tea.ErrInterrupted) {
		return ui.ErrInterrupted
	}
	if errors.Is(runErr, painter.ErrBroken) {
		return fmt.Errorf("%w; everything entered is saved in %s", runErr, filepath.Join(o.Session.Workspace.Root, workspace.Dir, "audits", o.Session.Head.ID, "journal"))
	}
	return runErr
}
