package library

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/policy/guide"
	"clausewalk/policy/reading"
)

// textOf names a text whose fingerprint is taken, as in meta-developer-policies=page.md.
var textOf = flag.String("text", "", "with -update, `ID=FILE`: take the fingerprint of the text anew")

// texts holds real policies beside the repository, where somebody has them. None
// of them is ours to ship, so that these tests are skipped elsewhere.
func texts(t *testing.T, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join("..", "..", "..", "shared", "policies", pattern))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		t.Skip("the texts are not at hand, and are not ours to ship")
	}
	return found
}

func read(t *testing.T, id, file string) *policy.Policy {
	t.Helper()
	source, err := os.ReadFile(file)
	if err == nil {
		source, err = reading.ToMarkdown(file, source)
	}
	if err != nil {
		t.Fatal(err)
	}
	p, err := reading.Parse(id, source)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestFingerprintsAreTakenFromTexts writes one anew when it is asked to. What
// stands in its head is kept.
func TestFingerprintsAreTakenFromTexts(t *testing.T) {
	id, file, named := strings.Cut(*textOf, "=")
	if !*update || !named {
		t.Skip("no text was named")
	}
	there := filepath.Join(id, fingerprintFile)
	print := editions.Fingerprint{Format: editions.FingerprintFormat}
	if old, err := os.ReadFile(there); err == nil {
		if print, err = editions.ReadFingerprint(old); err != nil {
			t.Fatal(err)
		}
	}
	print.Nodes = editions.PrintOf(read(t, id, file))
	written, err := json.MarshalIndent(print, "", " ")
	if err == nil {
		err = os.WriteFile(there, append(written, '\n'), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestGuidesWithoutTextsAreWhole(t *testing.T) {
	if len(Guides()) == 0 {
		t.Fatal("there is none")
	}
	for _, w := range Guides() {
		t.Run(w.ID, func(t *testing.T) {
			if _, err := Load(w.ID); err == nil {
				t.Error("it is a policy with a text")
			}
			for _, day := range []string{w.Dated, w.Read, w.guide.Version} {
				if _, err := time.Parse(time.DateOnly, day); err != nil {
					t.Errorf("%q is no day", day)
				}
			}
			if w.Title == "" || !strings.HasPrefix(w.Source, "https://") {
				t.Errorf("%q at %q cannot be found by people", w.Title, w.Source)
			}
			if len(w.guide.Sections) > 0 {
				t.Error("it says something of sections, whose labels nobody follows into another text")
			}
			p := bare(w.Fingerprint)
			if err := guide.Join(p, policy.GuideFile, w.source); err != nil {
				t.Fatal(err)
			}
			decides := map[string]bool{}
			for _, c := range p.Clauses() {
				if c.Guide == nil {
					t.Errorf("%s has no guide", c.Label)
					continue
				}
				if len(c.Guide.Evidence) == 0 || c.Guide.Good == "" || c.Guide.Because == "" || len(c.Guide.Roles) == 0 {
					t.Errorf("%s does not say what good looks like, what to bring, who can answer or how grave it is", c.Label)
				}
				for _, cond := range c.Guide.Applies {
					decides[cond.String()], decides[cond.Fact] = true, true
				}
			}
			for _, f := range p.Scope {
				if !decides[f.ID] || f.Help == "" {
					t.Errorf("the answer to %s changes nothing, or it has no help", f.ID)
				}
				for _, option := range f.Options {
					if !decides[f.ID+" = "+option] {
						t.Errorf("%s = %s changes nothing", f.ID, option)
					}
				}
			}
		})
	}
}

// TestGuidesFollowClausesThatThereAre holds the map to an older policy against the
// text of that one.
func TestGuidesFollowClausesThatThereAre(t *testing.T) {
	for _, w := range Guides() {
		there := func(name string, has func(*policy.Policy, string) bool) bool {
			id, rest, _ := strings.Cut(name, "/")
			p, err := Load(id)
			return err == nil && has(p, rest)
		}
		for label, one := range w.guide.Clauses {
			for _, f := range one.Follows {
				if !there(f.Clause, func(p *policy.Policy, label string) bool { _, ok := p.Clause(label); return ok }) {
					t.Errorf("%s follows %s, which is not there", label, f.Clause)
				}
			}
		}
		for _, f := range w.guide.Scope {
			if f.Follows != "" && !there(f.Follows, func(p *policy.Policy, id string) bool { q, ok := p.Fact(id); return ok && q.Answer == f.Answer }) {
				t.Errorf("the fact %s follows %s, which is not there or is answered otherwise", f.ID, f.Follows)
			}
		}
	}
}

// bare returns a policy with the labels of a fingerprint and no words.
func bare(f editions.Fingerprint) *policy.Policy {
	var nodes []policy.Node
	for _, one := range f.Nodes {
		nodes = append(nodes, policy.Node{Clause: policy.Clause{Label: one.Label, Digest: one.Digest}, Asked: !one.Context})
	}
	return &policy.Policy{Sections: []policy.Section{policy.Section{}.WithNodes(nodes)}}
}

func TestTheGuideToTheDeveloperPoliciesFitsBothEditions(t *testing.T) {
	for file, want := range map[string]string{
		"*developer-policies__2026-05-13.md": "the guide of 2026-02 fits 71 of 71 clauses",
		"*developer-policies__2025-11-04.md": "the guide of 2026-02 fits 70 of 71 clauses, 63 word for word",
	} {
		p := read(t, "x", texts(t, file)[0])
		if got := Recognised(p); got == nil || got.ID != "meta-developer-policies" {
			t.Fatalf("%s is recognised as %v", file, got)
		}
		laid, fitted, err := Fit(p)
		if err != nil || fitted.String() != want {
			t.Errorf("%s: %q, want %q, %v", file, fitted, want, err)
		}
		for _, label := range fitted.Changed {
			if c, ok := laid.Clause(label); !ok || !c.Guide.Older {
				t.Errorf("%s: nothing says that the guide to %s is for another text", file, label)
			}
		}
	}
	for _, file := range texts(t, "*.md") {
		if got := Recognised(read(t, "x", file)); (got != nil) != strings.Contains(file, "meta-developer") {
			t.Errorf("%s is recognised as %v", file, got)
		}
	}
}

// TestTheGuideToTheDeveloperPoliciesHasNoneOfTheirWords looks for the platform's
// sentences in ours.
func TestTheGuideToTheDeveloperPoliciesHasNoneOfTheirWords(t *testing.T) {
	for _, file := range texts(t, "*developer-policies__*.md") {
		p := read(t, "x", file)
		laid, _, err := Fit(p)
		if err != nil {
			t.Fatal(err)
		}
		ours := strings.ToLower(policy.Fold(string(laid.GuideYAML)))
		for _, c := range p.Clauses() {
			words := strings.Fields(strings.ToLower(c.Words()))
			const most = 7 // words in a row
			for n := 0; n+most <= len(words); n++ {
				if run := strings.Join(words[n:n+most], " "); strings.Contains(ours, run) {
					t.Errorf("%s: the guide has %q", c.Label, run)
				}
			}
		}
	}
}
