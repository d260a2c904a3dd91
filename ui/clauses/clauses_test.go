package clauses

import (
	"slices"
	"strings"
	"testing"

	"clausewalk/checklist"
	_ "clausewalk/checklist/durable/quicktest"
	"clausewalk/checklist/event"
	"clausewalk/policy/reading"
	"clausewalk/ui/session"
	"clausewalk/ui/uitest"
)

// begin returns the list of a new audit.
func begin(t *testing.T) *List {
	t.Helper()
	return New(uitest.Open(t, uitest.NewAudit(t, t.TempDir(), "instagram-platform"), uitest.Hand("Ana")))
}

func (l *List) answer(t *testing.T, label string, v event.Verdict) {
	t.Helper()
	ref, err := l.Session.Find(label)
	if err != nil {
		t.Fatal(err)
	}
	changes := []event.Change{event.SetVerdict(ref, v)}
	if v.NeedsReason() {
		changes = append(changes, event.SetReason(ref, "there is a reason for this"))
	}
	if changed, err := l.Change(changes...); err != nil || !changed {
		t.Fatalf("changed %v, %v", changed, err)
	}
}

func TestAChangeThatIsRefusedSaysWhyAndChangesNothing(t *testing.T) {
	t.Parallel()
	l := begin(t)
	changed, err := l.Change(event.SetVerdict(l.Item().Ref, event.NotMet))
	if changed || err == nil || !strings.Contains(err.Error(), "needs a reason") {
		t.Errorf("changed %v, %v", changed, err)
	}
	if l.Item().Touched() || l.Session.Saving().Pending {
		t.Error("something has changed")
	}
}

func TestTheListIsInStepWithAChange(t *testing.T) {
	t.Parallel()
	l := begin(t)
	before := l.Counted()
	l.answer(t, "P.1", event.Met)
	if l.Progress().Answered != 1 || l.Item().Verdict != event.Met || l.Counted() == before {
		t.Errorf("%+v", l.Progress())
	}
	words, err := l.Undo()
	if err != nil || words != "P.1 verdict met" || l.Progress().Answered != 0 {
		t.Errorf("%q %v %+v", words, err, l.Progress())
	}
}

func TestUndoGoesToItsClause(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.answer(t, "A.5", event.Met)
	l.Last()
	if _, err := l.Undo(); err != nil || l.Item().Ref.Label != "A.5" {
		t.Errorf("at %s, %v", l.Item().Ref, err)
	}
}

func TestAFilterThatNoClauseIsInAnyMoreKeepsTheOneUnderTheCursor(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.answer(t, "A.12", event.NotMet)
	l.Narrow(Filters(l)[1])
	if l.Filter().Name != "gaps" || l.Item().Ref.Label != "A.12" {
		t.Fatalf("%s at %s", l.Filter().Name, l.Item().Ref)
	}
	l.answer(t, "A.12", event.Met)
	if !l.Visible(l.Cursor()) || l.Next(1) {
		t.Error("the clause was pulled away")
	}
}

func TestTheFirstOpenClauseIsThatOfTheWholeAuditUnderAFilter(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.answer(t, "A.12", event.NotMet)
	l.answer(t, "P.1", event.Met)
	for _, f := range Filters(l) {
		l.Narrow(f)
		if at := slices.IndexFunc(Overview(l, ","), func(o Line) bool { return strings.HasPrefix(o.Text, "First open: P.2 ") && o.Right == "51 open" }); at < 0 {
			t.Errorf("among %s, the overview does not say that P.2 is the first of 51: %+v", f.Name, Overview(l, ",")[:2])
		}
	}
}

func TestOnesOwnChangesAreNoNewsUnderAnAddressGivenLater(t *testing.T) {
	t.Parallel()
	w := uitest.NewAudit(t, t.TempDir(), "instagram-platform")
	first := New(uitest.Open(t, w, uitest.Hand("Ana")))
	first.answer(t, "A.1", event.Met)
	if err := first.Session.Flush(); err != nil {
		t.Fatal(err)
	}
	news := func(h checklist.Hand) bool {
		all := Overview(New(uitest.Open(t, w, h)), ",")
		return slices.ContainsFunc(all, func(o Line) bool { return strings.HasPrefix(o.Text, "From others since") })
	}
	h := uitest.Hand("Ana")
	h.Person.Email = "ana@example.org"
	if news(h) {
		t.Error("Ana's own answer is news from others once she has an address")
	}
	if !news(uitest.Hand("Ben")) {
		t.Error("Ana's answer is no news to Ben")
	}
}

func TestMarksAreTheTargetsInTheirOrder(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.Last()
	l.Mark()
	l.First()
	l.Mark()
	var labels []string
	for _, ref := range l.Targets() {
		labels = append(labels, ref.Label)
	}
	if !slices.Equal(labels, []string{"P.1", "C.15"}) {
		t.Errorf("%v", labels)
	}
}

