package checklist

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/reading"
)

const rules = `# Rules

## A. One

1. Keep it fresh.
2. Know this.
3. Store little.
4. Sign in safely.

6. Ask first.
`

const rulesGuide = `format: 1
scope:
  - {fact: stores, question: Does it store?, answer: yes-no}
  - {fact: login, question: How do people sign in?, answer: choice, options: [own, other]}
  - {fact: writes, question: What does it write?, answer: list, options: [posts, likes]}
clauses:
  A.1: {title: Fresh, kind: duty, topic: law, question: Is it?, severity: blocker, needs: evidence, valid: 6mo}
  A.2: {title: Known, kind: notice, topic: law, question: Is it?, severity: minor, needs: nothing}
  A.3: {title: Little, kind: duty, topic: law, question: Is it?, severity: major, needs: file, applies: [stores]}
  A.4: {title: Safe, kind: ban, topic: law, question: Is it?, severity: major, needs: link, applies: [login = own, writes = posts]}
  A.6: {title: Asked, kind: permission, topic: law, question: Is it?, severity: major, needs: permission}
`

// day is when every test takes place.
var day = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

func clause(label string) event.Ref { return event.Ref{Policy: "rules", Label: label} }

func rulesPolicy(t rapid.TB, id, text, ourWords string) *policy.Policy {
	t.Helper()
	p, err := reading.Parse(id, []byte(text))
	if err == nil && ourWords != "" {
		err = guide.Join(p, "guide.yaml", []byte(ourWords))
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func auditOf(t rapid.TB, policies ...*policy.Policy) *Audit {
	t.Helper()
	head := Head{Format: HeadFormat, ID: "photobook-2.4", App: "Photobook", Release: "2.4", Created: day}
	for _, p := range policies {
		head.Policies = append(head.Policies, Edition{p.ID, p.Edition})
	}
	a, err := New(head, policies)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// person is somebody with a copy of the audit, as on a clone of their own.
type person struct {
	*Audit
	hand Hand
	seq  int
	end  string // the sum of the last line in the person's file
}

func newPerson(t rapid.TB, name string) *person {
	return personOn(t, name, rulesPolicy(t, "rules", rules, rulesGuide))
}

// personOn is somebody with a copy of an audit of these policies.
func personOn(t rapid.TB, name string, policies ...*policy.Policy) *person {
	p := &person{Audit: auditOf(t, policies...)}
	ids := 0
	p.hand = Hand{
		Person: event.Person{Name: name}, Writer: strings.ToLower(name), Now: func() time.Time { return day },
		NewID: func() string { ids++; return fmt.Sprintf("%s%d", strings.ToLower(name), ids) },
	}
	return p
}

// does makes a step and keeps it, as Record does with a journal.
func (p *person) does(t rapid.TB, changes ...event.Change) []event.Event {
	t.Helper()
	step, err := p.Step(p.hand, changes...)
	if err != nil {
		t.Fatal(err)
	}
	return p.keeps(t, step...)
}

func (p *person) keeps(t rapid.TB, step ...event.Event) []event.Event {
	t.Helper()
	for i := range step {
		p.seq++
		step[i].Seq = p.seq
	}
	if err := p.Apply(step...); err != nil {
		t.Fatal(err)
	}
	return step
}

func (p *person) undoes(t rapid.TB, step []event.Event) []event.Event {
	t.Helper()
	return p.keeps(t, p.Withdraw(p.hand, step))
}

// hears takes in everything that another person's copy holds.
func (p *person) hears(t rapid.TB, other *person) {
	t.Helper()
	var all []event.Event
	for _, e := range other.events {
		all = append(all, *e)
	}
	if err := p.Apply(all...); err != nil {
		t.Fatal(err)
	}
}

// agree makes two people hear of one another.
func agree(t rapid.TB, x, y *person) {
	t.Helper()
	x.hears(t, y)
	y.hears(t, x)
}

func TestNewRefusesOtherPoliciesThanTheHeadNames(t *testing.T) {
	p := rulesPolicy(t, "rules", rules, "")
	other := rulesPolicy(t, "rules", rules+"7. More.\n", "")
	named := []Edition{{"rules", p.Edition}}
	for _, c := range []struct {
		name     string
		named    []Edition
		policies []*policy.Policy
		want     string
	}{
		{"none", nil, nil, "lists 0 policies, and 0 are here"},
		{"one missing", named, nil, "lists 1 policies, and 0 are here"},
		{"another edition", named, []*policy.Policy{other}, "was made with edition " + p.ShortEdition() + " of rules, but the text here is edition " + other.ShortEdition()},
		{"the same twice", append(named, named...), []*policy.Policy{p, p}, "names the policy rules twice"},
	} {
		_, err := New(Head{ID: "x", Policies: c.named}, c.policies)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want …%s", c.name, err, c.want)
		}
	}
}

func TestFindTakesWhatPeopleType(t *testing.T) {
	one := auditOf(t, rulesPolicy(t, "rules", rules, ""))
	for _, typed := range []string{"A.4", "a4", "A-4", "A–4", "a 4", "rules/A.4", "rules/a4"} {
		if ref, err := one.Find(typed); err != nil || ref != clause("A.4") {
			t.Errorf("%q: %v %v", typed, ref, err)
		}
	}
	two := auditOf(t, rulesPolicy(t, "rules", rules, ""), rulesPolicy(t, "more", "# M\n\n## A. One\n1. a\n5. b\n", ""))
	for typed, want := range map[string]string{"A.5": "more/A.5", "A.4": "rules/A.4", "more/A.1": "more/A.1", "rules/A.1": "rules/A.1"} {
		if ref, err := two.Find(typed); err != nil || ref.String() != want {
			t.Errorf("%q: %v %v, want %s", typed, ref, err, want)
		}
	}
	for _, c := range []struct {
		audit       *Audit
		typed, want string
	}{
		{one, "A.5", `unknown clause "A.5": the source text has no A.5`},
		{one, "rules/a5", `unknown clause "rules/a5": the source text has no A.5`},
		{one, "A.9", `unknown clause "A.9"`},
		{one, "", `unknown clause ""`},
		{one, "other/A.1", `unknown clause "other/A.1"`},
		{two, "A.1", `unknown clause "A.1": several policies have it`},
	} {
		if _, err := c.audit.Find(c.typed); err == nil || err.Error() != c.want {
			t.Errorf("%q: error %v, want %s", c.typed, err, c.want)
		}
	}
}

// BenchmarkFindNothing asks for what names no clause, as each letter of a search does,
// and each line of a sheet that is none of ours. It is not to grow with the clauses.
func BenchmarkFindNothing(b *testing.B) {
	for _, n := range []int{1_000, 4_000, 16_000} {
		b.Run(fmt.Sprintf("clauses=%d", n), func(b *testing.B) {
			var text strings.Builder
			text.WriteString("# Rules\n")
			for at := range n {
				if at%100 == 0 {
					fmt.Fprintf(&text, "\n## %d. Part\n\n", at/100+1)
				}
				fmt.Fprintf(&text, "%d. Keep log %d.\n", at%100+1, at)
			}
			p, err := reading.Parse("rules", []byte(text.String()))
			if err != nil {
				b.Fatal(err)
			}
			a, err := New(Head{ID: "large", Policies: []Edition{{p.ID, p.Edition}}}, []*policy.Policy{p})
			if err != nil {
				b.Fatal(err)
			}
			_, _ = a.Find("nothing")
			b.ReportAllocs()
			for b.Loop() {
				if _, err := a.Find("nothing"); err == nil {
					b.Fatal("it is found")
				}
			}
		})
	}
}

func TestVerdictsThatNeedAReasonAreRefusedWithoutOne(t *testing.T) {
	for _, v := range []event.Verdict{event.Partly, event.NotMet, event.NotApplicable, event.CannotTell} {
		a := newPerson(t, "Ana")
		ref := clause("A.1")
		for _, blank := range [][]event.Change{
			{event.SetVerdict(ref, v)},
			{event.SetVerdict(ref, v), event.SetReason(ref, "")},
			{event.SetReason(ref, " \n"), event.SetVerdict(ref, v)},
			{event.SetVerdict(ref, v), event.SetReason(clause("A.2"), "of another clause")},
		} {
			_, err := a.Step(a.hand, blank...)
			if reason, ok := err.(*ReasonError); !ok || *reason != (ReasonError{ref, v}) {
				t.Errorf("%s: error %v", v, err)
			}
		}
		a.does(t, event.SetVerdict(ref, v), event.SetReason(ref, "in the same step"))
		b := newPerson(t, "Ben")
		b.does(t, event.SetReason(ref, "there before"))
		b.does(t, event.SetVerdict(ref, v))
		for _, p := range []*person{a, b} {
			if i := p.Item(ref, day); i.Verdict != v || i.Has(NoReason) {
				t.Errorf("%s: %s %v", v, i.Verdict, i.Flags)
			}
		}
		b.does(t, event.SetReason(ref, ""))
		if i := b.Item(ref, day); !i.Has(NoReason) || Tally([]Item{i}).NoReason != 1 {
			t.Errorf("%s without its reason is not told: %v", v, i.Flags)
		}
	}
	a := newPerson(t, "Ana")
	a.does(t, event.SetVerdict(clause("A.1"), event.Met))
	a.does(t, event.SetVerdict(clause("A.1"), event.Unanswered))
}

func TestChangesThatChangeNothingMakeNoEvent(t *testing.T) {
	a := newPerson(t, "Ana")
	ref, link := clause("A.1"), event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y"}
	for _, c := range []event.Change{
		event.SetVerdict(ref, event.Unanswered), event.SetReason(ref, ""), event.SetGap(ref, event.GapFix, ""), event.SetOverrule(ref, nil), event.RemoveEvidence(ref, "none"),
	} {
		if step := a.does(t, c); len(step) != 0 {
			t.Errorf("nothing was there, and %s made %d events", c.Field.Kind, len(step))
		}
	}
	given := []event.Change{
		event.SetVerdict(ref, event.Met), event.SetReason(ref, "since then"), event.SetGap(ref, event.GapOwner, "Ben"), event.SetOverrule(ref, &event.Overrule{In: true, Reason: "asked"}),
		event.AddEvidence(ref, link), event.SetFact("rules", "writes", event.FactAnswer{Values: []string{"posts", "likes"}}),
	}
	if step := a.does(t, given...); len(step) != len(given) || step[len(step)-1].More || !step[0].More {
		t.Errorf("%d events for %d changes", len(step), len(given))
	}
	again := append(given[:5:5], event.SetFact("rules", "writes", event.FactAnswer{Values: []string{"likes", "posts"}}))
	if step := a.does(t, again...); len(step) != 0 {
		t.Errorf("given again, they made %d events", len(step))
	}
	if step := a.does(t, event.SetReason(ref, "different words"), event.SetVerdict(ref, event.Met)); len(step) != 1 || step[0].More {
		t.Errorf("one of two changes something: %+v", step)
	}
}

func TestTheLastOfTwoChangesOfOneFieldCounts(t *testing.T) {
	a := newPerson(t, "Ana")
	ref := clause("A.1")
	if step := a.does(t, event.SetReason(ref, "first"), event.SetVerdict(ref, event.Met), event.SetReason(ref, "second")); len(step) != 2 {
		t.Errorf("%d events", len(step))
	}
	if i := a.Item(ref, day); i.Reason != "second" || i.Has(Conflict) {
		t.Errorf("%q %v", i.Reason, i.Flags)
	}
}

func TestWhatCannotBeKeptIsRefusedAndSaysWhere(t *testing.T) {
	ref := clause("A.1")
	for _, c := range []struct {
		name   string
		change event.Change
		want   string
	}{
		{"unknown clause", event.SetVerdict(clause("A.9"), event.Met), `unknown clause "rules/A.9"`},
		{"unknown policy", event.SetVerdict(event.Ref{Policy: "other", Label: "A.1"}, event.Met), `unknown clause "other/A.1"`},
		{"unknown verdict", event.SetVerdict(ref, "perhaps"), `unknown verdict "perhaps"`},
		{"unknown fact", event.SetFact("rules", "sells", event.FactAnswer{}), `unknown scope fact "sells"`},
		{"fact of an unknown policy", event.SetFact("other", "stores", event.FactAnswer{}), `unknown policy "other"`},
		{"unknown part of a gap", event.SetGap(ref, "cause", "x"), `a gap has no "cause"`},
		{"unknown severity", event.SetGap(ref, event.GapSeverity, "bad"), `unknown severity "bad": use one of blocker, major, minor`},
		{"due in words", event.SetGap(ref, event.GapDue, "soon"), `due date "soon" is not written as 2026-03-31`},
		{"due on no day", event.SetGap(ref, event.GapDue, "2026-02-30"), `due date "2026-02-30" is not written as 2026-03-31`},
		{"overrule without a reason", event.SetOverrule(ref, &event.Overrule{In: true, Reason: " "}), "overruling scope needs a reason"},
		{"reason", event.SetReason(ref, "caf\xe9"), "reason of A.1 is not UTF-8 text: byte 4 is 0xe9"},
		{"fix", event.SetGap(ref, event.GapFix, "\xff"), "gap of A.1 is not UTF-8 text: byte 1 is 0xff"},
		{"overrule", event.SetOverrule(ref, &event.Overrule{Reason: "a\xc3"}), "scope reason of A.1 is not UTF-8 text: byte 2 is 0xc3"},
		{"file name", event.AddEvidence(ref, event.Evidence{Name: "\x80.txt"}), "file name of A.1 is not UTF-8 text: byte 1 is 0x80"},
		{"fact", event.SetFact("rules", "writes", event.FactAnswer{Values: []string{"a\xff"}}), "answer to writes is not UTF-8 text: byte 2 is 0xff"},
		{"value of another kind", event.Change{Field: event.SetVerdict(ref, event.Met).Field, Value: &event.Overrule{In: true, Reason: "x"}}, "verdict: "},
		{"unknown field", event.Change{Field: event.Field{Kind: "mood", Policy: "rules", Clause: "A.1"}, Value: event.Reason("good")}, `unknown kind of event "mood"`},
	} {
		a := newPerson(t, "Ana")
		step, err := a.Step(a.hand, c.change)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) || len(step) != 0 {
			t.Errorf("%s: error %v, want %s", c.name, err, c.want)
		}
	}
	a := newPerson(t, "An\xff")
	if _, err := a.Step(a.hand, event.SetVerdict(ref, event.Met)); err == nil || !strings.Contains(err.Error(), "your name is not UTF-8 text: byte 3") {
		t.Errorf("a name that is no text: %v", err)
	}
}

func TestTwoEventsWithOneIDAreToldAndTheRestIsApplied(t *testing.T) {
	a, b := newPerson(t, "Ana"), newPerson(t, "Ben")
	step := a.does(t, event.SetVerdict(clause("A.1"), event.Met))
	for name, alter := range map[string]func(*event.Event){
		"value": func(e *event.Event) { e.Value = []byte(`"partly"`) },
		"over":  func(e *event.Event) { e.Over = []string{"x"} },
		"who":   func(e *event.Event) { e.Who.Name = "Ben" },
		"text":  func(e *event.Event) { e.Text = "" },
		"time":  func(e *event.Event) { e.Time = e.Time.Add(time.Hour) },
	} {
		other := step[0]
		alter(&other)
		if err := a.Apply(other); err == nil || !strings.Contains(err.Error(), step[0].ID) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	clash := step[0]
	clash.Value = []byte(`"partly"`)
	if err := a.Apply(append([]event.Event{clash}, b.does(t, event.SetVerdict(clause("A.2"), event.Met))...)...); err == nil {
		t.Error("two events have one id, and nothing is said")
	}
	if a.Item(clause("A.1"), day).Verdict != event.Met || a.Item(clause("A.2"), day).Verdict != event.Met {
		t.Error("the first of them, or the event behind the second, does not count")
	}
}
