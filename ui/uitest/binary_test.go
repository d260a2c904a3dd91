//go:build !windows

package uitest

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	_ "clausewalk/checklist/durable/quicktest"
)

// binary is the real program, built once for all tests.
var binary string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "clausewalk-test")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "clausewalk")
	if out, err := exec.Command("go", "build", "-o", binary, "clausewalk").CombinedOutput(); err != nil {
		panic(string(out))
	}
	return m.Run()
}

// app is a folder with an audit, and an environment in which nothing of the
// person who runs the test is found.
func app(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if out, err := program(dir, "new", "--app", "Photobook", "--release", "2.4").CombinedOutput(); err != nil {
		t.Fatalf("new: %v\n%s", err, out)
	}
	return dir
}

// listSources opens every folder of the module. go test takes an old result for
// a new one while what a test has opened is as it was, and does not see a
// program that the test has built.
var listSources = sync.OnceValue(func() error {
	return filepath.WalkDir(filepath.Join("..", ".."), func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == ".git" {
			return filepath.SkipDir
		}
		return err
	})
})

func program(dir string, args ...string) *exec.Cmd {
	if err := listSources(); err != nil {
		panic(err)
	}
	cmd := exec.Command(binary, args...)
	cmd.Dir = dir
	cmd.Env = []string{"HOME=" + dir, "TMPDIR=" + filepath.Dir(binary), "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "LANG=C.UTF-8", "TZ=UTC", "GIT_CONFIG_NOSYSTEM=1"}
	return cmd
}

func output(t *testing.T, dir string, args ...string) string {
	t.Helper()
	out, err := program(dir, args...).Output()
	if err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	return string(out)
}

// met are the bytes that answer a clause with met. Redrawing comes between two of
// them, so that they are not taken for one key that is held down.
const met = "\x0c1"

func TestAnswersTypedInTheTerminalAreThereAgain(t *testing.T) {
	dir := app(t)
	if err := os.WriteFile(filepath.Join(dir, "deletion-log.txt"), []byte("asked 10:00, removed 10:04\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	first := StartTerminal(t, program(dir), 120, 40)
	first.WaitFor("Photobook 2.4", "0/53 answered")
	first.Press(met + met + met)
	first.WaitFor("3/53 answered", "saved")
	first.Press("3")
	first.WaitFor("Reason for: not met")
	first.Press("The purge takes two days.\x13") // ctrl+s
	first.WaitFor("4/53 answered", "1 gap")
	first.Press("a")
	first.WaitFor("Evidence for A.2")
	first.Press("deletion-log.txt\r")
	first.WaitFor("Evidence (1)", "added file deletion-log.txt")
	first.Press("q")
	if code := first.Wait(); code != 0 {
		t.Errorf("exit code %d after q", code)
	}
	if !first.Restored() {
		t.Errorf("the terminal is not as it was before")
	}
	if !strings.Contains(first.Output(), "4 of 53") {
		t.Errorf("quitting does not say where one stands: %q", tail(first.Output()))
	}

	second := StartTerminal(t, program(dir), 120, 40)
	second.WaitFor("4/53 answered", "1 gap", "Continue at A.2")
	second.Press("\r")
	second.WaitFor("A.2  No deception") // where the first sitting was left
	second.Press("q")
	second.Wait()
	report := output(t, dir, "report")
	for _, want := range []string{"The purge takes two days.", "deletion-log.txt", "Photobook", "the source text has no A.14"} {
		if !strings.Contains(report, want) {
			t.Errorf("the report does not hold %q", want)
		}
	}
}

func tail(s string) string { return s[max(0, len(s)-300):] }

// TestCommandsAskTheTerminalNothing is finding 1 of Bubble Tea v1: it asks for
// the background colour while packages initialise and waits five seconds for
// an answer. See ui/termbg.
func TestCommandsAskTheTerminalNothing(t *testing.T) {
	dir := app(t)
	for _, args := range [][]string{{"version"}, {"report"}, {"status"}, {"--help"}} {
		c := StartTerminal(t, program(dir, args...), 80, 24)
		if code := c.Wait(); code != 0 {
			t.Errorf("%v: exit code %d", args, code)
		}
		if strings.Contains(c.Output(), "\x1b") {
			t.Errorf("%v writes an escape byte: %q", args, c.Output())
		}
	}
}

func TestLeavingInEveryWayKeepsTheWordsAndRestoresTheTerminal(t *testing.T) {
	for _, how := range []struct {
		name  string
		leave func(*Terminal)
		code  int
	}{
		{"ctrl+c", func(c *Terminal) { c.Press("\x03") }, 130},
		{"SIGINT", func(c *Terminal) { _ = c.Cmd.Process.Signal(syscall.SIGINT) }, 130},
		{"SIGTERM", func(c *Terminal) { _ = c.Cmd.Process.Signal(syscall.SIGTERM) }, 0},
		{"SIGHUP", func(c *Terminal) { _ = c.Cmd.Process.Signal(syscall.SIGHUP) }, 0},
		{"SIGKILL", func(c *Terminal) { _ = c.Cmd.Process.Kill() }, -1},
		{"the terminal is closed", (*Terminal).Close, -1},
	} {
		t.Run(how.name, func(t *testing.T) {
			dir := app(t)
			c := StartTerminal(t, program(dir, "--mouse"), 100, 32)
			c.WaitFor("0/53 answered")
			c.Press(met)
			c.WaitFor("1/53 answered", "saved")
			c.Press("2half a sent")
			c.WaitFor("half a sent")
			c.waitForDraft(dir, "half a sent")
			how.leave(c)
			// A code of -1 stands for ends in which nobody is there to read it.
			if code := c.Wait(); how.code >= 0 && code != how.code {
				t.Errorf("exit code %d, want %d", code, how.code)
			}
			if how.code >= 0 && !c.Restored() {
				t.Errorf("the terminal is not as it was before")
			}
			again := StartTerminal(t, program(dir), 100, 32)
			again.WaitFor("1/53 answered", "still here")
			again.Press("\ri") // from the overview to the clause
			again.WaitFor("half a sent")
			again.Press("\x13q")
			again.Wait()
		})
	}
}

func TestLeavingTheListOfAppsRestoresTheTerminal(t *testing.T) {
	dir := app(t)
	for _, how := range []struct {
		name  string
		leave func(*Terminal)
		code  int
	}{
		{"esc", func(c *Terminal) { c.Press("\x1b") }, 0},
		{"ctrl+c", func(c *Terminal) { c.Press("\x03") }, 130},
		{"SIGHUP", func(c *Terminal) { _ = c.Cmd.Process.Signal(syscall.SIGHUP) }, 0},
	} {
		c := StartTerminal(t, program(dir, "portfolio"), 100, 32)
		c.WaitFor("Worst first", "Photobook")
		how.leave(c)
		if code := c.Wait(); code != how.code || !c.Restored() {
			t.Errorf("after %s: exit code %d, want %d; the terminal is as it was: %v", how.name, code, how.code, c.Restored())
		}
	}
}

// waitForDraft looks until the words are on disk: no output tells of it.
func (c *Terminal) waitForDraft(dir, words string) {
	c.t.Helper()
	for late := time.Now().Add(patience); time.Now().Before(late); runtime.Gosched() {
		files, _ := filepath.Glob(filepath.Join(dir, ".clausewalk", ".local", "drafts", "*", "*.json"))
		for _, f := range files {
			if data, err := os.ReadFile(f); err == nil && strings.Contains(string(data), words) {
				return
			}
		}
	}
	c.t.Fatalf("no draft holds %q", words)
}
