package command

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"clausewalk/ui/command/cli"
)

// TestACommandOfSomebodyElseIsAskedAbout holds that a person in front of a
// terminal is asked before a command runs that was not recorded here, in both
// doors that have no screen, and that only a yes is one.
func TestACommandOfSomebodyElseIsAskedAbout(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the command is for sh")
	}
	dir := t.TempDir()
	ran := filepath.Join(dir, "ran.txt")
	for _, args := range [][]string{{"new", "--app", "Photobook", "--release", "2.4"}, {"evidence", "add", "P.1", "--run", "echo x > ran.txt", "--as", "Ana Ruiz"}} {
		if _, errs, code := run(t, dir, args...); code != cli.ExitFine {
			t.Fatal(errs)
		}
	}
	if err := os.Remove(filepath.Join(dir, ".clausewalk", ".local", "commands.json")); err != nil {
		t.Fatal(err)
	}
	for _, door := range []struct {
		args   []string
		before string
		asks   string
	}{
		{[]string{"evidence", "verify", "--run"}, "", "this command was recorded by Ana Ruiz, not here: echo x > ran.txt"},
		{[]string{"--accessible"}, "check evidence\n1\n", "this command was not recorded here, but by"},
	} {
		for typed, want := range map[string]bool{"yes\n": true, "\n": false, "no\n": false} {
			_ = os.Remove(ran)
			out, errs, _ := runWith(t, Env{Stdin: strings.NewReader(door.before + typed + "quit\n"), Dir: dir, Terminal: true}, door.args...)
			if _, err := os.Stat(ran); err == nil != want || !strings.Contains(out, door.asks) {
				t.Errorf("%v, %q: it ran: %v\n%s\n%s", door.args, typed, err == nil, out, errs)
			}
		}
	}
}
