package library

import (
	"slices"
	"strings"
	"testing"
)

// TestTheRulesOfAScanReachMostClausesAndEveryFact holds the built-in rules to the
// clauses and the facts that they name, and to how many clauses they bear on.
func TestTheRulesOfAScanReachMostClausesAndEveryFact(t *testing.T) {
	ids, facts := map[string]bool{}, map[string]bool{}
	for _, id := range Builtin() {
		p, err := Load(id)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Signals(id)
		if err != nil || f == nil {
			t.Fatalf("%s: %v", id, err)
		}
		var reached []string
		for _, r := range f.Signals {
			if ids[r.ID] {
				t.Errorf("two policies have a rule %s", r.ID)
			}
			ids[r.ID] = true
			for _, label := range r.Clauses {
				if c, ok := p.Clause(label); !ok || c.Label != label {
					t.Errorf("%s: %s has no clause %s", r.ID, id, label)
				}
				if !slices.Contains(reached, label) {
					reached = append(reached, label)
				}
			}
			if r.Fact == "" {
				continue
			}
			facts[r.Fact] = true
			q, ok := p.Fact(r.Fact)
			if !ok || r.Answer != "" && len(q.Options) > 0 && !slices.Contains(q.Options, r.Answer) {
				t.Errorf("%s proposes %s %s, which is not asked", r.ID, r.Fact, r.Answer)
			}
			if strings.Contains(r.Words, "  ") {
				t.Errorf("%s: %q", r.ID, r.Words)
			}
		}
		if id == "instagram-platform" {
			if len(reached) < 35 {
				t.Errorf("the rules bear on %d clauses: %v", len(reached), reached)
			}
			for _, q := range p.Scope {
				if !facts[q.ID] && q.ID != "permissions" {
					t.Errorf("no rule is about the fact %s", q.ID)
				}
			}
		}
	}
}
