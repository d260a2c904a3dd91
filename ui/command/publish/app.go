package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"clausewalk/checklist/workspace"
	"clausewalk/policy/library"
	"clausewalk/reports"
	"clausewalk/reports/portfolio"
	"clausewalk/reports/portfolio/postgres"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/command/sources"
	"clausewalk/ui/session"
)

// one publishes the app that the command is about.
func one(ctx context.Context, r *cli.Run, db *postgres.DB, o options) error {
	w, err := r.Find()
	if err != nil {
		return err
	}
	name := cmp.Or(o.repository, w.Origin())
	if name == "" {
		return cli.Usage("--repository github.com/acme/photobook names it", "this clone has no remote \"origin\" that would name the app")
	}
	p, err := read(r, w, o, name)
	if err != nil {
		return err
	}
	out, err := db.Publish(ctx, p)
	if err != nil {
		return cli.Database(err)
	}
	tell(r, p, out)
	return nil
}

// read makes the publication of all audits of a workspace. What is published is a
// commit: whoever reads it must find in git what it was made of.
func read(r *cli.Run, w *workspace.Workspace, o options, name string) (postgres.Publication, error) {
	p := postgres.Publication{
		Repository: name, Team: w.Team(), Tool: cli.Tool(), Words: !o.noWords, RenamedFrom: o.renamedFrom, Force: o.force,
	}
	var err error
	if p.Commit, p.Committed, err = w.CheckedOut(); err != nil {
		return p, cli.Failed("git init and git commit, since what is published is named by its commit", "%w", err)
	}
	if n := w.Uncommitted(); n > 0 {
		return p, cli.Failed("git add "+workspace.Dir+" and git commit, or git stash", "%s of %s not as committed, and a commit is what is published", reports.Count(n, "file"), workspace.Dir)
	}
	p.Order = func(published string) postgres.Order {
		switch {
		case w.Follows(p.Commit, published):
			return postgres.Before
		case w.Follows(published, p.Commit):
			return postgres.After
		}
		return postgres.Unknown
	}
	heads, err := w.Audits()
	switch {
	case err != nil:
		return p, err
	case len(heads) == 0:
		return p, fmt.Errorf("%w: %s holds none", workspace.ErrNone, w.Root)
	}
	for _, h := range heads {
		s, err := r.OpenIn(w, session.Options{Audit: h.ID, Look: true})
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

// tell says what came of a publication.
func tell(r *cli.Run, p postgres.Publication, out postgres.Outcome) {
	if out.Moved {
		r.Tell("took over what was published as %s\n", p.RenamedFrom)
	}
	switch {
	case !out.Kept:
		r.Printf("not published: %s\n", newerWords(p, out))
		r.Note("after a force-push that went back, publish --force puts this commit in its place")
	case out.Same:
		r.Tell("nothing changed: %s is published at %.10s\n", p.Repository, p.Commit)
	default:
		n := p.Audits[0].Counts
		r.Tell("published %s at %.10s: %s; %s %s has %d of %s answered, %s\n", p.Repository, p.Commit, reports.Count(len(p.Audits), "audit"),
			p.Audits[0].App, p.Audits[0].Release, n.Answered, reports.Count(n.Clauses, "clause"), reports.Count(n.Gaps, "gap"))
	}
	if out.Also != "" {
		r.Note("%s has published the same audit; if it is this repository under an older name: publish --renamed-from %[1]s", out.Also)
	}
}

func newerWords(p postgres.Publication, out postgres.Outcome) string {
	return fmt.Sprintf("%s is published at %.10s of %s, and %.10s of %s is older", p.Repository, out.Newer, cli.When(out.Committed), p.Commit, cli.When(p.Committed))
}

// many publishes one app after the other.
type many struct {
	run   *cli.Run
	db    *postgres.DB
	o     options
	known map[string]postgres.Published
	cache library.Cache

	published, unchanged, older, failed int
}

// all publishes every app below folders of which the database has another commit.
// One that cannot be read or published is told and keeps none of the others back;
// what all of them would meet, as a connection that broke, ends it.
func all(ctx context.Context, r *cli.Run, db *postgres.DB, o options, folders []string) error {
	known, err := db.Published(ctx)
	if err != nil {
		return cli.Database(err)
	}
	m := &many{run: r, db: db, o: o, known: known}
	err = sources.Workspaces(r, folders, m.fail, func(place, root string) error { return m.app(ctx, place, root) })
	if err != nil {
		return cli.Database(err)
	}
	apps := m.published + m.unchanged + m.older + m.failed
	if apps == 0 {
		return sources.NoAudit(folders)
	}
	r.Printf("total: %s published, %d unchanged, %d older than what is published, %d failed\n", reports.Count(m.published, "app"), m.unchanged, m.older, m.failed)
	if m.failed > 0 {
		return cli.Failed("the lines above say why; publish again when they are mended", "%d of %s could not be published", m.failed, reports.Count(apps, "app"))
	}
	return nil
}

// fail tells of an app that could not be published.
func (m *many) fail(place string, err error) error {
	m.failed++
	m.run.Printf("%s: %v\n", place, err)
	return nil
}

// app publishes the app of a folder. The error ends all.
func (m *many) app(ctx context.Context, place, root string) error {
	w, err := workspace.Find(root)
	if err != nil {
		return m.fail(place, err)
	}
	w.Policies = &m.cache
	commit, _, err := w.CheckedOut()
	if err != nil {
		return m.fail(place, err)
	}
	name := w.Origin()
	if name == "" {
		return m.fail(place, errNoName)
	}
	if is := m.known[name]; is.Commit == commit && is.Tool == cli.Tool() && is.Words == !m.o.noWords && !is.Aged {
		m.unchanged++
		return nil
	}
	p, err := read(m.run, w, m.o, name)
	if err != nil {
		return m.fail(place, err)
	}
	out, err := m.db.Publish(ctx, p)
	switch {
	case postgres.Every(err) || ctx.Err() != nil:
		return err
	case err != nil:
		return m.fail(place, err)
	case !out.Kept:
		m.older++
		m.run.Printf("not published: %s\n", newerWords(p, out))
	case out.Same:
		m.unchanged++
	default:
		m.published++
		tell(m.run, p, out)
	}
	return nil
}

var errNoName = errors.New(`it has no remote "origin" that would name the app`)
