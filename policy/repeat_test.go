package policy

import (
	"slices"
	"testing"
)

// listed answers the list that small's section repeats for.
func listed(entries ...string) func(string) ([]string, bool) {
	return func(string) ([]string, bool) { return entries, true }
}

func labels(p *Policy) (all []string) {
	for _, c := range p.Clauses() {
		all = append(all, c.Label)
	}
	return all
}

func TestASectionIsAskedOnceForEachEntryOfItsList(t *testing.T) {
	p := small(t)
	if err := p.Join("x/guide.yaml", []byte(smallGuide)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		list func(string) ([]string, bool)
		want []string
	}{
		{"not known", func(string) ([]string, bool) { return nil, false }, []string{"A.1", "A.2"}},
		{"none", listed(), nil},
		{"two", listed("grant_a", "https://auth.example/b@c"), []string{"A.1@grant_a", "A.2@grant_a", "A.1@https://auth.example/b@c", "A.2@https://auth.example/b@c"}},
	} {
		asked := p.Repeated(c.list)
		if got := labels(asked); !slices.Equal(got, c.want) {
			t.Errorf("%s: asks %q, want %q", c.name, got, c.want)
		}
		if asked.Edition != p.Edition || len(asked.Sections) == 0 {
			t.Errorf("%s: it is no longer that policy", c.name)
		}
		for _, clause := range asked.Clauses() {
			base, entry := CutEntry(clause.Label)
			was, ok := p.Clause(base)
			if !ok || entry != clause.Entry || was.Digest != clause.Digest || was.Guide != clause.Guide {
				t.Errorf("%s: %s is not %s asked for %q", c.name, clause.Label, base, entry)
			}
			if found, ok := asked.Clause(clause.Label); !ok || found.Label != clause.Label {
				t.Errorf("%s is not found by its label", clause.Label)
			}
		}
	}
	if got := labels(p); !slices.Equal(got, []string{"A.1", "A.2"}) {
		t.Errorf("the policy itself was changed: %q", got)
	}
}

func TestEntriesThatDifferInASignAreTwo(t *testing.T) {
	p := small(t)
	if err := p.Join("x/guide.yaml", []byte(smallGuide)); err != nil {
		t.Fatal(err)
	}
	asked := p.Repeated(listed("grant_a", "grant-a", "GRANT_A"))
	for _, label := range labels(asked) {
		if c, ok := asked.Clause(label); !ok || c.Label != label {
			t.Errorf("%s found %s", label, c.Label)
		}
	}
	if _, ok := asked.Clause("a1@grant_a"); !ok {
		t.Error("a1@grant_a finds nothing")
	}
}

func TestTheNextEditionInheritsWhatRepeats(t *testing.T) {
	old := small(t)
	if err := old.Join("x/guide.yaml", []byte(smallGuide)); err != nil {
		t.Fatal(err)
	}
	next, err := Parse("x", []byte("# Rules\n\n## N. New\n\n1. Say where the books are kept.\n\n## O. One\n\n1. Be kind.\n2. Be brief.\n"))
	if err != nil {
		t.Fatal(err)
	}
	p, lost, err := Inherit(old, next)
	if err != nil || len(lost) > 0 {
		t.Fatalf("%v, lost %q", err, lost)
	}
	if got := labels(p.Repeated(listed("g"))); !slices.Equal(got, []string{"N.1", "O.1@g", "O.2@g"}) {
		t.Errorf("asks %q", got)
	}
	if !slices.Equal(p.Sections[1].NeededBy, []string{"O.1"}) {
		t.Errorf("needed by %q", p.Sections[1].NeededBy)
	}
	gone, err := Parse("x", []byte("# Rules\n\n## N. New\n\n1. Say where the books are kept.\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, lost, err = Inherit(old, gone); err != nil || !slices.ContainsFunc(lost, func(s string) bool {
		return s == "section A: that it is asked for each of grants is left behind: this edition has no such section"
	}) {
		t.Errorf("%v, lost %q", err, lost)
	}
}

func TestTheReviewQuestionnaireAsksForEachPermission(t *testing.T) {
	p, err := Load("instagram-app-review")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"Before you submit": 10, "For each permission": 6, "Reviewer access": 6}
	for _, s := range p.Sections {
		if s.Title == "" {
			continue
		}
		if len(s.Clauses) != want[s.Title] || (s.Repeat == "permissions") != (s.Title == "For each permission") {
			t.Errorf("%s has %d items and repeats for %q", s.Title, len(s.Clauses), s.Repeat)
		}
		delete(want, s.Title)
		for _, c := range s.Clauses {
			if c.Guide == nil || len(c.Guide.Sources) == 0 {
				t.Errorf("%s names no source", c.Label)
				continue
			}
			for _, source := range c.Guide.Sources {
				if !slices.ContainsFunc([]string{"(read)", "(excerpt)", "(third party)", "(ours)"}, func(sure string) bool { return len(source) > len(sure) && source[len(source)-len(sure):] == sure }) {
					t.Errorf("%s: %q does not say how sure it is", c.Label, source)
				}
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("sections are missing: %v", want)
	}
}
