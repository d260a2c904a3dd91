package postgres

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"clausewalk/checklist/event"
	"clausewalk/reports/portfolio"
)

var _ portfolio.Source = (*DB)(nil)

// page is how many apps are read at once.
const page = 200

// Rows implements portfolio.Source: each app's newest audit, as it was published.
func (db *DB) Rows(ctx context.Context, row func(portfolio.Row) error) error {
	after := ""
	for {
		rows, err := db.page(ctx, after)
		if err != nil {
			return explain(err)
		}
		for _, one := range rows {
			if err := row(one); err != nil {
				return err
			}
			after = one.Repository
		}
		if len(rows) < page {
			return nil
		}
	}
}

// page reads the apps whose repositories come after a name.
func (db *DB) page(ctx context.Context, after string) (all []portfolio.Row, err error) {
	// What belongs together is read at one moment.
	err = pgx.BeginTxFunc(ctx, db.conn, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		if all, err = audits(ctx, tx, after); err != nil || len(all) == 0 {
			return err
		}
		at := map[string]*portfolio.Row{}
		names := make([]string, len(all))
		for n := range all {
			names[n], at[all[n].Repository] = all[n].Repository, &all[n]
		}
		for _, read := range []func(context.Context, pgx.Tx, []string, map[string]*portfolio.Row) error{clauses, gaps, decisions, signOffs} {
			if err := read(ctx, tx, names, at); err != nil {
				return err
			}
		}
		return nil
	})
	for n := range all {
		all[n].Standing = all[n].On(all[n].At)
	}
	return all, err
}

func audits(ctx context.Context, tx pgx.Tx, after string) ([]portfolio.Row, error) {
	found, err := tx.Query(ctx, `SELECT a.repository, p.team, a.commit, p.committed_at, p.tool, a.audit, a.app, a.release, a.policies, a.journal, a.judged_at, a.changed_at, a.assessed, a.faults
		FROM clausewalk.audit a JOIN clausewalk.app p ON p.repository = a.repository
		WHERE a.latest AND a.repository > $1 ORDER BY a.repository LIMIT $2`, after, page)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(found, func(r pgx.CollectableRow) (portfolio.Row, error) {
		one := portfolio.Row{Faults: []portfolio.Fault{}, Clauses: []portfolio.Clause{}, Gaps: []portfolio.Gap{}, Decisions: []portfolio.Decision{}, SignOffs: []portfolio.SignOff{}}
		var policies, faults []byte
		var changed *time.Time
		err := r.Scan(&one.Repository, &one.Team, &one.Commit, &one.Committed, &one.Tool, &one.Audit, &one.App, &one.Release, &policies, &one.Journal, &one.At, &changed, &one.Assessed, &faults)
		if err != nil {
			return one, err
		}
		if changed != nil {
			one.Changed = changed.UTC()
		}
		one.Committed, one.At = one.Committed.UTC(), one.At.UTC()
		var sorts []string
		if err := json.Unmarshal(policies, &one.Policies); err != nil {
			return one, err
		}
		err = json.Unmarshal(faults, &sorts)
		for _, s := range sorts {
			one.Faults = append(one.Faults, portfolio.Fault{Sort: s, What: "clausewalk check in the repository says what"})
		}
		return one, err
	})
}

// each asks for the rows of the newest audits of some repositories, in their
// order, and hands each to a function that reads it.
func each(ctx context.Context, tx pgx.Tx, names []string, columns, table, order string, read func(pgx.CollectableRow) error) error {
	found, err := tx.Query(ctx, "SELECT "+columns+" FROM clausewalk."+table+" t JOIN clausewalk.audit a ON a.repository = t.repository AND a.audit = t.audit WHERE a.latest AND t.repository = ANY($1) ORDER BY t.repository, "+order, names)
	if err != nil {
		return err
	}
	defer found.Close()
	for found.Next() {
		if err := read(found); err != nil {
			return err
		}
	}
	return found.Err()
}

