package checklist

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

const review = "# Review\n\n## S. Before\n\n1. Say who you are.\n\n## E. Each\n\n1. Say what it is for.\n2. Record the screen.\n"

const reviewGuide = `format: 1
scope:
  - {fact: permissions, question: Which?, answer: list, like: '\bgrant_[a-z]+\b'}
  - {fact: stores, question: Does it store?, answer: yes-no}
sections:
  E: {repeat: permissions, needed-by: [E.1]}
clauses:
  E.1: {title: Use, kind: duty, topic: law, question: What?, severity: blocker, needs: nothing}
  E.2: {title: Film, kind: duty, topic: law, question: Is it?, severity: blocker, needs: evidence}
`

func reviewer(t rapid.TB, name string) *person {
	p := newPerson(t, name)
	p.Audit = auditOf(t, rulesPolicy(t, "rules", rules, rulesGuide), rulesPolicy(t, "review", review, reviewGuide))
	return p
}

func asks(label string) event.Ref { return event.Ref{Policy: "review", Label: label} }

func lists(entries ...string) event.Change {
	return event.SetFact("review", "permissions", event.FactAnswer{Values: entries})
}

func labelsOf(a *Audit, id string) (all []string) {
	for _, ref := range a.Refs() {
		if ref.Policy == id {
			all = append(all, ref.Label)
		}
	}
	return all
}

func TestTheListOfTheScopeDecidesWhatIsAsked(t *testing.T) {
	ana := reviewer(t, "Ana")
	for _, c := range []struct {
		change event.Change
		want   string
	}{
		{event.SetFact("review", "stores", event.FactAnswer{Values: []string{"no"}}), "S.1 E.1 E.2"},
		{lists("grant_b", "grant_a"), "S.1 E.1@grant_a E.2@grant_a E.1@grant_b E.2@grant_b"},
		{lists("grant_b"), "S.1 E.1@grant_b E.2@grant_b"},
		{lists(), "S.1"},
		{event.SetFact("review", "permissions", event.FactAnswer{Unknown: true}), "S.1 E.1 E.2"},
	} {
		ana.does(t, c.change)
		if got := strings.Join(labelsOf(ana.Audit, "review"), " "); got != c.want {
			t.Errorf("after %v it asks %s, want %s", c.change.Value, got, c.want)
		}
	}
	if n := len(labelsOf(ana.Audit, "rules")); n != 5 {
		t.Errorf("the other policy asks %d clauses", n)
	}
}

func TestTakingAnEntryOutAndPuttingItBackKeepsItsAnswers(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_a", "grant_b"))
	ana.does(t, event.SetVerdict(asks("E.1@grant_a"), event.Met), event.SetReason(asks("E.1@grant_a"), "People share what they wrote."))
	ana.does(t, lists("grant_b"))
	archive := Archive(ana.Audit, day)
	if len(archive) != 1 || archive[0].Ref != asks("E.1@grant_a") || archive[0].Reason != "People share what they wrote." || archive[0].Clause.Entry != "grant_a" {
		t.Fatalf("the answer is not kept: %+v", archive)
	}
	if got := ana.Unplaced(); len(got) > 0 {
		t.Errorf("unplaced: %v", got)
	}
	ana.does(t, lists("grant_a", "grant_b"))
	if i := ana.Item(asks("E.1@grant_a"), day); i.Verdict != event.Met || i.Has(Stale) || len(Archive(ana.Audit, day)) != 0 {
		t.Errorf("back in the list it is %s, %v", i.Verdict, i.Flags)
	}
}

func TestWhatWasAnsweredBeforeTheListIsOfferedToEachEntry(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, event.SetVerdict(asks("E.1"), event.Met), event.SetReason(asks("E.1"), "People share what they wrote."))
	ana.does(t, lists("grant_a", "grant_b"))
	for _, label := range []string{"E.1@grant_a", "E.1@grant_b"} {
		if i := ana.Item(asks(label), day); i.Verdict != event.Unanswered || len(i.Offered) != 1 {
			t.Fatalf("%s is %s with %d offers", label, i.Verdict, len(i.Offered))
		}
		changes, err := TakeOlder(ana.Audit, asks(label), 1, day)
		if err != nil {
			t.Fatal(err)
		}
		ana.does(t, changes...)
		if i := ana.Item(asks(label), day); i.Verdict != event.Met || i.Reason != "People share what they wrote." {
			t.Errorf("%s took %s, %q", label, i.Verdict, i.Reason)
		}
	}
}

