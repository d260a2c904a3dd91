package checklist

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/editions"
)

// numbered returns a policy with a clause for each text.
func numbered(t rapid.TB, texts ...string) *policy.Policy {
	t.Helper()
	var b strings.Builder
	b.WriteString("# Rules\n\n## A. One\n\n")
	for n, text := range texts {
		fmt.Fprintf(&b, "%d. %s\n", n+1, text)
	}
	return rulesPolicy(t, "rules", b.String(), "")
}

const (
	keepData = "Keep the data of people safe and small on every server."
	neverBuy = "Never sell what people gave to you in trust and confidence."
	answerIt = "Answer each request to delete within one single working day."
	showMark = "Show the badge of the platform on all screens that quote it."
)

// adopter is a person whose audit began with an edition.
func adopter(t rapid.TB, name string, first *policy.Policy) *person {
	p := newPerson(t, name)
	p.Audit = auditOf(t, first)
	return p
}

func (p *person) adopts(t rapid.TB, next *policy.Policy) []event.Event {
	t.Helper()
	change, _, err := Adopt(p.Audit, next)
	if err != nil {
		t.Fatal(err)
	}
	p.Know(next)
	return p.does(t, change)
}

func TestAnEditionThatIsAdoptedCostsOnlyTheClausesThatChanged(t *testing.T) {
	old := numbered(t, keepData, neverBuy, answerIt, showMark+" "+"Write its name as the platform writes it in all places.")
	next := numbered(t, "Name a person who answers for the app before its first release.", keepData,
		"Never sell what people gave to you in trust and in confidence.",
		showMark, "Write its name as the platform writes it in all places.")
	ana := adopter(t, "Ana", old)
	for _, label := range []string{"A.1", "A.2", "A.3", "A.4"} {
		ana.does(t, event.SetVerdict(clause(label), event.NotApplicable), event.SetReason(clause(label), "because of "+label),
			event.AddEvidence(clause(label), event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org/" + label}))
	}
	before := ana.StateDigest()
	step := ana.adopts(t, next)
	if len(step) != 1 {
		t.Fatalf("the adoption is %d events", len(step))
	}
	if i := ana.Item(clause("A.1"), day); i.Touched() || len(i.Offered) > 0 {
		t.Errorf("the added clause is not open: %+v", i)
	}
	if i := ana.Item(clause("A.2"), day); i.Reason != "because of A.1" || !i.Answered() {
		t.Errorf("the moved clause has not kept its answer: %+v", i)
	}
	i := ana.Item(clause("A.3"), day)
	if i.Reason != "because of A.2" || !i.Has(Stale) || i.Why[0] != "the text changed on 2026-11-24, confirm again" || i.Reworded == nil || i.Reworded.Was.Words() != neverBuy {
		t.Errorf("the reworded clause is not to be confirmed: %+v", i)
	}
	ana.does(t, event.SetVerdict(clause("A.3"), event.NotApplicable))
	if i := ana.Item(clause("A.3"), day); !i.Answered() || i.Reworded != nil {
		t.Errorf("the reworded clause is not confirmed: %+v", i)
	}
	for _, label := range []string{"A.4", "A.5"} {
		if i := ana.Item(clause(label), day); i.Touched() || len(i.Offered) != 1 || i.Offered[0].Reason != "because of A.4" {
			t.Errorf("%s is not offered the answer of the clause that was split: %+v", label, i)
		}
	}
	archive := Archive(ana.Audit, day)
	if len(archive) != 2 || archive[0].Reason != "because of A.3" || archive[0].Offered != nil || len(archive[0].Evidence) != 1 ||
		archive[1].Reason != "because of A.4" || len(archive[1].Offered) != 2 || archive[0].Clause.Words() != answerIt {
		t.Errorf("the archive: %+v", archive)
	}
	changes, err := TakeOlder(ana.Audit, clause("A.5"), 1, day)
	if err != nil {
		t.Fatal(err)
	}
	ana.does(t, changes...)
	if i := ana.Item(clause("A.5"), day); !i.Answered() || i.Reason != "because of A.4" || len(i.Evidence) != 1 {
		t.Errorf("the offered answer was not taken: %+v", i)
	}
	for range 3 {
		ana.undoes(t, ana.LastStep("ana"))
	}
	if ana.StateDigest() != before || ana.Policies[0] != old {
		t.Error("the adoption is not undone")
	}
	if _, _, err := Adopt(ana.Audit, old); err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("the edition in force is adopted: %v", err)
	}
}

func TestTwoClonesThatAdoptTheSameEndInTheSameState(t *testing.T) {
	old, next := numbered(t, keepData, neverBuy), numbered(t, answerIt, keepData, neverBuy)
	ana, ben := adopter(t, "Ana", old), adopter(t, "Ben", old)
	ana.adopts(t, next)
	ana.does(t, event.SetVerdict(clause("A.2"), event.Met))
	ben.does(t, event.SetVerdict(clause("A.2"), event.NotMet), event.SetReason(clause("A.2"), "sold"))
	ben.adopts(t, next)
	ana.exchanges(t, ben)
	if diff := cmp.Diff(said(ana.Audit), said(ben.Audit)); diff != "" {
		t.Fatalf("ana (-) and ben (+):\n%s", diff)
	}
	if d := Disputes(ana.Audit); len(d) > 0 {
		t.Errorf("the same adoption is in conflict: %+v", d)
	}
	if a2, a3 := ana.Item(clause("A.2"), day), ana.Item(clause("A.3"), day); a2.Verdict != event.Met || a3.Verdict != event.NotMet || a2.Has(Conflict) {
		t.Errorf("A.2 %+v, A.3 %+v", a2, a3)
	}
}

func TestTwoClonesThatAdoptDifferentEditionsAreInConflictUntilOneMoreAdoption(t *testing.T) {
	old := numbered(t, keepData, neverBuy)
	one, other := numbered(t, answerIt, keepData, neverBuy), numbered(t, neverBuy, showMark, keepData)
	ana, ben := adopter(t, "Ana", old), adopter(t, "Ben", old)
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
	ana.adopts(t, one)
	ben.adopts(t, other)
	ben.does(t, event.SetVerdict(clause("A.1"), event.NotApplicable), event.SetReason(clause("A.1"), "never sells"))
	ana.exchanges(t, ben)
	for _, p := range []*person{ana, ben} {
		if d := Disputes(p.Audit); len(d) != 2 || p.Policies[0].Edition != one.Edition {
			t.Fatalf("%s: edition %s, disputes %+v", p.hand.Person, p.Policies[0].ShortEdition(), d)
		}
	}
	if i := ana.Item(clause("A.3"), day); i.Reason != "never sells" {
		t.Errorf("ben's answer is not at its clause: %+v", i)
	}
	ana.adopts(t, other)
	ben.hears(t, ana)
	if d := Disputes(ben.Audit); len(d) > 0 || ben.Policies[0] != other {
		t.Fatalf("the conflict is not settled: %+v", d)
	}
	if a1, a3 := ben.Item(clause("A.1"), day), ben.Item(clause("A.3"), day); a3.Verdict != event.Met || a1.Reason != "never sells" {
		t.Errorf("A.1 %+v, A.3 %+v", a1, a3)
	}
}

// exchanges lets two people hear each other, with the texts that came along.
func (p *person) exchanges(t rapid.TB, other *person) {
	t.Helper()
	for _, text := range p.texts {
		other.Know(text)
	}
	for _, text := range other.texts {
		p.Know(text)
	}
	p.hears(t, other)
	other.hears(t, p)
}

// drawEditions draws texts in which clauses stay, move, are reworded, split,
// merged, added and removed.
func drawEditions(t *rapid.T) []*policy.Policy {
	words := strings.Fields("keep show sell data badge trust server people delete answer always never within before platform name every secret public screen log check ask tell")
	sentence := func() string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 6, 9).Draw(t, "sentence"), " ") + "."
	}
	type rule []string
	var rules []rule
	for range rapid.IntRange(1, 6).Draw(t, "clauses") {
		rules = append(rules, rule{sentence()})
	}
	var all []*policy.Policy
	inParts := rapid.Bool().Draw(t, "in parts")
	for range rapid.IntRange(2, 4).Draw(t, "editions") {
		var texts []string
		for _, r := range rules {
			if inParts {
				texts = append(texts, listed(r))
			} else {
				texts = append(texts, strings.Join(r, " "))
			}
		}
		p := numbered(t, texts...)
		if inParts {
			p.Depth = policy.DepthParts
		}
		if !slices.ContainsFunc(all, func(o *policy.Policy) bool { return o.Edition == p.Edition }) {
			all = append(all, p)
		}
		for range rapid.IntRange(1, 4).Draw(t, "edits") {
			n := rapid.IntRange(0, len(rules)-1).Draw(t, "at")
			switch rapid.IntRange(0, 5).Draw(t, "edit") {
			case 0:
				rules = slices.Insert(slices.Clone(rules), n, rule{sentence()})
			case 1:
				if len(rules) > 1 {
					rules = slices.Delete(slices.Clone(rules), n, n+1)
				}
			case 2:
				rules = rapid.Permutation(rules).Draw(t, "order")
			case 3:
				rules = slices.Clone(rules)
				rules[n] = rule{rapid.SampledFrom(words).Draw(t, "word") + " " + strings.Join(rules[n], " ")}
			case 4: // Two become one.
				if n+1 < len(rules) {
					merged := append(slices.Clone(rules[n]), rules[n+1]...)
					rules = slices.Replace(slices.Clone(rules), n, n+2, merged)
				}
			case 5: // One becomes several.
				var parts []rule
				for _, s := range rules[n] {
					parts = append(parts, rule{s})
				}
				rules = slices.Replace(slices.Clone(rules), n, n+1, parts...)
			}
		}
	}
	return all
}

