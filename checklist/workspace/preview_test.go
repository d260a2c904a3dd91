package workspace

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAPreviewShowsTheLinesThatAPlaceWouldName(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w := &Workspace{Around: Around{Root: dir}}
	write := func(name, words string) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("sub/a.go", "\ufeffone\r\ntwo\x1b[31m\n\nfour\n")
	write("empty.txt", "")
	write("picture.png", "\x89PNG\x00\x01")
	write("huge.log", strings.Repeat("a line of a log\n", 100_000))
	write("long.txt", strings.Repeat("xyzé", 1<<20))
	outside := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(outside, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link.txt")); err != nil {
		t.Skip("no links here")
	}
	for name, want := range map[string]struct {
		lines int
		path  string
		note  string
	}{
		"a.go":           {4, "sub/a.go", ""},
		"../empty.txt":   {0, "empty.txt", "it is empty"},
		"../picture.png": {0, "picture.png", "no text; 6 bytes"},
		"../huge.log":    {65536, "huge.log", "the first 65536 of its lines; the file has 1600000 bytes"},
		"../long.txt":    {1, "long.txt", "the first 1 of its lines"},
		"../link.txt":    {0, "link.txt", "cannot be read here"},
		"../sub":         {0, "sub", "it is a folder"},
		"../none.txt":    {0, "none.txt", "cannot be read here"},
		"../../up.txt":   {0, "", "outside the app's folder"},
	} {
		p := PreviewOf(w, filepath.Join(dir, "sub"), filepath.FromSlash(name))
		if len(p.Lines) != want.lines || p.Path != want.path || !strings.Contains(p.Note, want.note) || want.note == "" && p.Note != "" {
			t.Errorf("%s: %d lines of %q, %q", name, len(p.Lines), p.Path, p.Note)
		}
	}
	if got := PreviewOf(w, filepath.Join(dir, "sub"), "a.go").Lines; got[0] != "one" || got[1] != "two\x1b[31m" || got[3] != "four" {
		t.Errorf("the lines are %q", got)
	}
}