func TestAClauseThatRepeatsIsFoundByItsEntry(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_a", "https://auth.example/read"))
	for typed, want := range map[string]string{
		"e1@grant_a": "E.1@grant_a", "E.1@https://auth.example/read": "E.1@https://auth.example/read",
		"review/E.2@https://auth.example/read": "E.2@https://auth.example/read", "review/s1": "S.1",
	} {
		if ref, err := ana.Find(typed); err != nil || ref != asks(want) {
			t.Errorf("%s finds %v, %v", typed, ref, err)
		}
	}
	for typed, want := range map[string]string{
		"E.1":            `unknown clause "E.1": it is asked for each of permissions`,
		"E.1@grant_z":    `unknown clause "E.1@grant_z": permissions does not list "grant_z"`,
		"review/E.9":     `unknown clause "review/E.9"`,
		"unknown/S.1":    `unknown clause "unknown/S.1"`,
		"A.5":            `unknown clause "A.5": the source text has no A.5`,
		"rules/S.1":      `unknown clause "rules/S.1"`,
		"S.1@grant_a":    `unknown clause "S.1@grant_a"`,
		"review/A.1@x/y": `unknown clause "review/A.1@x/y"`,
	} {
		if _, err := ana.Find(typed); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", typed, err, want)
		}
	}
	ana.does(t, lists("grant_a"))
	if ref, err := ana.Find("E.1"); err != nil || ref != asks("E.1@grant_a") {
		t.Errorf("with one entry E.1 finds %v, %v", ref, err)
	}
}

func TestListsInConflictAskForAllOfTheirEntries(t *testing.T) {
	ana, ben := reviewer(t, "Ana"), reviewer(t, "Ben")
	ana.does(t, lists("grant_a"))
	ben.does(t, lists("grant_b"))
	ana.hears(t, ben)
	if got := strings.Join(labelsOf(ana.Audit, "review"), " "); got != "S.1 E.1@grant_a E.2@grant_a E.1@grant_b E.2@grant_b" {
		t.Errorf("asks %s", got)
	}
}

func TestOneQuestionOfTwoPoliciesIsAskedOnce(t *testing.T) {
	ana := reviewer(t, "Ana")
	count := func() (n int) {
		for _, f := range ana.Facts() {
			if f.Question.ID == "stores" {
				n++
			}
		}
		return n
	}
	if count() != 1 {
		t.Fatalf("stores is asked %d times", count())
	}
	step := ana.does(t, event.SetFact("rules", "stores", event.FactAnswer{Values: []string{"no"}}))
	for _, id := range []string{"rules", "review"} {
		if answer, e := value[event.FactAnswer](ana.Audit, event.Field{Kind: event.KindScope, Policy: id, Clause: "", Subject: "stores"}); e == nil || answer.String() != "no" {
			t.Errorf("%s does not know", id)
		}
	}
	ana.undoes(t, step)
	if _, e := value[event.FactAnswer](ana.Audit, event.Field{Kind: event.KindScope, Policy: "review", Clause: "", Subject: "stores"}); e != nil || count() != 1 {
		t.Error("undo left half of it")
	}
	both := event.SetFact("review", "stores", event.FactAnswer{Values: []string{"yes"}})
	ana.does(t, both, event.SetFact("rules", "stores", event.FactAnswer{Values: []string{"no"}}))
	if count() != 2 {
		t.Error("two answers to it show as one")
	}
}