// listed writes a clause whose sentences but the first are a list of its own.
func listed(sentences []string) string {
	text := sentences[0]
	for n, s := range sentences[1:] {
		text += fmt.Sprintf("\n   %d. %s", n+1, s)
	}
	return text
}

func TestNoAnswerIsLostWhateverEditionsAreAdopted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := drawEditions(t)
		people := []*person{adopter(t, "Ana", texts[0]), adopter(t, "Ben", texts[0])}
		for range rapid.IntRange(1, 20).Draw(t, "moves") {
			p := rapid.SampledFrom(people).Draw(t, "person")
			ref := rapid.SampledFrom(p.Refs()).Draw(t, "clause")
			switch rapid.IntRange(0, 7).Draw(t, "move") {
			default:
				p.does(t, event.SetVerdict(ref, rapid.SampledFrom(event.Verdicts()).Draw(t, "verdict")), event.SetReason(ref, fmt.Sprintf("%s's %d", p.hand.Writer, p.seq)))
			case 0, 1:
				if next := rapid.SampledFrom(texts).Draw(t, "next"); next.Edition != p.Policies[0].Edition || len(Disputes(p.Audit)) > 0 {
					p.adopts(t, next)
				}
			case 2:
				if last := p.LastStep(p.hand.Writer); len(last) > 0 {
					p.undoes(t, last)
				}
			case 3:
				people[0].exchanges(t, people[1])
			case 4:
				if changes, err := TakeOlder(p.Audit, ref, 1, day); err == nil {
					if _, err := p.Step(p.hand, changes...); err == nil {
						p.does(t, changes...)
					}
				}
			}
			for _, p := range people {
				nothingIsLost(t, p.Audit)
			}
		}
		people[0].exchanges(t, people[1])
		if diff := cmp.Diff(said(people[0].Audit), said(people[1].Audit)); diff != "" {
			t.Fatalf("ana (-) and ben (+):\n%s", diff)
		}
	})
}