func clauses(ctx context.Context, tx pgx.Tx, names []string, at map[string]*portfolio.Row) error {
	return each(ctx, tx, names, "t.repository, t.policy, t.clause, t.title, t.state, t.verdict, t.stale_from, t.no_reason", "clause", "t.place", func(r pgx.CollectableRow) error {
		var name, verdict string
		var c portfolio.Clause
		var stales *time.Time
		err := r.Scan(&name, &c.Policy, &c.Label, &c.Title, &c.State, &verdict, &stales, &c.NoReason)
		if stales != nil {
			c.Stales = stales.UTC()
		}
		c.Verdict = event.Verdict(verdict)
		at[name].Clauses = append(at[name].Clauses, c)
		return err
	})
}

func gaps(ctx context.Context, tx pgx.Tx, names []string, at map[string]*portfolio.Row) error {
	return each(ctx, tx, names, "t.repository, t.policy, t.clause, t.title, t.verdict, t.severity, t.owner, coalesce(t.due::text, ''), t.fix, t.reason", "gap", "t.place", func(r pgx.CollectableRow) error {
		var name, verdict string
		var g portfolio.Gap
		err := r.Scan(&name, &g.Policy, &g.Label, &g.Title, &verdict, &g.Severity, &g.Owner, &g.Due, &g.Fix, &g.Reason)
		g.Verdict = event.Verdict(verdict)
		at[name].Gaps = append(at[name].Gaps, g)
		return err
	})
}

func decisions(ctx context.Context, tx pgx.Tx, names []string, at map[string]*portfolio.Row) error {
	return each(ctx, tx, names, "t.repository, t.id, t.result, coalesce(t.decided_on::text, ''), t.release, t.permission, t.words, t.clauses", "decision", "t.decided_on, t.id", func(r pgx.CollectableRow) error {
		var name, result string
		var d portfolio.Decision
		var about []byte
		if err := r.Scan(&name, &d.ID, &result, &d.On, &d.Release, &d.Permission, &d.Words, &about); err != nil {
			return err
		}
		d.Result = event.Result(result)
		err := json.Unmarshal(about, &d.Clauses)
		at[name].Decisions = append(at[name].Decisions, d)
		return err
	})
}

func signOffs(ctx context.Context, tx pgx.Tx, names []string, at map[string]*portfolio.Row) error {
	return each(ctx, tx, names, "t.repository, t.id, t.name, t.role, t.signed_at, t.state, t.changes", "sign_off", "t.signed_at, t.id", func(r pgx.CollectableRow) error {
		var name string
		var s portfolio.SignOff
		var signed *time.Time
		err := r.Scan(&name, &s.ID, &s.Name, &s.Role, &signed, &s.State, &s.Changes)
		if signed != nil {
			s.At = signed.UTC()
		}
		at[name].SignOffs = append(at[name].SignOffs, s)
		return err
	})
}

// Published is what the database knows of an app.
type Published struct {
	Commit, Tool, Team string
	Words              bool
	Aged               bool // an answer has become stale since
}

// Published returns what is published, by repository: what is published already
// need not be read again.
func (db *DB) Published(ctx context.Context) (map[string]Published, error) {
	found, err := db.conn.Query(ctx, `SELECT p.repository, p.commit, p.tool, p.team, p.words, s.repository IS NOT NULL FROM clausewalk.app p
		LEFT JOIN (SELECT DISTINCT repository FROM clausewalk.clause WHERE latest AND stale_from <= now()) s ON s.repository = p.repository`)
	if err != nil {
		return nil, explain(err)
	}
	all := map[string]Published{}
	var name string
	var one Published
	_, err = pgx.ForEachRow(found, []any{&name, &one.Commit, &one.Tool, &one.Team, &one.Words, &one.Aged}, func() error {
		all[name] = one
		return nil
	})
	return all, explain(err)
}

// Expected is a repository that ought to publish.
type Expected struct{ Repository, Team string }

// Expect puts a list of repositories that ought to publish in the place of the one
// that is there.
func (db *DB) Expect(ctx context.Context, list []Expected) error {
	return db.inTransaction(ctx, func(tx pgx.Tx) error {
		if err := known(ctx, tx); err != nil {
			return err
		}
		var names, teams []string
		for _, e := range list {
			names, teams = append(names, e.Repository), append(teams, e.Team)
		}
		var b pgx.Batch
		b.Queue("DELETE FROM clausewalk.expected")
		b.Queue("INSERT INTO clausewalk.expected SELECT * FROM unnest($1::text[], $2::text[])", names, teams)
		return tx.SendBatch(ctx, &b).Close()
	})
}
