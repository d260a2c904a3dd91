package checklist

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/editions"
)

const (
	nameOne  = "Name a person who answers for the app before its first release."
	showLogo = "Write its name as the platform writes it in all places."
	sellNot  = "Never sell what people gave to you in trust and in confidence."
)

// TestAnAdoptionKeepsWhatBecameOfEachClause holds all that an adoption says of two
// editions. A clause that it does not name kept its label and its words.
func TestAnAdoptionKeepsWhatBecameOfEachClause(t *testing.T) {
	b := func(kind editions.ChangeKind, old, is []string) event.Became {
		return event.Became{Kind: kind, Old: old, New: is}
	}
	labels := func(all ...string) []string { return all }
	for name, c := range map[string]struct {
		old, next *policy.Policy
		want      []event.Became
	}{
		"nothing but the title":  {numbered(t, keepData, neverBuy), rulesPolicy(t, "rules", "# Other rules\n\n## A. One\n\n1. "+keepData+"\n2. "+neverBuy+"\n", ""), []event.Became{}},
		"one more at the end":    {numbered(t, keepData), numbered(t, keepData, neverBuy), []event.Became{b(editions.Added, nil, labels("A.2"))}},
		"one less at the end":    {numbered(t, keepData, neverBuy), numbered(t, keepData), []event.Became{b(editions.Removed, labels("A.2"), nil)}},
		"one more at the top":    {numbered(t, keepData), numbered(t, nameOne, keepData), []event.Became{b(editions.Added, nil, labels("A.1")), b(editions.Moved, labels("A.1"), labels("A.2"))}},
		"other words":            {numbered(t, keepData, neverBuy), numbered(t, keepData, sellNot), []event.Became{b(editions.Reworded, labels("A.2"), labels("A.2"))}},
		"other words elsewhere":  {numbered(t, neverBuy), numbered(t, nameOne, sellNot), []event.Became{b(editions.Added, nil, labels("A.1")), b(editions.Reworded, labels("A.1"), labels("A.2"))}},
		"two of one":             {numbered(t, showMark+" "+showLogo, keepData), numbered(t, showMark, showLogo, keepData), []event.Became{b(editions.Split, labels("A.1"), labels("A.1", "A.2")), b(editions.Moved, labels("A.2"), labels("A.3"))}},
		"one of two":             {numbered(t, showMark, showLogo, keepData), numbered(t, showMark+" "+showLogo, keepData), []event.Became{b(editions.Merged, labels("A.1", "A.2"), labels("A.1")), b(editions.Moved, labels("A.3"), labels("A.2"))}},
		"all of them are others": {numbered(t, keepData, neverBuy), numbered(t, nameOne), []event.Became{b(editions.Removed, labels("A.1"), nil), b(editions.Removed, labels("A.2"), nil), b(editions.Added, nil, labels("A.1"))}},
	} {
		change, _, err := Adopt(adopter(t, "Ana", c.old).Audit, c.next)
		if err != nil {
			t.Fatal(name, err)
		}
		d := change.Value.(event.Adoption)
		if diff := cmp.Diff(c.want, d.Map); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
		if d.From != c.old.Edition || d.To != c.next.Edition || *d.Rules != rulesAt(c.next) {
			t.Errorf("%s: %+v", name, d)
		}
	}
}

