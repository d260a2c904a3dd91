package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"clausewalk/reports/portfolio"
)

// Publication is what one workspace holds at one commit.
type Publication struct {
	Repository string // the app's name in the database
	Team       string
	Commit     string // in hexadecimal
	Committed  time.Time
	Tool       string
	Words      bool    // with the texts that people typed
	Audits     []Audit // the newest first
	// RenamedFrom is what the repository was called before, empty for nothing.
	RenamedFrom string
	// Force lets the commit take the place of a newer one.
	Force bool
	// Order tells by git how another commit is to this one. It is asked about what
	// is published.
	Order func(published string) Order
}

// Audit is one audit of a publication.
type Audit struct {
	portfolio.Row
	Began string // id of its first entry, by which it is known in a repository of another name
}

// Order is how one commit is to another.
type Order int

// The orders.
const (
	Unknown Order = iota // git does not know both, or neither comes from the other
	Before               // the other is among those that this one comes from
	After                // the other comes from this one
)

// Outcome is what came of a publication.
type Outcome struct {
	Kept  bool // it is what the database has now
	Same  bool // the database had it already, and nothing was changed
	Moved bool // the rows of RenamedFrom became this app's

	Newer     string // the commit that is published and was not replaced, empty where this one is Kept
	Committed time.Time

	Also string // when the app is new, another repository that has published one of these audits; empty for none
}

// ErrNotRenamed says that two repositories have no audit in common.
var ErrNotRenamed = errors.New("it has published none of these audits")

// Publish keeps a publication, all of it or nothing. What is not in it leaves the
// tables, but for the daily counts of the days before.
func (db *DB) Publish(ctx context.Context, p Publication) (Outcome, error) {
	if len(p.Repository) > longest {
		return Outcome{}, fmt.Errorf("the name of the repository has %d bytes, more than %d", len(p.Repository), longest)
	}
	// A clock that is ahead must not keep out whoever comes next.
	if now := p.Audits[0].At; p.Committed.After(now) {
		p.Committed = now
	}
	p.Committed = instant(p.Committed)
	rows := p.rows()
	var out Outcome
	err := db.inTransaction(ctx, func(tx pgx.Tx) (err error) {
		if err := known(ctx, tx); err != nil {
			return err
		}
		out, err = p.keep(ctx, tx, rows)
		return err
	})
	var older *refused
	if errors.As(err, &older) {
		return older.Outcome, nil
	}
	return out, err
}

// refused ends a transaction in which nothing is to be kept.
type refused struct{ Outcome }

// Error names the commit that stays.
func (r *refused) Error() string { return r.Newer + " is newer" }

// keep writes the publication where it is newer than what is there.
func (p Publication) keep(ctx context.Context, tx pgx.Tx, rows tables) (out Outcome, err error) {
	// Who publishes the same app at the same time waits here for its turn.
	if _, err := tx.Exec(ctx, "INSERT INTO clausewalk.app (repository) VALUES ($1) ON CONFLICT DO NOTHING", p.Repository); err != nil {
		return out, err
	}
	if p.RenamedFrom != "" && p.RenamedFrom != p.Repository {
		if out.Moved, err = p.move(ctx, tx); err != nil {
			return out, err
		}
	}
	var was struct {
		commit, tool, content, team string
		at                          *time.Time
		words                       bool
	}
	err = tx.QueryRow(ctx, "SELECT commit, tool, content, team, committed_at, words FROM clausewalk.app WHERE repository = $1 FOR UPDATE", p.Repository).
		Scan(&was.commit, &was.tool, &was.content, &was.team, &was.at, &was.words)
	if err != nil {
		return out, err
	}
	content := rows.content()
	if was.commit == p.Commit && was.content == content && was.words == p.Words && was.team == p.Team && was.tool == p.Tool {
		out.Kept, out.Same = true, !out.Moved
		return out, nil
	}
	if was.commit != "" && !p.Force && !p.follows(was.commit, *was.at) {
		return out, &refused{Outcome{Newer: was.commit, Committed: *was.at}}
	}
	if err := p.write(ctx, tx, rows, was.content != content); err != nil {
		return out, err
	}
	out.Kept = true
	if was.commit == "" { // A new name: of a new app, of a renamed one, or of a copy.
		out.Also, err = p.also(ctx, tx)
	}
	return out, err
}

// follows tells whether the commit may take the place of what is published: git
// knows best; where it does not know, the later commit counts.
func (p Publication) follows(commit string, at time.Time) bool {
	if commit == p.Commit {
		return true
	}
	switch p.Order(commit) {
	case Before:
		return true
	case After:
		return false
	}
	return !p.Committed.Before(at.Truncate(time.Second))
}

