package editions

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/policytest"
	"clausewalk/policy/reading"
)

func TestTheNextEditionInheritsWhatRepeats(t *testing.T) {
	old := parsed(t, policytest.SmallPolicy)
	if err := guide.Join(old, "x/guide.yaml", []byte(policytest.SmallGuide)); err != nil {
		t.Fatal(err)
	}
	next, err := reading.Parse("x", []byte("# Rules\n\n## N. New\n\n1. Say where the books are kept.\n\n## O. One\n\n1. Be kind.\n2. Be brief.\n"))
	if err != nil {
		t.Fatal(err)
	}
	p, lost, err := Inherit(old, next)
	if err != nil || len(lost) > 0 {
		t.Fatalf("%v, lost %q", err, lost)
	}
	if got := policytest.Labels(p.Repeated(policytest.Listed("g"))); !slices.Equal(got, []string{"N.1", "O.1@g", "O.2@g"}) {
		t.Errorf("asks %q", got)
	}
	if !slices.Equal(p.Sections[1].NeededBy, []string{"O.1"}) {
		t.Errorf("needed by %q", p.Sections[1].NeededBy)
	}
	gone, err := reading.Parse("x", []byte("# Rules\n\n## N. New\n\n1. Say where the books are kept.\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, lost, err = Inherit(old, gone); err != nil || !slices.ContainsFunc(lost, func(s string) bool {
		return s == "section A: repeating it for each of grants is dropped: this edition has no such section"
	}) {
		t.Errorf("%v, lost %q", err, lost)
	}
}

func TestWhatWasWrittenForAnEditionGoesToTheNext(t *testing.T) {
	old := parsed(t, assessed)
	if err := Assess(old, "assess.yaml", []byte(changes)); err != nil {
		t.Fatal(err)
	}
	ourWords := `format: 1
scope:
  - {fact: stores, question: Does it store?, answer: yes-no}
clauses:
  A.1: {title: Safe, kind: duty, topic: law, question: Is it?, severity: major, needs: file, applies: [stores], valid: 6mo}
  A.1b: {title: Secret, kind: ban, topic: law, questions: [Is it?, Sure?], severity: major, needs: nothing}
  A.deletion: {title: Deleted, kind: duty, topic: law, question: Is it?, severity: blocker, needs: evidence}
`
	if err := guide.Join(old, "guide.yaml", []byte(ourWords)); err != nil {
		t.Fatal(err)
	}
	next := parsed(t, `# T

Read this before you begin.

## A. Use

1. Show our badge on all of your screens.
2. Keep what you are told safe. Tell nobody about it, ever.
3. Answer each request to delete.
4. Do so within one day.
`)
	got, lost, err := Inherit(old, next)
	if err != nil {
		t.Fatal(err)
	}
	want := "[P] \nP.1 Read this before you begin.\n[A] Use\nA.1 Show our badge on all of your screens.\nA.2 Keep what you are told safe.\nA.2b Tell nobody about it, ever.\n" +
		"A.deletion Answer each request to delete. Do so within one day.\n"
	if diff := cmp.Diff(want, policytest.Outline(got)); diff != "" {
		t.Errorf("lost %q (-want +got):\n%s", lost, diff)
	}
	if len(lost) != 1 || !strings.HasPrefix(lost[0], "A.2: the change to how it is read no longer applies") {
		t.Errorf("lost %q", lost)
	}
	for label, older := range map[string]bool{"A.2": false, "A.2b": false, "A.deletion": true} {
		c, _ := got.Clause(label)
		if c.Guide == nil || c.Guide.Older != older {
			t.Errorf("%s has the guide %+v", label, c.Guide)
		}
	}
	if c, _ := got.Clause("A.2"); c.Guide.Valid.Months != 6 || c.Guide.Applies[0].Fact != "stores" || len(got.Scope) != 1 {
		t.Errorf("%+v", c.Guide)
	}
	// What was written is read again as it stands.
	again, err := reread(got)
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, got.AssessYAML, got.GuideYAML)
	}
	if diff := cmp.Diff(got.Sections, again.Sections); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
	schema, err := jsonschema.NewCompiler().Compile("../../docs/schemas/guide.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(policytest.AsJSON(t, got.GuideYAML)); err != nil {
		t.Error(err)
	}
	if next.GuideYAML != nil || next.AssessYAML != nil {
		t.Error("the edition itself was changed")
	}
}