// nothingIsLost holds that each answer that counts is at a clause or in the
// archive, and that one at other words is stale.
func nothingIsLost(t rapid.TB, a *Audit) {
	t.Helper()
	archive := map[event.Ref]Archived{}
	for _, old := range Archive(a, day) {
		archive[old.Ref] = old
	}
	for _, e := range a.Log(event.Ref{}) {
		if e.Kind != event.KindReason || !a.Counts(e.ID) || !slices.ContainsFunc(a.Values(e.Field), func(h event.Event) bool { return h.ID == e.ID }) {
			continue
		}
		ref := e.Ref()
		old, archived := archive[ref]
		item := old.Item
		if _, asked := a.clauses[ref]; asked == archived {
			t.Fatalf("%s is asked: %t, archived: %t", ref, asked, archived)
		} else if asked {
			item = a.Item(ref, day)
			if item.Verdict != event.Unanswered && !item.Has(Conflict) && (a.head(event.SetVerdict(ref, "").Field).Text != item.Clause.Digest) != item.Has(Stale) {
				t.Fatalf("%s: %+v is not stale by its text", ref, item)
			}
		}
		for _, to := range old.Offered {
			if i := a.Item(to, day); i.Verdict == event.Unanswered && len(i.Sides) == 0 && !slices.ContainsFunc(i.Offered, func(o Item) bool { return o.Ref == ref }) {
				t.Fatalf("%s is not offered %s", to, ref)
			}
		}
		said := item.Reason
		for _, s := range item.Sides {
			said += "\n" + s.Value
		}
		var words string
		if words = event.Words(e.Kind, e.Value); !strings.Contains(said, words) {
			t.Fatalf("%q is not at %s: %+v", words, ref, item)
		}
	}
	if lost := a.Unplaced(); len(lost) > 0 {
		t.Fatalf("without a place: %+v", lost)
	}
}

