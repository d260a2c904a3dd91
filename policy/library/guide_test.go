package library

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"clausewalk/policy"
)

func TestEveryClauseOfTheBuiltinPolicyHasAGuideAndEveryGuideAClause(t *testing.T) {
	p := builtin(t)
	for _, c := range p.Clauses() {
		if c.Guide == nil {
			t.Errorf("%s has no guide", c.Label)
		}
	}
	// A guide without a clause does not load: only the number is left to check.
	written := regexp.MustCompile(`(?m)^  [A-Z]\.\d+:$`).FindAll(p.GuideYAML, -1)
	if len(written) != len(p.Clauses()) {
		t.Errorf("%d guides for %d clauses", len(written), len(p.Clauses()))
	}
}

func TestBuiltinScopeFactsDecideClausesAndConditionsNameFacts(t *testing.T) {
	p := builtin(t)
	decides := map[string]int{}
	for _, c := range p.Clauses() {
		for _, cond := range c.Guide.Applies {
			decides[cond.Fact]++
			if _, ok := p.Fact(cond.Fact); !ok {
				t.Errorf("%s depends on %q, which nobody is asked", c.Label, cond.Fact)
			}
		}
	}
	for _, f := range p.Scope {
		if decides[f.ID] == 0 {
			t.Errorf("the answer to %q changes nothing", f.ID)
		}
		if f.Help == "" || !strings.HasSuffix(f.Question, "?") {
			t.Errorf("%q is not asked as a question with help", f.ID)
		}
	}
}

func TestBuiltinGuideUsesTheClosedListsAndSaysWhatToBring(t *testing.T) {
	for _, c := range builtin(t).Clauses() {
		g := c.Guide
		if !slices.Contains(policy.Kinds(), g.Kind) || !slices.Contains(policy.Topics(), g.Topic) ||
			!slices.Contains(policy.Severities(), g.Severity) || !slices.Contains(policy.Needs(), g.Needs) {
			t.Errorf("%s: kind %q, topic %q, severity %q, needs %q", c.Label, g.Kind, g.Topic, g.Severity, g.Needs)
		}
		for _, role := range g.Roles {
			if !slices.Contains(policy.Roles(), role) {
				t.Errorf("%s: role %q", c.Label, role)
			}
		}
		if len(g.Roles) == 0 || len(g.Ask()) == 0 || g.Why == "" || g.Good == "" || g.Because == "" {
			t.Errorf("%s: policy.Roles(), question, why, good or because are missing", c.Label)
		}
		if len(g.Evidence) < 2 {
			t.Errorf("%s suggests %d pieces of evidence, want two or more", c.Label, len(g.Evidence))
		}
		for _, s := range g.Evidence {
			if s.Show != "policy" && s.Show != "practice" || s.Bring == "" {
				t.Errorf("%s: evidence %+v", c.Label, s)
			}
		}
	}
}

func TestBuiltinTitlesAreUniqueAndShort(t *testing.T) {
	seen := map[string]string{}
	for _, c := range builtin(t).Clauses() {
		title := strings.ToLower(c.Title())
		if n := len(strings.Fields(title)); n == 0 || n > 6 {
			t.Errorf("%s: %q has %d words", c.Label, c.Title(), n)
		}
		if other, twice := seen[title]; twice {
			t.Errorf("%s and %s are both %q", other, c.Label, c.Title())
		}
		seen[title] = c.Label
	}
}

func TestBuiltinPermissionsNeedThePermissionAndLegalTermsAreNotices(t *testing.T) {
	permissions := 0
	for _, c := range builtin(t).Clauses() {
		if c.Kind() == policy.Permission {
			permissions++
			if c.Guide.Needs != "permission" {
				t.Errorf("%s may be done only with permission, but needs %q", c.Label, c.Guide.Needs)
			}
		}
		section, number, _ := strings.Cut(c.Label, ".")
		if n, err := strconv.Atoi(number); err == nil && section == "C" && n >= 5 && c.Kind() != policy.Notice {
			t.Errorf("%s is a %s, want a notice", c.Label, c.Kind())
		}
	}
	if permissions == 0 {
		t.Error("the policy has permissions, the guide none")
	}
}

var sentenceEnd = regexp.MustCompile(`[.!?;:]["')]*\s+`)

func TestNoGuideTextPassesThePolicysWordsOffAsOurs(t *testing.T) {
	p := builtin(t)
	var sentences []string
	for _, c := range p.Clauses() {
		for _, s := range sentenceEnd.Split(c.Words(), -1) {
			if s = strings.Trim(s, `.!?;:"') `); len(strings.Fields(s)) >= 5 {
				sentences = append(sentences, strings.ToLower(s))
			}
		}
	}
	if len(sentences) < 53 {
		t.Fatalf("only %d sentences were found to look for", len(sentences))
	}
	look := func(where string, texts ...string) {
		for _, text := range texts {
			for _, s := range sentences {
				if strings.Contains(strings.ToLower(policy.Fold(text)), s) {
					t.Errorf("%s holds the policy's sentence %q", where, s)
				}
			}
		}
	}
	for _, c := range p.Clauses() {
		g := c.Guide
		look(c.Label, g.Title, g.Question, g.Why, g.Good, g.Because)
		look(c.Label, slices.Concat(g.Questions, g.Pitfalls, g.Notes, g.Sources)...)
		for _, s := range g.Evidence {
			look(c.Label, s.Bring)
		}
	}
	for _, f := range p.Scope {
		look(f.ID, f.Question, f.Help)
	}
}