// TestPartsGoWithTheirClauseToThoseWithTheirWords or else with their label.
func TestPartsGoWithTheirClauseToThoseWithTheirWords(t *testing.T) {
	text := func(parts ...string) *policy.Policy {
		said := "# Rules\n\n## 2. Safety\n\n2.3 Harm:\n\n"
		for n, p := range parts {
			said += fmt.Sprintf("(%c) You must %s.\n\n", 'a'+n, p)
		}
		return rulesPolicy(t, "rules", said+"2.5 Stop.\n", "")
	}
	const weapons, knives, doctor, people = "not sell weapons to anybody", "not sell any weapons to anybody", "name the doctor in the app", "ask the people before it"
	b := func(kind editions.ChangeKind, old, is string) event.Became {
		one := event.Became{Kind: kind}
		if old != "" {
			one.Old = []string{old}
		}
		if is != "" {
			one.New = []string{is}
		}
		return one
	}
	whole := b(editions.Reworded, "2.3", "2.3")
	for name, c := range map[string]struct {
		old, next *policy.Policy
		want      []event.Became
	}{
		"another order":            {text(weapons, doctor), text(doctor, weapons), []event.Became{whole, b(editions.Moved, "2.3(a)", "2.3(b)"), b(editions.Moved, "2.3(b)", "2.3(a)")}},
		"one more before":          {text(weapons, doctor), text(people, weapons, doctor), []event.Became{whole, b(editions.Moved, "2.3(a)", "2.3(b)"), b(editions.Moved, "2.3(b)", "2.3(c)"), b(editions.Added, "", "2.3(a)")}},
		"the last is gone":         {text(weapons, doctor, people), text(weapons, doctor), []event.Became{whole, b(editions.Removed, "2.3(c)", "")}},
		"the first is gone":        {text(weapons, doctor, people), text(doctor, people), []event.Became{whole, b(editions.Removed, "2.3(a)", ""), b(editions.Moved, "2.3(b)", "2.3(a)"), b(editions.Moved, "2.3(c)", "2.3(b)")}},
		"other words":              {text(weapons, doctor), text(knives, doctor), []event.Became{whole, b(editions.Reworded, "2.3(a)", "2.3(a)")}},
		"twice the same words":     {text(weapons, weapons, doctor), text(weapons, doctor), []event.Became{whole, b(editions.Removed, "2.3(b)", ""), b(editions.Moved, "2.3(c)", "2.3(b)")}},
		"the same words once more": {text(weapons, doctor), text(weapons, doctor, weapons), []event.Became{whole, b(editions.Added, "", "2.3(c)")}},
		"as they were":             {text(weapons, doctor), text(weapons, doctor+" and in its page"), []event.Became{whole, b(editions.Reworded, "2.3(b)", "2.3(b)")}},
	} {
		change, _, err := Adopt(adopter(t, "Ana", c.old).Audit, c.next)
		if err != nil {
			t.Fatal(name, err)
		}
		if diff := cmp.Diff(c.want, change.Value.(event.Adoption).Map); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

// TestTheArchiveAndWhatItOffersAreInTheOrderOfTheText takes an audit twice to another
// edition, and back.
func TestTheArchiveAndWhatItOffersAreInTheOrderOfTheText(t *testing.T) {
	first := numbered(t, keepData, neverBuy, answerIt, showMark, showLogo)
	second := numbered(t, nameOne, showMark+" "+showLogo)
	ana := adopter(t, "Ana", first)
	for n := 5; n > 0; n-- {
		ref := clause(fmt.Sprint("A.", n))
		ana.does(t, event.SetReason(ref, fmt.Sprint("because of ", n)), event.SetVerdict(ref, event.CannotTell))
	}
	told := func() (all []string) {
		for _, old := range Archive(ana.Audit, day) {
			all = append(all, fmt.Sprint(old.Ref.Label, " ", old.Reason, " ", old.Offered))
		}
		for _, ref := range ana.Refs() {
			for _, s := range ana.Item(ref, day).OnOffer() {
				all = append(all, fmt.Sprint(ref.Label, " < ", s.Words, " ", s.Verdict))
			}
		}
		return append(all, Fates(ana.Audit, day).String())
	}
	ana.adopts(t, second)
	want := []string{
		"A.1 because of 1 []", "A.2 because of 2 []", "A.3 because of 3 []", "A.4 because of 4 [rules/A.2]", "A.5 because of 5 [rules/A.2]",
		"A.2 < because of 4 cannot tell", "A.2 < because of 5 cannot tell",
		"answers: 0 kept, 0 to confirm again, 2 offered to other clauses, 3 archived; clauses without one: 2",
	}
	if diff := cmp.Diff(want, told()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for number, want := range map[int]string{0: "A.2 has 2 older answers on offer, but no number 0", 3: "A.2 has 2 older answers on offer, but no number 3", 1: "", 2: ""} {
		if _, err := TakeOlder(ana.Audit, clause("A.2"), number, day); fmt.Sprint(err) != want && (err != nil || want != "") {
			t.Errorf("number %d: %v", number, err)
		}
	}
	if _, err := TakeOlder(ana.Audit, clause("A.1"), 1, day); err == nil || err.Error() != "A.1 has no older answer on offer" {
		t.Error(err)
	}
	changes, err := TakeOlder(ana.Audit, clause("A.2"), 2, day)
	if err != nil {
		t.Fatal(err)
	}
	ana.hand.Person, ana.hand.Writer = event.Person{Name: "Ben"}, "ben"
	for _, e := range ana.does(t, changes...) {
		// The verdict was said of other words: Ben confirms it, and Ana has still said it.
		if confirmed := e.Kind == event.KindVerdict; e.Confirms() != confirmed || e.Origin().By.Name != "Ana" {
			t.Errorf("%s: confirms %v, said by %s", e.Kind, e.Confirms(), e.Origin().By)
		}
	}
	ana.hand.Person, ana.hand.Writer = event.Person{Name: "Ana"}, "ana"
	ana.adopts(t, numbered(t, nameOne, "Write its name as the platform writes it, in all places."))
	if f := Fates(ana.Audit, day); f != (Fate{Confirm: 1, Offered: 2, Archived: 3, Open: 1}) {
		t.Errorf("%s", f)
	}
}
