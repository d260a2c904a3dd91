package checklist

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist/event"
)

// halfRead is a text with a duty that no clause asks.
const halfRead = "# Terms\n\n## Definitions\n\nApps are yours. You must ask for each of them first.\n\n## B. Rules\n\n1. Keep it fresh.\n"

func told(problems []Problem) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(strings.Join([]string{p.Sort, p.Severity, p.Label, p.What, p.Mend}, " | ") + "\n")
	}
	return b.String()
}

// TestTheGateNamesEachProblemWithWhatMendsIt has one problem of every sort, the worst
// first.
func TestTheGateNamesEachProblemWithWhatMendsIt(t *testing.T) {
	terms := rulesPolicy(t, "terms", halfRead, "")
	p, q := rulesPolicy(t, "rules", rules, rulesGuide), rulesPolicy(t, "review", review, reviewGuide)
	ana, ben := personOn(t, "Ana", p, q, terms), personOn(t, "Ben", p, q, terms)
	ref := func(label string) event.Ref { return event.Ref{Policy: "review", Label: label} }
	ana.does(t, lists("grant_a", "grant_b"))
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met), event.AddEvidence(clause("A.1"), event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y", Details: event.Details{Expires: "2026-11-23"}}))
	ana.does(t, event.SetVerdict(clause("A.2"), event.Met))
	ben.does(t, event.SetVerdict(clause("A.2"), event.CannotTell), event.SetReason(clause("A.2"), "who knows"))
	ana.does(t, event.SetVerdict(clause("A.3"), event.Met))
	ana.does(t, event.SetVerdict(clause("A.4"), event.CannotTell), event.SetReason(clause("A.4"), "nobody has looked"))
	ana.does(t, event.SetVerdict(clause("A.6"), event.NotMet), event.SetReason(clause("A.6"), "nobody asked"), event.SetGap(clause("A.6"), event.GapDue, "2026-11-23"))
	ana.does(t, event.SetVerdict(ref("E.1@grant_a"), event.Partly), event.SetReason(ref("E.1@grant_a"), "some of it"), event.SetGap(ref("E.1@grant_a"), event.GapDue, "2026-11-24"))
	ana.does(t, event.SetVerdict(ref("E.2@grant_a"), event.Partly), event.SetReason(ref("E.2@grant_a"), "old"), event.SetValidUntil(ref("E.2@grant_a"), "2026-11-20"))
	ana.does(t, event.SetOverrule(ref("E.2@grant_b"), &event.Overrule{Reason: "not needed"}))
	ana.hears(t, ben)
	g := GateOf(ana.Audit, ana.Items(day), day, []error{errors.New("a line was changed"), &RulesFault{"rules", "guide.yaml differs"}})
	want := strings.Join([]string{
		"broken |  |  | a line was changed | restore the file from git or a backup; clausewalk repair",
		`conflicts |  | A.2 | Ben says verdict "cannot tell"; Ana says verdict "met" | clausewalk resolve A.2`,
		"gaps | blocker | E.1@grant_a | partly, blocker: some of it | clausewalk answer E.1@grant_a met, once it is fixed",
		"gaps | major | A.6 | not met, major: nobody asked | clausewalk answer A.6 met, once it is fixed",
		"overdue | major | A.6 | due 2026-11-23 | clausewalk gap A.6 --due DATE",
		"stale |  | A.1 | its evidence https://x.y ran out after 2026-11-23 | clausewalk evidence add A.1 again; or evidence remove A.1 " + ana.Pieces(clause("A.1"))[0].ID,
		"stale | blocker | E.2@grant_a | the answer held until 2026-11-20 | clausewalk confirm E.2@grant_a, if it still holds",
		"unsupported |  | A.3 | met needs a file here | clausewalk evidence add A.3 FILE|LINK",
		"unanswered |  | A.4 | nobody can tell: nobody has looked | clausewalk answer A.4 VERDICT",
		"unanswered |  | S.1 | Say who you are. | clausewalk answer S.1 VERDICT",
		"unanswered |  | E.1@grant_b | Use | clausewalk answer E.1@grant_b VERDICT",
		"unanswered |  | B.1 | Keep it fresh. | clausewalk answer B.1 VERDICT",
		"unread |  | terms | 3 of 14 words are asked, 21%; 1 sentence puts a duty on somebody and is not asked: S1.1 (line 5) | clausewalk policy show terms --outline; policy assess terms corrects it; policy accept terms --reason WORDS",
		"unneeded |  | E.1@grant_b | grant_b is requested, but nothing shows it is used | clausewalk scope permissions, without it",
	}, "\n") + "\n"
	if diff := cmp.Diff(want, told(g.Problems)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if !g.Assessed || g.Holds() {
		t.Errorf("assessed %v, holds %v", g.Assessed, g.Holds())
	}
	for sort, n := range map[string]int{GapFound: 2, OverdueGap: 1, InConflict: 1, StaleAnswer: 2, OtherRules: 0} {
		if g.Count(sort) != n {
			t.Errorf("%d of the sort %s", g.Count(sort), sort)
		}
	}
	for on, n := range map[string]int{
		"gaps": 3, "gaps:blocker": 2, "gaps:major": 3, "gaps:minor": 3, "overdue": 1, "overdue:blocker": 0, "overdue:major": 1, "stale": 2, "conflicts": 1, "signals": 0, "weak": 0,
	} {
		closing := 0
		for _, p := range g.Problems {
			if p.Closes([]string{on}) {
				closing++
			}
		}
		if closing != n {
			t.Errorf("on %s %d problems close the gate, want %d", on, closing, n)
		}
	}
}

func TestTheGateHoldsOnlyWhereSomethingWasAssessedAndNothingIsWrong(t *testing.T) {
	ana := personOn(t, "Ana", numbered(t, keepData))
	gate := func(at time.Time) Gate { return GateOf(ana.Audit, ana.Items(at), at, nil) }
	out := ana.does(t, event.SetOverrule(clause("A.1"), &event.Overrule{Reason: "not ours"}))
	if g := gate(day); g.Holds() || g.Assessed || len(g.Problems) > 0 {
		t.Errorf("nothing is in scope: %+v", g)
	}
	ana.undoes(t, out)
	if g := gate(day); g.Holds() || g.Assessed || len(g.Problems) != 1 {
		t.Errorf("nothing is answered: %+v", g)
	}
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met), event.SetValidUntil(clause("A.1"), "2026-11-24"))
	if g := gate(day); !g.Holds() {
		t.Errorf("all is met: %+v", g)
	}
	if g := gate(day.AddDate(0, 0, 1)); g.Holds() || g.Assessed {
		t.Errorf("the only answer has run out: %+v", g)
	}
}

