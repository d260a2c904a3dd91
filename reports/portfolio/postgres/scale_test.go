package postgres_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"clausewalk/reports/portfolio"
	"clausewalk/reports/portfolio/postgres"
	"clausewalk/reports/portfolio/postgres/postgrestest"
)

// apps is how many apps the growth is measured with: docs/benchmarks.md has 100,
// 1,000 and 10,000.
var apps = flag.Int("apps", 10, "how many apps TestGrowth publishes")

// ask runs a query to its last row and returns how many there were.
func ask(t testing.TB, conn *pgx.Conn, query string) (rows int) {
	t.Helper()
	found, err := conn.Query(ctx, query)
	if err == nil {
		for found.Next() {
			if _, err = found.Values(); err != nil {
				break
			}
			rows++
		}
		found.Close()
	}
	if err == nil {
		err = found.Err()
	}
	if err != nil {
		t.Errorf("%s: %v", query, err)
	}
	return rows
}

// fleet is an app among many: 53 clauses, of which most are met, answered over the
// last year.
func fleet(n int, commit string) postgres.Publication {
	r := rand.New(rand.NewPCG(uint64(n), 7))
	p := publication(uint64(n), fmt.Sprintf("github.com/acme/app%05d", n), commit, 1)
	row := &p.Audits[0].Row
	row.Clauses, row.Gaps = row.Clauses[:0], row.Gaps[:0]
	for m := range 53 {
		c := portfolio.Clause{Policy: "instagram-platform", Label: fmt.Sprintf("A.%d", m+1), Title: "Remove within 24 hours", State: "met", Verdict: "met", Stales: now.AddDate(0, 0, r.IntN(365)-10)}
		if r.IntN(15) == 0 {
			c.State, c.Verdict = "not-met", "not-met"
			row.Gaps = append(row.Gaps, portfolio.Gap{Policy: c.Policy, Label: c.Label, Title: c.Title, Verdict: "not-met", Severity: []string{"blocker", "major", "minor"}[r.IntN(3)],
				Owner: fmt.Sprint("person ", r.IntN(200)), Due: now.AddDate(0, 0, r.IntN(60)-10).Format(time.DateOnly), Fix: typedFix, Reason: typedReason})
		}
		row.Clauses = append(row.Clauses, c)
	}
	row.Standing = row.On(row.At)
	return p
}

// TestGrowth publishes many apps, then all with a hundred changed, and asks the
// documented questions. It asserts no time: -v -apps 10000 prints them.
func TestGrowth(t *testing.T) {
	address, db := open(t)
	begin := time.Now()
	for n := range *apps {
		publish(t, db, fleet(n, "c1"))
	}
	t.Logf("%d apps published in %s", *apps, time.Since(begin).Round(time.Millisecond))
	// A year of publications behind each app, one a month.
	postgrestest.Exec(t, address, `INSERT INTO clausewalk.daily SELECT repository, day - m * 30, day - (m - 1) * 30, audit, commit, state, clauses, answered - m, gaps + m, blockers, stale
		FROM clausewalk.daily, generate_series(1, 12) m;
		INSERT INTO clausewalk.expected SELECT repository FROM clausewalk.app WHERE random() < 0.9; INSERT INTO clausewalk.expected VALUES ('github.com/acme/late')`)
	postgrestest.Exec(t, address, "VACUUM ANALYZE") // which a server does by itself, in its time
	changed := min(100, *apps)
	begin = time.Now()
	known, err := db.Published(ctx)
	if err != nil || len(known) != *apps {
		t.Fatalf("%d %v", len(known), err)
	}
	t.Logf("what is published, asked in %s", time.Since(begin).Round(time.Millisecond))
	begin = time.Now()
	for n := range changed {
		p := fleet(n, "c2")
		p.Audits[0].Clauses[0].State, p.Committed = "unanswered", p.Audits[0].At
		publish(t, db, p)
	}
	t.Logf("%d changed apps published in %s", changed, time.Since(begin).Round(time.Millisecond))
	conn := postgrestest.Connect(t, address)
	_, blocks := documented(t, "sql")
	for _, name := range questions {
		var times []time.Duration
		rows := 0
		for range 7 {
			begin := time.Now()
			rows = ask(t, conn, blocks[name])
			times = append(times, time.Since(begin))
		}
		slices.Sort(times)
		t.Logf("%-7s %6.1f ms, %d rows", name, float64(times[3].Microseconds())/1000, rows)
	}
	var size, memory = "", runtime.MemStats{}
	if err := conn.QueryRow(ctx, "SELECT pg_size_pretty(pg_database_size(current_database()))").Scan(&size); err != nil {
		t.Fatal(err)
	}
	begin, n := time.Now(), 0
	if err := db.Rows(ctx, func(portfolio.Row) error { n++; return nil }); err != nil || n != *apps {
		t.Errorf("%d rows, %v", n, err)
	}
	runtime.ReadMemStats(&memory)
	t.Logf("all rows read in %s; the database has %s; this program took %d MB of the system", time.Since(begin).Round(time.Millisecond), size, memory.Sys>>20)
}
