// Package apps is the screen of command portfolio: the audits of many apps in a
// list, worst first, that is filtered as one types and leads into each of them.
// Plain is the same as plain prompts. It changes nothing; the walk that it leads
// into is the caller's.
package apps

import (
	"context"
	"errors"
	"io"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/reports/portfolio"
	"clausewalk/ui"
	"clausewalk/ui/walk/painter"
)

// Options is what the list needs from the command line.
type Options struct {
	From     portfolio.Source
	At       time.Time // the moment that is told of
	Days     int       // how far ahead what falls due is looked for
	Question portfolio.Question
	// Settle finds in the book what the question names, once all is read; the list
	// begins with the question that it returns.
	Settle func(*portfolio.Book) (portfolio.Question, error)
	// Open opens the walk through an audit, and returns when the person leaves it.
	Open func(Place) error
	// Again is the source of what is below one folder.
	Again    func(folder string) portfolio.Source
	ASCII    bool
	Theme    ui.Theme
	Settings ui.Settings
	In       io.Reader
	Out      io.Writer
}

// Place is where an audit is: in a folder, or where Rev is not empty in that commit
// of the repository in the folder, with the app's own folder behind a colon.
type Place struct{ Folder, Rev, Audit string }

// placeOf returns where the audit of a line can be opened, and false where it is not
// on this machine.
func placeOf(l portfolio.Line) (Place, bool) {
	if l.Folder == "" && l.Git != "" {
		return Place{l.Git, l.Rev, l.Audit}, true
	}
	return Place{l.Folder, "", l.Audit}, l.Folder != ""
}

// Run opens the list on the terminal and returns when the person leaves it. It
// returns what came of reading, as far as all was read.
func Run(o Options) (portfolio.Total, error) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	m := newModel(ctx, o)
	for {
		err := painter.New(m, painter.Options{In: o.In, Out: o.Out}).Run()
		switch {
		case m.interrupted || errors.Is(err, tea.ErrInterrupted):
			return m.book.Total, ui.ErrInterrupted
		case err != nil || m.chosen == nil:
			return m.book.Total, errors.Join(err, m.failed)
		}
		in, _ := placeOf(*m.chosen)
		m.back(o.Open(in))
	}
}
