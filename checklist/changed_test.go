package checklist

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist/event"
)

// signed is an audit that Ana has signed with one answer and one piece of
// evidence.
func signed(t *testing.T) *person {
	t.Helper()
	a := newPerson(t, "Ana")
	a.does(t, event.SetVerdict(clause("A.1"), event.Met), event.SetValidUntil(clause("A.1"), "2027-01-31"),
		event.AddEvidence(clause("A.1"), event.Evidence{Kind: event.FileEvidence, Name: "log.txt", SHA256: strings.Repeat("ab", 32)}))
	sign, err := Sign(a.Audit, Vouch{By: a.hand.Person, At: day, Name: "Ana"})
	if err != nil {
		t.Fatal(err)
	}
	a.does(t, sign)
	return a
}

func TestWhatChangedSinceASignOffIsToldByKind(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*person)
		at     time.Time
		want   Changed
	}{
		"nothing": {func(*person) {}, day, Changed{}},
		"answers": {func(a *person) {
			a.does(t, event.SetVerdict(clause("A.2"), event.NotMet), event.SetReason(clause("A.2"), "no"))
		}, day, Changed{event.Answers: 2}},
		"scope": {func(a *person) {
			a.does(t, event.SetOverrule(clause("A.2"), &event.Overrule{Reason: "not ours"}))
		}, day, Changed{event.Scope: 1}},
		"evidence": {func(a *person) {
			a.does(t, event.RemoveEvidence(clause("A.1"), a.Pieces(clause("A.1"))[0].ID))
		}, day, Changed{event.Evidences: 1}},
		"evidence on disk": {func(a *person) {
			a.SetLooks(Looks{a.Pieces(clause("A.1"))[0].Key(): {Fault: "is gone"}})
		}, day, Changed{event.Evidences: 1}},
		"the app": {func(a *person) { a.Head.App, a.Head.Release = "Another App", "99" }, day, Changed{ChangedApp: 2}},
		"rules": {func(a *person) {
			a.force[0].GuideYAML, a.force[0].AssessYAML = []byte("clauses: {}"), []byte("changes: []")
		}, day, Changed{event.RuleTexts: 2}},
		"an edition":  {func(a *person) { a.force[0].Edition = strings.Repeat("cd", 32) }, day, Changed{event.Policies: 1}},
		"it ran out":  {func(*person) {}, day.AddDate(1, 0, 0), Changed{RanOut: 1}},
		"a statement": {func(a *person) { a.does(t, event.Sign(event.SignOff{Name: "Ben", State: a.StateDigest()})) }, day, Changed{}},
	} {
		a := signed(t)
		s := SignOffs(a.Audit)[0]
		c.change(a)
		if diff := cmp.Diff(c.want, ChangedSince(a.Audit, s, c.at)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

// TestEvidenceThatWasInDoubtAlreadyIsNoChange holds that a sign-off keeps what
// was known of the evidence then.
func TestEvidenceThatWasInDoubtAlreadyIsNoChange(t *testing.T) {
	a := signed(t)
	a.SetLooks(Looks{a.Pieces(clause("A.1"))[0].Key(): {Fault: "is gone"}})
	sign, err := Sign(a.Audit, Vouch{By: a.hand.Person, At: day, Name: "Ben"})
	if err != nil {
		t.Fatal(err)
	}
	a.does(t, sign)
	s, _ := LastSignOff(a.Audit)
	if n := ChangedSince(a.Audit, s, day).Count(); n != 0 || s.Bound.Counts[event.CountStale] != 1 || !strings.Contains(s.Bound.Over(), "1 stale") {
		t.Errorf("%d changes, %+v", n, s.Bound)
	}
}

func TestSignOffsAreHeldAgainstTheirEntries(t *testing.T) {
	for name, c := range map[string]struct {
		alter func(*person, *event.SignOff)
		want  string
	}{
		"as it was":    {func(*person, *event.SignOff) {}, ""},
		"audit.json":   {func(a *person, _ *event.SignOff) { a.Head.App, a.begun = "Another App", nil }, "what Ana signed on 2026-11-24 was Photobook 2.4, audit photobook-2.4; audit.json says Another App 2.4, audit photobook-2.4"},
		"the entry":    {func(_ *person, s *event.SignOff) { s.By.Name = "The CTO" }, "was signed by Ana at 2026-11-24T09:00:00Z; the entry that keeps it says The CTO at 2026-11-24T09:00:00Z"},
		"its day":      {func(_ *person, s *event.SignOff) { s.At = s.At.AddDate(-6, 0, 0) }, "the entry that keeps it says Ana at 2020-11-24"},
		"the state":    {func(_ *person, s *event.SignOff) { s.State = strings.Repeat("0", 64) }, "cannot be reproduced: lines are missing or were changed"},
		"the evidence": {func(_ *person, s *event.SignOff) { s.Bound.Evidence = strings.Repeat("0", 64) }, "had other evidence than the entries before it"},
		"the editions": {func(_ *person, s *event.SignOff) { s.Bound.Policies[0].Edition = strings.Repeat("0", 64) }, "used other editions than the entries before it"},
		"older":        {func(_ *person, s *event.SignOff) { s.Bound = nil }, "what Ana signed on 2026-11-24 covers less: an older version made the sign-off, without rules, app and release"},
		"the counts":   {func(_ *person, s *event.SignOff) { s.Bound.Counts[event.CountAnswered] = 40 }, "what Ana signed on 2026-11-24 counted 40 of 5 clauses in scope answered, 4 unanswered; this version counts 1 of 5 clauses in scope answered, 4 unanswered"},
	} {
		a := signed(t)
		s := SignOffs(a.Audit)[0]
		c.alter(a, &s)
		faults, notes := CheckSignOff(a.Audit, s, AsSigned(a.Audit, s))
		said := ""
		for _, one := range append(faults, notes...) {
			said += one.Error() + "\n"
		}
		if said == "" != (c.want == "") || !strings.Contains(said, c.want) {
			t.Errorf("%s: %q", name, said)
		}
	}
}

func TestChangesAreSaidInWords(t *testing.T) {
	for want, c := range map[string]Changed{
		"nothing":                            {},
		"1 change since (scope)":             {event.Scope: 1},
		"2 changes since (scope)":            {event.Scope: 2},
		"2 changes since (1 rules, 1 scope)": {event.Scope: 1, event.RuleTexts: 1},
	} {
		if got := c.InWords(" since"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestEachDifferenceOfWhatWasSignedCountsOnce holds for what a sign-off is bound to.
func TestEachDifferenceOfWhatWasSignedCountsOnce(t *testing.T) {
	for name, c := range map[string]struct {
		alter func(*event.Bound)
		want  Changed
	}{
		"nothing":               {func(*event.Bound) {}, Changed{}},
		"the release":           {func(b *event.Bound) { b.Release = "1" }, Changed{ChangedApp: 1}},
		"the audit and the app": {func(b *event.Bound) { b.Audit, b.App = "x", "y" }, Changed{ChangedApp: 2}},
		"the list of clauses":   {func(b *event.Bound) { b.Policies[0].Clauses = "x" }, Changed{event.RuleTexts: 1}},
		"each text": {func(b *event.Bound) {
			b.Policies[0] = event.Rules{ID: b.Policies[0].ID, Edition: b.Policies[0].Edition, Guide: "x", Assess: "x", Clauses: "x"}
		}, Changed{event.RuleTexts: 3}},
		"a policy that was new": {func(b *event.Bound) { b.Policies = nil }, Changed{event.Policies: 1}},
		"a policy that is gone": {func(b *event.Bound) { b.Policies = append(b.Policies, event.Rules{ID: "gone"}) }, Changed{event.Policies: 1}},
		"one gone and one new":  {func(b *event.Bound) { b.Policies[0].ID = "gone" }, Changed{event.Policies: 2}},
	} {
		a := signed(t)
		s := SignOffs(a.Audit)[0]
		bound := *s.Bound
		bound.Policies = append([]event.Rules(nil), bound.Policies...)
		c.alter(&bound)
		s.Bound = &bound
		if diff := cmp.Diff(c.want, ChangedSince(a.Audit, s, day)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
	a := signed(t)
	s := SignOffs(a.Audit)[0]
	s.State = strings.Repeat("0", 64) // What was signed reads the same, and was written in another way.
	if diff := cmp.Diff(Changed{event.Answers: 1}, ChangedSince(a.Audit, s, day)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestCountsAreOnlyComparedWhereTheyWereMadeAlike holds that neither other rules nor
// evidence that was in doubt then make a note of other counts.
func TestCountsAreOnlyComparedWhereTheyWereMadeAlike(t *testing.T) {
	for name, c := range map[string]struct {
		alter func(*event.Bound)
		notes int
	}{
		"as they were":      {func(*event.Bound) {}, 0},
		"other counts":      {func(b *event.Bound) { b.Counts = nil }, 1},
		"by other rules":    {func(b *event.Bound) { b.Counts, b.Policies[0].Guide = nil, "x" }, 0},
		"evidence in doubt": {func(b *event.Bound) { b.Counts, b.Doubted = nil, []string{"x"} }, 0},
	} {
		a := signed(t)
		s := SignOffs(a.Audit)[0]
		c.alter(s.Bound)
		faults, notes := CheckSignOff(a.Audit, s, AsSigned(a.Audit, s))
		if len(faults) > 0 || len(notes) != c.notes {
			t.Errorf("%s: %v, %v", name, faults, notes)
		}
	}
}
