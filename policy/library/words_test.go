package library

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/yamlfile"
)

// maxSentence is how many words a sentence of a question may have.
const maxSentence = 30

var endOfSentence = regexp.MustCompile(`[.!?]["')]*\s+`)

func TestNoSentenceOfAQuestionIsLong(t *testing.T) {
	eachBuiltin(t, func(t *testing.T, p *policy.Policy) {
		look := func(where, text string) {
			for _, s := range endOfSentence.Split(text, -1) {
				if n := len(strings.Fields(s)); n > maxSentence {
					t.Errorf("%s: %d words: %s", where, n, s)
				}
			}
		}
		for _, c := range p.Clauses() {
			for _, q := range c.Guide.Ask() {
				look(c.Label, q)
			}
		}
		for _, f := range p.Scope {
			look(f.ID, f.Question)
			look(f.ID, f.Help)
		}
	})
}

// stilted are turns of phrase that nobody says aloud, and that these guides had.
var stilted = regexp.MustCompile(`(?i)verdict is the worst of them|taken back unseen|undone unseen|keep its footing|when stuck|nothing is left over|tag wrongly|\bmends?\b|\bhas it the\b|lies in a drawer|said so aloud`)

func TestGuidesArePlainEnglish(t *testing.T) {
	eachBuiltin(t, func(t *testing.T, p *policy.Policy) {
		for n, line := range strings.Split(string(p.GuideYAML), "\n") {
			if found := stilted.FindString(line); found != "" {
				t.Errorf("line %d: %q", n+1, found)
			}
		}
	})
}

func TestEachSourceHasItsDays(t *testing.T) {
	eachBuiltin(t, func(t *testing.T, p *policy.Policy) {
		var g guide.File
		if _, err := yamlfile.Read(policy.GuideFile, p.GuideYAML, &g); err != nil {
			t.Fatal(err)
		}
		if g.Version == "" || p.GuideDay != g.Version {
			t.Errorf("the guide is of %q, the policy says %q", g.Version, p.GuideDay)
		}
		used := map[string]bool{}
		for label, c := range g.Clauses {
			for _, s := range c.Sources {
				id, _, _ := strings.Cut(s, ",")
				if _, ok := g.Sources[id]; !ok {
					t.Errorf("%s: %q is not in the table of sources", label, s)
				}
				used[id] = true
			}
		}
		for id, s := range g.Sources {
			if !used[id] {
				t.Errorf("nobody names the source %s", id)
			}
			if s.Read > g.Version {
				t.Errorf("%s was read on %s, after the guide was written", id, s.Read)
			}
		}
	})
}

func TestReadingsSayWhatElseAndWho(t *testing.T) {
	p := builtin(t)
	var with []string
	for _, c := range p.Clauses() {
		for _, r := range c.Guide.Readings {
			with = append(with, c.Label)
			for _, part := range []string{"Another reading: ", "Who decides: ", "Until that is decided, a gap by only one of the readings is minor."} {
				if !strings.Contains(r.Words(), part) {
					t.Errorf("%s: %q says nothing of %q", c.Label, r.Words(), part)
				}
			}
		}
		for _, text := range append(c.Guide.Notes, c.Guide.Good) {
			if strings.Contains(text, "eading is ours") || strings.Contains(text, "We read ") {
				t.Errorf("%s: a reading stands outside of readings: %s", c.Label, text)
			}
		}
	}
	for _, label := range strings.Fields("A.2 A.5 A.12 A.16 A.19 A.20 A.21 A.22 A.23 A.27 A.29 A.31 A.35 A.36 B.1") {
		if !slices.Contains(with, label) {
			t.Errorf("%s goes beyond the clause's words and does not say so", label)
		}
	}
}

func regexpOf(t *testing.T, s string) *regexp.Regexp {
	t.Helper()
	r, err := regexp.Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func eachBuiltin(t *testing.T, look func(t *testing.T, p *policy.Policy)) {
	for _, id := range Builtin() {
		p, err := Load(id)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(id, func(t *testing.T) { look(t, p) })
	}
}
