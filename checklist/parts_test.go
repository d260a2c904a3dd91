package checklist

import (
	"slices"
	"testing"

	"clausewalk/checklist/event"
	"clausewalk/policy/editions"
)

const twoParts = "# Rules\n\n## 2. Safety\n\n2.3 Harm:\n\n(a) The doctor must be named in the app.\n\n(b) You must not sell weapons.\n\n2.4 You must:\n\n(a) ask people\n\n(b) thank people\n\n2.5 Stop.\n"

func labelsAsked(a *Audit) (all []string) {
	for _, r := range a.Refs() {
		all = append(all, r.Label)
	}
	return all
}

func TestPartsAreAskedWhereTheDutiesAre(t *testing.T) {
	p := adopter(t, "Ana", rulesPolicy(t, "rules", twoParts, ""))
	if got, want := labelsAsked(p.Audit), []string{"2.3", "2.3(a)", "2.3(b)", "2.4", "2.5"}; !slices.Equal(got, want) {
		t.Errorf("asked %q, want %q", got, want)
	}
	for depth, want := range map[string]int{"clauses": 3, "parts": 7} {
		text := rulesPolicy(t, "rules", twoParts, "")
		if err := editions.Assess(text, "assess.yaml", []byte("format: 1\ndepth: "+depth+"\n")); err != nil {
			t.Fatal(err)
		}
		if got := labelsAsked(adopter(t, "Ana", text).Audit); len(got) != want {
			t.Errorf("%s: asked %q", depth, got)
		}
	}
}

func TestAnAnswerToAPartGoesBeforeThatToItsClause(t *testing.T) {
	p := adopter(t, "Ana", rulesPolicy(t, "rules", twoParts, ""))
	p.does(t, event.SetVerdict(clause("2.3"), event.Met))
	if i := p.Item(clause("2.3(a)"), day); i.Open() || i.Covered != "2.3" || i.VerdictWords() != "answered with 2.3" {
		t.Errorf("%+v", i)
	}
	p.does(t, event.SetVerdict(clause("2.3(b)"), event.NotMet), event.SetReason(clause("2.3(b)"), "we sell knives"))
	if i := p.Item(clause("2.3(b)"), day); i.Covered != "" || !i.IsGap() {
		t.Errorf("%+v", i)
	}
	if n := Tally(p.Items(day)); n.Gaps != 1 || n.Clauses != 4 || n.Answered != 2 {
		t.Errorf("%+v", n)
	}
}

func TestAPartThatIsNotAskedCanBeAnswered(t *testing.T) {
	p := adopter(t, "Ana", rulesPolicy(t, "rules", twoParts, ""))
	ref, err := p.Find("2.4b")
	if err != nil {
		t.Fatal(err)
	}
	p.does(t, event.SetVerdict(ref, event.Partly), event.SetReason(ref, "not all of them"))
	if got := labelsAsked(p.Audit); !slices.Contains(got, "2.4(b)") || slices.Contains(got, "2.4(a)") {
		t.Errorf("asked %q", got)
	}
	if len(p.Unplaced()) > 0 || len(Archive(p.Audit, day)) > 0 {
		t.Error("the answer has no place")
	}
}

func TestAClauseIsAnsweredByAllItsParts(t *testing.T) {
	p := adopter(t, "Ana", rulesPolicy(t, "rules", twoParts, ""))
	p.does(t, event.SetVerdict(clause("2.3(a)"), event.Met))
	if i := p.Item(clause("2.3"), day); !i.Open() {
		t.Error("one of two parts is enough")
	}
	p.does(t, event.SetVerdict(clause("2.3(b)"), event.Met))
	if i := p.Item(clause("2.3"), day); i.Open() || i.Covered != ByParts || i.Answered() && i.IsGap() {
		t.Errorf("%+v", i)
	}
}

func TestTheAnswersToPartsFollowThemIntoAnotherEdition(t *testing.T) {
	p := adopter(t, "Ana", rulesPolicy(t, "rules", twoParts, ""))
	p.does(t, event.SetVerdict(clause("2.3(a)"), event.Met))
	p.does(t, event.SetVerdict(clause("2.3(b)"), event.NotMet), event.SetReason(clause("2.3(b)"), "we sell knives"))
	p.does(t, event.SetVerdict(clause("2.4(b)"), event.Met))
	next := "# Rules\n\n## 2. Safety\n\n2.3 Name somebody who answers for the app before its first release is out.\n\n2.4 Harm:\n\n(a) Tell people what the app costs them.\n\n(b) The doctor must be named in the app.\n\n(c) You must not sell weapons.\n\n2.5 You must:\n\n(a) ask people\n\n2.6 Stop.\n"
	p.adopts(t, rulesPolicy(t, "rules", next, ""))
	for label, want := range map[string]event.Verdict{"2.4(b)": event.Met, "2.4(c)": event.NotMet} {
		if i := p.Item(clause(label), day); i.Verdict != want || i.Reworded != nil {
			t.Errorf("%s: %s, reworded %v", label, i.Verdict, i.Reworded)
		}
	}
	if i := p.Item(clause("2.3(b)"), day); i.Touched() {
		t.Error("2.3(b) has the answer to another part")
	}
	archive := Archive(p.Audit, day)
	if len(archive) != 1 || archive[0].Ref.Label != "2.4(b)" || archive[0].Verdict != event.Met {
		t.Errorf("the archive has %+v", archive)
	}
	nothingIsLost(t, p.Audit)
}
