package portfolio

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/reading"
	"clausewalk/reports"
)

const rules = `# Rules

## A. One

1. Keep it fresh.
2. Know this.
3. Store little.
4. Sign in safely.
5. Ask first.
`

const rulesGuide = `format: 1
scope:
  - {fact: stores, question: Does it store?, answer: yes-no}
clauses:
  A.1: {title: Fresh, kind: duty, topic: law, question: Is it?, severity: blocker, needs: evidence, valid: 6mo}
  A.2: {title: Known, kind: notice, topic: law, question: Is it?, severity: minor, needs: nothing}
  A.3: {title: Little, kind: duty, topic: law, question: Is it?, severity: major, needs: file, applies: [stores]}
  A.4: {title: Safe, kind: ban, topic: law, question: Is it?, severity: major, needs: nothing, valid: 2w}
  A.5: {title: Asked, kind: permission, topic: law, question: Is it?, severity: minor, needs: nothing}
`

// day is when every test begins.
var day = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

var ana, ben = event.Person{Name: "Ana Ruiz", Email: "ana@example.org"}, event.Person{Name: "Ben Ode"}

// book is an audit that a test writes in.
type book struct {
	*checklist.Audit
	t   rapid.TB
	now time.Time
	ids int
}

func newBook(t rapid.TB, app, release string) *book {
	t.Helper()
	p, err := reading.Parse("rules", []byte(rules))
	if err == nil {
		err = guide.Join(p, "guide.yaml", []byte(rulesGuide))
	}
	if err != nil {
		t.Fatal(err)
	}
	a, err := checklist.New(checklist.Head{
		Format: 1, ID: app + "-" + release, App: app, Release: release, Created: day, By: ana,
		Policies: []checklist.Edition{{ID: p.ID, Edition: p.Edition}},
	}, []*policy.Policy{p})
	if err != nil {
		t.Fatal(err)
	}
	return &book{Audit: a, t: t, now: day}
}

// step returns the events of what a person does, not yet known to the audit.
func (b *book) step(who event.Person, changes ...event.Change) []event.Event {
	b.t.Helper()
	events, err := b.Step(checklist.Hand{
		Person: who, Writer: who.Name,
		Now:   func() time.Time { b.now = b.now.Add(time.Minute); return b.now },
		NewID: func() string { b.ids++; return fmt.Sprintf("e%04d", b.ids) },
	}, changes...)
	if err != nil {
		b.t.Fatal(err)
	}
	return events
}

func (b *book) do(changes ...event.Change) {
	b.t.Helper()
	b.apply(b.step(ana, changes...)...)
}

func (b *book) apply(events ...event.Event) {
	b.t.Helper()
	if err := b.Apply(events...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *book) row(at time.Time, faults ...error) Row {
	return Of(reports.Build(b.Audit, reports.Options{At: at, Faults: faults, Tool: "clausewalk test"}), Origin{Repository: "apps/" + b.Head.App})
}

func ref(label string) event.Ref { return event.Ref{Policy: "rules", Label: label} }

// drawChanges draws what a person may do in one step.
func drawChanges(t *rapid.T) []event.Change {
	at := ref(rapid.SampledFrom([]string{"A.1", "A.2", "A.3", "A.4", "A.5"}).Draw(t, "clause"))
	later := day.AddDate(0, 0, rapid.IntRange(-3, 400).Draw(t, "days")).Format(time.DateOnly)
	switch rapid.IntRange(0, 9).Draw(t, "change") {
	case 0, 1, 2, 3:
		verdict := rapid.SampledFrom(append(event.Verdicts(), event.Unanswered)).Draw(t, "verdict")
		return []event.Change{event.SetReason(at, "So it is."), event.SetVerdict(at, verdict)}
	case 4:
		return []event.Change{event.SetValidUntil(at, rapid.SampledFrom([]string{"", later, "3w", "1y"}).Draw(t, "until"))}
	case 5:
		return []event.Change{event.SetGap(at, event.GapDue, later), event.SetGap(at, event.GapOwner, "Ben")}
	case 6:
		return []event.Change{event.SetGap(at, event.GapSeverity, rapid.SampledFrom(policy.Severities()).Draw(t, "severity"))}
	case 7:
		return []event.Change{event.AddEvidence(at, event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org/" + later, Details: event.Details{Expires: later}})}
	case 8:
		return []event.Change{event.SetFact("rules", "stores", rapid.SampledFrom([]event.FactAnswer{{Unknown: true}, {Values: []string{"yes"}}, {Values: []string{"no"}}}).Draw(t, "stores"))}
	default:
		return []event.Change{event.SetOverrule(at, &event.Overrule{In: rapid.Bool().Draw(t, "in"), Reason: "So we say."})}
	}
}

// drawBook draws an audit that two people have worked on, who sometimes did not
// see what the other did.
func drawBook(t *rapid.T) *book {
	b := newBook(t, "Photobook", "2.4")
	for range rapid.IntRange(0, 12).Draw(t, "steps") {
		one := b.step(ana, drawChanges(t)...)
		if rapid.IntRange(0, 5).Draw(t, "apart") == 0 {
			one = append(one, b.step(ben, drawChanges(t)...)...)
		}
		b.apply(one...)
	}
	return b
}

func TestARowTellsOfEveryLaterDayWhatTheAuditItselfTells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawBook(t)
		var faults []error
		if rapid.IntRange(0, 9).Draw(t, "broken") == 0 {
			faults = append(faults, errors.New("a line is gone"))
		}
		row := b.row(b.now, faults...)
		for _, later := range []int{0, 1, 13, 14, 15, rapid.IntRange(2, 500).Draw(t, "later")} {
			at := b.now.AddDate(0, 0, later).Add(time.Duration(rapid.Int64Range(0, int64(24*time.Hour/time.Microsecond)).Draw(t, "clock")) * time.Microsecond)
			if later == 0 {
				at = b.now
			}
			report := reports.Build(b.Audit, reports.Options{At: at, Faults: faults})
			on := row.On(at)
			if on.State != report.State || on.Holds != report.Gate.Holds() {
				t.Fatalf("on %s the row says %s and %v, the audit %s and %v", at, on.State, on.Holds, report.State, report.Gate.Holds())
			}
			if diff := cmp.Diff(report.Coverage, on.Counts.Coverage(), cmp.Transformer("named", named)); diff != "" {
				t.Fatalf("on %s: %s", at, diff)
			}
			if got, want := on.Counts.Overdue, report.Gate.Count(checklist.OverdueGap); got != want {
				t.Fatalf("on %s %d gaps are overdue, the gate has %d", at, got, want)
			}
			if diff := cmp.Diff(labels(report.Gaps()), gapLabels(row.GapsOn(at))); diff != "" {
				t.Fatalf("gaps on %s: %s", at, diff)
			}
			if diff := cmp.Diff(on, b.row(at, faults...).Standing); diff != "" {
				t.Fatalf("the row of %s says otherwise: %s", at, diff)
			}
		}
	})
}