func TestAnAdoptionOfATextThatIsNotAtHandIsRefused(t *testing.T) {
	ana := adopter(t, "Ana", numbered(t, keepData, neverBuy))
	next := numbered(t, keepData, neverBuy, answerIt)
	change := event.Adopt("rules", event.Adoption{From: ana.Policies[0].Edition, To: next.Edition})
	if _, err := ana.Step(ana.hand, change); err == nil || !strings.Contains(err.Error(), "not at hand") {
		t.Errorf("err %v", err)
	}
	var unknown *UnknownError
	if _, _, err := Adopt(ana.Audit, rulesPolicy(t, "others", rules, "")); !errors.As(err, &unknown) {
		t.Errorf("err %v", err)
	}
}

func TestAnAuditAsItWasHasTheEditionOfThen(t *testing.T) {
	old, next := numbered(t, keepData, neverBuy), numbered(t, answerIt, keepData, neverBuy)
	ana := adopter(t, "Ana", old)
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
	before := said(ana.Audit)
	ana.hand.Now = func() time.Time { return day.AddDate(0, 0, 1) }
	ana.adopts(t, next)
	if diff := cmp.Diff(before, said(ana.AsOf(day))); diff != "" {
		t.Errorf("before (-) and as of then (+):\n%s", diff)
	}
	if d := Differences(ana.AsOf(day), ana.Audit); len(d) != 1 || d[0].Field.Kind != event.KindAdopt {
		t.Errorf("a clause that only moved is a difference: %+v", d)
	}
}

