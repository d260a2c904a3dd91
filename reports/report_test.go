package reports

import (
	"slices"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/reading"
	"clausewalk/reports/document"

	"github.com/google/go-cmp/cmp"
)

// rules is a policy of three clauses: one that asks for a file and is asked
// anew each month, one for apps that store, and one to acknowledge.
func rules(t failer) *policy.Policy {
	t.Helper()
	p, err := reading.Parse("rules", []byte("# Rules\n\n## A. All\n\n1. Close the door.\n2. Empty the store.\n3. We may change this.\n"))
	if err != nil {
		t.Fatal(err)
	}
	ourWords := `{format: 1, scope: [{fact: stores, question: Does it store?, answer: yes-no}], clauses: {
A.1: {title: Doors, kind: duty, topic: quality, question: Is it closed?, severity: major, needs: file, valid: 1mo},
A.2: {title: Stores, kind: duty, topic: quality, question: Is it empty?, severity: blocker, needs: nothing, applies: [stores]},
A.3: {title: Change, kind: notice, topic: law, question: Who has read it?, severity: minor, needs: nothing}}}`
	if err := guide.Join(p, "guide.yaml", []byte(ourWords)); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestNoAuditReadsBetterThanItIs(t *testing.T) {
	file := func(b *book) {
		b.do(ana, event.AddEvidence(b.ref("A.1"), event.Evidence{Kind: event.FileEvidence, Name: "door.png", Size: 1, SHA256: digest(1)}))
	}
	all := func(v event.Verdict) func(b *book) {
		return func(b *book) {
			for _, label := range []string{"A.1", "A.2", "A.3"} {
				b.answer(ana, label, v, "We looked at it twice, on site.")
			}
		}
	}
	for _, one := range []struct {
		name  string
		build func(b *book)
		state State
		want  string
	}{
		{"nothing entered", func(*book) {}, NotAssessed, "Not assessed: nothing has been answered yet."},
		{"notes only", func(b *book) { b.do(ana, event.SetReason(b.ref("A.1"), "to be seen")) }, NotAssessed, "Not assessed: nothing has been answered yet."},
		{"everything not applicable", all(event.NotApplicable), NotAssessed, "Not assessed: every one of the 3 clauses in scope is said to be not applicable."},
		{"nothing in scope", func(b *book) {
			all(event.Met)(b)
			for _, ref := range b.Refs() {
				b.do(ana, event.SetOverrule(ref, &event.Overrule{Reason: "not ours"}))
			}
		}, NotAssessed, "Not assessed: no clause is in scope."},
		{"stale", func(b *book) {
			all(event.Met)(b)
			file(b)
			b.now = day.AddDate(0, 3, 0)
			b.do(ana, event.SetReason(b.ref("A.3"), "Read again."))
		}, Open, "Open: 1 of 3 clauses in scope has no answer that stands (1 stale)."},
		{"conflict", func(b *book) {
			all(event.Met)(b)
			file(b)
			b.clash([]event.Change{event.SetVerdict(b.ref("A.2"), event.NotMet)}, []event.Change{event.SetVerdict(b.ref("A.2"), event.Partly)})
		}, Open, "Open: 1 of 3 clauses in scope has no answer that stands (1 in conflict)."},
		{"gaps", func(b *book) { all(event.NotMet)(b) }, Gaps, "Gaps: 3 clauses are not or only partly met, 1 of them a blocker."},
		{"unsupported", all(event.Met), Unsupported, "Not fully supported: 1 met without the evidence needed."},
		{"cannot tell", all(event.CannotTell), Unsupported, `Not fully supported: 3 answered "cannot tell".`},
		{"open and a gap", func(b *book) { b.answer(ana, "A.1", event.Partly, "The back door is open.") }, Open,
			"Open: 2 of 3 clauses in scope have no answer that stands (2 unanswered).\nGaps: 1 clause is not or only partly met, none of them a blocker."},
		{"complete", func(b *book) { all(event.Met)(b); file(b) }, Complete, "Complete: every one of the 3 clauses in scope is answered, without gaps."},
	} {
		t.Run(one.name, func(t *testing.T) {
			b := newBook(t, rules(t))
			one.build(b)
			r := Build(b.Audit, Options{})
			if r.State != one.state || r.Summary != one.want {
				t.Errorf("%s: %q\nwant %s: %q", r.State, r.Summary, one.state, one.want)
			}
		})
	}
}

func TestOnlyASupportedAnswerThatStandsCountsAsMet(t *testing.T) {
	b := newBook(t, rules(t))
	b.answer(ana, "A.1", event.Met, "")
	b.answer(ana, "A.2", event.Met, "")
	b.answer(ana, "A.3", event.Met, "")
	words := func(o Options) string {
		var all []string
		for _, c := range Build(b.Audit, o).Clauses(func(Clause) bool { return true }) {
			all = append(all, c.Words)
		}
		return strings.Join(all, "; ")
	}
	if got, want := words(Options{}), "met, unsupported; met; acknowledged"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := words(Options{At: day.AddDate(0, 2, 0)}), "stale; met; acknowledged"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	b.do(ana, event.SetFact("rules", "stores", no()))
	r := Build(b.Audit, Options{At: day.AddDate(0, 2, 0)})
	if c := r.Coverage; c.Met() != 0 || c.Acknowledged != 1 || c.Stale != 1 || c.OutOfScope != 1 {
		t.Errorf("coverage %+v", c)
	}
	page := seen(Markdown(r))
	for _, want := range []string{"A.2 Stores: stores: no", "Verdict: met (Ana Ruiz, 2026-05-04 09:02 UTC)", "stale; it was met, unsupported (Ana Ruiz, 2026-05-04 09:01 UTC)"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not in the report:\n%s", want, page)
		}
	}
}

