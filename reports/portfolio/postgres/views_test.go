package postgres_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"clausewalk/reports/portfolio"
	"clausewalk/reports/portfolio/postgres"
	"clausewalk/reports/portfolio/postgres/postgrestest"
)

// TestTheViewsSayOfTodayWhatTheRowsSay holds the SQL against the one function that
// says where an audit stands on a later day.
func TestTheViewsSayOfTodayWhatTheRowsSay(t *testing.T) {
	address, db := open(t)
	conn := postgrestest.Connect(t, address)
	gaps, soon, late, failing, complete := 0, 0, 0, 0, 0
	const apps = 60
	for seed := range uint64(apps) {
		p := publication(seed, fmt.Sprintf("github.com/acme/app%03d", seed), "c1", 1)
		p.Audits = append(p.Audits, publication(seed+1000, "older", "c1", 1).Audits[0]) // which no view tells of
		p.Audits[1].Audit = "photobook-2.3"
		if seed%3 == 0 { // one that may be complete, or have gaps alone
			row := &p.Audits[0].Row
			row.Clauses, row.Faults = row.Clauses[1:3], row.Faults[:0]
			row.Gaps = slices.DeleteFunc(row.Gaps, func(g portfolio.Gap) bool { return g.Label != row.Clauses[0].Label && g.Label != row.Clauses[1].Label })
			row.Standing = row.On(row.At)
			complete += strings.Count(string(row.State), "complete")
		}
		publish(t, db, p)
		row := p.Audits[0].Row
		want := row.On(now)
		var got struct {
			State                                                      string
			Holds                                                      bool
			Clauses, Answered, Unanswered, InConflict, Stale           int
			Met, MetUnsupported, Gaps, Blockers, Overdue, StaleGapRows int
		}
		err := conn.QueryRow(ctx, `SELECT state, holds, clauses, answered, unanswered, in_conflict, stale, met, met_unsupported, gaps, blockers, overdue
			FROM clausewalk.app_today WHERE repository = $1`, p.Repository).Scan(&got.State, &got.Holds, &got.Clauses, &got.Answered, &got.Unanswered,
			&got.InConflict, &got.Stale, &got.Met, &got.MetUnsupported, &got.Gaps, &got.Blockers, &got.Overdue)
		if err != nil {
			t.Fatal(err)
		}
		n := want.Counts
		if g, w := fmt.Sprint(got), fmt.Sprintln(want.State, want.Holds, n.Clauses, n.Answered, n.Unanswered, n.InConflict, n.Stale, n.Met+n.Acknowledged, n.MetUnsupported, n.Gaps, n.Blockers, n.Overdue, 0); g != "{"+strings.TrimSpace(w)+"}" {
			t.Errorf("app %d: %s, want %s", seed, g, w)
		}
		gaps, late = gaps+n.Gaps, late+n.Overdue
		for _, c := range row.Clauses {
			state := c.StateOn(now)
			if state != "stale" && c.Stales.After(now) && !c.Stales.After(now.AddDate(0, 0, 30)) {
				soon++
			}
			if c.Label == "A.7" && (state == "partly" || state == "not-met") {
				failing++
			}
		}
	}
	if complete == 0 {
		t.Error("no app was complete")
	}
	for query, want := range map[string]int{
		"SELECT count(*) FROM clausewalk.app_today":                                                                                 apps,
		"SELECT count(*) FROM clausewalk.gap_today WHERE NOT stale":                                                                 gaps,
		"SELECT count(*) FROM clausewalk.gap_today WHERE NOT stale AND overdue":                                                     late,
		"SELECT count(*) FROM clausewalk.stale_soon":                                                                                soon,
		"SELECT count(*) FROM clausewalk.clause_today WHERE policy = 'rules' AND clause = 'A.7' AND state IN ('partly', 'not-met')": failing,
		"SELECT gaps::int FROM clausewalk.week":                                                                                     -1,
	} {
		var got int
		if err := conn.QueryRow(ctx, query).Scan(&got); err != nil {
			t.Fatal(err)
		}
		if got != want && want >= 0 {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
}

func TestTheTrendTakesEachAppAsItWasLastPublished(t *testing.T) {
	address, db := open(t)
	postgrestest.Exec(t, address, `
INSERT INTO clausewalk.app (repository) VALUES ('a'), ('b');
INSERT INTO clausewalk.daily (repository, day, until, audit, commit, state, clauses, answered, gaps, blockers, stale) VALUES
  ('a', '2026-11-02', '2026-11-04', 'x', 'c', 'open',     10,  4, 1, 1, 0),
  ('a', '2026-11-04', '2026-11-18', 'x', 'c', 'gaps',     10, 10, 3, 1, 0),
  ('b', '2026-11-08', NULL, 'x', 'c', 'open',     20, 19, 0, 0, 1),
  ('a', '2026-11-18', NULL, 'x', 'c', 'complete', 12, 12, 0, 0, 0)`)
	found, err := postgrestest.Connect(t, address).Query(ctx, "SELECT week, apps::int, complete::int, clauses::int, answered::int, gaps::int, blockers::int, stale::int FROM clausewalk.week ORDER BY week")
	if err != nil {
		t.Fatal(err)
	}
	got, err := pgx.CollectRows(found, func(r pgx.CollectableRow) (string, error) {
		var week time.Time
		var n [7]int
		err := r.Scan(&week, &n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &n[6])
		return fmt.Sprint(week.Format(time.DateOnly), n), err
	})
	if want := "[2026-11-02[2 0 30 29 3 1 1] 2026-11-16[2 1 32 31 0 0 1]]"; err != nil || fmt.Sprint(got) != want {
		t.Errorf("%v %v, want %s", got, err, want)
	}
	_ = db
}

func TestTheDayCountsByItsLastPublication(t *testing.T) {
	address, db := open(t)
	for n, commit := range []string{"c1", "c2", "c3"} {
		publish(t, db, publication(uint64(n), "github.com/acme/photobook", commit, 3-n))
	}
	var rows int
	var commit string
	if err := postgrestest.Connect(t, address).QueryRow(ctx, "SELECT count(*), max(commit) FROM clausewalk.daily").Scan(&rows, &commit); err != nil || rows != 1 || commit != "c3" {
		t.Errorf("%d rows, of %s, %v", rows, commit, err)
	}
}

func TestWhoNeverPublishedIsTold(t *testing.T) {
	address, db := open(t)
	publish(t, db, publication(1, "github.com/acme/photobook", "c1", 1))
	for range 2 {
		if err := db.Expect(ctx, []postgres.Expected{{Repository: "github.com/Acme/Photobook"}, {Repository: "github.com/acme/late", Team: "pay"}}); err != nil {
			t.Fatal(err)
		}
	}
	if got := postgrestest.Dump(t, address, "never_published"); got != `never_published {"repository":"github.com/acme/late","team":"pay"}`+"\n" {
		t.Error(got)
	}
}

func TestWhatIsPublishedNeedNotBeReadAgain(t *testing.T) {
	_, db := open(t)
	p := publication(1, "github.com/acme/photobook", "c1", 1)
	for n := range p.Audits[0].Clauses {
		p.Audits[0].Clauses[n].Stales = now.AddDate(0, 0, 1)
	}
	publish(t, db, p)
	all, err := db.Published(ctx)
	if want := (postgres.Published{Commit: "c1", Tool: p.Tool, Team: "web", Words: true}); err != nil || all[p.Repository] != want {
		t.Errorf("%+v %v", all, err)
	}
	p.Audits[0].Clauses[0].Stales = now.Add(-time.Hour)
	publish(t, db, p)
	if all, err = db.Published(ctx); err != nil || !all[p.Repository].Aged {
		t.Errorf("%+v %v", all, err)
	}
}
