// Package publish is the command clausewalk publish: where apps stand, for an
// organisation that reads across all of them in a database.
package publish

import (
	"cmp"
	"context"
	"os"
	"os/signal"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/reports"
	"clausewalk/reports/portfolio/postgres"
	"clausewalk/ui"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/command/sources"
)

// options are what publish was told.
type options struct {
	to, repository, renamedFrom, expect string
	noWords, force, migrate, all        bool
	asJSON                              bool
	sources                             sources.Wanted
}

// Command returns clausewalk publish.
func Command(r *cli.Run) *cobra.Command {
	var o options
	cmd := cli.WithJSON(&cobra.Command{
		Use:   "publish --to ADDRESS [--all FOLDER...]",
		Short: "Publish where the app stands to a PostgreSQL database",
		Long: `publish writes the workspace's audits, as they are in the checked-out commit
or in the one that --rev names, to a database where an organisation can read
across all its apps. It sends states, counts, gaps, the platform's decisions and
sign-offs, and never any evidence. It writes everything or nothing; publishing
again changes nothing, and an older commit never replaces a newer one.

--all publishes every app below the folders, from checkouts and from bare
repositories; with --repos, those in a file of addresses.

The connection follows libpq: whatever ADDRESS leaves out ("postgres://" leaves
out everything) comes from the service file, PGHOST and the like, and
~/.pgpass. A password in ADDRESS is refused. docs/portfolio.md says what is
sent, and has the roles, the views and a dashboard.`,
		Example: `  clausewalk publish --to postgres://publisher@db.example.org/clausewalk
  clausewalk publish --to postgres:// --no-words --all ~/apps`,
		Args: cli.Words(0, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.asJSON = cli.AsJSON(cmd)
			if err := o.check(r, args); err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
			defer stop()
			err := run(ctx, r, o, args)
			if ctx.Err() != nil {
				return ui.ErrInterrupted
			}
			return err
		},
	})
	o.sources.Flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.to, "to", "", "the `address` of the database, postgres://user@host/database")
	f.BoolVar(&o.all, "all", false, "publish every app below the folders that has changed since it was last published")
	f.BoolVar(&o.noWords, "no-words", false, "leave out what people typed: reasons, fixes, the platform's words, roles")
	f.StringVar(&o.repository, "repository", "", "the app's `name` in the database (default: the address of the remote \"origin\")")
	f.StringVar(&o.renamedFrom, "renamed-from", "", "take over the rows published under the repository's old `name`")
	f.BoolVar(&o.force, "force", false, "replace a newer commit, after a force-push to an older one")
	f.BoolVar(&o.migrate, "migrate", false, "create or update the tables and views, and publish nothing")
	f.StringVar(&o.expect, "expect", "", "read from a `file` which repositories should publish, one per line with its team, and publish nothing")
	return cmd
}

// check refuses what does not go together. Each case is one message.
func (o options) check(r *cli.Run, args []string) error {
	about := o.repository != "" || o.renamedFrom != "" || o.force
	switch {
	case o.to == "":
		return cli.Usage("--to postgres://user@host/database; --to postgres:// takes all of it from PGHOST and the like", "publish needs to know where: --to")
	case len(args) > 0 && !o.all:
		return cli.Usage("clausewalk publish --all FOLDER... takes folders", "publish: unexpected %q", args[0])
	case !o.all && o.sources.Given():
		return cli.Usage("clausewalk publish --all --repos FILE", "--repos and --fetch are about many apps, and go with --all")
	case o.migrate && o.expect != "" || (o.migrate || o.expect != "") && (o.all || about || o.noWords || o.asJSON || r.Rev != ""):
		return cli.Usage("do one after the other", "--migrate and --expect can only be combined with --to")
	case o.all && (about || r.Workspace != ""):
		return cli.Usage("publish that app by itself", "--repository, --renamed-from, --force and --workspace are for one app, and --all is for many")
	case r.Audit != "" || !r.Past.IsZero():
		return cli.Usage("leave them out", "publish sends all audits in the workspace as they are now, so it takes neither --audit nor --at")
	}
	return nil
}

func run(ctx context.Context, r *cli.Run, o options, folders []string) error {
	db, err := postgres.Open(ctx, o.to)
	if err != nil {
		return cli.Database(err)
	}
	defer db.Close()
	switch {
	case o.migrate:
		from, to, err := db.Migrate(ctx)
		switch {
		case err != nil:
			return cli.Database(err)
		case from == to:
			r.Tell("the tables are at version %d already\n", to)
		default:
			r.Tell("the tables are at version %d now\n", to)
		}
		return nil
	case o.expect != "":
		return expect(ctx, r, db, o.expect)
	case o.all:
		if len(folders) == 0 && !o.sources.Given() {
			folders = []string{"."}
		}
		var told []result // by programs alone, at the end
		tell := func(one result) { say(r, one) }
		if o.asJSON {
			tell = func(one result) { told = append(told, one) }
		}
		sum, err := all(ctx, r, db, o, folders, tell)
		switch {
		case o.asJSON:
			return cmp.Or(err, print(r, told, sum))
		case sum.apps() > 0:
			r.Printf("total: %s published, %d unchanged, %d older than what is published, %d failed\n", reports.Count(sum.Published, "app"), sum.Unchanged, sum.Older, sum.Failed)
		}
		return err
	}
	one, err := one(ctx, r, db, o)
	switch {
	case err != nil:
		return err
	case o.asJSON:
		var sum total
		sum.add(one)
		return print(r, []result{one}, sum)
	}
	say(r, one)
	return nil
}

func expect(ctx context.Context, r *cli.Run, db *postgres.DB, file string) error {
	lines, err := r.List(file)
	if err != nil {
		return cli.Usage("", "--expect: %w", err)
	}
	var list []postgres.Expected
	for _, line := range lines {
		name, team, _ := strings.Cut(strings.ReplaceAll(line, "\t", " "), " ")
		list = append(list, postgres.Expected{Repository: name, Team: strings.TrimSpace(team)})
	}
	if err := db.Expect(ctx, list); err != nil {
		return cli.Database(err)
	}
	r.Tell("%s expected to publish\n", reports.Count(len(list), "app"))
	return nil
}
