package command

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"clausewalk/ui/command/cli"
)

// TestACommandHasOneNow holds that a command asks for the time once: what it says
// of one clause and of another, of a count and of the list below it, is of the
// same moment.
func TestACommandHasOneNow(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	day := time.Date(2026, 11, 24, 14, 2, 11, 0, time.UTC)
	for _, args := range [][]string{
		{"new", "--app", "Photobook", "--release", "2.4"},
		{"answer", "A.8", "met", "--valid-until", "2w", "--evidence", "https://example.org/privacy"},
		{"answer", "A.12", "not-met", "--reason", "The CDN keeps copies."},
		{"gap", "A.12", "--due", "2026-12-01"},
		{"confirm", "--all"}, {"status"}, {"status", "--json"}, {"list"}, {"list", "--all"}, {"check"}, {"check", "--format", "sarif"},
		{"lint"}, {"report"}, {"export"}, {"scope"}, {"evidence", "list"}, {"evidence", "verify"}, {"cite", "A.8"}, {"sign"}, {"undo"},
	} {
		asked := 0
		var out bytes.Buffer
		Run(args, Env{
			Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out, Dir: dir, Getenv: func(string) string { return "" }, NewID: cli.NewID,
			Now: func() time.Time { asked++; return day.AddDate(0, 0, asked) },
		})
		if asked > 1 {
			t.Errorf("%q asked for the time %d times", args, asked)
		}
	}
}
