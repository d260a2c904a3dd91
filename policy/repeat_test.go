package policy_test

import (
	"slices"
	"testing"

	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/policytest"
	"clausewalk/policy/reading"
)

func TestASectionIsAskedOnceForEachEntryOfItsList(t *testing.T) {
	p := parsed(t, policytest.SmallPolicy)
	if err := guide.Join(p, "x/guide.yaml", []byte(policytest.SmallGuide)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		list func(string) ([]string, bool)
		want []string
	}{
		{"not known", func(string) ([]string, bool) { return nil, false }, []string{"A.1", "A.2"}},
		{"none", policytest.Listed(), nil},
		{"two", policytest.Listed("grant_a", "https://auth.example/b@c"), []string{"A.1@grant_a", "A.2@grant_a", "A.1@https://auth.example/b@c", "A.2@https://auth.example/b@c"}},
	} {
		asked := p.Repeated(c.list)
		if got := policytest.Labels(asked); !slices.Equal(got, c.want) {
			t.Errorf("%s: asks %q, want %q", c.name, got, c.want)
		}
		if asked.Edition != p.Edition || len(asked.Sections) == 0 {
			t.Errorf("%s: it is no longer that policy", c.name)
		}
		for _, clause := range asked.Clauses() {
			base, entry := policy.CutEntry(clause.Label)
			was, ok := p.Clause(base)
			if !ok || entry != clause.Entry || was.Digest != clause.Digest || was.Guide != clause.Guide {
				t.Errorf("%s: %s is not %s asked for %q", c.name, clause.Label, base, entry)
			}
			if found, ok := asked.Clause(clause.Label); !ok || found.Label != clause.Label {
				t.Errorf("%s is not found by its label", clause.Label)
			}
		}
	}
	if got := policytest.Labels(p); !slices.Equal(got, []string{"A.1", "A.2"}) {
		t.Errorf("the policy itself was changed: %q", got)
	}
}

func TestEntriesThatDifferInASignAreTwo(t *testing.T) {
	p := parsed(t, policytest.SmallPolicy)
	if err := guide.Join(p, "x/guide.yaml", []byte(policytest.SmallGuide)); err != nil {
		t.Fatal(err)
	}
	asked := p.Repeated(policytest.Listed("grant_a", "grant-a", "GRANT_A"))
	for _, label := range policytest.Labels(asked) {
		if c, ok := asked.Clause(label); !ok || c.Label != label {
			t.Errorf("%s found %s", label, c.Label)
		}
	}
	if _, ok := asked.Clause("a1@grant_a"); !ok {
		t.Error("a1@grant_a finds nothing")
	}
}

func parsed(t *testing.T, source string) *policy.Policy {
	t.Helper()
	p, err := reading.Parse("x", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return p
}
