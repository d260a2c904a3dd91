package checklist

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/editions"
)

// TestEveryDifferenceOfAuditJSONIsTold holds what it says to what the audit began with.
func TestEveryDifferenceOfAuditJSONIsTold(t *testing.T) {
	p, q := rulesPolicy(t, "rules", rules, rulesGuide), rulesPolicy(t, "more", rules, rulesGuide)
	other := numbered(t, keepData)
	ana := personOn(t, "Ana", p, q)
	ana.Audit = openedWith(t, ana.Audit, "Photobook", p, q)
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
	const since, of = " when Ana began the audit on 2026-11-24; nobody has adopted this", "audit.json "
	for name, c := range map[string]struct {
		app      string
		policies []*policy.Policy
		want     []string
	}{
		"as it was":       {"Photobook", []*policy.Policy{p, q}, nil},
		"another app":     {"Fotobuch", []*policy.Policy{p, q}, []string{of + `names the app "Fotobuch"; it was "Photobook"` + since}},
		"another order":   {"Photobook", []*policy.Policy{q, p}, []string{of + "lists the policies in another order than" + since}},
		"one is gone":     {"Photobook", []*policy.Policy{p}, []string{of + "no longer asks more, as it did" + since}},
		"the first":       {"Photobook", []*policy.Policy{q}, []string{of + "no longer asks rules, as it did" + since}},
		"another edition": {"Photobook", []*policy.Policy{other, q}, []string{fmt.Sprintf(of+"names edition %.12s of rules; it was %.12s", other.Edition, p.Edition) + since}},
		"all of that": {"Fotobuch", []*policy.Policy{rulesPolicy(t, "new", rules, ""), other}, []string{of + `names the app "Fotobuch"; it was "Photobook"` + since,
			fmt.Sprintf(of+"names edition %.12s of rules; it was %.12s", other.Edition, p.Edition) + since, of + "no longer asks more, as it did" + since, of + "asks new, which it did not" + since}},
	} {
		a := openedWith(t, ana.Audit, c.app, c.policies...)
		if diff := cmp.Diff(c.want, gateOf(a)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
	a := openedWith(t, ana.Audit, "Photobook", p, q)
	a.Head.Release = "2.5"
	if want := []string{of + `names the release "2.5"; it was "2.4"` + since}; !slices.Equal(gateOf(a), want) {
		t.Errorf("%q", gateOf(a))
	}
}

// TestEveryTextBesideAPolicyIsHeldToTheBeginning has each that is another one, is gone,
// or was not there, and what is read differently though all of them are as they were.
func TestEveryTextBesideAPolicyIsHeldToTheBeginning(t *testing.T) {
	const corrects = "format: 1\nchanges:\n  - clause: 'A.6'\n    assess: false\n"
	with := func(guide, assess, clauses string) *policy.Policy {
		p := rulesPolicy(t, "rules", rules, guide)
		if assess != "" {
			if err := editions.Assess(p, "assess.yaml", []byte(assess)); err != nil {
				t.Fatal(err)
			}
		}
		if p.AssessYAML = nil; assess != "" {
			p.AssessYAML = []byte(assess)
		}
		if clauses != "" {
			p.ClausesJSON = []byte(clauses)
		}
		return p
	}
	const since = " when Ana began the audit on 2026-11-24; nobody has adopted this"
	for name, c := range map[string]struct {
		was, is *policy.Policy
		want    []string
	}{
		"as it was":      {with(rulesGuide, corrects, "{}"), with(rulesGuide, corrects, "{}"), nil},
		"another guide":  {with(rulesGuide, "", ""), with(otherGuide, "", ""), []string{"guide.yaml of rules is not as it was" + since}},
		"no guide":       {with(rulesGuide, "", "{}"), with("", "", "{}"), []string{"guide.yaml of rules is gone; it was there" + since}},
		"a guide":        {with("", "", "{}"), with(rulesGuide, "", "{}"), []string{"guide.yaml of rules was not there" + since}},
		"corrections":    {with(rulesGuide, "", ""), with(rulesGuide, corrects, ""), []string{"assess.yaml of rules was not there" + since}},
		"both":           {with(rulesGuide, corrects, "{}"), with(otherGuide, "", "{}"), []string{"guide.yaml of rules is not as it was" + since, "assess.yaml of rules is gone; it was there" + since}},
		"the list alone": {with(rulesGuide, "", "{}"), with(rulesGuide, "", "{ }"), []string{"policy.md or clauses.json of rules is not as it was" + since}},
	} {
		ana := personOn(t, "Ana", c.was)
		ana.Audit = openedWith(t, ana.Audit, "Photobook", c.was)
		ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
		a := openedWith(t, ana.Audit, "Photobook", c.is)
		if diff := cmp.Diff(c.want, gateOf(a)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
		if changes := TakeRules(a); (len(changes) == 1) != (c.want != nil) {
			t.Errorf("%s: to be taken are %+v", name, changes)
		}
		if a.HasRules(rulesAt(c.was)) != (c.want == nil) || !a.HasRules(rulesAt(c.is)) {
			t.Errorf("%s: it does not know its rules", name)
		}
		then, err := AsTaken(a, FrameOf(ana.Audit, ""), []*policy.Policy{c.is}, []*policy.Policy{c.was})
		if err != nil || gateOf(then) != nil || then.StateDigest() != a.StateDigest() {
			t.Errorf("%s: with the rules that stand it has the faults %q, %v", name, gateOf(then), err)
		}
		if now, _ := then.Policy("rules"); rulesAt(now) != rulesAt(c.was) {
			t.Errorf("%s: it is judged by %+v", name, rulesAt(now))
		}
	}
	ana := beganUnder(t, rulesGuide)
	if _, err := AsTaken(ana.Audit, FrameOf(ana.Audit, ""), nil, nil); err == nil || !strings.Contains(err.Error(), "lists 1 policies, and 0 are here") {
		t.Errorf("without its policies: %v", err)
	}
}

// TestOfRulesThatSeveralTookNoneStand until they are the same.
func TestOfRulesThatSeveralTookNoneStand(t *testing.T) {
	ana := beganUnder(t, rulesGuide)
	p := rulesPolicy(t, "rules", rules, rulesGuide)
	if f, known := TakenRules(ana.Audit, "rules"); !known || !f.Equal(event.Frame{Policies: []event.Rules{rulesAt(p)}}) {
		t.Errorf("%+v, %v", f, known)
	}
	if f, known := TakenRules(ana.Audit, ""); !known || f.App != "Photobook" || len(f.Policies) != 1 {
		t.Errorf("%+v, %v", f, known)
	}
	if f, known := TakenRules(ana.Audit, "others"); known {
		t.Errorf("%+v", f)
	}
	other := rulesPolicy(t, "rules", rules, otherGuide)
	ben := personOn(t, "Ben", other)
	ben.Audit = openedWith(t, ben.Audit, "Photobook", other)
	ben.does(t, event.SetVerdict(clause("A.2"), event.Met))
	ana.exchanges(t, ben)
	if f, known := TakenRules(ana.Audit, "rules"); known {
		t.Errorf("of two that contradict each other %+v stands", f)
	}
	taken := ana.does(t, TakeRules(ana.Audit)...)
	if v, ok := event.As[event.RulesTaken](&taken[0]); !ok || v.From != nil || len(taken) != 1 || len(taken[0].Over) != 2 {
		t.Errorf("%+v", taken)
	}
	if f, known := TakenRules(ana.Audit, "rules"); !known || len(f.Policies) != 1 {
		t.Errorf("%+v, %v", f, known)
	}
}

// TestTwoWhoBeganOneAuditForTwoAppsAreTold and what an adoption brings counts from then on.
func TestTwoWhoBeganOneAuditForTwoAppsAreTold(t *testing.T) {
	p := rulesPolicy(t, "rules", rules, rulesGuide)
	ana, ben := personOn(t, "Ana", p), personOn(t, "Ben", p)
	ana.Audit, ben.Audit = openedWith(t, ana.Audit, "Photobook", p), openedWith(t, ben.Audit, "Fotobuch", p)
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
	ben.does(t, event.SetVerdict(clause("A.2"), event.Met))
	ana.hears(t, ben)
	want := []string{"app, release and policies were not the same when Ana began the audit on 2026-11-24 and when Ben began the audit on 2026-11-24, who did not know of each other; nobody has adopted this"}
	if got := gateOf(ana.Audit); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	ana.does(t, TakeRules(ana.Audit)...)
	ana.adopts(t, numbered(t, keepData))
	if got := gateOf(ana.Audit); got != nil {
		t.Errorf("%q", got)
	}
	if got := RulesUnknown(ana.Audit); got != nil {
		t.Errorf("unknown: %q", got)
	}
}

// TestAnAdoptionOfAnOlderProgramBringsNoRules so that those of its edition are unknown.
func TestAnAdoptionOfAnOlderProgramBringsNoRules(t *testing.T) {
	ana := beganUnder(t, rulesGuide)
	next := numbered(t, keepData)
	change, _, err := Adopt(ana.Audit, next)
	if err != nil {
		t.Fatal(err)
	}
	d := change.Value.(event.Adoption)
	d.Rules = nil
	ana.Know(next)
	ana.does(t, event.Adopt("rules", d))
	if got := RulesUnknown(ana.Audit); !slices.Equal(got, []string{"rules"}) || gateOf(ana.Audit) != nil {
		t.Errorf("unknown: %q, faults %q", got, gateOf(ana.Audit))
	}
	ana.does(t, TakeRules(ana.Audit)...)
	if got := RulesUnknown(ana.Audit); got != nil {
		t.Errorf("they were noted, and unknown: %q", got)
	}
}
