package policy

import (
	"os"
	"strconv"
	"strings"
	"testing"
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
	if strings.Join(p.Gaps, " ") != "A.14" {
		t.Fatalf("gaps %v, want A.14", p.Gaps)
	}
	g, ok := p.Gap("a14")
	if !ok || g.After != "A.13" || g.Note() != "the source text has no A.14" {
		t.Errorf("gap %+v %v", g, ok)
	}
	if _, ok := p.Clause("A.14"); ok {
		t.Error("A.14 was invented")
	}
}

func builtin(t *testing.T) *Policy {
	t.Helper()
	p, err := Load("instagram-platform")
	if err != nil {
		t.Fatal(err)
	}
	return p
}
