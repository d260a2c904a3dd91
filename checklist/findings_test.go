package checklist

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist/event"
)

// TestEachFindingSaysWhatIsWeakAndWhatTheAnswerNeeds takes one answer after another and
// holds all that lint says of it, and what the walk asks for.
func TestEachFindingSaysWhatIsWeakAndWhatTheAnswerNeeds(t *testing.T) {
	const guide = `format: 1
clauses:
  A.1: {title: Fresh, kind: duty, topic: law, question: Is it?, severity: blocker, needs: evidence}
  A.2: {title: Known, kind: notice, topic: law, question: Is it?, severity: minor, needs: nothing}
  A.3: {title: Little, kind: duty, topic: law, question: Is it?, severity: major, needs: file, evidence: [{bring: the rule, show: policy}, {bring: a log, show: practice}]}
  A.4: {title: Safe, kind: ban, topic: law, question: Is it?, severity: major, needs: link}
  A.6: {title: Asked, kind: permission, topic: law, question: Is it?, severity: major, needs: permission, evidence: [{bring: the letter, show: policy}]}
`
	const why = "because that is how it is"
	one, three, four, six := clause("A.1"), clause("A.3"), clause("A.4"), clause("A.6")
	file := func(n int, shows string) event.Change {
		return event.AddEvidence(three, event.Evidence{Kind: event.FileEvidence, Name: fmt.Sprintf("%d.txt", n), SHA256: strings.Repeat(fmt.Sprint(n), 64), Details: event.Details{Shows: shows}})
	}
	link := func(ref event.Ref) event.Change {
		return event.AddEvidence(ref, event.Evidence{Kind: event.LinkEvidence, URL: "https://x.y"})
	}
	met := func(ref event.Ref, more ...event.Change) []event.Change {
		return append([]event.Change{event.SetVerdict(ref, event.Met)}, more...)
	}
	not := func(ref event.Ref, v event.Verdict, reason string, more ...event.Change) []event.Change {
		return append([]event.Change{event.SetReason(ref, reason), event.SetVerdict(ref, v)}, more...)
	}
	const (
		add     = "clausewalk evidence add "
		noOwner = "no-owner: the gap has no owner > clausewalk gap A.1 --owner NAME"
		noDue   = "no-due-date: the gap has no due date > clausewalk gap A.1 --due DATE"
	)
	for name, c := range map[string]struct {
		ref      event.Ref
		changes  []event.Change
		findings string
		needs    []Need
	}{
		"nothing":                  {one, nil, "", nil},
		"met without its link":     {four, met(four), "unsupported: met, but without what the guide asks for: a link > " + add + "A.4 https://...", []Need{{"a link", NeedEvidence}}},
		"met without its file":     {three, met(three), "unsupported: met, but without what the guide asks for: a file > " + add + "A.3 FILE", []Need{{"a file", NeedEvidence}}},
		"met without permission":   {six, met(six, link(six)), "unsupported: met, but without what the guide asks for: the written permission > " + add + "A.6 permission:FILE", []Need{{"the written permission", NeedEvidence}}},
		"what one piece can show":  {six, met(six, event.AddEvidence(six, event.Evidence{Kind: event.PermissionEvidence, Name: "ok.pdf"})), "", nil},
		"met without evidence":     {one, met(one), "unsupported: met, but without what the guide asks for: evidence of any kind > " + add + "A.1 FILE", []Need{{"evidence of any kind", NeedEvidence}}},
		"met with evidence":        {one, met(one, link(one)), "", nil},
		"a notice":                 {clause("A.2"), met(clause("A.2")), "", nil},
		"met for a thin reason":    {clause("A.2"), met(clause("A.2"), event.SetReason(clause("A.2"), "we read it")), `thin-reason: the reason tells a reader little: "we read it" > clausewalk answer A.2 met --reason "what is true, and what shows it"`, []Need{{"a reason that says more", NeedReason}}},
		"one file of two":          {three, met(three, file(1, "")), "one-piece: met, and the evidence shows one thing, where the guide asks for two: policy and practice > " + add + "A.3 FILE --shows policy|practice", []Need{{"policy and practice, where one is missing", NeedEvidence}}},
		"two that do not say":      {three, met(three, file(1, ""), file(2, "")), "", nil},
		"a rule alone":             {three, met(three, file(1, event.ShowsPolicy)), "only-policy: met, and the evidence shows what is meant to be done, and nothing that it is done: practice is missing > " + add + "A.3 FILE --shows practice", []Need{{"something that shows the practice", NeedEvidence}}},
		"a log alone":              {three, met(three, file(1, event.ShowsPractice)), "only-practice: met, and the evidence shows what is done, and no rule that it has to be: policy is missing > " + add + "A.3 FILE --shows policy", []Need{{"something that shows the policy", NeedEvidence}}},
		"a rule and one unsaid":    {three, met(three, file(1, event.ShowsPolicy), file(2, "")), "", nil},
		"a log and one unsaid":     {three, met(three, file(1, event.ShowsPractice), file(2, "")), "", nil},
		"a rule and a log":         {three, met(three, file(1, event.ShowsPolicy), file(2, event.ShowsPractice)), "", nil},
		"not met of two":           {three, not(three, event.CannotTell, why, file(1, event.ShowsPolicy)), "", nil},
		"a gap of nobody":          {one, not(one, event.NotMet, why), noOwner + "\n" + noDue, []Need{{"an owner and a due date", NeedGap}}},
		"a gap of somebody":        {one, not(one, event.Partly, why, event.SetGap(one, event.GapOwner, "Ben")), noDue, []Need{{"a due date", NeedGap}}},
		"a gap that is due":        {one, not(one, event.Partly, why, event.SetGap(one, event.GapDue, "2026-11-24")), noOwner, []Need{{"an owner", NeedGap}}},
		"a gap that was due":       {one, not(one, event.Partly, why, event.SetGap(one, event.GapOwner, "Ben"), event.SetGap(one, event.GapDue, "2026-11-23")), "overdue: the gap was due on 2026-11-23 > clausewalk answer A.1 met, or clausewalk gap A.1 --due DATE", nil},
		"a blocker that is not":    {one, not(one, event.NotApplicable, why), "blocker-not-applicable: not applicable, though the clause is a blocker, and nothing shows it > " + add + "A.1 FILE, such as the list of permissions that are asked for", []Need{{"evidence", NeedEvidence}}},
		"one that something shows": {one, not(one, event.NotApplicable, why, link(one)), "", nil},
		"no blocker":               {four, not(four, event.NotApplicable, why), "", nil},
	} {
		ana := personOn(t, "Ana", rulesPolicy(t, "rules", rules, guide))
		if len(c.changes) > 0 {
			ana.does(t, c.changes...)
		}
		var found []string
		for _, f := range Lint(ana.Audit, day, nil) {
			if f.Ref != c.ref {
				t.Errorf("%s: it finds %s of %s", name, f.Rule, f.Ref)
			}
			found = append(found, f.Rule+": "+f.Message+" > "+f.Mend)
		}
		if diff := cmp.Diff(c.findings, strings.Join(found, "\n")); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
		if diff := cmp.Diff(c.needs, Needs(ana.Audit, ana.Item(c.ref, day), day)); diff != "" {
			t.Errorf("%s needs -want +got:\n%s", name, diff)
		}
	}
}