func TestNoMapLosesAnAnswer(t *testing.T) {
	texts := []*policy.Policy{numbered(t, keepData, neverBuy), numbered(t, answerIt, keepData, neverBuy), numbered(t, showMark)}
	rapid.Check(t, func(t *rapid.T) {
		label := rapid.SampledFrom([]string{"A.1", "A.2", "A.3", "Z.9", ""})
		side := rapid.SliceOfN(label, 0, 3)
		kind := rapid.SampledFrom(append(editions.ChangeKinds(), "guess"))
		edition := func(name string) string { return rapid.SampledFrom(texts).Draw(t, name).Edition }
		var events []event.Event
		for n := range rapid.IntRange(1, 10).Draw(t, "events") {
			e := event.Event{
				Format: event.Format, ID: fmt.Sprint(n), Seq: n + 1, Time: day, Clock: int64(rapid.IntRange(1, 5).Draw(t, "clock")), Writer: "ana", Who: event.Person{Name: "Ana"},
			}
			var v event.Value
			if rapid.Bool().Draw(t, "adopts") {
				d := event.Adoption{From: edition("from"), To: edition("to")}
				for range rapid.IntRange(0, 3).Draw(t, "map") {
					d.Map = append(d.Map, event.Became{Kind: kind.Draw(t, "kind"), Old: side.Draw(t, "old"), New: side.Draw(t, "new")})
				}
				e.Field, v = event.Field{Kind: event.KindAdopt, Policy: "rules"}, d
			} else {
				e.Field = event.SetReason(clause(label.Draw(t, "label")), "").Field
				e.Edition, v = rapid.SampledFrom([]string{"", edition("edition")}).Draw(t, "of"), event.Reason(fmt.Sprintf("word %d", n))
			}
			value, err := event.EncodeValue(v)
			if err != nil {
				t.Fatal(err)
			}
			e.Value = value
			if _, err := e.Encode(); err != nil {
				t.Fatal(err)
			}
			events = append(events, e)
		}
		one, other := auditOf(t, texts[0]), auditOf(t, texts[0])
		for n, a := range []*Audit{one, other} {
			a.Know(texts...)
			in := events
			if n == 1 {
				in = rapid.Permutation(events).Draw(t, "order")
			}
			for _, e := range in {
				if err := a.Apply(e); err != nil {
					t.Fatal(err)
				}
			}
		}
		if diff := cmp.Diff(said(one), said(other)); diff != "" {
			t.Fatalf("in order (-) and mixed (+):\n%s", diff)
		}
		var all strings.Builder
		fmt.Fprint(&all, one.Items(day), Archive(one, day), Disputes(one))
		for _, e := range one.Unplaced() {
			all.WriteString(event.Words(e.Kind, e.Value) + " ")
		}
		for _, e := range events {
			if words := event.Words(e.Kind, e.Value); e.Kind == event.KindReason && !strings.Contains(all.String(), words) {
				t.Fatalf("%q of %s in %.12s is nowhere:\n%s", words, e.Clause, e.Edition, all.String())
			}
		}
	})
}

// TestWhatWasOfferedOnceStaysAnOffer lets a clause be split, and then moved by
// one more adoption: the whole's met must not become a part's on the way.
func TestWhatWasOfferedOnceStaysAnOffer(t *testing.T) {
	mark := "Write its name as the platform writes it in all places."
	first := numbered(t, keepData, showMark+" "+mark)
	split := numbered(t, keepData, showMark, mark)
	moved := numbered(t, neverBuy, keepData, showMark, mark)
	ana := adopter(t, "Ana", first)
	ana.does(t, event.SetVerdict(clause("A.2"), event.Met))
	ana.adopts(t, split)
	ana.adopts(t, moved)
	for _, label := range []string{"A.3", "A.4"} {
		if i := ana.Item(clause(label), day); i.Verdict != event.Unanswered || len(i.Offered) != 1 || i.Offered[0].Verdict != event.Met {
			t.Errorf("%s is %s and is offered %+v", label, i.Verdict, i.Offered)
		}
	}
	if old := Archive(ana.Audit, day); len(old) != 1 || len(old[0].Offered) != 2 {
		t.Errorf("the archive: %+v", old)
	}
}

func TestATextThatComesLaterPutsAnswersToTheirPlace(t *testing.T) {
	old, next := numbered(t, keepData, neverBuy), numbered(t, answerIt, keepData, neverBuy)
	ana, ben := adopter(t, "Ana", old), adopter(t, "Ben", old)
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
	ana.adopts(t, next)
	ben.hears(t, ana)
	if ben.Policies[0] != old {
		t.Fatal("an edition is asked whose text is not there")
	}
	ben.Know(next)
	if diff := cmp.Diff(said(ana.Audit), said(ben.Audit)); diff != "" {
		t.Errorf("the text before the events (-) and behind them (+):\n%s", diff)
	}
	cem := adopter(t, "Cem", next)
	change, _, err := Adopt(cem.Audit, old)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cem.Step(cem.hand, change); err == nil || !strings.Contains(err.Error(), "is not at hand") {
		t.Errorf("an edition is adopted whose text is not there: %v", err)
	}
}