// TestAReadingIsAcceptedAsItWasAndNoWorse holds that an acceptance is of one edition.
func TestAReadingIsAcceptedAsItWasAndNoWorse(t *testing.T) {
	p := rulesPolicy(t, "rules", halfRead, "")
	ana := adopter(t, "Ana", p)
	unread := func() int { return GateOf(ana.Audit, ana.Items(day), day, nil).Count(NotRead) }
	if unread() != 1 {
		t.Fatal("the text of the test is read in full")
	}
	accept, err := AcceptReading(ana.Audit, "rules", "It is a preamble.")
	if err != nil {
		t.Fatal(err)
	}
	ana.does(t, accept)
	m, words := HowRead(ana.Audit, "rules")
	if last := words[len(words)-1]; unread() != 0 || last != "accepted by Ana on 2026-11-24: It is a preamble" || !m.Unread() {
		t.Errorf("%d unread, %q", unread(), words)
	}
	accepted := *accept.Value.(*event.Reading)
	for name, c := range map[string]struct {
		change func(*event.Reading)
		unread int
	}{
		"as it is":               {func(*event.Reading) {}, 0},
		"of a text read worse":   {func(r *event.Reading) { r.Share--; r.Unasked++ }, 0},
		"of one with more asked": {func(r *event.Reading) { r.Share++ }, 1},
		"of one with less left":  {func(r *event.Reading) { r.Unasked-- }, 1},
		"of another edition":     {func(r *event.Reading) { r.Edition = strings.Repeat("0", 64) }, 1},
	} {
		r := accepted
		c.change(&r)
		step := ana.does(t, event.AcceptReading("rules", &r))
		_, words := HowRead(ana.Audit, "rules")
		gone := strings.HasPrefix(words[len(words)-1], "no longer accepted by Ana")
		if unread() != c.unread || gone != (c.unread == 1) {
			t.Errorf("an acceptance %s leaves %d unread: %q", name, unread(), words)
		}
		ana.undoes(t, step)
	}
	ana.does(t, event.AcceptReading("rules", nil))
	if _, words := HowRead(ana.Audit, "rules"); unread() != 1 || len(words) != len(m.Sentences()) {
		t.Errorf("it was withdrawn: %q", words)
	}
	whole := adopter(t, "Ana", numbered(t, keepData))
	if _, err := AcceptReading(whole.Audit, "rules", "so"); err == nil || !strings.HasPrefix(err.Error(), "there is nothing to accept: ") {
		t.Errorf("a text that is read in full is accepted: %v", err)
	}
	var unknown *UnknownError
	if _, err := AcceptReading(whole.Audit, "terms", "so"); !errors.As(err, &unknown) || unknown.Name != "terms" {
		t.Errorf("a policy that is not asked is accepted: %v", err)
	}
}
