package postgres

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
)

// schema has the steps that make the tables and views, in the order of their
// names. One that was published is never altered: what changes is a new file.
//
//go:embed schema/*.sql
var schema embed.FS

// steps returns the texts of the steps, in their order.
func steps() []string {
	names, err := fs.Glob(schema, "schema/*.sql") // sorted
	if err != nil {
		panic(err) // The pattern is ours.
	}
	var all []string
	for _, name := range names {
		text, err := schema.ReadFile(name)
		if err != nil {
			panic(err) // It is in the program.
		}
		all = append(all, string(text))
	}
	return all
}

// versionTable is there before the first step, and its only row is what
// publishers share and a migration takes for itself.
const versionTable = `
CREATE SCHEMA IF NOT EXISTS clausewalk;
CREATE TABLE IF NOT EXISTS clausewalk.schema_version (id int PRIMARY KEY, version int NOT NULL);
INSERT INTO clausewalk.schema_version VALUES (1, 0) ON CONFLICT DO NOTHING;`

// Migrate brings the tables and views to what this program writes, and returns
// the versions before and after. It waits for the publishers that are at work, and
// those that come wait for it. On PostgreSQL all of it is done or nothing; each
// step may be run again on a database that keeps a part.
func (db *DB) Migrate(ctx context.Context) (from, to int, err error) {
	all := steps()
	err = db.inTransaction(ctx, func(tx pgx.Tx) error {
		if err := run(ctx, tx, versionTable); err != nil {
			return err
		}
		if err := tx.QueryRow(ctx, "SELECT version FROM clausewalk.schema_version WHERE id = 1 FOR UPDATE").Scan(&from); err != nil {
			return err
		}
		if from > len(all) {
			return &NewerSchema{from, len(all)}
		}
		for _, step := range all[from:] {
			if err := run(ctx, tx, step); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, "UPDATE clausewalk.schema_version SET version = $1 WHERE id = 1", len(all))
		return err
	})
	return from, len(all), err
}

// run sends several statements at once.
func run(ctx context.Context, tx pgx.Tx, text string) error {
	_, err := tx.Conn().PgConn().Exec(ctx, text).ReadAll()
	return err
}

// An OlderSchema says that the tables are older than the program.
type OlderSchema struct{ Found, Known int }

// Error names both versions.
func (e *OlderSchema) Error() string {
	return fmt.Sprintf("the database has version %d of the tables, and this program writes version %d", e.Found, e.Known)
}

// A NewerSchema says that the program is older than the tables.
type NewerSchema struct{ Found, Known int }

// Error names both versions.
func (e *NewerSchema) Error() string {
	return fmt.Sprintf("a newer clausewalk has made version %d of the tables, and this one knows version %d", e.Found, e.Known)
}

// known holds the version of the tables as it is until the transaction ends, and
// refuses one that this program does not write.
func known(ctx context.Context, tx pgx.Tx) error {
	var found int
	err := tx.QueryRow(ctx, "SELECT version FROM clausewalk.schema_version WHERE id = 1 FOR SHARE").Scan(&found)
	switch want := len(steps()); {
	case err != nil:
		return err
	case found < want:
		return &OlderSchema{found, want}
	case found > want:
		return &NewerSchema{found, want}
	}
	return nil
}
