package ui

import (
	"path/filepath"
	"testing"
)

func TestPastedAndDroppedPathsAreUnderstood(t *testing.T) {
	for typed, want := range map[string]string{
		`'/tmp/a b.txt'`:         "/tmp/a b.txt",
		`"/tmp/a b.txt"`:         "/tmp/a b.txt",
		"file:///tmp/a%20b.txt":  filepath.FromSlash("/tmp/a b.txt"),
		"docs/plain.txt":         "docs/plain.txt",
		"https://example.org/a":  "https://example.org/a",
		"src/delete.go:12-40":    "src/delete.go:12-40",
		"'file:///tmp/100%.txt'": "/tmp/100%.txt",
	} {
		if got := Unquote(typed); got != want {
			t.Errorf("%s is read as %q, want %q", typed, got, want)
		}
	}
	if filepath.Separator == '/' {
		if got := Unquote(`/tmp/a\ b\ \(1\).txt`); got != "/tmp/a b (1).txt" {
			t.Errorf("backslashes before blanks: %q", got)
		}
	}
}
