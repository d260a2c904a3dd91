package checklist

import (
	"slices"
	"strings"
	"testing"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// beganUnder is an audit that Ana has begun under a guide.
func beganUnder(t *testing.T, guide string) *person {
	t.Helper()
	p := rulesPolicy(t, "rules", rules, guide)
	ana := personOn(t, "Ana", p)
	ana.Audit = openedWith(t, ana.Audit, "Photobook", p)
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
	return ana
}

// openedWith is the audit as somebody opens it who finds these policies on disk,
// and the name of an app in audit.json.
func openedWith(t *testing.T, a *Audit, app string, policies ...*policy.Policy) *Audit {
	t.Helper()
	head := Head{Format: HeadFormat, ID: a.Head.ID, App: app, Release: a.Head.Release}
	for _, p := range policies {
		head.Policies = append(head.Policies, Edition{p.ID, p.Edition})
	}
	opened, err := New(head, policies)
	if err == nil {
		err = opened.Apply(a.Log(event.Ref{})...)
	}
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

// gateOf returns the problems with the rules that the gate names.
func gateOf(a *Audit) (all []string) {
	for _, p := range GateOf(a, a.Items(day), day, nil).Problems {
		if p.Sort == OtherRules {
			all = append(all, p.What)
		}
	}
	return all
}

const otherGuide = rulesGuide + "\n# another remark\n"

func TestAGuideThatIsNotTheOneOfTheBeginningIsAFaultUntilAPersonAdoptsIt(t *testing.T) {
	ana := beganUnder(t, rulesGuide)
	if found := gateOf(ana.Audit); found != nil {
		t.Errorf("nothing was changed: %q", found)
	}
	ana.Audit = openedWith(t, ana.Audit, "Photobook", rulesPolicy(t, "rules", rules, otherGuide))
	found := gateOf(ana.Audit)
	if len(found) != 1 || !strings.Contains(found[0], "guide.yaml of rules is not as it was when Ana began the audit on 2026-11-24; nobody has adopted this") {
		t.Errorf("%q", found)
	}
	for _, p := range GateOf(ana.Audit, ana.Items(day), day, nil).Problems {
		if closes := p.Closes([]string{StaleAnswer}); closes != (p.Sort == OtherRules) {
			t.Errorf("a gate that looks for what is stale: %+v closes it: %v", p, closes)
		}
	}
	step := ana.does(t, TakeRules(ana.Audit)...)
	if len(step) != 1 || step[0].Kind != event.KindRules || gateOf(ana.Audit) != nil {
		t.Errorf("adopted: %+v, %q", step, gateOf(ana.Audit))
	}
	if words := event.Words(step[0].Kind, step[0].Value); !strings.HasPrefix(words, "guide.yaml ") || !strings.Contains(words, " in place of ") {
		t.Errorf("it does not say from which to which: %q", words)
	}
	if again := TakeRules(ana.Audit); again != nil {
		t.Errorf("there is more to adopt: %+v", again)
	}
	// A state of before is judged by what there is, and nobody is blamed for that.
	if then := ana.AsOf(day.Add(-1)); gateOf(then) != nil {
		t.Errorf("before it was adopted: %q", gateOf(then))
	}
	ana.undoes(t, step)
	if gateOf(ana.Audit) == nil {
		t.Error("the adoption was taken back, and the gate says nothing")
	}
}

func TestWhatAuditJSONSaysIsHeldToTheBeginning(t *testing.T) {
	ana := beganUnder(t, rulesGuide)
	p, more := rulesPolicy(t, "rules", rules, rulesGuide), rulesPolicy(t, "more", rules, rulesGuide)
	for want, a := range map[string]*Audit{
		`audit.json names the app "Fotobuch"; it was "Photobook" when Ana began the audit on 2026-11-24`: openedWith(t, ana.Audit, "Fotobuch", p),
		"audit.json asks more, which it did not when Ana began":                                          openedWith(t, ana.Audit, "Photobook", p, more),
		"audit.json no longer asks rules, as it did when Ana began":                                      openedWith(t, ana.Audit, "Photobook", more),
	} {
		if found := gateOf(a); !slices.ContainsFunc(found, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("want %q, got %q", want, found)
		}
	}
	a := openedWith(t, ana.Audit, "Photobook", p)
	a.Head.States = true
	if found := gateOf(a); len(found) != 1 || !strings.Contains(found[0], "audit.json says who began the audit, but its journal says that") {
		t.Errorf("%q", found)
	}
}

func TestTwoWhoBeganUnderDifferentRulesAreAFaultUntilOneIsTaken(t *testing.T) {
	ana, other := beganUnder(t, rulesGuide), rulesPolicy(t, "rules", rules, otherGuide)
	ben := personOn(t, "Ben", other)
	ben.Audit = openedWith(t, ben.Audit, "Photobook", other)
	ben.does(t, event.SetVerdict(clause("A.2"), event.Met))
	ana.exchanges(t, ben)
	for _, one := range []*person{ana, ben} {
		if found := gateOf(one.Audit); len(found) != 1 || !strings.Contains(found[0], ", who did not know of each other") {
			t.Errorf("%q", found)
		}
	}
	ana.does(t, TakeRules(ana.Audit)...)
	if gateOf(ana.Audit) != nil {
		t.Errorf("Ana has taken hers: %q", gateOf(ana.Audit))
	}
}

func TestAnAuditOfAnOlderProgramBeganUnderRulesThatNobodyKnows(t *testing.T) {
	ana := newPerson(t, "Ana")
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
	if gateOf(ana.Audit) != nil || !slices.Equal(RulesUnknown(ana.Audit), []string{"rules"}) {
		t.Errorf("%q, %q", gateOf(ana.Audit), RulesUnknown(ana.Audit))
	}
	ana.does(t, TakeRules(ana.Audit)...)
	if unknown := RulesUnknown(ana.Audit); unknown != nil {
		t.Errorf("they were noted: %q", unknown)
	}
	if a := openedWith(t, ana.Audit, "Photobook", rulesPolicy(t, "rules", rules, otherGuide)); len(gateOf(a)) != 1 {
		t.Errorf("from then on they are held to: %q", gateOf(a))
	}
}

// TestRulesOfAnEditionThatWasLeftNoLongerStand holds for an edition that is adopted
// again, with another guide than the one under which the audit began.
func TestRulesOfAnEditionThatWasLeftNoLongerStand(t *testing.T) {
	ana := beganUnder(t, rulesGuide)
	ana.adopts(t, numbered(t, keepData))
	back := rulesPolicy(t, "rules", rules, otherGuide)
	ana.adopts(t, back)
	ana.Audit = openedWith(t, ana.Audit, "Photobook", back)
	if p, _ := ana.Policy("rules"); p.Edition != back.Edition || string(p.GuideYAML) != otherGuide {
		t.Fatalf("%s with %q is in force", p.Edition, p.GuideYAML)
	}
	if found := gateOf(ana.Audit); found != nil {
		t.Errorf("it is judged by what was adopted last: %q", found)
	}
	ana.Audit = openedWith(t, ana.Audit, "Photobook", rulesPolicy(t, "rules", rules, rulesGuide))
	if found := gateOf(ana.Audit); len(found) != 1 || !strings.Contains(found[0], "guide.yaml of rules is not as it was when Ana adopted") {
		t.Errorf("it is judged by the guide of its beginning: %q", found)
	}
}

func TestOnlyOtherRulesOfTheSameTextAreThereToBeTaken(t *testing.T) {
	ana := beganUnder(t, rulesGuide)
	if changes := TakeText(ana.Audit, rulesPolicy(t, "rules", rules, rulesGuide)); len(changes) > 0 {
		t.Errorf("the rules it is judged by are offered again: %+v", changes)
	}
	if changes := TakeText(ana.Audit, rulesPolicy(t, "rules", rules, otherGuide)); len(changes) != 1 {
		t.Errorf("another guide is taken by %+v", changes)
	}
	if changes := TakeText(ana.Audit, rulesPolicy(t, "rules", "# Rules\n\n## A. All\n\n1. Store nothing at all.\n", "")); len(changes) > 0 {
		t.Errorf("another text is taken as rules: %+v", changes)
	}
}

func TestRulesThatAreKeptGoBeforeThoseThatAreThere(t *testing.T) {
	ana := beganUnder(t, rulesGuide)
	a := openedWith(t, ana.Audit, "Photobook", rulesPolicy(t, "rules", rules, otherGuide))
	a.Know(rulesPolicy(t, "rules", rules, rulesGuide))
	if p, _ := a.Policy("rules"); string(p.GuideYAML) != rulesGuide || gateOf(a) != nil {
		t.Errorf("it is judged by %q: %q", p.GuideYAML, gateOf(a))
	}
}

func TestAnEffectNamesWhatOtherRulesChange(t *testing.T) {
	ana := beganUnder(t, rulesGuide)
	changed := strings.Replace(strings.Replace(rulesGuide, "severity: blocker", "severity: minor", 1), "needs: file", "needs: nothing", 1)
	if changed == rulesGuide {
		t.Fatal("the guide of the tests has neither")
	}
	e := EffectOf(ana.Audit, openedWith(t, ana.Audit, "Photobook", rulesPolicy(t, "rules", rules, changed)), day)
	said := strings.Join(e.Lines(), "\n")
	for _, want := range []string{"severity: minor, was blocker", "A.3  needs: nothing, was file"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %s", want, said)
		}
	}
	milder := strings.Replace(rulesGuide, "severity: blocker", "severity: minor", 1)
	e = EffectOf(ana.Audit, openedWith(t, ana.Audit, "Photobook", rulesPolicy(t, "rules", rules, milder)), day)
	if lines := e.Lines(); len(lines) != 1 || !strings.HasSuffix(lines[0], "severity: minor, was blocker") {
		t.Errorf("one clause differs, and no count: %q", lines)
	}
	if same := EffectOf(ana.Audit, ana.Audit, day); len(same.Clauses)+len(same.Counts) > 0 {
		t.Errorf("nothing differs: %+v", same)
	}
}
