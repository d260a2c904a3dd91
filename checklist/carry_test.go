package checklist

import (
	"testing"

	"pgregory.net/rapid"
)

// TestWhatIsCarriedIsWholeAndCountsOnlyWhenConfirmed takes over whatever was
// answered in an older audit of the same text.
func TestWhatIsCarriedIsWholeAndCountsOnlyWhenConfirmed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ana := newPerson(t, "Ana")
		for _, ref := range ana.Refs() {
			v := rapid.SampledFrom(append(Verdicts(), Unanswered)).Draw(t, "verdict")
			changes := []Change{SetVerdict(ref, v), SetReason(ref, "as it was in the older release")}
			if rapid.Bool().Draw(t, "gap") {
				changes = append(changes, SetGap(ref, GapOwner, "Ben"), SetGap(ref, GapSeverity, "minor"))
			}
			if rapid.Bool().Draw(t, "evidence") {
				changes = append(changes, AddEvidence(ref, Evidence{Kind: LinkEvidence, URL: "https://example.org/" + ref.Label}))
			}
			ana.does(t, changes...)
		}
		ben := newPerson(t, "Ben")
		step, left, err := ben.Carry(ben.hand, ana.Audit)
		if err != nil || len(left) > 0 {
			t.Fatalf("left %v, %v", left, err)
		}
		ben.keeps(t, step...)
		for _, ref := range ana.Refs() {
			old, now := ana.Item(ref, day), ben.Item(ref, day)
			if now.Verdict != old.Verdict || now.Reason != old.Reason || now.Gap != old.Gap || len(now.Evidence) != len(old.Evidence) {
				t.Fatalf("%s was\n%+v\nand is\n%+v", ref, old, now)
			}
			if old.Verdict == Unanswered {
				continue
			}
			if now.StaleWords() != "carried from photobook-2.4, confirm" {
				t.Fatalf("%s counts before anybody confirmed it: %q", ref, now.StaleWords())
			}
			ben.does(t, SetVerdict(ref, now.Verdict))
			if now = ben.Item(ref, day); now.Has(Stale) || now.Reason != old.Reason {
				t.Fatalf("%s is confirmed and %q", ref, now.StaleWords())
			}
		}
	})
}

func TestNothingIsCarriedToAnotherText(t *testing.T) {
	ana := newPerson(t, "Ana")
	ana.does(t, SetVerdict(clause("A.3"), Met))
	ben := newPerson(t, "Ben")
	ben.Audit = auditOf(t, rulesPolicy(t, "rules", "# Rules\n\n## A. All\n\n1. Store nothing at all.\n", ""))
	step, left, err := ben.Carry(ben.hand, ana.Audit)
	if err != nil || len(step) != 0 || len(left) != 1 || left[0] != clause("A.3") {
		t.Errorf("carried %d events, left %v, %v", len(step), left, err)
	}
}
