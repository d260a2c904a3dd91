package checklist

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

func TestScopePutsAClauseOutAndBackWithEverythingKept(t *testing.T) {
	fact := func(id string, values ...string) event.Change {
		return event.SetFact("rules", id, event.FactAnswer{Values: values})
	}
	unknown := func(id string) event.Change { return event.SetFact("rules", id, event.FactAnswer{Unknown: true}) }
	for _, c := range []struct {
		name, label string
		facts       []event.Change
		why         string // empty: in scope
	}{
		{"nobody was asked", "A.3", nil, ""},
		{"no condition", "A.1", []event.Change{fact("stores", "no")}, ""},
		{"yes", "A.3", []event.Change{fact("stores", "yes")}, ""},
		{"no", "A.3", []event.Change{fact("stores", "no")}, "stores: no"},
		{"not yet known", "A.3", []event.Change{unknown("stores")}, ""},
		{"the choice", "A.4", []event.Change{fact("login", "own"), fact("writes")}, ""},
		{"another choice", "A.4", []event.Change{fact("login", "other"), fact("writes", "likes")}, "login: other; writes: likes"},
		{"another choice and an empty list", "A.4", []event.Change{fact("login", "other"), fact("writes")}, "login: other; writes: none"},
		{"in the list", "A.4", []event.Change{fact("login", "other"), fact("writes", "likes", "posts")}, ""},
		{"one of two is not yet known", "A.4", []event.Change{fact("login", "other"), unknown("writes")}, ""},
		{"one of two is not answered", "A.4", []event.Change{fact("login", "other")}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := newPerson(t, "Ana")
			ref := clause(c.label)
			a.does(t, event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "why"), event.SetGap(ref, event.GapFix, "how"), event.AddEvidence(ref, event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y"}))
			before := a.Item(ref, day)
			a.does(t, c.facts...)
			out := a.Item(ref, day)
			if out.Has(OutOfScope) != (c.why != "") || c.why != "" && out.Why[0] != c.why {
				t.Errorf("flags %v: %q, want %q", out.Flags, out.Why, c.why)
			}
			if out.Verdict != before.Verdict || out.Reason != before.Reason || out.Gap != before.Gap || len(out.Evidence) != 1 {
				t.Errorf("what was entered is not kept: %+v", out)
			}
			a.does(t, unknown("stores"), unknown("login"), unknown("writes"))
			if diff := cmp.Diff(before, a.Item(ref, day)); diff != "" {
				t.Errorf("before (-) and back in scope (+):\n%s", diff)
			}
		})
	}
}

func TestAnEntryThatTheGuideDoesNotKnowKeepsItsClausesIn(t *testing.T) {
	ourWords := strings.Replace(rulesGuide, "options: [posts, likes]", "known: [posts, likes, dreams]", 1)
	for _, c := range []struct {
		writes []string
		out    bool
	}{
		{nil, true}, {[]string{"likes"}, true}, {[]string{"posts"}, false}, {[]string{"likes", "dreams"}, true}, {[]string{"likes", "songs"}, false},
	} {
		a := personOn(t, "Ana", rulesPolicy(t, "rules", rules, ourWords))
		a.does(t, event.SetFact("rules", "login", event.FactAnswer{Values: []string{"other"}}), event.SetFact("rules", "writes", event.FactAnswer{Values: c.writes}))
		if out := a.Item(clause("A.4"), day); out.Has(OutOfScope) != c.out {
			t.Errorf("writes %q: flags %v %q", c.writes, out.Flags, out.Why)
		}
	}
}

func TestOverruleWorksEitherWayAndNeedsAReason(t *testing.T) {
	for _, c := range []struct {
		overrule event.Overrule
		fact     string
		why      string
	}{
		{event.Overrule{In: true, Reason: "next month it will"}, "no", ""},
		{event.Overrule{In: false, Reason: "read only"}, "yes", "put out of scope by hand: read only"},
	} {
		a := newPerson(t, "Ana")
		ref := clause("A.3")
		a.does(t, event.SetFact("rules", "stores", event.FactAnswer{Values: []string{c.fact}}))
		before := a.Item(ref, day).Has(OutOfScope)
		for _, blank := range []string{"", " \t\n"} {
			if _, err := a.Step(a.hand, event.SetOverrule(ref, &event.Overrule{In: c.overrule.In, Reason: blank})); err == nil {
				t.Error("overruled without a reason")
			}
		}
		a.does(t, event.SetOverrule(ref, &c.overrule))
		i := a.Item(ref, day)
		if i.Has(OutOfScope) == before || *i.Overrule != c.overrule || strings.Join(i.Why, "") != c.why {
			t.Errorf("%+v with %s: %v %q", c.overrule, c.fact, i.Flags, i.Why)
		}
		a.does(t, event.SetOverrule(ref, nil))
		if i := a.Item(ref, day); i.Has(OutOfScope) != before || i.Overrule != nil {
			t.Error("given back to the facts, it is not as they say")
		}
	}
}

