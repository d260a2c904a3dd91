package policy_test

import (
	"strings"
	"testing"

	"clausewalk/policy"
	"clausewalk/policy/reading"
)

func TestClauseIsFoundHoweverItsLabelIsTyped(t *testing.T) {
	p, err := reading.Parse("x", []byte("# T\n\n## A. One\n11. a\n12. b\n\n## 1. Two\n2. c\n12. d\n\n## 11. Three\n2. e\n"))
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		"A.12": "A.12", "a12": "A.12", "A-12": "A.12", "A–12": "A.12", " a.12 ": "A.12", "A 12": "A.12", "A.12.": "A.12",
		"1.12": "1.12", "11.2": "11.2", "1.2": "1.2",
	} {
		if c, ok := p.Clause(typed); !ok || c.Label != want {
			t.Errorf("%q finds %q, want %q", typed, c.Label, want)
		}
	}
	for _, typed := range []string{"", ".", "A", "A.13", "112", "A.1.2", "12", "B.12"} {
		if c, ok := p.Clause(typed); ok {
			t.Errorf("%q finds %q", typed, c.Label)
		}
	}
}

func TestGapIsFoundAndSaysWhatIsMissing(t *testing.T) {
	p, err := reading.Parse("x", []byte("# T\n\n## A. One\n\n1. a\n3. b\n"))
	if err != nil {
		t.Fatal(err)
	}
	g, ok := p.Skips("a-2")
	if !ok || g.Note() != "the source text has no A.2" || g.After != "A.1" {
		t.Errorf("skipped %+v %v", g, ok)
	}
	if _, ok := p.Skips("A.1"); ok {
		t.Error("A.1 is not skipped")
	}
}

func TestClauseWithoutAGuideIsCalledByItsFirstWords(t *testing.T) {
	for _, c := range []struct{ words, want string }{
		{"Be kind.", "Be kind."},
		{strings.Repeat("a", 48), strings.Repeat("a", 48)},
		{"Remove within 24 hours any User Content, or other information", "Remove within 24 hours any User Content, or…"},
		{"Remove within 24 hours any other kind of content, please", "Remove within 24 hours any other kind of…"},
		{strings.Repeat("ä", 60), strings.Repeat("ä", 48) + "…"},
	} {
		p, err := reading.Parse("x", []byte(c.words))
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Clauses()[0].Title(); got != c.want {
			t.Errorf("%q is called %q, want %q", c.words, got, c.want)
		}
	}
}

func TestSectionHeading(t *testing.T) {
	for _, c := range []struct {
		section policy.Section
		want    string
	}{
		{policy.Section{Label: "A", Title: "General"}, "A General"},
		{policy.Section{Label: "S1"}, "S1"},
		{policy.Section{Label: policy.Preamble}, "P (before the first section)"},
	} {
		if got := c.section.Heading(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestSeveritiesCannotBeChangedFromOutside(t *testing.T) {
	policy.Severities()[0] = "changed"
	if policy.Severities()[0] == "changed" {
		t.Error("a caller changed a closed list")
	}
}

func TestPositionErrorWithoutALineNamesTheFile(t *testing.T) {
	if got := (&policy.PositionError{File: "guide.yaml", Msg: "no"}).Error(); got != "guide.yaml: no" {
		t.Error(got)
	}
}
