package checklist

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"clausewalk/checklist/event"
)

// TestWhatIsCarriedIsWholeAndCountsOnlyWhenConfirmed takes over whatever was
// answered in an older audit of the same text.
func TestWhatIsCarriedIsWholeAndCountsOnlyWhenConfirmed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ana := newPerson(t, "Ana")
		for _, ref := range ana.Refs() {
			v := rapid.SampledFrom(append(event.Verdicts(), event.Unanswered)).Draw(t, "verdict")
			changes := []event.Change{event.SetVerdict(ref, v), event.SetReason(ref, "as it was in the older release")}
			if rapid.Bool().Draw(t, "gap") {
				changes = append(changes, event.SetGap(ref, event.GapOwner, "Ben"), event.SetGap(ref, event.GapSeverity, "minor"))
			}
			if rapid.Bool().Draw(t, "evidence") {
				changes = append(changes, event.AddEvidence(ref, event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org/" + ref.Label}))
			}
			ana.does(t, changes...)
		}
		ben := newPerson(t, "Ben")
		step, left, err := Carry(ben.Audit, ben.hand, ana.Audit)
		if err != nil || len(left) > 0 {
			t.Fatalf("left %v, %v", left, err)
		}
		ben.keeps(t, step...)
		for _, ref := range ana.Refs() {
			old, now := ana.Item(ref, day), ben.Item(ref, day)
			if now.Verdict != old.Verdict || now.Reason != old.Reason || now.Gap != old.Gap || len(now.Evidence) != len(old.Evidence) {
				t.Fatalf("%s was\n%+v\nand is\n%+v", ref, old, now)
			}
			if old.Verdict == event.Unanswered {
				continue
			}
			if now.StaleWords() != "copied from photobook-2.4 and not confirmed yet" {
				t.Fatalf("%s counts before anybody confirmed it: %q", ref, now.StaleWords())
			}
			ben.does(t, event.SetVerdict(ref, now.Verdict))
			if now = ben.Item(ref, day); now.Has(Stale) || now.Reason != old.Reason {
				t.Fatalf("%s is confirmed and %q", ref, now.StaleWords())
			}
		}
	})
}

func TestNothingIsCarriedToAnotherText(t *testing.T) {
	ana := newPerson(t, "Ana")
	ana.does(t, event.SetVerdict(clause("A.3"), event.Met), event.Suggest(clause("A.3"), "aa", suggestion(event.NotMet, "k1")))
	aa, _ := FindSuggestion(ana.Audit, "aa")
	ana.does(t, DismissSuggestion(aa, "a test double"))
	ben := newPerson(t, "Ben")
	ben.Audit = auditOf(t, rulesPolicy(t, "rules", "# Rules\n\n## A. All\n\n1. Store nothing at all.\n", ""))
	step, left, err := Carry(ben.Audit, ben.hand, ana.Audit)
	if err != nil || len(step) != 0 || len(left) != 1 || left[0].Ref != clause("A.3") {
		t.Errorf("carried %d events, left %v, %v", len(step), left, err)
	}
}

// TestWhatWasDecidedIsToldInEachLaterAudit follows an outcome over two releases,
// of which the second asks another edition with other labels.
func TestWhatWasDecidedIsToldInEachLaterAudit(t *testing.T) {
	const renumbered = "# Rules\n\n## A. One\n\n1. Say who you are.\n2. Keep it fresh.\n3. Know this well.\n"
	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_a"))
	ana.does(t, event.AddOutcome("one", decided("No."), asks("E.1@grant_a"), clause("A.1"), clause("A.2"), clause("A.3"))...)
	ana.does(t, event.AddOutcome("two", decided("Nor that."))...)

	ben := reviewer(t, "Ben")
	ben.Audit = auditOf(t, rulesPolicy(t, "rules", renumbered, ""), rulesPolicy(t, "review", review, reviewGuide))
	step, left, err := Carry(ben.Audit, ben.hand, ana.Audit)
	if err != nil || len(left) > 0 {
		t.Fatalf("left %v, %v", left, err)
	}
	ben.keeps(t, step...)
	for ref, want := range map[event.Ref]int{asks("E.1@grant_a"): 2, asks("E.2@grant_a"): 1, clause("A.1"): 0, clause("A.2"): 1, clause("A.3"): 1} {
		if got := len(ben.Item(ref, day).Outcomes); got != want {
			t.Errorf("%s tells of %d, want %d", ref, got, want)
		}
	}
	gone := 0
	for _, o := range Outcomes(ben.Audit) {
		if o.Carried != "photobook-2.4" || o.Release != "2.3" {
			t.Errorf("%s is of %q, carried from %q", o, o.Release, o.Carried)
		}
		if o.Was == "rules/A.3" {
			gone++
		}
	}
	if gone != 1 {
		t.Error("what was decided about a clause that is gone is not told")
	}

	cas := reviewer(t, "Cas")
	if step, _, err = Carry(cas.Audit, cas.hand, ben.Audit); err != nil {
		t.Fatal(err)
	}
	cas.keeps(t, step...)
	if got, want := len(Outcomes(cas.Audit)), len(Outcomes(ben.Audit)); got != want {
		t.Errorf("the third audit tells of %d outcomes, the second of %d", got, want)
	}
	if got := cas.Item(clause("A.1"), day).Outcomes; len(got) != 1 {
		t.Errorf("A.1 tells of %v", got)
	}
}

