package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"clausewalk/ui/command/cli"
)

// TestALinkOutOfTheRepositoryIsAskedAbout holds that a person in front of a
// terminal is asked before a link out of the repository is followed, and that
// only a yes is one.
func TestALinkOutOfTheRepositoryIsAskedAbout(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	dir := filepath.Join(top, "app")
	if err := os.MkdirAll(filepath.Join(dir, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(top, "private.txt"), []byte("words"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../private.txt", filepath.Join(dir, "link.txt")); err != nil {
		t.Skip("this user may make no links: ", err)
	}
	if _, errs, code := run(t, dir, "new", "--app", "Photobook", "--release", "2.4"); code != cli.ExitFine {
		t.Fatal(errs)
	}
	for typed, want := range map[string]int{"yes\n": cli.ExitFine, "\n": cli.ExitError, "no\n": cli.ExitError, "": cli.ExitError} {
		out, errs, code := runWith(t, Env{Stdin: strings.NewReader(typed), Dir: dir, Terminal: true}, "evidence", "add", "A.3", "link.txt")
		if code != want || !strings.Contains(out, "link.txt is behind a link that leads out, to ") || !strings.Contains(out, "read it anyway (yes, no) [no]: ") {
			t.Errorf("%q: code %d, %q, %q", typed, code, out, errs)
		}
	}
}
