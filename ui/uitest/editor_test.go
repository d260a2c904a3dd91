//go:build !windows

package uitest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// editor writes a script that stands for the person's editor, and returns the
// command for it, which has an argument with a blank in it.
func editor(t *testing.T, dir, script string) string {
	t.Helper()
	file := filepath.Join(dir, "my editor.sh")
	if err := os.WriteFile(file, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	return "EDITOR=sh '" + file + "' --wait"
}

func TestReasonGoesToTheEditorAndComesBack(t *testing.T) {
	dir := app(t)
	cmd := program(dir)
	cmd.Env = append(cmd.Env, editor(t, dir, `[ "$1" = --wait ] && printf ' And\tthe log shows it.' >> "$2"`))
	c := StartTerminal(t, cmd, 100, 32)
	c.WaitFor("0/53 answered")
	c.Press("3The purge takes two days.")
	c.WaitFor("two days.")
	c.Press("\x05") // ctrl+e
	c.WaitFor("the log shows it.")
	c.Press("\x13")
	c.WaitFor("1/53 answered", " saved ")
	c.Press("q")
	if c.Wait(); !c.Restored() {
		t.Error("the terminal is not as it was before")
	}
	if report := output(t, dir, "report"); !strings.Contains(report, "The purge takes two days. And") {
		t.Error("the words from the editor are not in the report")
	}
}

func TestEditorThatFailsLosesNoWords(t *testing.T) {
	dir := app(t)
	cmd := program(dir)
	cmd.Env = append(cmd.Env, editor(t, dir, `exit 3`))
	c := StartTerminal(t, cmd, 140, 32)
	c.WaitFor("0/53 answered")
	c.Press("3The purge takes two days.")
	c.WaitFor("two days.")
	c.Press("\x05")
	c.WaitFor("exit status 3; the words are in", "The purge takes two days.")
	c.Press("\x13")
	c.WaitFor("1/53 answered", " saved ")
}

// TestTheEditorGetsTheTerminalAsItWasFound has an editor that leaves the terminal
// in disorder and is killed, while the window gets another size.
func TestTheEditorGetsTheTerminalAsItWasFound(t *testing.T) {
	dir := app(t)
	cmd := program(dir, "--mouse")
	cmd.Env = append(cmd.Env, editor(t, dir, `echo the editor has it; read line; stty raw -echo; kill -9 $$`))
	c := StartTerminal(t, cmd, 100, 32)
	c.WaitFor("0/53 answered")
	c.Press("3The purge takes two days.")
	c.WaitFor("two days.")
	c.Press("\x05")
	c.WaitFor("the editor has it")
	if !c.Restored() {
		t.Errorf("the editor has the terminal otherwise than it was found: %q", tail(c.Output()))
	}
	c.Resize(160, 40)
	c.Press("\r")
	c.WaitFor("signal: killed; the words are in", "two days.")
	c.Press("\x1b[D") // The message goes, and the rule comes back where it was.
	c.WaitFor("two days.", strings.Repeat("─", 160))
	c.Press("\x13")
	c.WaitFor("1/53 answered", " saved ")
	c.Press("q")
	if c.Wait(); !c.Restored() {
		t.Errorf("the terminal is not as it was before: %q", tail(c.Output()))
	}
}

// TestWhatIsTypedForTheEditorIsTheEditors presses the key for it twice, which opens
// it once, and later once more.
func TestWhatIsTypedForTheEditorIsTheEditors(t *testing.T) {
	dir := app(t)
	cmd := program(dir)
	cmd.Env = append(cmd.Env, editor(t, dir, `echo "after $(cat "$2"):"; read line; printf ' %s' "$line" >> "$2"`))
	c := StartTerminal(t, cmd, 140, 32)
	c.WaitFor("0/53 answered")
	c.Press("3The purge")
	c.WaitFor("The purge")
	c.Press("\x05\x05")
	c.WaitFor("after The purge:")
	if !blocks(t, c.tty) {
		t.Error("reads of the terminal that the shell shares with us do not wait")
	}
	c.Press("takes two days,\r")
	c.WaitFor("answered", "The purge takes two days,")
	c.Press(" as")
	c.WaitFor("two days, as")
	c.Press("\x05")
	c.WaitFor("after The purge takes two days, as:")
	c.Press("the log shows.\r")
	c.WaitFor("answered", "two days, as the log shows.")
	c.Press("\x13")
	c.WaitFor("1/53 answered", " saved ")
}

// blocks tells whether reads of a file wait, for all who have it.
func blocks(t *testing.T, f *os.File) bool {
	t.Helper()
	raw, err := f.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	flags := 0
	if bad := raw.Control(func(fd uintptr) { flags, err = unix.FcntlInt(fd, unix.F_GETFL, 0) }); bad != nil || err != nil {
		t.Fatal(bad, err)
	}
	return flags&unix.O_NONBLOCK == 0
}