func TestAFileThatShowsLittleIsFoundAndNeeded(t *testing.T) {
	ana := newPerson(t, "Ana")
	ref := clause("A.1")
	ana.does(t, event.SetVerdict(ref, event.Met), event.AddEvidence(ref, event.Evidence{Kind: event.FileEvidence, Name: "log.txt", SHA256: strings.Repeat("a", 64)}))
	piece := ana.Pieces(ref)[0]
	ana.SetLooks(Looks{piece.Key(): {Weak: "is empty"}})
	want := Finding{ref, "weak-evidence", "log.txt is empty", "clausewalk evidence add A.1 FILE, one that shows it; evidence remove A.1 " + piece.ID}
	if found := Weak(ana.Audit, ana.Items(day)); len(found) != 1 || found[0] != want {
		t.Errorf("%+v", found)
	}
	if needs := Needs(ana.Audit, ana.Item(ref, day), day); len(needs) != 1 || needs[0] != (Need{"evidence that shows more", NeedEvidence}) {
		t.Errorf("%+v", needs)
	}
	ana.SetLooks(Looks{piece.Key(): {Weak: "is empty", Fault: "is gone"}})
	if found := Weak(ana.Audit, ana.Items(day)); len(found) > 0 {
		t.Errorf("what is gone shows little: %+v", found)
	}
}