func TestAnswersForAnEntryAreCarriedToTheSameEntryAlone(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, lists("grant_a", "grant_b"), event.SetFact("review", "stores", event.FactAnswer{Values: []string{"no"}}))
	ana.does(t, event.SetVerdict(asks("E.1@grant_a"), event.Met), event.SetReason(asks("E.1@grant_a"), "for a"))
	ana.does(t, event.SetVerdict(asks("E.1@grant_b"), event.Met), event.SetReason(asks("E.1@grant_b"), "for b"))
	ben := reviewer(t, "Ben")
	step, left, err := Carry(ben.Audit, ben.hand, ana.Audit)
	if err != nil || len(left) > 0 {
		t.Fatalf("left %v, %v", left, err)
	}
	ben.keeps(t, step...)
	for entry, reason := range map[string]string{"grant_a": "for a", "grant_b": "for b"} {
		i := ben.Item(asks("E.1@"+entry), day)
		if i.Reason != reason || i.Answered() || !i.Confirmable() {
			t.Errorf("E.1@%s says %q and is %v", entry, i.Reason, i.Flags)
		}
		ben.does(t, event.SetVerdict(i.Ref, i.Verdict))
		if i = ben.Item(i.Ref, day); !i.Answered() {
			t.Errorf("confirmed, E.1@%s is %v", entry, i.Flags)
		}
	}
}

func TestWhatIsNotCarriedIsNamed(t *testing.T) {
	ana, eva := newPerson(t, "Ana"), newPerson(t, "Eva")
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met), event.SetFact("rules", "stores", event.FactAnswer{Values: []string{"yes"}}))
	eva.does(t, event.SetVerdict(clause("A.1"), event.CannotTell), event.SetReason(clause("A.1"), "who knows"), event.SetFact("rules", "stores", event.FactAnswer{Values: []string{"no"}}))
	ana.does(t, event.SetVerdict(clause("A.3"), event.Met), event.SetFact("rules", "login", event.FactAnswer{Values: []string{"own"}}))
	ana.hears(t, eva)
	ben := newPerson(t, "Ben")
	ben.Audit = auditOf(t, rulesPolicy(t, "rules", "# Rules\n\n## A. One\n\n1. Keep it fresh.\n", "format: 1\nscope:\n  - {fact: stores, question: Does it store?, answer: yes-no}\nclauses: {}\n"))
	_, left, err := Carry(ben.Audit, ben.hand, ana.Audit)
	if err != nil {
		t.Fatal(err)
	}
	want := []Left{
		{event.Ref{Policy: "rules"}, "the fact stores: it is in conflict"}, {event.Ref{Policy: "rules"}, "the fact login: it is not asked"},
		{clause("A.1"), "it is in conflict"}, {clause("A.3"), "no clause has its text"},
	}
	if !slices.Equal(left, want) {
		t.Errorf("left %v\nwant %v", left, want)
	}
}

// TestADayThatWasMeantForAReleaseStaysWithIt holds that a span is taken over, and
// a day is not: it was said of the older release.
func TestADayThatWasMeantForAReleaseStaysWithIt(t *testing.T) {
	for until, want := range map[string]string{"2027-03-31": "", "3mo": "3mo"} {
		ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
		ana.does(t, event.SetVerdict(clause("A.1"), event.Met), event.SetValidUntil(clause("A.1"), until))
		step, left, err := Carry(ben.Audit, ben.hand, ana.Audit)
		if err != nil || len(left) > 0 {
			t.Fatal(left, err)
		}
		ben.keeps(t, step...)
		if i := ben.Item(clause("A.1"), day); i.Verdict != event.Met || i.ValidUntil != want {
			t.Errorf("%s became %q of a clause that is %s", until, i.ValidUntil, i.Verdict)
		}
	}
}

