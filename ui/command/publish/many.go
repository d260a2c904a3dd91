package publish

import (
	"context"

	"clausewalk/reports"
	"clausewalk/reports/portfolio/postgres"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/command/sources"
)

// app is one of many, read to be published, unless that failed or the database has
// the commit already.
type app struct {
	place       string
	publication postgres.Publication
	same        bool
	err         error
}

// many publishes one app after the other.
type many struct {
	run   *cli.Run
	db    *postgres.DB
	o     options
	known map[string]postgres.Published
	tell  func(result) // as soon as something has come of an app
	sum   total
}

// all publishes every app that folders and the files of repositories name, but for
// those whose commit the database has. One that cannot be read or published is told
// and keeps none of the others back; what all of them would meet, as a connection
// that broke, ends it. No result is kept: tell is handed each.
func all(ctx context.Context, r *cli.Run, db *postgres.DB, o options, folders []string, tell func(result)) (total, error) {
	known, err := db.Published(ctx)
	if err != nil {
		return total{}, cli.Database(err)
	}
	m := &many{run: r, db: db, o: o, known: known, tell: tell}
	err = sources.Each(ctx, r, &o.sources, folders, m.read, func(a app) error { return m.publish(ctx, a) })
	switch apps := m.sum.apps(); {
	case err != nil:
		return m.sum, cli.Database(err)
	case apps == 0:
		return m.sum, sources.NoAudit(append(folders, o.sources.Files()...))
	case m.sum.Failed > 0:
		err = cli.Failed("the lines above say why; publish again when they are mended", "%d of %s could not be published", m.sum.Failed, reports.Count(apps, "app"))
	}
	return m.sum, err
}

// read reads an app, unless the database has it as it is. It is called from several
// goroutines.
func (m *many) read(f sources.Found) []app {
	a := app{place: f.From.Repository, err: f.Err}
	if a.err != nil {
		return []app{a}
	}
	commit, at, err := f.CheckedOut()
	name := f.Origin()
	switch is := m.known[name]; {
	case err != nil:
		a.err = err
	case name == "":
		a.err = errNoName
	case is.Commit == commit && is.Tool == cli.Tool() && is.Words == !m.o.noWords && !is.Aged:
		a.publication, a.same = postgres.Publication{Repository: name, Commit: commit, Committed: at}, true
	default:
		a.publication, a.err = read(m.run, f.Workspace, m.o, name)
	}
	return []app{a}
}

// publish publishes an app that was read. The error ends all.
func (m *many) publish(ctx context.Context, a app) error {
	var out postgres.Outcome
	switch {
	case a.err != nil:
	case a.same:
		out.Kept, out.Same = true, true
	default:
		out, a.err = m.db.Publish(ctx, a.publication)
		if a.err != nil && (postgres.Every(a.err) || ctx.Err() != nil) {
			return a.err
		}
	}
	one := resultOf(a.publication, out)
	if a.err != nil {
		one = failed(a)
	}
	one.Place = a.place
	m.sum.add(one)
	m.tell(one)
	return nil
}
