package guide

import (
	"regexp"
	"strings"
	"testing"

	"clausewalk/policy/policytest"
	"clausewalk/policy/reading"
)

func TestAnEmptyGuideIsOneAndAlsoWhenItIsFilledIn(t *testing.T) {
	p, err := reading.Parse("x", []byte("# Rules\n\n## A. One\n\n1. Be kind.\n"))
	if err != nil {
		t.Fatal(err)
	}
	empty := Empty(p)
	if err := Join(p, "guide.yaml", empty); err != nil {
		t.Errorf("as it is: %v\n%s", err, empty)
	}
	filled := regexp.MustCompile(`(?m)^# ((?:version|topics|scope|sections|sources):| )`).ReplaceAllString(string(empty), "$1")
	for _, one := range [][2]string{
		{"clauses: {}    # take {} away with the first # below", "clauses:"}, {"repeat: permissions", "repeat: writes"},
		{"  - fact: stores-data", "  - fact: writes\n    question: What?\n    answer: list\n  - fact: stores-data"},
		{"topics: [data, payments]", "topics: [law]"}, {"needed-by: [\"A.1\"]", "needed-by: [A.1]"},
		{"    options: [own, other]    # of a choice or a closed list\n", ""}, {"    known: [read, write]    # the entries of an open list that this guide knows\n", ""},
		{"    like: '\\bgrant_[a-z]+'    # a regular expression for entries that answers may name\n", ""},
		{"'an id below, where in it'", "'terms, section 1'"},
	} {
		if !strings.Contains(filled, one[0]) {
			t.Errorf("the guide has no %q", one[0])
		}
		filled = strings.Replace(filled, one[0], one[1], 1)
	}
	if err := Join(p, "guide.yaml", []byte(filled)); err != nil {
		t.Errorf("filled in: %v\n%s", err, filled)
	}
}

func TestAllThatIsWrongWithAGuideIsSaidAtOnce(t *testing.T) {
	p, err := reading.Parse("x", []byte(policytest.SmallPolicy))
	if err != nil {
		t.Fatal(err)
	}
	wrong := strings.NewReplacer("kind: duty", "kind: rule", "topic: law", "topic: laws", "severity: minor", "severity: small").Replace(policytest.SmallGuide)
	err = Join(p, "guide.yaml", []byte(wrong))
	for _, want := range []string{"rule", "laws", "small"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in: %v", want, err)
		}
	}
}

func TestTopicsBelongToThePolicy(t *testing.T) {
	p, err := reading.Parse("x", []byte(policytest.SmallPolicy))
	if err != nil {
		t.Fatal(err)
	}
	own := strings.NewReplacer("format: 1", "format: 1\ntopics: [kindness, quality]", "topic: law", "topic: kindness").Replace(policytest.SmallGuide)
	if err := Join(p, "guide.yaml", []byte(own)); err != nil {
		t.Error(err)
	}
}
