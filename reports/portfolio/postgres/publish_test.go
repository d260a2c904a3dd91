package postgres_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports/portfolio"
	"clausewalk/reports/portfolio/postgres"
	"clausewalk/reports/portfolio/postgres/postgrestest"
)

// Every table of which a publication writes rows, and those that keep what a
// publication writes once.
var tables = []string{"app", "audit", "clause", "gap", "decision", "sign_off", "daily"}

// now is the moment of the tests that ask a view, which asks the server's clock.
var now = time.Now().UTC().Truncate(time.Second)

const (
	typedFix    = "purge the CDN on delete"
	typedReason = "the CDN keeps copies"
	typedWords  = "You do not delete."
	typedRole   = "head of engineering"
)

// appRow makes the row of an audit that was judged some days before now: answers
// that hold, that have run out since and that will, with gaps and decisions.
func appRow(r *rand.Rand, repository, audit string, clauses int) portfolio.Row {
	one := func(list ...string) string { return list[r.IntN(len(list))] }
	row := portfolio.Row{
		Audit: audit, App: strings.TrimPrefix(repository, "github.com/acme/"), Release: "2.4", At: now.AddDate(0, 0, -3), Changed: now.AddDate(0, 0, -4),
		Journal: fmt.Sprint(r.Uint64()), Policies: []portfolio.Policy{{ID: "rules", Title: "Rules", Edition: "e0"}}, Assessed: true, Faults: []portfolio.Fault{},
		Clauses: []portfolio.Clause{}, Gaps: []portfolio.Gap{}, Decisions: []portfolio.Decision{}, SignOffs: []portfolio.SignOff{},
	}
	if r.IntN(10) == 0 {
		row.Faults = append(row.Faults, portfolio.Fault{Sort: one(checklist.OtherRules, checklist.NotRead)})
	}
	for n := range clauses {
		c := portfolio.Clause{Policy: "rules", Label: fmt.Sprintf("A.%d", n+1), Title: fmt.Sprintf("Rule %d", n+1)}
		c.State = one("met", "met", "met", "met", "acknowledged", "met-unsupported", "partly", "not-met", "not-applicable", "cannot-tell", "stale", "in-conflict", "unanswered", "out-of-scope")
		if n == 0 {
			c.State = "not-met"
		}
		switch c.State {
		case "acknowledged", "met-unsupported", "stale":
			c.Verdict = event.Met
		case "in-conflict", "unanswered", "out-of-scope":
			c.Verdict = event.Unanswered
		default:
			c.Verdict = event.Verdict(c.State)
		}
		if c.Verdict != event.Unanswered {
			c.Stales = []time.Time{{}, {}, {}, now.Add(-time.Hour), now.AddDate(0, 0, 2), now.AddDate(0, 0, 20), now.AddDate(0, 3, 0)}[r.IntN(7)]
		}
		if c.Verdict.IsGap() {
			row.Gaps = append(row.Gaps, portfolio.Gap{Policy: c.Policy, Label: c.Label, Title: c.Title, Verdict: c.Verdict, Severity: one("blocker", "major", "minor"),
				Owner: one("Ben", "Cem", ""), Due: one("", now.AddDate(0, 0, -1).Format(time.DateOnly), now.AddDate(0, 0, 9).Format(time.DateOnly)), Fix: typedFix, Reason: typedReason})
		}
		row.Clauses = append(row.Clauses, c)
	}
	row.Decisions = append(row.Decisions, portfolio.Decision{ID: "d1", Result: event.Rejected, On: "2026-03-02", Release: "2.3", Words: typedWords, Clauses: []string{"rules/A.1"}})
	row.SignOffs = append(row.SignOffs, portfolio.SignOff{ID: "s1", Name: "Ana Ruiz", Role: typedRole, At: now.AddDate(0, -1, 0), State: "53 clauses", Changes: 2})
	row.Standing = row.On(row.At)
	return row
}

// publication is of one audit, at a commit that is so many hours old.
func publication(seed uint64, repository, commit string, hours int) postgres.Publication {
	row := appRow(rand.New(rand.NewPCG(seed, 1)), repository, "photobook-2.4", 20)
	return postgres.Publication{
		Repository: repository, Team: "web", Commit: commit, Committed: row.At.Add(-time.Duration(hours) * time.Hour), Tool: "clausewalk test", Words: true,
		Audits: []postgres.Audit{{Row: row, Began: "began" + repository}}, Order: func(string) postgres.Order { return postgres.Unknown },
	}
}