func TestGapsComeWorstFirst(t *testing.T) {
	b := newBook(t, builtin(t))
	for label, severity := range map[string]string{"A.1": "minor", "A.2": "major", "A.3": "blocker", "A.4": "major", "A.5": "blocker"} {
		b.do(ana, event.SetGap(b.ref(label), event.GapSeverity, severity))
	}
	for _, label := range []string{"A.1", "A.2", "A.3", "A.4", "A.5"} {
		v := event.NotMet
		if label == "A.2" || label == "A.3" {
			v = event.Partly
		}
		b.answer(ana, label, v, "There is something left to do.")
	}
	var got []string
	for _, c := range Build(b.Audit, Options{}).Gaps() {
		got = append(got, c.Ref.Label)
	}
	if diff := cmp.Diff([]string{"A.5", "A.3", "A.4", "A.2", "A.1"}, got); diff != "" {
		t.Error(diff)
	}
}

// gapPages are what each format for people says of the gaps.
func gapPages(r Report) map[string]string {
	d := document.Document{Running: []string{""}, Parts: r.builder().gapsPart(document.Bullet, r.builder().gapItem)}
	all := map[string]string{}
	for _, f := range forPeople {
		all[f.name] = f.seen(f.render(d))
	}
	return all
}

func TestEachGapTellsWhatIsLeftToDo(t *testing.T) {
	b := newBook(t, rules(t))
	b.answer(ana, "A.1", event.NotMet, "The back door is open.")
	b.answer(ana, "A.2", event.Partly, "One shelf is left.")
	b.do(ben, event.SetGap(b.ref("A.1"), event.GapOwner, "Ben"), event.SetGap(b.ref("A.1"), event.GapDue, "2026-12-01"), event.SetGap(b.ref("A.1"), event.GapFix, "Fit a lock."))
	for name, page := range gapPages(Build(b.Audit, Options{})) {
		for _, s := range []string{
			"A.1 Doors: not met, major", "Owner: Ben; due 2026-12-01", "Fix: Fit a lock.", "Reason: The back door is open.",
			"A.2 Stores: partly, blocker", "No owner; no due date", "No fix yet", "Reason: One shelf is left.",
		} {
			if !strings.Contains(page, s) {
				t.Errorf("%q is not in %s: %s", s, name, page)
			}
		}
	}
}

func TestAGapIsOverdueFromTheDayAfterItsDay(t *testing.T) {
	b := newBook(t, rules(t))
	b.answer(ana, "A.1", event.NotMet, "The back door is open.")
	for days, want := range map[int]bool{-1: true, 0: false, 1: false} {
		due := day.AddDate(0, 0, days).Format(time.DateOnly)
		b.do(ben, event.SetGap(b.ref("A.1"), event.GapDue, due))
		for _, at := range []time.Time{day.Truncate(24 * time.Hour), day.Truncate(24 * time.Hour).Add(24*time.Hour - 1)} {
			for name, page := range gapPages(Build(b.Audit, Options{At: at})) {
				if got := strings.Contains(page, "due "+due+" (overdue)"); got != want {
					t.Errorf("%s: due %s, and overdue at %s is %v", name, due, at, got)
				}
			}
		}
	}
}