// TestNoOrderOfListsAndAnswersLosesAnAnswer lets two people answer, list and
// take back at random, and hear of each other in any order.
func TestNoOrderOfListsAndAnswersLosesAnAnswer(t *testing.T) {
	entries := []string{"grant_a", "grant_b", "grant-b"}
	rapid.Check(t, func(t *rapid.T) {
		people := []*person{reviewer(t, "Ana"), reviewer(t, "Ben")}
		given := map[string]bool{}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			p := rapid.SampledFrom(people).Draw(t, "who")
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				p.does(t, lists(rapid.SliceOfDistinct(rapid.SampledFrom(entries), rapid.ID[string]).Draw(t, "list")...))
			case 1:
				if step := p.LastStep(strings.ToLower(p.hand.Person.Name)); len(step) > 0 && step[0].Kind == event.KindScope {
					p.undoes(t, step)
				}
			default:
				ref := rapid.SampledFrom(p.Refs()).Draw(t, "clause")
				reason := rapid.StringMatching("[a-z]{8}").Draw(t, "reason")
				p.does(t, event.SetReason(ref, reason), event.SetVerdict(ref, event.Partly))
				given[ref.String()+" "+reason] = true
			}
		}
		people[0].hears(t, people[1])
		people[1].hears(t, people[0])
		for _, p := range people {
			log := map[string]bool{}
			for _, e := range p.Log(event.Ref{}) {
				log[e.Ref().String()+" "+event.Words(e.Kind, e.Value)] = true
			}
			for said := range given {
				if !log[said] {
					t.Fatalf("%s lost %s", p.hand.Person.Name, said)
				}
			}
			touched := map[event.Ref]bool{}
			for _, i := range p.Items(day) {
				touched[i.Ref] = i.Touched()
			}
			for _, i := range Archive(p.Audit, day) {
				touched[i.Ref] = i.Touched()
			}
			for said := range given {
				ref, _, _ := strings.Cut(said, " ")
				id, label, _ := strings.Cut(ref, "/")
				if !touched[event.Ref{Policy: id, Label: label}] {
					t.Fatalf("%s does not show %s", p.hand.Person.Name, said)
				}
			}
		}
		if !slices.Equal(people[0].Refs(), people[1].Refs()) || people[0].StateDigest() != people[1].StateDigest() {
			t.Fatalf("Ana is asked %v, Ben %v", people[0].Refs(), people[1].Refs())
		}
	})
}

func TestAnswersForAnEntryFollowTheirClauseToAnotherEdition(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_a"))
	ana.does(t, event.SetVerdict(asks("E.2@grant_a"), event.Met))
	next := rulesPolicy(t, "review", "# Review\n\n## S. Before\n\n1. Say who you are.\n\n## E. Each\n\n1. Name the screen that shows it.\n2. Say what it is for.\n3. Record the screen.\n",
		strings.NewReplacer("E.2:", "E.3:", "E.1:", "E.2:", "[E.1]", "[E.2]").Replace(reviewGuide))
	change, _, err := Adopt(ana.Audit, next)
	if err != nil {
		t.Fatal(err)
	}
	ana.Know(next)
	step := ana.does(t, change)
	if i := ana.Item(asks("E.3@grant_a"), day); i.Verdict != event.Met || i.Has(Stale) {
		t.Errorf("E.3@grant_a is %s, %v", i.Verdict, i.Flags)
	}
	if got := strings.Join(labelsOf(ana.Audit, "review"), " "); got != "S.1 E.1@grant_a E.2@grant_a E.3@grant_a" {
		t.Errorf("asks %s", got)
	}
	ana.undoes(t, step)
	if i := ana.Item(asks("E.2@grant_a"), day); i.Verdict != event.Met {
		t.Errorf("after undo E.2@grant_a is %s", i.Verdict)
	}
	if p, _ := ana.Policy("review"); len(p.Clauses()) != 3 {
		t.Errorf("the text itself has %d clauses", len(p.Clauses()))
	}
	if base, entry := policy.CutEntry("E.2@grant_a"); base != "E.2" || entry != "grant_a" {
		t.Error(base, entry)
	}
}

// merged is review with both of its clauses that repeat made one.
const merged = "# Review\n\n## S. Before\n\n1. Say who you are.\n\n## E. Each\n\n1. Say what it is for. Record the screen.\n"

