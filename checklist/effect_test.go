package checklist

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist/event"
)

// TestAnEffectIsAllThatOtherRulesChange compares an audit with one that is judged by
// another guide of each kind, whose text has other words, one clause more and two less.
func TestAnEffectIsAllThatOtherRulesChange(t *testing.T) {
	const text = "# Rules\n\n## A. One\n\n0. Say so.\n1. Keep it fresh.\n2. Know this very well.\n\n4. Sign in safely.\n5. Tell us.\n"
	const otherWords = `format: 1
scope:
  - {fact: stores, question: Does it store?, answer: yes-no}
  - {fact: login, question: How do people sign in?, answer: choice, options: [own, other]}
  - {fact: writes, question: What does it write?, answer: list, options: [posts, likes]}
clauses:
  A.1: {title: Fresh, kind: ban, topic: law, question: Is it?, severity: minor, needs: file, valid: 1y}
  A.2: {title: Known, kind: notice, topic: law, question: Is it?, severity: minor, needs: nothing}
  A.4: {title: Safe, kind: ban, topic: law, question: Is it so?, severity: major, needs: link, applies: [login = own, writes = posts]}
`
	ana := newPerson(t, "Ana")
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met), event.AddEvidence(clause("A.1"), event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y"}))
	ana.does(t, event.SetVerdict(clause("A.2"), event.Met))
	ana.does(t, event.SetVerdict(clause("A.3"), event.NotMet), event.SetReason(clause("A.3"), "so it is"))
	next := rulesPolicy(t, "rules", text, otherWords)
	other := auditOf(t, next)
	if err := other.Apply(ana.Log(event.Ref{})...); err != nil {
		t.Fatal(err)
	}
	one := func(label, title string, turns ...Turn) Turned { return Turned{clause(label), label, title, turns} }
	// The audit was answered at the text that it began with, whatever is beside it.
	want := Effect{
		Clauses: []Turned{
			one("A.0", "Say so.", Turn{"also asked", "", ""}),
			one("A.1", "Fresh", Turn{"kind", "duty", "ban"}, Turn{"needs", "evidence", "file"}, Turn{"severity", "blocker", "minor"},
				Turn{"holds", "for 6mo", "for 1y"}, Turn{"counts as", "met", "met, unsupported"}),
			one("A.2", "Known", Turn{"different words", "", ""}, Turn{"counts as", "acknowledged", "stale"}),
			one("A.3", "Little", Turn{"answer", "not met", "not asked any more"}),
			one("A.4", "Safe", Turn{"the guide's words", "", ""}),
			one("A.5", "Tell us.", Turn{"also asked", "", ""}),
			one("A.6", "Asked", Turn{"not asked any more", "", ""}),
		},
		Counts: []Turn{
			{"in scope", "5", "5"}, {"answered", "3", "1"}, {"met", "2", "1"}, {"not met", "1", "0"}, {"unanswered", "2", "3"}, {"unsupported", "0", "1"}, {"stale", "0", "1"}, {"gaps", "1", "0"},
		},
	}
	want.Counts = slices.DeleteFunc(want.Counts, func(t Turn) bool { return t.Was == t.Is })
	got := EffectOf(ana.Audit, other, day)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if said := strings.Join(got.Lines()[2:4], "\n") + "\n" + got.Lines()[len(got.Lines())-1]; said != "A.2  different words; counts as: stale, was acknowledged\n"+
		"A.3  answer: not asked any more, was not met\n"+
		"In all: answered: 1, was 3; met: 1, was 2; not met: 0, was 1; unanswered: 3, was 2; unsupported: 1, was 0; stale: 1, was 0; gaps: 0, was 1" {
		t.Error(said)
	}
	if got := EffectOf(ana.Audit, ana.Audit, day).Lines(); len(got) != 1 || got[0] != "no clause is asked, judged or counted differently" {
		t.Errorf("%q", got)
	}
}

// TestAnEffectTellsWhatTheFactsDecide has what the facts decide by one guide
// and not by another.
func TestAnEffectTellsWhatTheFactsDecide(t *testing.T) {
	ana := newPerson(t, "Ana")
	ana.does(t, event.SetFact("rules", "stores", event.FactAnswer{Values: []string{"no"}}), event.SetFact("rules", "login", event.FactAnswer{Values: []string{"own"}}))
	fewer := auditOf(t, rulesPolicy(t, "rules", rules, strings.Replace(rulesGuide, "needs: nothing}", "needs: nothing, applies: [stores]}", 1)))
	if err := fewer.Apply(ana.Log(event.Ref{})...); err != nil {
		t.Fatal(err)
	}
	if e := EffectOf(ana.Audit, fewer, day); len(e.Clauses) != 1 || !slices.Equal(e.Counts, []Turn{{"in scope", "4", "3"}, {"unanswered", "4", "3"}, {"out of scope", "1", "2"}}) {
		t.Errorf("%+v", e)
	}
	if said := (Turn{"needs", "", "file"}).String() + ", " + (Turn{"needs", "file", ""}).String(); said != "needs: file, was , needs: , was file" {
		t.Error(said)
	}
	other := auditOf(t, rulesPolicy(t, "rules", rules, strings.NewReplacer(", applies: [stores]", "", "needs: nothing}", "needs: nothing, applies: [stores]}", "login = own, ", "").Replace(rulesGuide)))
	if err := other.Apply(ana.Log(event.Ref{})...); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"A.2  scope: out, was in; applies: if stores, was always; counts as: out of scope, was unanswered",
		"A.3  scope: in, was out; applies: always, was if stores; counts as: unanswered, was out of scope",
		"A.4  applies: if writes = posts, was if login = own or writes = posts",
	}
	if diff := cmp.Diff(want, EffectOf(ana.Audit, other, day).Lines()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	ben := newPerson(t, "Ben")
	ben.does(t, event.SetVerdict(clause("A.1"), event.Met))
	ana.does(t, event.SetVerdict(clause("A.1"), event.Partly), event.SetReason(clause("A.1"), "half"))
	before := ana.Refold(nil)
	ana.hears(t, ben)
	want = []string{"A.1  counts as: in conflict, was partly", "In all: answered: 0, was 1; partly: 0, was 1; in conflict: 1, was 0; gaps: 0, was 1"}
	if diff := cmp.Diff(want, EffectOf(before, ana.Audit, day).Lines()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
