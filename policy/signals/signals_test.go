package signals

import (
	"strings"
	"testing"
)

const good = "format: 1\nsignals:\n  - {id: a-b, clauses: [A.1], level: finding, in: string, names: [one_two], words: w, source: s}\n"

func TestAFileOfRulesIsCheckedAndItsFaultsArePlaced(t *testing.T) {
	if f, err := Read("signals.yaml", []byte(good)); err != nil || !f.Signals[0].Pattern.MatchString("x, one_two;") || f.Signals[0].Pattern.MatchString("one_two_three") {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, want string }{
		{"format: 1", "format: 2", "signals.yaml:1:9: signals format 2, but this program reads format 1"},
		{"a-b", "A b", `the rule's id "A b" must be lower-case letters, digits and hyphens`},
		{"finding", "sure", `a-b: the level must be finding or question, not "sure"`},
		{"in: string", "in: air", `a-b: a rule must look in one of string, identifier, code, dependency, name, path, not "air"`},
		{"names: [one_two]", "hints: [x]", "a-b: a rule must have either names or a match"},
		{"clauses: [A.1], ", "", "a-b: a rule must be about clauses, about a fact, or show a permission"},
		{", source: s", "", "a-b: a rule needs words and a source"},
		{"words: w", "words: w, ends: never", `a-b: the table of ends has no "never"`},
		{"names: [one_two]", "names: ['']", "a-b: a name is empty"},
		{"names: [one_two]", "match: x", "a-b: a match needs hints: words, one of which is wherever it matches"},
		{"names: [one_two]", "hints: [x], match: '('", "a-b: the pattern cannot be read: missing closing )"},
		{"words: w", "words: w, absent: [nowhere]", `no rule "nowhere"`},
		{"words: w", "words: w, more: x", "unknown field"},
		{"names: [one_two]", "hints: [x], match: '" + strings.Repeat("x", 1001) + "'", "a-b: a pattern can have 1000 characters at most"},
		{"\n  - {", "\n  - {id: a-b, level: finding, in: path, match: x, fact: y, words: w, source: s}\n  - {", `two rules have the id "a-b"`},
	} {
		_, err := Read("signals.yaml", []byte(strings.Replace(good, c.from, c.to, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "signals.yaml:") {
			t.Errorf("%s: %v, want %s", c.to, err, c.want)
		}
	}
	many := "format: 1\nsignals:\n" + strings.Repeat("  - {id: a}\n", MaxRules+1)
	if _, err := Read("signals.yaml", []byte(many)); err == nil || !strings.Contains(err.Error(), "301 rules, and the limit is 300") {
		t.Error(err)
	}
}
