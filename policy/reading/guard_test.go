package reading

import (
	"strings"
	"testing"
)

func TestTextsThatAreBuiltToBeSlowAreRefusedWithTheirLine(t *testing.T) {
	var deep strings.Builder
	for i := range 400 {
		deep.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	for _, c := range []struct{ name, source, want string }{
		{"quotations", "a\n\n" + strings.Repeat(">", 10_000) + " a\n", "x/policy.md:3:1: lists or quotations nest deeper than 100"},
		{"bullets", strings.Repeat("- ", 10_000) + "a\n", "x/policy.md:1:1: lists or quotations nest deeper than 100"},
		{"numbers", strings.Repeat("1. ", 10_000) + "a\n", "x/policy.md:1:1: lists or quotations nest deeper than 100"},
		{"indent", deep.String(), "x/policy.md:102:1: lists or quotations nest deeper than 100"},
		{"brackets", "a\n" + strings.Repeat("[\n", 10_000), "x/policy.md:2502:1: more than 5000 markup characters in one paragraph"},
		{"stars", "1. " + strings.Repeat("*a ", 10_000), "x/policy.md:1:1: more than 5000 markup characters in one paragraph"},
		{"line", "a\n" + strings.Repeat("word ", 300_000), "x/policy.md:2:1: a line of 1500000 bytes, and the limit is 1048576"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Parse("x", []byte(c.source)); err == nil || err.Error() != c.want {
				t.Errorf("error %v\nwant  %s", err, c.want)
			}
		})
	}
}

func TestLongListsAndLongLinesAreRead(t *testing.T) {
	for _, source := range []string{
		strings.Repeat("* **Be** [fair](x).\n", 5000),
		"1. " + strings.Repeat("word ", 10_000) + "\n",
	} {
		if _, err := Parse("x", []byte(source)); err != nil {
			t.Error(err)
		}
	}
}