const mergedGuide = `format: 1
scope:
  - {fact: permissions, question: Which?, answer: list}
sections:
  E: {repeat: permissions}
clauses:
  E.1: {title: Use, kind: duty, topic: law, question: What?, severity: blocker, needs: nothing}
`

func TestAnswersOfAnOlderEditionAreStillOfferedOnceTheListIsKnown(t *testing.T) {
	for _, listFirst := range []bool{false, true} {
		ana := newPerson(t, "Ana")
		ana.Audit = auditOf(t, rulesPolicy(t, "review", review, reviewGuide))
		ana.does(t, event.SetVerdict(asks("E.1"), event.Met))
		ana.does(t, event.SetVerdict(asks("E.2"), event.NotMet), event.SetReason(asks("E.2"), "no film"))
		next := rulesPolicy(t, "review", merged, mergedGuide)
		to := next.Edition
		ana.Know(next)
		adopt := event.Adopt("review", event.Adoption{From: ana.base[0].Edition, To: to, Map: []event.Became{{Kind: "merged", Old: []string{"E.1", "E.2"}, New: []string{"E.1"}}}})
		steps := []event.Change{adopt, lists("grant_a", "grant_b")}
		if listFirst {
			slices.Reverse(steps)
		}
		for _, step := range steps {
			ana.does(t, step)
		}
		for _, label := range []string{"E.1@grant_a", "E.1@grant_b"} {
			var offered []string
			for _, old := range ana.Item(asks(label), day).Offered {
				offered = append(offered, old.Ref.Label)
			}
			if strings.Join(offered, " ") != "E.1 E.2" {
				t.Errorf("list first %t: %s is offered %q", listFirst, label, offered)
			}
			changes, err := TakeOlder(ana.Audit, asks(label), 2, day)
			if err != nil {
				t.Fatal(err)
			}
			ana.does(t, changes...)
			if i := ana.Item(asks(label), day); i.Verdict != event.NotMet || i.Reason != "no film" {
				t.Errorf("list first %t: %s took %s %q", listFirst, label, i.Verdict, i.Reason)
			}
		}
		for _, old := range Archive(ana.Audit, day) {
			if len(old.Offered) != 2 {
				t.Errorf("list first %t: %s is offered to %v", listFirst, old.Ref, old.Offered)
			}
		}
	}
}

func TestWhatIsOfferedToAClauseIsWhatTheClauseIsOffered(t *testing.T) {
	ref := asks("E.1")
	for name, c := range map[string]struct {
		entered []event.Change
		want    int
	}{
		"a severity alone":      {[]event.Change{event.SetGap(ref, event.GapSeverity, "minor")}, 1},
		"a severity taken back": {[]event.Change{event.SetGap(ref, event.GapSeverity, "minor"), event.SetGap(ref, event.GapSeverity, "")}, 0},
		"out of scope by hand":  {[]event.Change{event.SetOverrule(ref, &event.Overrule{Reason: "not ours"})}, 0},
		"an answer taken back":  {[]event.Change{event.SetVerdict(ref, event.Met), event.SetVerdict(ref, event.Unanswered)}, 0},
	} {
		ana := reviewer(t, "Ana")
		for _, change := range c.entered {
			ana.does(t, change)
		}
		ana.does(t, lists("grant_a"))
		offered := ana.Item(asks("E.1@grant_a"), day).Offered
		all := Archive(ana.Audit, day)
		if len(all) != 1 || len(all[0].Offered) != c.want || len(offered) != c.want {
			t.Errorf("%s: offered %d, archived %d, offered to %v", name, len(offered), len(all), all[0].Offered)
		}
	}
}

func TestAnArchivedClauseIsOfferedNothing(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, event.SetVerdict(asks("E.1"), event.Met))
	ana.does(t, lists("grant_a"))
	ana.does(t, event.SetReason(asks("E.1@grant_a"), "we use it"))
	ana.does(t, event.SetFact("review", "permissions", event.FactAnswer{Unknown: true}))
	for _, old := range Archive(ana.Audit, day) {
		if len(old.Item.Offered) > 0 {
			t.Errorf("%s is offered %s", old.Ref, old.Item.Offered[0].Ref)
		}
	}
}