func TestParseFact(t *testing.T) {
	p := rulesPolicy(t, "rules", rules, rulesGuide)
	free := policy.Fact{ID: "permissions", Answer: "list"}
	fact := func(id string) policy.Fact { f, _ := p.Fact(id); return f }
	for _, c := range []struct {
		fact  policy.Fact
		typed string
		want  string // as String gives it
		fault string
	}{
		{fact("stores"), "yes", "yes", ""},
		{fact("stores"), " Y ", "yes", ""},
		{fact("stores"), "NO", "no", ""},
		{fact("stores"), "unknown", "not yet known", ""},
		{fact("stores"), "?", "not yet known", ""},
		{fact("stores"), "maybe", "", `"maybe" does not answer stores: write yes, no or unknown`},
		{fact("stores"), "", "", `"" does not answer stores: write yes, no or unknown`},
		{fact("login"), "own", "own", ""},
		{fact("login"), "none", "", `"none" does not answer login: write one of own, other, or unknown`},
		{fact("writes"), "posts, likes", "posts, likes", ""},
		{fact("writes"), "likes posts likes", "likes, posts", ""},
		{fact("writes"), "None", "none", ""},
		{fact("writes"), "posts, pins", "", `"pins" does not answer writes: write one or more of posts, likes, as in posts,likes; or none, or unknown`},
		{fact("writes"), "posts, none", "", `"none" does not answer writes: write one or more of posts, likes, as in posts,likes; or none, or unknown`},
		{fact("writes"), " , ", "", "writes: the answer is empty; write none for an empty list"},
		{free, "basic,\n\tpublish", "basic, publish", ""},
		{free, "nonesuch", "nonesuch", ""},
		{free, "a\xff", "", "permissions is not UTF-8 text: byte 2 is 0xff"},
	} {
		got, err := event.ParseFact(c.fact, c.typed)
		if c.fault != "" {
			if err == nil || err.Error() != c.fault {
				t.Errorf("%s %q: error %v, want %s", c.fact.ID, c.typed, err, c.fault)
			}
			continue
		}
		if err != nil || got.String() != c.want {
			t.Errorf("%s %q: %q %v, want %q", c.fact.ID, c.typed, got, err, c.want)
		}
	}
}

func TestFactAnswerIsReadAsItWasWritten(t *testing.T) {
	for _, f := range []event.FactAnswer{{Unknown: true}, {}, {Values: []string{"unknown"}}, {Values: []string{"a", ""}}} {
		b, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		again := event.FactAnswer{Unknown: !f.Unknown, Values: []string{"old"}}
		if err := json.Unmarshal(b, &again); err != nil || again.Unknown != f.Unknown || !slices.Equal(again.Values, f.Values) {
			t.Errorf("%s was read as %+v, %v", b, again, err)
		}
	}
	for _, b := range []string{`"perhaps"`, `7`, `{}`, `[1]`} {
		var f event.FactAnswer
		if err := json.Unmarshal([]byte(b), &f); err == nil {
			t.Errorf("%s was read as %+v", b, f)
		}
	}
}

func TestFactsTellWhoAnsweredThem(t *testing.T) {
	a := newPerson(t, "Ana")
	a.does(t, event.SetFact("rules", "login", event.FactAnswer{Values: []string{"own"}}))
	facts := a.Facts()
	if len(facts) != 3 || facts[0].Answered || !facts[1].Answered || facts[1].By.Name != "Ana" || !facts[1].At.Equal(day) || facts[1].Policy != "rules" {
		t.Errorf("%+v", facts)
	}
}