// TestWhatTheGateRefusesIsLeft takes over what an older audit kept although it
// looks like a secret: that was meant for that audit.
func TestWhatTheGateRefusesIsLeft(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	ana.does(t, event.Meant(event.SetVerdict(clause("A.1"), event.NotMet), event.SetReason(clause("A.1"), "The password of the test account is hunter22."))...)
	ana.does(t, event.SetVerdict(clause("A.2"), event.Met))
	fact := ana.does(t, event.SetFact("rules", "login", event.FactAnswer{Values: []string{"own"}}))
	fact[0].ID, fact[0].Value, fact[0].Over, fact[0].Clock = "hand", []byte(`["telepathy"]`), []string{fact[0].ID}, 99
	ana.keeps(t, fact[0])
	step, left, err := Carry(ben.Audit, ben.hand, ana.Audit)
	if err != nil || len(left) != 2 {
		t.Fatalf("left %+v, %v", left, err)
	}
	if !strings.Contains(left[0].Why, "telepathy") || left[1].Ref != clause("A.1") || !strings.Contains(left[1].Why, "looks like a secret") || strings.Contains(left[1].Why, "hunter22") {
		t.Errorf("left %+v", left)
	}
	ben.keeps(t, step...)
	if ben.Item(clause("A.1"), day).Touched() || ben.Item(clause("A.2"), day).Verdict != event.Met {
		t.Error("what was refused was taken over, or the rest was not")
	}
}

// TestWhatWasArchivedOrMovedIsCarriedByItsWords holds for an audit that left an edition:
// what has a place goes to the clause with its words, whatever its label, and what was
// archived is named.
func TestWhatWasArchivedOrMovedIsCarriedByItsWords(t *testing.T) {
	ana := adopter(t, "Ana", numbered(t, keepData, neverBuy, answerIt))
	for n := range 3 {
		ref := clause("A." + string(rune('1'+n)))
		ana.does(t, event.SetReason(ref, "because of "+ref.Label), event.SetVerdict(ref, event.CannotTell))
	}
	ana.adopts(t, numbered(t, keepData, neverBuy))
	ben := personOn(t, "Ben", rulesPolicy(t, "others", "# Others\n\n## A. One\n\n1. "+neverBuy+"\n", ""), numbered(t, showMark, neverBuy, keepData))
	step, left, err := Carry(ben.Audit, ben.hand, ana.Audit)
	if err != nil || len(left) != 1 || left[0].Why != "it was archived" || left[0].Ref.Label != "A.3" {
		t.Fatalf("left %v, %v", left, err)
	}
	ben.keeps(t, step...)
	for label, want := range map[string]string{"A.1": "", "A.2": "because of A.2", "A.3": "because of A.1"} {
		if i := ben.Item(clause(label), day); i.Reason != want {
			t.Errorf("%s: %q", label, i.Reason)
		}
	}
	if i := ben.Item(event.Ref{Policy: "others", Label: "A.1"}, day); i.Touched() {
		t.Errorf("the same words of another policy have %q", i.Reason)
	}
}

// TestWhatWasSaidOfAPolicyThatIsNotAskedAnyMoreStaysBehind holds for responses and
// decisions, and that one about a clause that is gone is told once.
func TestWhatWasSaidOfAPolicyThatIsNotAskedAnyMoreStaysBehind(t *testing.T) {
	ana := reviewer(t, "Ana")
	ana.does(t, event.Suggest(event.Ref{Policy: "review"}, "aa", &event.Suggestion{Source: "scan", Fact: "stores", Answer: []string{"yes"}, Words: "It stores.", Confidence: event.Likely}))
	aa, _ := FindSuggestion(ana.Audit, "aa")
	ana.does(t, DismissSuggestion(aa, "a test"))
	ana.does(t, event.AddOutcome("one", decided("No."), asks("S.1"))...)
	ben := newPerson(t, "Ben")
	step, left, err := Carry(ben.Audit, ben.hand, ana.Audit)
	if err != nil || len(left) > 0 {
		t.Fatalf("left %v, %v", left, err)
	}
	ben.keeps(t, step...)
	if all := Outcomes(ben.Audit); len(all) != 1 || all[0].Was != "review/S.1" || all[0].Refs != nil || all[0].ID != "one-S.1" {
		t.Errorf("%+v", all)
	}
	if all := Suggestions(ben.Audit); len(all) > 0 {
		t.Errorf("%+v", all)
	}
	ben.hand.Person.Name = fake("Authorization: Bear", "er abcdefghij0123456789")
	if step, _, err := Carry(ben.Audit, ben.hand, newPerson(t, "Ana").Audit); err == nil {
		t.Errorf("somebody whose name is a secret carries %v", step)
	}
}