func publish(t testing.TB, db *postgres.DB, p postgres.Publication) postgres.Outcome {
	t.Helper()
	out, err := db.Publish(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestPublishingAgainChangesNothing(t *testing.T) {
	address, db := open(t)
	p := publication(1, "github.com/acme/photobook", "c1", 1)
	if out := publish(t, db, p); !out.Kept || out.Same {
		t.Errorf("%+v", out)
	}
	first := postgrestest.Dump(t, address, tables...)
	if out := publish(t, db, p); !out.Same {
		t.Errorf("%+v", out)
	}
	if again := postgrestest.Dump(t, address, tables...); again != first || strings.Count(first, "\n") < 25 {
		t.Errorf("%s\nthen\n%s", first, again)
	}
	p.Audits[0].At = p.Audits[0].At.Add(time.Minute) // Another moment, the same state.
	if publish(t, db, p); postgrestest.Dump(t, address, tables...) != first {
		t.Error("the moment of publishing changes what is published")
	}
}

func TestAnOlderCommitNeverTakesTheNewersPlace(t *testing.T) {
	address, db := open(t)
	for name, c := range map[string]struct {
		hours int // how old the second commit is; the first is 5 hours old
		order postgres.Order
		force bool
		kept  bool
	}{
		"git says it is older, whatever the clock says":  {1, postgres.After, false, false},
		"git says it is newer, whatever the clock says":  {9, postgres.Before, false, true},
		"git does not know, and it was committed before": {9, postgres.Unknown, false, false},
		"git does not know, and it was committed later":  {1, postgres.Unknown, false, true},
		"the history was put back on purpose":            {9, postgres.After, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			publish(t, db, publication(1, name, "first", 5))
			before := postgrestest.Dump(t, address, tables...)
			p := publication(2, name, "second", c.hours)
			p.Force, p.Order = c.force, func(published string) postgres.Order {
				if published != "first" {
					t.Errorf("asked about %s", published)
				}
				return c.order
			}
			out := publish(t, db, p)
			if same := postgrestest.Dump(t, address, tables...) == before; out.Kept != c.kept || same == c.kept || !c.kept && out.Newer != "first" {
				t.Errorf("%+v, unchanged: %v", out, same)
			}
		})
	}
}

func TestAClockThatIsAheadKeepsNobodyOut(t *testing.T) {
	_, db := open(t)
	p := publication(1, "github.com/acme/photobook", "ahead", 0)
	p.Committed = time.Date(292277, 1, 1, 0, 0, 0, 0, time.UTC)
	publish(t, db, p)
	next := publication(2, "github.com/acme/photobook", "next", -1) // Made after the other was published, as all clocks but one say.
	next.Audits[0].At = next.Committed.Add(time.Hour)
	if out := publish(t, db, next); !out.Kept {
		t.Errorf("%+v", out)
	}
}

func TestWhatLeftTheAuditLeavesTheTables(t *testing.T) {
	address, db := open(t)
	p := publication(1, "github.com/acme/photobook", "c1", 2)
	old := appRow(rand.New(rand.NewPCG(9, 1)), "github.com/acme/photobook", "photobook-2.3", 5)
	p.Audits = append(p.Audits, postgres.Audit{Row: old, Began: "older"})
	publish(t, db, p)
	if all := postgrestest.Dump(t, address, tables...); !strings.Contains(all, "photobook-2.3") {
		t.Error(all)
	}
	next := publication(1, "github.com/acme/photobook", "c2", 1)
	row := &next.Audits[0].Row
	row.Clauses, row.Gaps, row.Decisions, row.SignOffs = row.Clauses[:3], row.Gaps[:0], row.Decisions[:0], row.SignOffs[:0]
	row.Standing = row.On(row.At)
	publish(t, db, next)
	all := postgrestest.Dump(t, address, tables...)
	for _, gone := range []string{"photobook-2.3", "A.4\"", "gap {", "decision {", "sign_off {", "\"c1\""} {
		if strings.Contains(all, gone) {
			t.Errorf("%s is still there:\n%s", gone, all)
		}
	}
	if n := strings.Count(all, "clause {"); n != 3 {
		t.Errorf("%d clauses", n)
	}
}

func TestWithoutWordsNothingThatPeopleTypedIsSent(t *testing.T) {
	address, db := open(t)
	p := publication(1, "github.com/acme/photobook", "c1", 1)
	publish(t, db, p)
	typed := []string{typedFix, typedReason, typedWords, typedRole}
	all := postgrestest.Dump(t, address, tables...)
	for _, words := range typed {
		if !strings.Contains(all, words) {
			t.Errorf("%q is not there", words)
		}
	}
	p.Words = false
	if out := publish(t, db, p); out.Same {
		t.Error("the words stay")
	}
	all = postgrestest.Dump(t, address, tables...)
	for _, words := range typed {
		if strings.Contains(all, words) {
			t.Errorf("%q is there", words)
		}
	}
}

func TestHostileTextsAreKept(t *testing.T) {
	_, db := open(t)
	p := publication(1, "github.com/acme/photobook", "c1", 1)
	row := &p.Audits[0].Row
	long := strings.Repeat("entry ", 5000)
	row.Clauses[0].Label, row.Clauses[1].Label = "E.1@"+long+"a", "E.1@"+long+"b"
	row.Clauses[0].Stales = time.Date(99999, 1, 1, 0, 0, 0, 0, time.UTC)
	row.Gaps = append(row.Gaps, portfolio.Gap{Policy: "rules", Label: "A.3", Verdict: event.Partly, Severity: "major", Owner: long,
		Due: "0000-01-01", Fix: "\\u0000 \x00 \xff '); DROP SCHEMA clausewalk CASCADE; --", Reason: `\\u0000`})
	row.Decisions[0].On, row.Decisions[0].ID = "soon", long
	publish(t, db, p)
	var read []portfolio.Row
	if err := db.Rows(ctx, func(r portfolio.Row) error { read = append(read, r); return nil }); err != nil {
		t.Fatal(err)
	}
	got := read[0].Gaps[len(read[0].Gaps)-1]
	if got.Fix != "\\u0000 � � '); DROP SCHEMA clausewalk CASCADE; --" || got.Reason != `\\u0000` || got.Owner != long || got.Due != "" {
		t.Errorf("%.200q", got.Fix)
	}
	if a, b := read[0].Clauses[0].Label, read[0].Clauses[1].Label; a == b || len(a) > 500 {
		t.Errorf("%.50q %.50q", a, b)
	}
	p.Repository = long
	if _, err := db.Publish(ctx, p); err == nil || !strings.Contains(err.Error(), "the name of the repository has 30000 bytes, more than 400") {
		t.Errorf("%v", err)
	}
}

func TestARowComesBackAsItWasPublished(t *testing.T) {
	_, db := open(t)
	want := map[string]portfolio.Row{}
	for seed := range uint64(250) { // more than one page
		p := publication(seed, fmt.Sprintf("github.com/acme/app%03d", seed), "c1", 1)
		publish(t, db, p)
		row := p.Audits[0].Row
		row.Origin = portfolio.Origin{Repository: p.Repository, Commit: p.Commit, Committed: p.Committed, Team: p.Team}
		row.Tool = p.Tool
		want[p.Repository] = row
	}
	n := 0
	err := db.Rows(ctx, func(got portfolio.Row) error {
		n++
		row := want[got.Repository]
		for _, at := range []time.Time{row.At, now, now.AddDate(0, 1, 0)} {
			if got.On(at) != row.On(at) {
				t.Fatalf("%s at %s: %+v, want %+v", got.Repository, at, got.On(at), row.On(at))
			}
		}
		if !slices.Equal(got.Gaps, row.Gaps) || fmt.Sprint(got.Decisions, got.SignOffs, got.Policies, got.Team, got.Commit, got.Committed, got.At, got.Changed) !=
			fmt.Sprint(row.Decisions, row.SignOffs, row.Policies, row.Team, row.Commit, row.Committed, row.At, row.Changed) {
			t.Errorf("%+v\nwant\n%+v", got, row)
		}
		return nil
	})
	if err != nil || n != len(want) {
		t.Errorf("%d rows, %v", n, err)
	}
}
