package library

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"clausewalk/policy"
)

// TestBuiltinPolicyHasEveryWordOfTheSource holds the parsed clauses against
// digests that were taken from the platform's page and not from this parser.
func TestBuiltinPolicyHasEveryWordOfTheSource(t *testing.T) {
	p := builtin(t)
	table, err := os.ReadFile("testdata/instagram-platform.tsv")
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(string(table)), "\n")
	clauses := p.Clauses()
	if len(clauses) != len(rows) || len(rows) != 53 {
		t.Fatalf("%d clauses, %d rows, want 53", len(clauses), len(rows))
	}
	for i, row := range rows {
		want := strings.Split(row, "\t")
		c := clauses[i]
		got := []string{c.Label, strconv.Itoa(len(strings.Fields(c.Words()))), c.Digest}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("row %d:\n got %v\nwant %v\ntext %q", i+1, got, want, c.Words())
		}
	}
}

func TestBuiltinPolicyRecordsTheMissingNumber(t *testing.T) {
	p := builtin(t)
	if skipped := p.Skipped(); len(skipped) != 1 || skipped[0].Label != "A.14" {
		t.Fatalf("skipped %v, want A.14", skipped)
	}
	g, ok := p.Skips("a14")
	if !ok || g.After != "A.13" || g.Note() != "the source text has no A.14" {
		t.Errorf("skipped %+v %v", g, ok)
	}
	if _, ok := p.Clause("A.14"); ok {
		t.Error("A.14 was invented")
	}
}

func builtin(t *testing.T) *policy.Policy {
	t.Helper()
	p, err := Load("instagram-platform")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTheReviewQuestionnaireAsksForEachPermission(t *testing.T) {
	p, err := Load("instagram-app-review")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"Whether a review is needed": 2, "Before you submit": 12, "For each permission": 6, "Where the app sends messages": 4, "Reviewer access": 7}
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