func TestJournalDigestIsOfTheEventsAndNotOfTheirOrder(t *testing.T) {
	b := newBook(t, rules(t))
	b.answer(ana, "A.1", event.Met, "one")
	b.answer(ben, "A.2", event.Met, "two")
	events := b.Log(event.Ref{})
	slices.Reverse(events)
	other := newBook(t, rules(t))
	other.apply(events...)
	one, same := Build(b.Audit, Options{}), Build(other.Audit, Options{})
	if one.Journal != same.Journal || len(one.Journal) != 64 {
		t.Errorf("%s and %s", one.Journal, same.Journal)
	}
	b.answer(ana, "A.1", event.Met, "three")
	if Build(b.Audit, Options{}).Journal == one.Journal {
		t.Error("one more event and the same digest")
	}
}

func TestAnswersToAQuestionThatIsNotAskedAreKept(t *testing.T) {
	b := newBook(t, rules(t))
	step := b.step(ana, event.SetFact("rules", "stores", yes()))
	step[0].Field.Subject, step[0].Value = "asked-before", []byte(`["left over"]`)
	b.apply(step...)
	b.clash([]event.Change{event.SetFact("rules", "stores", yes())}, []event.Change{event.SetFact("rules", "stores", no())})
	page := seen(Markdown(Build(b.Audit, Options{})))
	for _, want := range []string{"fact asked-before: left over (Ana Ruiz, 2026-05-04 09:01 UTC)", "stores: in conflict yes (Ana Ruiz, 2026-05-04 09:02 UTC) no (Ben Okafor, 2026-05-04 09:03 UTC)"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not in the report:\n%s", want, page)
		}
	}
	if strings.Contains(page, "taken back since") {
		t.Error("an answer that stands is said to be taken back")
	}
}

// TestWhoSignedIsToldInALineEach holds what the screen and the command line say
// of the last sign-off.
func TestWhoSignedIsToldInALineEach(t *testing.T) {
	b := newBook(t, rules(t))
	clock := func(at time.Time) string { return at.UTC().Format(time.TimeOnly) }
	check := func(want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, SignedWords(b.Audit, b.now, clock)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
	check()
	b.answer(ana, "A.1", event.NotMet, "It is open.")
	sign, err := checklist.Sign(b.Audit, checklist.Vouch{By: ana, At: b.now, Name: "Carla Mendes"})
	if err != nil {
		t.Fatal(err)
	}
	b.do(ana, sign)
	signed := "signed by Carla Mendes, " + clock(b.now)
	state := "state that was signed: the audit was not ready; 1 of 3 clauses in scope answered, 1 gap, 2 unanswered"
	check(signed, state)
	b.answer(ana, "A.2", event.Met, "It is empty.")
	check("changed since sign-off by Carla Mendes, 2 changes (answers)", state)
	unknown := sign.Value.(event.SignOff)
	unknown.Name, unknown.Signature, unknown.Bound = "Dora", "-----BEGIN", nil
	b.do(ana, event.Sign(unknown))
	check("changed since sign-off by Dora, 1 change (answers)", "with something that is not an SSH signature",
		"state that was signed: the audit was not ready; 2 of 3 clauses in scope answered, 1 gap, 1 unanswered", bindsLess)
}

// TestAnAuditIsInEveryStateThatItsCountsSay holds which states an audit is in, the
// worst first.
func TestAnAuditIsInEveryStateThatItsCountsSay(t *testing.T) {
	counted := func(clauses, answered, gaps, unsupported int) (c Coverage) {
		c.Clauses, c.Answered, c.Gaps, c.Unsupported = clauses, answered, gaps, unsupported
		c.Verdicts = map[event.Verdict]int{}
		return c
	}
	notOurs := counted(2, 2, 0, 0)
	notOurs.Verdicts[event.NotApplicable] = 2
	for _, c := range []struct {
		why  string
		of   Judged
		want []State
	}{
		{"nothing was answered", Judged{Coverage: counted(3, 0, 0, 0)}, []State{NotAssessed}},
		{"nothing applies", Judged{Assessed: true, Coverage: notOurs}, []State{NotAssessed}},
		{"nothing was answered, by other rules", Judged{OtherRules: true, Coverage: counted(3, 0, 0, 0)}, []State{OtherRules, NotAssessed}},
		{"all is well", Judged{Assessed: true, Coverage: counted(3, 3, 0, 0)}, []State{Complete}},
		{"all is well by other rules", Judged{OtherRules: true, Assessed: true, Coverage: counted(3, 3, 0, 0)}, []State{OtherRules}},
		{"all at once", Judged{OtherRules: true, Assessed: true, Coverage: counted(3, 2, 1, 1)}, []State{OtherRules, Open, Gaps, Unsupported}},
	} {
		if got := c.of.States(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.why, got, c.want)
		}
	}
}
