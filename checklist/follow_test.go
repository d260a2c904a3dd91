package checklist

import (
	"strings"
	"testing"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// successor is a policy whose clauses have taken the place of those of rules.
func successor(t *testing.T) *policy.Policy {
	return rulesPolicy(t, "laws", "# Laws\n\n## 1. All\n\n1. Keep all of it fresh.\n2. Store as little as you can.\n3. Ask before you act.\n4. Be kind.\n", `format: 1
scope:
  - {fact: keeps, question: Does it keep anything?, answer: yes-no, follows: rules/stores}
  - {fact: signs, question: How do they sign in?, answer: choice, options: [own, none], follows: rules/login}
clauses:
  "1.1": {title: Fresh, kind: duty, topic: law, question: Is it?, severity: major, needs: nothing, follows: [{clause: rules/A.1}]}
  "1.2": {title: Little, kind: duty, topic: law, question: Is it?, severity: major, needs: nothing, follows: [{clause: rules/A.3, differs: it says how little}, {clause: rules/A.1}]}
  "1.3": {title: Asked, kind: duty, topic: law, question: Is it?, severity: major, needs: nothing, follows: [{clause: rules/A.6}, {clause: rules/A.9}, {clause: others/A.1}]}
`)
}

func TestAnOlderAuditIsSuggestedWhereClausesTookThePlaceOfOthers(t *testing.T) {
	old := newPerson(t, "Ana")
	old.does(t, event.SetFact("rules", "stores", event.FactAnswer{Values: []string{"yes"}}), event.SetFact("rules", "login", event.FactAnswer{Values: []string{"other"}}),
		event.SetVerdict(clause("A.1"), event.Met), event.SetReason(clause("A.1"), "a job runs at night."),
		event.AddEvidence(clause("A.1"), event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org/job"}),
		event.SetVerdict(clause("A.3"), event.Met), event.AddEvidence(clause("A.3"), event.Evidence{Kind: event.FileEvidence, Name: "table.csv", SHA256: strings.Repeat("ab", 32)}))
	ben := personOn(t, "Ben", successor(t))
	before := Tally(ben.Items(day))
	step, left, err := Carry(ben.Audit, ben.hand, old.Audit, rulesPolicy(t, "rules", rules, rulesGuide))
	if err != nil || len(left) != 1 || left[0].Why != "the fact login: it is not asked" {
		t.Fatalf("left %v, %v", left, err)
	}
	ben.keeps(t, step...)
	got := map[string]Suggested{}
	for _, s := range Suggestions(ben.Audit) {
		got[s.Source+" > "+s.Ref.Label+s.Fact] = s
	}
	if len(got) != 4 {
		t.Errorf("%d suggestions: %v", len(got), got)
	}
	for at, want := range map[string]struct {
		proposed, words string
		sure            event.Confidence
	}{
		"audit photobook-2.4, stores > keeps": {"keeps yes", `"Does it store?" was answered yes there, by Ana on 2026-11-24.`, event.Likely},
		"audit photobook-2.4, A.1 > 1.1":      {"met", `"Fresh" was answered met there, by Ana on 2026-11-24: a job runs at night.`, event.Likely},
		"audit photobook-2.4, A.3 > 1.2":      {"", `"Little" was answered met there, by Ana on 2026-11-24. What differs: it says how little. Its other evidence stays there: table.csv.`, event.Unsure},
		"audit photobook-2.4, A.1 > 1.2":      {"met", `"Fresh" was answered met there, by Ana on 2026-11-24: a job runs at night.`, event.Likely},
	} {
		s, ok := got[at]
		if !ok || s.Proposed() != want.proposed || s.Words != want.words || s.Confidence != want.sure || s.Stand != Waiting {
			t.Errorf("%s: %+v, want %+v", at, s, want)
		}
	}
	if after := Tally(ben.Items(day)); after.Answered != before.Answered || after.Verdicts[event.Met] != 0 {
		t.Errorf("suggestions count: %+v", after)
	}
}

func TestNoVerdictIsProposedThatDoesNotStandOrWasOfOtherWords(t *testing.T) {
	known := rulesPolicy(t, "rules", rules, rulesGuide)
	suggested := func(old *Audit) (s event.Suggestion, left []Left) {
		f := FollowOf(auditOf(t, successor(t)), old, day, []*policy.Policy{known})
		for _, one := range f.Suggested {
			if one.Change.Field.Clause == "1.1" {
				s = *one.Change.Value.(*event.Suggestion)
			}
		}
		return s, f.Left
	}
	stale := newPerson(t, "Ana")
	stale.does(t, event.SetVerdict(clause("A.1"), event.Met), event.SetValidUntil(clause("A.1"), "2026-01-01"))
	if s, _ := suggested(stale.Audit); s.Verdict != "" || !strings.Contains(s.Words, "That answer is stale: ") {
		t.Errorf("stale: %+v", s)
	}
	other := personOn(t, "Ana", rulesPolicy(t, "rules", "# Rules\n\n## B. One\n\n1. Know this.\n2. Keep it fresh always.\n3. Ask first.\n", ""))
	other.does(t, event.SetVerdict(clause("B.2"), event.Met), event.SetVerdict(clause("B.3"), event.Met))
	if s, _ := suggested(other.Audit); s.Source != "audit photobook-2.4, B.2" || s.Verdict != "" || !strings.Contains(s.Words, "worded differently") {
		t.Errorf("another edition: %+v", s)
	}
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	ana.does(t, event.SetVerdict(clause("A.1"), event.Met))
	ben.does(t, event.SetVerdict(clause("A.1"), event.CannotTell), event.SetReason(clause("A.1"), "nobody looked"))
	ana.hears(t, ben)
	if s, left := suggested(ana.Audit); s.Source != "" || len(left) == 0 || left[0].Why != "it is in conflict" {
		t.Errorf("in conflict: %+v, left %v", s, left)
	}
}