// named leaves out the verdicts that nothing has.
func named(all map[event.Verdict]int) map[string]int {
	some := map[string]int{}
	for v, n := range all {
		if n > 0 {
			some[string(v)] = n
		}
	}
	return some
}

func labels(all []reports.Clause) (names []string) {
	for _, c := range all {
		names = append(names, c.Ref.Label)
	}
	return names
}

func gapLabels(all []Gap) (names []string) {
	for _, g := range all {
		names = append(names, g.Label)
	}
	return names
}

func TestARowNamesTheDaysThatMatter(t *testing.T) {
	b := newBook(t, "Photobook", "2.4")
	b.do(event.SetVerdict(ref("A.2"), event.Met), event.SetValidUntil(ref("A.2"), "2026-12-31"))
	b.do(event.SetReason(ref("A.5"), "Nobody asks."), event.SetVerdict(ref("A.5"), event.NotMet), event.SetGap(ref("A.5"), event.GapDue, "2026-12-05"), event.SetGap(ref("A.5"), event.GapOwner, "Ben"))
	b.do(event.SetReason(ref("A.3"), "We do not."), event.SetVerdict(ref("A.3"), event.NotApplicable))
	row := b.row(b.now)
	want := []Due{
		{"2026-12-05", FallsDue, "rules", "A.5", "Asked", "Ben"},
		{"2027-01-01", GoesStale, "rules", "A.2", "Known", ""},
	}
	if diff := cmp.Diff(want, row.DuesOn(b.now)); diff != "" {
		t.Error(diff)
	}
	row.Clauses[1].State = "stale" // Its evidence is gone, so that no day makes it stale.
	if on := row.On(day.AddDate(0, 1, 0)); on.Next != "" {
		t.Errorf("the next day is %s", on.Next)
	}
	row.Clauses[1].State = "acknowledged"
	newYear := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, one := range []struct {
		at             time.Time
		next           string
		stale, overdue int
	}{
		{b.now, "2026-12-05", 0, 0},
		{newYear.Add(-time.Nanosecond), "2027-01-01", 0, 1},
		{newYear, "", 1, 1},
	} {
		on := row.On(one.at)
		if on.Next != one.next || on.Counts.Stale != one.stale || on.Counts.Overdue != one.overdue {
			t.Errorf("%s: %+v", one.at, on)
		}
	}
}

func TestARowKeepsDecisionsSignOffsAndFaults(t *testing.T) {
	b := newBook(t, "Photobook", "2.4")
	b.do(event.SetVerdict(ref("A.2"), event.Met))
	b.do(event.AddOutcome("d1", event.Outcome{Result: event.Rejected, On: "2026-11-20", Release: "2.3", Words: "Not clear."}, ref("A.2"), ref("A.5"))...)
	signed, err := checklist.Sign(b.Audit, checklist.Vouch{Name: "Cem Lo", Role: "lead", By: ana, At: b.now})
	if err != nil {
		t.Fatal(err)
	}
	b.do(signed)
	b.do(event.SetVerdict(ref("A.2"), event.Unanswered))
	row := b.row(b.now, errors.New("a line is gone"))
	if diff := cmp.Diff([]Decision{{"d1", event.Rejected, "2026-11-20", "2.3", "", "Not clear.", []string{"rules/A.2", "rules/A.5"}}}, row.Decisions); diff != "" {
		t.Error(diff)
	}
	if len(row.SignOffs) != 1 || row.SignOffs[0].Name != "Cem Lo" || row.SignOffs[0].Changes != 1 || row.SignOffs[0].ID == "" {
		t.Errorf("%+v", row.SignOffs)
	}
	if diff := cmp.Diff([]Fault{{"broken", "a line is gone"}}, row.Faults); diff != "" {
		t.Error(diff)
	}
	if row.Holds || row.State != reports.NotAssessed {
		t.Errorf("%+v", row.Standing)
	}
}

func TestWhatCannotBeReadIsARowThatHoldsNothing(t *testing.T) {
	row := Unreadable(Origin{Repository: "apps/gone"}, "gone-1", errors.New("no journal"))
	if row.Error != "no journal" || row.Why(row.Standing) == "" || row.On(day) != (Standing{}) {
		t.Errorf("%+v", row)
	}
}
