package portfolio

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"clausewalk/checklist/event"
	"clausewalk/reports"
)

// rows is a source of rows that a test has at hand.
type rows []Row

func (all rows) Rows(ctx context.Context, row func(Row) error) error {
	for _, r := range all {
		if err := row(r); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func TestTotalsAreTheSumOfWhatEachAuditSaysOfItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all rows
		var want Total
		at := day.AddDate(0, 0, rapid.IntRange(1, 300).Draw(t, "later"))
		for n := range rapid.IntRange(0, 4).Draw(t, "apps") {
			b := drawBook(t)
			row := b.row(b.now)
			row.Repository, row.Team = fmt.Sprint("apps/", n), rapid.SampledFrom([]string{"", "Photos", "Search"}).Draw(t, "team")
			all = append(all, row)
			report := reports.Build(b.Audit, reports.Options{At: at})
			c := report.Coverage
			want.Apps, want.Clauses, want.Answered, want.Gaps, want.Stale = want.Apps+1, want.Clauses+c.Clauses, want.Answered+c.Answered, want.Gaps+c.Gaps, want.Stale+c.Stale
			want.Overdue += report.Gate.Count("overdue")
			for _, g := range report.Gaps() {
				if g.Gap.Severity == "blocker" {
					want.Blockers++
				}
			}
			if report.State == reports.Complete {
				want.Complete++
			}
			if report.Gate.Holds() {
				want.Hold++
			}
		}
		if rapid.Bool().Draw(t, "one is gone") {
			all = append(all, Unreadable(Origin{Repository: "apps/gone"}, "", errors.New("gone")))
			want.Apps, want.Unreadable = want.Apps+1, 1
		}
		book := NewBook(at, 30)
		if err := book.Read(t.Context(), all); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, book.Total); diff != "" {
			t.Fatal(diff)
		}
		var teams Total
		for _, team := range book.Teams() {
			teams.Apps, teams.Unreadable, teams.Complete, teams.Hold = teams.Apps+team.Apps, teams.Unreadable+team.Unreadable, teams.Complete+team.Complete, teams.Hold+team.Hold
			teams.Clauses, teams.Answered, teams.Gaps = teams.Clauses+team.Clauses, teams.Answered+team.Answered, teams.Gaps+team.Gaps
			teams.Blockers, teams.Overdue, teams.Stale = teams.Blockers+team.Blockers, teams.Overdue+team.Overdue, teams.Stale+team.Stale
		}
		if diff := cmp.Diff(want, teams); diff != "" {
			t.Fatalf("teams: %s", diff)
		}
		gaps, fails, open := 0, 0, 0
		for _, c := range book.Clauses {
			gaps, fails = gaps+c.Gaps, fails+len(c.Failing)
			if c.Apps != c.Stands+len(c.Failing) {
				t.Fatalf("%s is asked of %d, stands in %d, fails in %d", c.Label, c.Apps, c.Stands, len(c.Failing))
			}
		}
		for _, l := range book.Lines {
			n := l.Counts
			open += n.Clauses - n.Met - n.Acknowledged - n.NotApplicable
		}
		if gaps != want.Gaps || fails != open {
			t.Fatalf("by clause there are %d gaps and %d fail, by app %d and %d", gaps, fails, want.Gaps, open)
		}
	})
}

// smallBook has three apps of two teams, and one that cannot be read.
func smallBook(t *testing.T) *Book {
	t.Helper()
	photos := newBook(t, "Photobook", "2.4")
	photos.do(event.SetReason(ref("A.1"), "The CDN keeps copies."), event.SetVerdict(ref("A.1"), event.NotMet), event.SetGap(ref("A.1"), event.GapDue, "2026-11-20"), event.SetGap(ref("A.1"), event.GapOwner, "Ben"))
	photos.do(event.SetVerdict(ref("A.4"), event.Met))
	frames := newBook(t, "Frames", "1.0")
	for _, label := range []string{"A.1", "A.3", "A.5"} {
		frames.do(event.SetReason(ref(label), "We do not."), event.SetVerdict(ref(label), event.NotApplicable))
	}
	frames.do(event.SetVerdict(ref("A.2"), event.Met), event.SetVerdict(ref("A.4"), event.Met))
	search := newBook(t, "Search", "7")
	search.do(event.SetReason(ref("A.1"), "Half of it."), event.SetVerdict(ref("A.1"), event.Partly), event.SetGap(ref("A.1"), event.GapDue, "2026-12-01"))
	team := func(b *book, name string) Row {
		row := b.row(b.now)
		row.Team = name
		return row
	}
	book := NewBook(day.AddDate(0, 0, 1), 30)
	err := book.Read(t.Context(), rows{team(frames, "Photos"), team(search, ""), team(photos, "Photos"), Unreadable(Origin{Repository: "apps/gone"}, "gone-1", errors.New("a line is gone"))})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func TestABookIsInOrder(t *testing.T) {
	book := smallBook(t)
	var got []string
	for _, l := range book.Lines {
		got = append(got, l.Name()+": "+l.Why)
	}
	for _, team := range book.Teams() {
		got = append(got, fmt.Sprintf("team %q: %d apps, %d blockers, next %s", team.Name, team.Apps, team.Blockers, team.Next))
	}
	for _, c := range book.Clauses {
		said := fmt.Sprintf("%s %s: %d of %d", c.Label, c.Title, c.Stands, c.Apps)
		for _, f := range c.Failing {
			said += fmt.Sprintf("; %s %s %s%s", book.Lines[f.App].App, f.State, f.Owner, f.Due)
		}
		got = append(got, said)
	}
	for _, d := range book.Dues {
		got = append(got, fmt.Sprintf("%s %s %s %s", d.Day, d.Sort, book.Lines[d.App].App, d.Label))
	}
	want := []string{
		"apps/gone: it cannot be read",
		"Photobook 2.4: 1 blocker, 1 overdue, 3 unanswered",
		"Search 7: 1 blocker, 4 unanswered",
		"Frames 1.0: ",
		`team "": 2 apps, 1 blockers, next 2026-12-01`,
		`team "Photos": 2 apps, 1 blockers, next 2026-12-08`,
		"A.1 Fresh: 1 of 3; Photobook not-met Ben2026-11-20; Search partly 2026-12-01",
		"A.2 Known: 1 of 3; Photobook unanswered ; Search unanswered ",
		"A.3 Little: 1 of 3; Photobook unanswered ; Search unanswered ",
		"A.5 Asked: 1 of 3; Photobook unanswered ; Search unanswered ",
		"A.4 Safe: 2 of 3; Search unanswered ",
		"2026-11-20 due Photobook A.1",
		"2026-12-01 due Search A.1",
		"2026-12-08 stale Photobook A.4",
		"2026-12-08 stale Frames A.4",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestASourceThatFailsIsAnErrorAndKeepsWhatWasRead(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	book := NewBook(day, 30)
	err := book.Read(ctx, rows{Unreadable(Origin{Repository: "apps/gone"}, "", errors.New("gone"))})
	if !errors.Is(err, context.Canceled) || len(book.Lines) != 1 {
		t.Errorf("%v, %d lines", err, len(book.Lines))
	}
}