func TestAnEditionIsNotAdoptedWhereSomebodyElseWasQuicker(t *testing.T) {
	t.Parallel()
	l := begin(t)
	p := l.Session.Policies[0]
	next, err := reading.Parse(p.ID, []byte(strings.Replace(string(p.Markdown), "within 24 hours", "within 12 hours", 1)))
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Session.Workspace.AddPolicy(next); err != nil {
		t.Fatal(err)
	}
	plan, err := Plan(l.Session, next)()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Adopt(l, plan); err != nil {
		t.Fatal(err)
	}
	if _, err := Adopt(l, plan); err == nil || err.Error() != "not adopted: somebody else adopted an edition in the meantime; look again" {
		t.Errorf("adopted twice: %v", err)
	}
}

// TestSeveralAtOnceConfirmOnlyOnesOwn holds for the keys of the screen and of the
// plain walk, which both come here.
func TestSeveralAtOnceConfirmOnlyOnesOwn(t *testing.T) {
	t.Parallel()
	w := uitest.NewAudit(t, t.TempDir(), "instagram-platform")
	lena := New(uitest.Open(t, w, uitest.Hand("Lena")))
	for _, label := range []string{"A.1", "A.2"} {
		lena.answer(t, label, event.Met)
	}
	if err := lena.Session.Flush(); err != nil {
		t.Fatal(err)
	}
	ana := New(uitest.Open(t, w, uitest.Hand("Ana")))
	ana.answer(t, "A.3", event.Met)
	of := func(labels ...string) (all []checklist.Item) {
		for _, label := range labels {
			ref, err := ana.Session.Find(label)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, ana.Of(ref))
		}
		return all
	}
	said, err := Confirm(ana, of("A.1", "A.2", "A.3"))
	if err != nil || said != "2 answers by Lena skipped: confirm each on its own" {
		t.Errorf("%q, %v", said, err)
	}
	said, err = Confirm(ana, of("A.1", "A.3"))
	if err != nil || said != "A.1 was answered by Lena: confirm it on its own" {
		t.Errorf("%q, %v", said, err)
	}
}

func TestTheLogOfASittingHasTheCommandOfEachSortOfChange(t *testing.T) {
	t.Parallel()
	l := begin(t)
	ref := func(label string) event.Ref {
		t.Helper()
		r, err := l.Session.Find(label)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	a12 := ref("A.12")
	statement := event.Evidence{Kind: event.StatementEvidence, Statement: "We delete it by hand", Details: event.Details{Person: "Ana Ruiz"}}
	output := event.Evidence{Kind: event.OutputEvidence, Command: "go test ./...", SHA256: strings.Repeat("a", 64), Name: "output.txt"}
	shows := event.Evidence{Kind: event.PlaceEvidence, Path: "a b.go", From: 2, To: 3, SHA256: strings.Repeat("b", 64), Details: event.Details{Shows: event.ShowsPolicy}}
	letter := event.Evidence{Kind: event.PermissionEvidence, URL: "https://example.org/letter", Details: event.Details{Person: "Meta", Given: "2026-03-01"}}
	for _, one := range []struct {
		changes []event.Change
		want    string
	}{
		{[]event.Change{event.SetOverrule(a12, &event.Overrule{Reason: "it's none of ours"})}, `clausewalk scope A.12 out --reason 'it'\''s none of ours'`},
		{[]event.Change{event.SetOverrule(a12, &event.Overrule{Reason: "@ben knows"})}, "clausewalk scope A.12 out --reason '@@ben knows'"},
		{[]event.Change{event.SetOverrule(a12, nil)}, "clausewalk scope A.12 facts"},
		{event.AddOutcome("o1", event.Outcome{Result: event.Rejected, On: "2026-03-02", Release: "2.4", Words: "No recording"}, a12, ref("A.13")),
			"clausewalk outcome add --result rejected --on 2026-03-02 --words 'No recording' --clause A.12 --clause A.13"},
		{event.AddOutcome("o2", event.Outcome{Result: event.Approved, On: "2026-03-02", Release: "2.4"}), "clausewalk outcome add --result approved --on 2026-03-02"},
		{[]event.Change{event.AddEvidence(a12, statement)}, "clausewalk evidence add A.12 --statement 'We delete it by hand' --by 'Ana Ruiz'"},
		{[]event.Change{event.AddEvidence(a12, output)}, "clausewalk evidence add A.12 --run 'go test ./...'"},
		{[]event.Change{event.AddEvidence(a12, shows)}, "clausewalk evidence add A.12 'a b.go:2-3' --shows policy"},
		{[]event.Change{event.AddEvidence(a12, letter)}, "clausewalk evidence add A.12 permission:https://example.org/letter --given 2026-03-01 --by Meta"},
	} {
		if _, err := l.Change(one.changes...); err != nil {
			t.Fatal(err)
		}
		if got := Sitting(l.Session)[0].Command; got != one.want {
			t.Errorf("the command is\n%s\nand not\n%s", got, one.want)
		}
	}
}

func TestAFactOfTwoPoliciesIsAnsweredByOneCommand(t *testing.T) {
	t.Parallel()
	l := begin(t)
	if _, err := l.Change(event.SetFact("instagram-platform", "login", event.FactAnswer{Values: []string{"other"}})); err != nil {
		t.Fatal(err)
	}
	step := session.Done(l.Session)[0]
	other := step[0]
	other.Policy = "instagram-app-review"
	want := []string{"clausewalk scope login other"}
	if got := commands(l.Session, append(step, other)); !slices.Equal(got, want) {
		t.Errorf("the commands are %q and not %q", got, want)
	}
}