func TestTheBuiltinGuideGoesToAnEditionOfTheSameWords(t *testing.T) {
	old := builtin(t)
	next := parsed(t, string(old.Markdown)+"\n16. One more thing that you should know about us.\n")
	got, lost, err := Inherit(old, next)
	if err != nil || len(lost) > 0 {
		t.Fatalf("lost %q: %v", lost, err)
	}
	for _, c := range old.Clauses() {
		now, ok := got.Clause(c.Label)
		if !ok {
			t.Fatalf("%s is no clause any more", c.Label)
		}
		if diff := cmp.Diff(c.Guide, now.Guide); diff != "" {
			t.Errorf("%s (-was +is):\n%s", c.Label, diff)
		}
	}
}

// TestAClauseThatWasSplitTwiceGoesToTheNextEdition holds that a change of what the
// second split has made is about the same words there.
func TestAClauseThatWasSplitTwiceGoesToTheNextEdition(t *testing.T) {
	text := "# T\n\n## A. Use\n\n1. Keep it safe. Tell nobody. Thank us.\n2. Delete it.\n"
	old := parsed(t, text)
	split := `format: 1
changes:
  - {clause: A.1, split: ["Tell nobody"]}
  - {clause: A.1b, split: ["Thank us"]}
  - {clause: A.1, split: ["safe"]}
  - {clause: A.1c, assess: false}
`
	if err := Assess(old, "assess.yaml", []byte(split)); err != nil {
		t.Fatal(err)
	}
	next := parsed(t, strings.Replace(text, "## A. Use\n\n", "## A. Use\n\n1. This is new, and nobody has seen it before.\n", 1))
	got, lost, err := Inherit(old, next)
	if err != nil || len(lost) > 0 {
		t.Fatalf("%v %v\n%s", lost, err, policytest.Outline(got))
	}
	for _, one := range []*policy.Policy{old, got} {
		for _, s := range one.Sections {
			for _, n := range s.Nodes() {
				if n.Words() == "safe." == n.Asked && strings.Contains("Keep it safe. Tell nobody. Thank us.", n.Words()) {
					t.Errorf("%s %q asked: %v\n%s", n.Label, n.Words(), n.Asked, policytest.Outline(one))
				}
			}
		}
	}
}

// TestAGuideIsInheritedWithItsTopicsAndSources holds that what stands once in a
// guide goes along with the clauses that speak of it.
func TestAGuideIsInheritedWithItsTopicsAndSources(t *testing.T) {
	ours := strings.Replace(policytest.SmallGuide, "format: 1\n", "format: 1\nstatus: in force\ntopics: [law, quality, own]\n", 1)
	ours = strings.Replace(ours, "topic: quality", "topic: own", 1)
	old := parsed(t, policytest.SmallPolicy)
	if err := guide.Join(old, "x/guide.yaml", []byte(ours)); err != nil {
		t.Fatal(err)
	}
	p, _, err := Inherit(old, parsed(t, "# Rules\n\n## A. One\n\n1. Be friendly.\n2. Be brief.\n"))
	if err != nil {
		t.Fatal(err)
	}
	was, _ := old.Clause("A.2")
	is, _ := p.Clause("A.2")
	if p.Status != "" || is.Guide == nil || is.Guide.Topic != "own" || !slices.Equal(is.Guide.Sources, was.Guide.Sources) {
		t.Errorf("status %q, guide %+v", p.Status, is.Guide)
	}
	if again, _, err := Inherit(p, parsed(t, "# Rules\n\n## B. One\n\n1. Be brief.\n")); err != nil || len(again.Clauses()) != 1 {
		t.Errorf("the edition after it: %v", err)
	}
}