// write puts the publication in the place of what is there.
func (p Publication) write(ctx context.Context, tx pgx.Tx, rows tables, changed bool) error {
	var b pgx.Batch
	b.Queue(`UPDATE clausewalk.app SET team = $2, commit = $3, committed_at = $4, tool = $5, words = $6, content = $7, published_at = now() WHERE repository = $1`,
		p.Repository, p.Team, p.Commit, p.Committed, p.Tool, p.Words, rows.content())
	if !changed { // The day's counts are those of the last one.
		b.Queue("UPDATE clausewalk.audit SET commit = $2, judged_at = $3 WHERE repository = $1", p.Repository, p.Commit, p.Audits[0].At)
		return tx.SendBatch(ctx, &b).Close()
	}
	b.Queue("DELETE FROM clausewalk.audit WHERE repository = $1", p.Repository)
	for _, table := range []struct {
		name string
		rows any
		n    int
	}{
		{"audit", rows.Audits, len(rows.Audits)}, {"clause", rows.Clauses, len(rows.Clauses)}, {"gap", rows.Gaps, len(rows.Gaps)},
		{"decision", rows.Decisions, len(rows.Decisions)}, {"sign_off", rows.SignOffs, len(rows.SignOffs)},
	} {
		if table.n > 0 {
			b.Queue("INSERT INTO clausewalk."+table.name+" SELECT * FROM json_populate_recordset(NULL::clausewalk."+table.name+", $1::json)", string(encode(table.rows)))
		}
	}
	// The day counts by its last publication, and so do the days up to the next one.
	b.Queue(`UPDATE clausewalk.daily SET until = (now() AT TIME ZONE 'UTC')::date WHERE repository = $1 AND until IS NULL AND day < (now() AT TIME ZONE 'UTC')::date`, p.Repository)
	b.Queue(`INSERT INTO clausewalk.daily (repository, day, audit, commit, state, clauses, answered, gaps, blockers, stale)
		SELECT repository, (now() AT TIME ZONE 'UTC')::date, audit, commit, state, clauses, answered, gaps, blockers, stale
		FROM clausewalk.audit WHERE repository = $1 AND latest
		ON CONFLICT (repository, day) DO UPDATE SET audit = excluded.audit, commit = excluded.commit, state = excluded.state, clauses = excluded.clauses,
		answered = excluded.answered, gaps = excluded.gaps, blockers = excluded.blockers, stale = excluded.stale`, p.Repository)
	return tx.SendBatch(ctx, &b).Close()
}

func (p Publication) began() []string {
	var all []string
	for _, a := range p.Audits {
		all = append(all, a.Began)
	}
	return all
}

// also returns another repository that has published one of the audits: the same
// one under an older name, or a copy.
func (p Publication) also(ctx context.Context, tx pgx.Tx) (name string, err error) {
	err = tx.QueryRow(ctx, "SELECT repository FROM clausewalk.audit WHERE began = ANY($1) AND repository <> $2 ORDER BY repository LIMIT 1", p.began(), p.Repository).Scan(&name)
	if errors.Is(err, pgx.ErrNoRows) {
		err = nil
	}
	return name, err
}

// move makes the rows of the repository's older name its own: the daily counts of
// the days before its own first one, and what is published, so that an older
// commit does not take its place. It returns false where there is nothing to move.
func (p Publication) move(ctx context.Context, tx pgx.Tx) (bool, error) {
	var old, own string
	err := tx.QueryRow(ctx, "SELECT commit FROM clausewalk.app WHERE repository = $1 FOR UPDATE", p.RenamedFrom).Scan(&old)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	var common bool
	if err := tx.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM clausewalk.audit WHERE repository = $1 AND began = ANY($2))", p.RenamedFrom, p.began()).Scan(&common); err != nil {
		return false, err
	}
	if !common {
		return false, fmt.Errorf("%s: %w", p.RenamedFrom, ErrNotRenamed)
	}
	if err := tx.QueryRow(ctx, "SELECT commit FROM clausewalk.app WHERE repository = $1 FOR UPDATE", p.Repository).Scan(&own); err != nil {
		return false, err
	}
	var b pgx.Batch
	if own == "" { // What is published goes along, and this commit is held against it. The rows are written anew.
		b.Queue(`UPDATE clausewalk.app SET commit = o.commit, committed_at = o.committed_at
			FROM clausewalk.app o WHERE app.repository = $1 AND o.repository = $2`, p.Repository, p.RenamedFrom)
	}
	b.Queue(`UPDATE clausewalk.daily SET repository = $1, until = least(until, (SELECT min(day) FROM clausewalk.daily WHERE repository = $1)) WHERE repository = $2
		AND day < (SELECT coalesce(min(day), 'infinity') FROM clausewalk.daily WHERE repository = $1)`, p.Repository, p.RenamedFrom)
	b.Queue("DELETE FROM clausewalk.app WHERE repository = $1", p.RenamedFrom)
	return true, tx.SendBatch(ctx, &b).Close()
}
