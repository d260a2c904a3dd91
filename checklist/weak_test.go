package checklist

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/library"
)

// TestWeakSaysWhatWillConvinceNobody in the same words at the gate as in lint,
// and closes the gate only where it is asked for.
func TestWeakSaysWhatWillConvinceNobody(t *testing.T) {
	p, err := library.Load("instagram-platform")
	if err != nil {
		t.Fatal(err)
	}
	ana := newPerson(t, "Ana")
	ana.Audit = auditOf(t, p)
	ref := func(label string) event.Ref { return event.Ref{Policy: p.ID, Label: label} }
	asks := func(i Item) (policyToo, practiceToo bool) {
		for _, hint := range i.Clause.Guide.Evidence {
			policyToo, practiceToo = policyToo || hint.Show == event.ShowsPolicy, practiceToo || hint.Show == event.ShowsPractice
		}
		return policyToo, practiceToo
	}
	weak := func(label string) (all []string) {
		g := GateOf(ana.Audit, ana.Items(day), day, nil)
		for _, found := range g.Weak {
			if found.Sort != WeakAnswer || slices.Contains(g.Problems, found) || !found.Closes(Sorts()) || found.Closes(Closing()) {
				t.Errorf("%+v closes a gate that nobody asked to look for it", found)
			}
			if found.Label == label {
				all = append(all, found.What)
			}
		}
		for _, f := range Lint(ana.Audit, day, nil) {
			if slices.Contains(all, f.Message) && f.Ref.Label != label {
				t.Errorf("lint says %q of %s", f.Message, f.Ref)
			}
		}
		return all
	}
	want := func(label, words string) {
		t.Helper()
		got := weak(label)
		if words == "" && len(got) > 0 || words != "" && !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, words) }) {
			t.Errorf("%s is weak because %q, not because %q", label, got, words)
		}
	}
	piece := func(n int, shows string) event.Change {
		e := event.Evidence{Kind: event.FileEvidence, Name: fmt.Sprintf("piece-%d.txt", n), Size: 1, SHA256: strings.Repeat(fmt.Sprint(n), 64), Details: event.Details{Shows: shows}}
		return event.AddEvidence(ref("A.12"), e)
	}
	if a, b := asks(ana.Item(ref("A.12"), day)); !a || !b {
		t.Fatal("the guide of A.12 asks for both no longer")
	}

	ana.does(t, event.SetVerdict(ref("A.12"), event.Met), piece(1, ""))
	want("A.12", "one thing, where the guide asks for two")
	ana.does(t, piece(1, event.ShowsPolicy))
	want("A.12", "practice is missing")
	ana.does(t, piece(2, event.ShowsPractice))
	want("A.12", "")
	ana.does(t, event.RemoveEvidence(ref("A.12"), ana.Pieces(ref("A.12"))[0].ID))
	want("A.12", "policy is missing")
	looked := ana.Pieces(ref("A.12"))[0]
	ana.SetLooks(Looks{looked.Key(): {Weak: "is empty"}})
	want("A.12", "piece-2.txt is empty")
	ana.SetLooks(nil)

	blocker := ana.Refs()[slices.IndexFunc(ana.Refs(), func(r event.Ref) bool { return ana.Item(r, day).Gap.Severity == "blocker" && r.Label != "A.12" })]
	ana.does(t, event.SetVerdict(blocker, event.NotApplicable), event.SetReason(blocker, "we do nothing of the kind"))
	want(blocker.Label, "though the clause is a blocker, and nothing shows it")
	ana.does(t, event.AddEvidence(blocker, event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org/permissions"}))
	want(blocker.Label, "")

	notices := slices.DeleteFunc(slices.Clone(ana.Refs()), func(r event.Ref) bool { return ana.Item(r, day).Clause.Kind() != policy.Notice })
	for n, notice := range notices[:sameReasons+1] {
		ana.does(t, event.SetVerdict(notice, event.Met), event.SetReason(notice, "Read and  understood by the team."))
		if n < sameReasons {
			want(notices[0].Label, "")
		}
	}
	want(notices[0].Label, fmt.Sprintf("%d clauses have the same reason: %s, ", sameReasons+1, notices[0].Label))
}
