package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/reports/portfolio"
	"clausewalk/reports/portfolio/postgres"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// one publishes the app that the command is about.
func one(ctx context.Context, r *cli.Run, db *postgres.DB, o options) (result, error) {
	w, err := r.Find()
	if err != nil {
		return result{}, err
	}
	defer w.Close()
	name := cmp.Or(o.repository, w.Origin())
	if name == "" {
		return result{}, cli.Usage("--repository github.com/acme/photobook names it", "this clone has no remote \"origin\" to name the app")
	}
	p, err := read(r, w, o, name)
	if err != nil {
		return result{}, err
	}
	out, err := db.Publish(ctx, p)
	if err != nil {
		return result{}, cli.Database(err)
	}
	return resultOf(p, out), nil
}

// read makes the publication of all audits of a workspace. What is published is a
// commit, and read from it: whoever reads the rows finds in git what they were made
// of.
func read(r *cli.Run, w *workspace.Workspace, o options, name string) (p postgres.Publication, err error) {
	commit, at, err := w.CheckedOut()
	if err != nil {
		return p, cli.Failed("git init and git commit: what is published is named by its commit", "%w", err)
	}
	if n := w.Uncommitted(); n > 0 {
		return p, cli.Failed("git add "+workspace.Dir+" and git commit, or --rev HEAD, which publishes what was committed", "%s of %s changed since the commit, and only commits are published", reports.Count(n, "file"), workspace.Dir)
	}
	p = postgres.Publication{
		Repository: name, Team: w.Team(), Commit: commit, Committed: at, Tool: cli.Tool(), Words: !o.noWords, RenamedFrom: o.renamedFrom, Force: o.force,
		Order: func(published string) postgres.Order {
			switch {
			case w.Follows(commit, published):
				return postgres.Before
			case w.Follows(published, commit):
				return postgres.After
			}
			return postgres.Unknown
		},
	}
	c, err := w.Committed()
	if err != nil {
		return p, err
	}
	if c != w {
		defer c.Close()
	}
	heads, err := c.Audits()
	switch {
	case err != nil:
		return p, err
	case len(heads) == 0:
		return p, fmt.Errorf("%w: %s holds none", workspace.ErrNone, c.Root)
	}
	for _, h := range heads {
		s, err := r.OpenIn(c, session.Options{Audit: h.ID, Look: true})
		if err != nil {
			return p, err
		}
		report := reports.Build(s.Audit, session.ToReport(s, cli.Tool()))
		one := postgres.Audit{Row: portfolio.Of(report, portfolio.Origin{})}
		if len(report.History) > 0 {
			one.Began = report.History[0].ID
		}
		p.Audits = append(p.Audits, one)
	}
	return p, nil
}

var errNoName = errors.New(`it has no remote "origin" to name the app: git remote add origin ADDRESS names it, or publish it alone with --repository NAME`)