func TestAnAnswerWhoseReasonWasTakenAwayIsFound(t *testing.T) {
	ana := newPerson(t, "Ana")
	ana.does(t, event.SetVerdict(clause("A.2"), event.CannotTell), event.SetReason(clause("A.2"), "because nobody has looked at it"))
	step := ana.does(t, event.SetReason(clause("A.2"), "because nobody has looked since then"))
	step[0].ID, step[0].Clock, step[0].Over, step[0].Value = "hand", step[0].Clock+1, []string{step[0].ID}, []byte(`""`)
	ana.keeps(t, step[0])
	i := ana.Item(clause("A.2"), day)
	found := LintItem(ana.Audit, i, day)
	if len(found) != 1 || found[0] != (Finding{i.Ref, "no-reason", "cannot tell has no reason", `clausewalk answer A.2 cannot-tell --reason "..."`}) {
		t.Errorf("%+v", found)
	}
	if needs := Needs(ana.Audit, i, day); len(needs) != 1 || needs[0] != (Need{"a reason", NeedReason}) {
		t.Errorf("%+v", needs)
	}
	if n := Tally([]Item{i}); n.NoReason != 1 || n.Answered != 1 {
		t.Errorf("%+v", n)
	}
}

// TestManyClausesWithOneReasonOrOneFileAreTold from the first that is too many on, once
// for each clause however many entries it is asked for.
func TestManyClausesWithOneReasonOrOneFileAreTold(t *testing.T) {
	const labels = 7
	texts := make([]string, labels)
	for n := range texts {
		texts[n] = fmt.Sprintf("Do the thing of number %d, and be quick about it.", n)
	}
	ana := personOn(t, "Ana", numbered(t, texts...), rulesPolicy(t, "review", review, reviewGuide))
	ana.does(t, lists("grant_a", "grant_b", "grant_c", "grant_d", "grant_e", "grant_f"))
	shared := func() (all []string) {
		for _, f := range Weak(ana.Audit, ana.Items(day)) {
			if strings.HasPrefix(f.Rule, "same-") {
				all = append(all, f.Ref.Label+" "+f.Message+" > "+f.Mend)
			}
		}
		return all
	}
	for n := range labels {
		ref := clause(fmt.Sprint("A.", n+1))
		ana.does(t, event.SetReason(ref, "It is  As it should BE."), event.SetVerdict(ref, event.Met),
			event.AddEvidence(ref, event.Evidence{Kind: event.FileEvidence, Name: "all.pdf", SHA256: strings.Repeat("a", 64)}))
		var want []string
		if n >= sameReasons {
			want = append(want, fmt.Sprintf(`A.1 %d clauses have the same reason: %s > clausewalk answer A.1 VERDICT --reason "what is so here, and where it shows"`, n+1, upTo(n+1)))
		}
		if n >= manyClauses {
			want = append(want, fmt.Sprintf(`A.1 all.pdf stands behind %d clauses: what does it show of each? %s > clausewalk evidence add A.1 FILE --caption "what is to be seen in it"`, n+1, upTo(n+1)))
		}
		if diff := cmp.Diff(want, shared()); diff != "" {
			t.Errorf("%d clauses: -want +got:\n%s", n+1, diff)
		}
	}
	at := make([]event.Change, labels)
	for n := range at {
		ref := clause(fmt.Sprint("A.", n+1))
		at[n] = event.AddEvidence(ref, event.Evidence{Kind: event.PlaceEvidence, Path: "a.go", From: 1, To: 9, SHA256: strings.Repeat("b", 64)})
	}
	before := shared()
	ana.does(t, at...)
	if diff := cmp.Diff(before, shared()); diff != "" {
		t.Errorf("many clauses cite one place: -want +got:\n%s", diff)
	}
	for _, entry := range Listed(ana.Audit, "review") {
		for _, label := range []string{"E.1@", "E.2@"} {
			ana.does(t, event.SetReason(asks(label+entry), "for all of them alike"), event.SetVerdict(asks(label+entry), event.Met))
		}
	}
	if diff := cmp.Diff(before, shared()); diff != "" {
		t.Errorf("two clauses for many entries: -want +got:\n%s", diff)
	}
}

func upTo(n int) string {
	var all []string
	for at := range n {
		all = append(all, fmt.Sprint("A.", at+1))
	}
	return strings.Join(all, ", ")
}
