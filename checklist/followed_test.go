package checklist

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// TestWhatIsSuggestedFromAnOlderAnswerSaysAllOfIt holds the whole suggestion: what can be
// shown of the evidence, what cannot, and how much is left out.
func TestWhatIsSuggestedFromAnOlderAnswerSaysAllOfIt(t *testing.T) {
	digest := strings.Repeat("a", 64)
	place := func(path string, from, to int) event.Evidence {
		return event.Evidence{Kind: event.PlaceEvidence, Path: path, From: from, To: to, SHA256: digest}
	}
	old := newPerson(t, "Ana")
	changes := []event.Change{event.SetReason(clause("A.1"), "A job runs. \n"), event.SetVerdict(clause("A.1"), event.Met)}
	add := func(e event.Evidence) { changes = append(changes, event.AddEvidence(clause("A.1"), e)) }
	add(event.Evidence{Kind: event.FileEvidence, Name: "log.txt", SHA256: digest})
	add(place("whole.go", 0, 0))
	want := event.Suggestion{Source: "audit photobook-2.4, A.1", Verdict: event.Met, Confidence: event.Likely, Settles: "The guide says both clauses ask the same; still, read this one."}
	rest := []string{"log.txt", "whole.go"}
	for n := range event.MaxPlaces + 1 {
		add(place("a.go", n+1, n+1))
		add(event.Evidence{Kind: event.LinkEvidence, URL: fmt.Sprint("https://x.y/", n)})
		if n < event.MaxPlaces {
			want.Places = append(want.Places, event.Place{Path: "a.go", From: n + 1, To: n + 1, SHA256: digest})
			want.Links = append(want.Links, fmt.Sprint("https://x.y/", n))
		} else {
			rest = append(rest, fmt.Sprint("a.go:", n+1), fmt.Sprint("https://x.y/", n))
		}
	}
	old.does(t, changes...)
	want.Words = `"Fresh" was answered met there, by Ana on 2026-11-24: A job runs. Its other evidence stays there: ` + strings.Join(rest, ", ") + "."
	var got []event.Suggestion
	for _, one := range FollowOf(auditOf(t, successor(t)), old.Audit, day, nil).Suggested {
		s := *one.Change.Value.(*event.Suggestion)
		if one.From != clause("A.1") || one.Change.Field.Subject != event.SuggestionID("audit photobook-2.4", "laws/"+one.Change.Field.Clause+" rules/A.1") {
			t.Errorf("%+v", one)
		}
		got = append(got, s)
	}
	if diff := cmp.Diff([]event.Suggestion{want, want}, got); diff != "" { // Two clauses follow it.
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestAClauseIsFollowedByItsWordsInWhateverEditionItIs holds the editions that the older
// audit may ask: that of the guide, one that nobody knows, and others.
func TestAClauseIsFollowedByItsWordsInWhateverEditionItIs(t *testing.T) {
	text := func(clauses string) *policy.Policy {
		return rulesPolicy(t, "rules", "# Rules\n\n## B. One\n\n"+clauses, "")
	}
	known, plain := rulesPolicy(t, "rules", rules, rulesGuide), rulesPolicy(t, "plain", "# Plain\n\n## P. All\n\n1. Be kind.\n", "")
	for name, c := range map[string]struct {
		old   *policy.Policy
		known []*policy.Policy
		from  string
		same  bool
	}{
		"that of the guide":             {known, []*policy.Policy{known}, "A.1", true},
		"among others":                  {known, []*policy.Policy{plain, known}, "A.1", true},
		"one that is not at hand":       {known, nil, "A.1", true},
		"another policy is":             {known, []*policy.Policy{plain}, "A.1", true},
		"under another label":           {text("1. Know this.\n2. Keep it fresh.\n"), []*policy.Policy{known}, "B.2", true},
		"in other words":                {text("1. Know this.\n2. Keep it fresh always.\n3. Ask first.\n"), []*policy.Policy{known}, "B.2", false},
		"where it is no more":           {text("1. Know this.\n2. Sign in safely.\n"), []*policy.Policy{known}, "", false},
		"where nobody knows the labels": {text("1. Know this.\n2. Keep it fresh.\n"), nil, "", false},
	} {
		old := personOn(t, "Ana", c.old)
		for _, ref := range old.Refs() {
			old.does(t, event.SetVerdict(ref, event.Met), event.SetReason(ref, "so it is"))
		}
		from, same := "", false
		for _, one := range FollowOf(auditOf(t, successor(t)), old.Audit, day, c.known).Suggested {
			if s := one.Change.Value.(*event.Suggestion); one.Change.Field.Clause == "1.1" {
				from, same = one.From.Label, !strings.Contains(s.Words, "That audit asks another edition, in which the clause is worded differently")
			}
		}
		if from != c.from || same != c.same {
			t.Errorf("%s: from %q, the same %v", name, from, same)
		}
	}
}

// TestOnlyAnswersThatStandAreFollowed has what is unknown, contradicts itself, is no answer
// here, or was put out of scope.
func TestOnlyAnswersThatStandAreFollowed(t *testing.T) {
	suggested := func(old *Audit) (all []string) {
		for _, one := range FollowOf(auditOf(t, successor(t)), old, day, nil).Suggested {
			s := one.Change.Value.(*event.Suggestion)
			all = append(all, one.Change.Field.Clause+s.Fact+" "+s.Proposed())
		}
		return all
	}
	fact := func(values ...string) event.Change {
		return event.SetFact("rules", "stores", event.FactAnswer{Unknown: len(values) == 0, Values: values})
	}
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	for _, c := range []struct {
		change event.Change
		want   []string
	}{
		{fact(), nil},
		{fact("no"), []string{"keeps keeps no"}},
		{event.SetFact("rules", "login", event.FactAnswer{Values: []string{"own"}}), []string{"keeps keeps no", "signs signs own"}},
		{event.SetFact("rules", "login", event.FactAnswer{Values: []string{"other"}}), []string{"keeps keeps no"}},
		{event.SetVerdict(clause("A.6"), event.Met), []string{"keeps keeps no", "1.3 "}}, // It is unsupported.
		{event.SetOverrule(clause("A.6"), &event.Overrule{Reason: "not ours"}), []string{"keeps keeps no"}},
	} {
		ana.does(t, c.change)
		if diff := cmp.Diff(c.want, suggested(ana.Audit)); diff != "" {
			t.Errorf("%+v: -want +got:\n%s", c.change.Value, diff)
		}
	}
	ben.does(t, fact("yes"))
	ana.hears(t, ben)
	if got := suggested(ana.Audit); got != nil {
		t.Errorf("in conflict: %q", got)
	}
}

// TestASuggestionWaitsForAPersonWithTheSeverityOfItsClause holds which findings are told
// to whoever asks the gate for them.
func TestASuggestionWaitsForAPersonWithTheSeverityOfItsClause(t *testing.T) {
	ana := personOn(t, "Ana", rulesPolicy(t, "rules", rules, rulesGuide), rulesPolicy(t, "plain", "# Plain\n\n## P. All\n\n1. Be kind.\n", ""))
	plain := event.Ref{Policy: "plain", Label: "P.1"}
	hint := func(ref event.Ref, id string, v event.Verdict, sure event.Confidence) {
		s := suggestion(v, "k")
		s.Confidence, s.Words = sure, "words of "+id
		ana.does(t, event.Suggest(ref, id, s))
	}
	hint(clause("A.1"), "b1", event.NotMet, event.Likely)
	hint(clause("A.1"), "a1", event.NotMet, event.Sure)
	hint(clause("A.1"), "c1", event.NotMet, event.Unsure)
	hint(clause("A.2"), "a2", event.Met, event.Likely)
	hint(clause("A.3"), "a3", event.Met, event.Likely)
	hint(clause("A.4"), "a4", event.NotMet, event.Likely)
	hint(plain, "p1", "", event.Likely)
	ana.does(t, event.SetVerdict(clause("A.2"), event.Met), event.SetVerdict(clause("A.4"), event.Met), event.SetOverrule(clause("A.3"), &event.Overrule{Reason: "not ours"}))
	mend := func(id string) string { return "clausewalk suggest take " + id + ", or suggest dismiss " + id }
	want := []Problem{
		{OpenSignal, "A.1", "words of a1", mend("a1"), "blocker"}, {OpenSignal, "A.1", "words of b1", mend("b1"), "blocker"},
		{OpenSignal, "A.4", "words of a4", mend("a4"), "major"}, {OpenSignal, "P.1", "words of p1", mend("p1"), "major"},
	}
	if diff := cmp.Diff(want, SignalProblems(ana.Audit, ana.Items(day))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	var standing []string
	for _, s := range Suggestions(ana.Audit) {
		standing = append(standing, fmt.Sprint(s.ID, " ", s.Stand, " ", s.Waits()))
	}
	if got := strings.Join(standing, ", "); got != "a1 open true, b1 open true, c1 open true, a2 agrees false, a3 open true, a4 differs true, p1 open true" {
		t.Error(got)
	}
	for id, ref := range map[string]event.Ref{"a1": clause("A.1"), "a2": clause("A.2")} {
		s, _ := FindSuggestion(ana.Audit, id)
		changes, err := TakeSuggestion(ana.Audit, s, "", "", []event.Evidence{{Kind: event.LinkEvidence, URL: "https://x.y"}}, false)
		if err != nil || len(changes) != 4 {
			t.Fatalf("%+v, %v", changes, err)
		}
		ana.does(t, changes...)
		if i := ana.Item(ref, day); i.Verdict != s.Verdict || i.Reason != s.Words || len(i.Evidence) != 1 {
			t.Errorf("%+v", i)
		}
	}
	last := Lint(ana.Audit, day, nil)
	want1 := Finding{clause("A.1"), "taken-unread", "2 answers were taken from a suggestion without words of one's own and without looking at its evidence: A.1, A.2",
		`clausewalk answer A.1 VERDICT --reason "what you have seen yourself"`}
	if diff := cmp.Diff(want1, last[len(last)-1]); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
