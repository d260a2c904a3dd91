//go:build !windows

package uitest

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
)

// reader opens the audit as a program that starts now would find it.
func reader(t *testing.T, dir, audit string) *workspace.Open {
	t.Helper()
	w, err := workspace.Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	o, err := w.Open(audit, checklist.Hand{})
	if err != nil {
		t.Fatalf("the workspace does not open: %v", err)
	}
	return o
}

func answered(o *workspace.Open) int {
	return checklist.Tally(o.Items(time.Now())).Answered
}

// kills is how many times the program is killed; .ci/run asks for more.
var kills = flag.Int("kills", 25, "times that the program is killed")

// TestEveryAnswerShownAsSavedSurvivesKill answers clauses, kills the program at
// a random moment after one was shown as saved, and counts what is there.
func TestEveryAnswerShownAsSavedSurvivesKill(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped with -short: it starts the program again and again")
	}
	dir := app(t)
	random := rand.New(rand.NewPCG(1, 2)) // The same moments on every run, as far as the machine allows.
	audits, there := 1, 0
	for round := range *kills {
		if there > 45 {
			audits++
			if out, err := program(dir, "new", "--app", "Photobook", "--release", fmt.Sprint(audits)).CombinedOutput(); err != nil {
				t.Fatalf("new: %v\n%s", err, out)
			}
			there = 0
		}
		c := StartTerminal(t, program(dir), 100, 12)
		c.WaitFor(fmt.Sprintf("%d/53 answered", there))
		if there > 0 {
			c.Press("\r") // from the overview on
		}
		acknowledged := there
		for range 1 + random.IntN(3) {
			c.Press(met)
			acknowledged++
			c.WaitFor(fmt.Sprintf("%d/53 answered", acknowledged), " saved ")
		}
		c.Press(met) // in flight
		for range random.IntN(2000) {
			runtime.Gosched()
		}
		if err := c.Cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		c.Wait()
		c.Close()
		there = answered(reader(t, dir, ""))
		if there < acknowledged || there > acknowledged+1 {
			t.Fatalf("round %d: %d answers are there, %d were shown as saved and one was in flight", round+1, there, acknowledged)
		}
	}
}

func TestTwoProgramsInOneFolderSeeEachOtherAndLoseNothing(t *testing.T) {
	dir := app(t)
	a := StartTerminal(t, program(dir), 100, 32)
	b := StartTerminal(t, program(dir), 100, 32)
	a.WaitFor("0/53 answered")
	b.WaitFor("0/53 answered")
	b.Press("G") // the other end of the list
	b.WaitFor("C.15  Silence is no waiver")
	a.Press(met)
	a.WaitFor("1/53 answered", " saved ")
	b.WaitFor("1/53 answered", "C.15")
	b.Press("5no counsel has looked at it yet\x13")
	b.WaitFor("2/53 answered", " saved ")
	a.WaitFor("2/53 answered")
	for n := 3; n <= 20; n++ {
		[]*Terminal{a, b}[n%2].Press("]1") // on to a clause that nobody has answered
		a.WaitFor(fmt.Sprintf("%d/53 answered", n))
		b.WaitFor(fmt.Sprintf("%d/53 answered", n))
	}
	a.Press("q")
	b.Press("q")
	if a.Wait() != 0 || b.Wait() != 0 {
		t.Error("a program did not end well")
	}
	if got := answered(reader(t, dir, "")); got != 20 {
		t.Errorf("%d answers are there, want 20", got)
	}
}

func TestAnAnswerThatCannotBeSavedSaysSoAndIsKept(t *testing.T) {
	dir := app(t)
	c := StartTerminal(t, program(dir), 100, 32)
	c.WaitFor("0/53 answered")
	c.Press(met)
	c.WaitFor("1/53 answered", " saved ")
	journal := filepath.Join(dir, ".clausewalk", "audits", "photobook-2.4", "journal")
	if err := os.Rename(journal, journal+"-away"); err != nil {
		t.Fatal(err)
	}
	c.Press(met)
	c.WaitFor("NOT SAVED")
	if err := os.Rename(journal+"-away", journal); err != nil {
		t.Fatal(err)
	}
	c.Press("\x13") // ctrl+s tries again
	c.WaitFor("2/53 answered", " saved ")
	if err := os.Rename(journal, journal+"-away"); err != nil {
		t.Fatal(err)
	}
	c.Press(met)
	c.WaitFor("NOT SAVED")
	c.Press("q")
	if code := c.Wait(); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	if !strings.Contains(c.Output(), "clausewalk-unsaved-") {
		t.Errorf("it is not said where the words were put: %q", tail(c.Output()))
	}
}

func TestStoppedAndContinuedItIsWhereItWas(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("skipped: no bash to stop a job in")
	}
	dir := app(t)
	if err := os.WriteFile(filepath.Join(dir, ".inputrc"), []byte("set enable-bracketed-paste off\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	shell := program(dir)
	shell.Path, _ = exec.LookPath("bash")
	shell.Args = []string{"bash", "--norc", "--noprofile", "-i"}
	shell.Env = append(shell.Env, "PS1=ready> ", "CLAUSEWALK="+binary)
	c := StartTerminal(t, shell, 100, 32)
	c.WaitFor("ready>")
	c.Press("stty -g > before; $CLAUSEWALK --mouse\r")
	c.WaitFor("0/53 answered")
	c.Press("1ahttps://half")
	c.WaitFor("1/53 answered", "half")
	c.Press("\x1b") // In a box ctrl+z takes back what was typed.
	c.WaitFor("nothing is saved as an answer; the words are kept in this box as a draft")
	c.Press("\x1a")
	c.WaitFor("Stopped")
	if m := modes(c.Output()); m["1049"] || m["1002"] || m["1006"] || m["2004"] || !m["25"] || !m["7"] {
		t.Errorf("the shell has the terminal in these modes: %v", m)
	}
	c.Press("stty -g > stopped; fg\r")
	c.WaitFor("1/53 answered", "P.2")
	c.Press("a")
	c.WaitFor("half")
	c.Press(".example\r")
	c.WaitFor("Evidence (1)", "half.example")
	c.Press("q")
	c.WaitFor("ready>")
	c.Press("stty -g > after; exit\r")
	if c.Wait(); !c.Restored() {
		t.Errorf("the terminal is not as it was before: %q", tail(c.Output()))
	}
	was, _ := os.ReadFile(filepath.Join(dir, "before"))
	for _, name := range []string{"stopped", "after"} {
		if is, _ := os.ReadFile(filepath.Join(dir, name)); len(is) == 0 || string(is) != string(was) {
			t.Errorf("%s, the terminal's settings are %q, not %q", name, is, was)
		}
	}
}

func TestTwoClonesMergeWithoutAConflictInGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("skipped: no git on this machine")
	}
	ana := app(t)
	git := func(dir string, args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=Ana", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"}, args...)...)
		cmd.Dir, cmd.Env = dir, []string{"HOME=" + dir, "PATH=" + os.Getenv("PATH"), "GIT_CONFIG_NOSYSTEM=1"}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git(ana, "init", "-q", "-b", "main")
	output(t, ana, "answer", "A.1", "met", "--as", "Ana")
	git(ana, "add", ".clausewalk")
	git(ana, "commit", "-qm", "Start the audit")
	ben := filepath.Join(t.TempDir(), "clone")
	git(ana, "clone", "-q", ana, ben)

	output(t, ana, "answer", "A.2", "met", "--as", "Ana")
	output(t, ana, "answer", "A.12", "met", "--as", "Ana")
	output(t, ben, "answer", "A.3", "met", "--as", "Ben")
	output(t, ben, "answer", "A.12", "not-met", "--reason", "the CDN keeps copies for two days", "--as", "Ben")
	for _, dir := range []string{ana, ben} {
		git(dir, "add", ".clausewalk")
		git(dir, "commit", "-qm", "Answer")
	}
	git(ben, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
	git(ana, "pull", "-q", "--no-rebase", "--no-edit", ben, "main")

	for _, dir := range []string{ana, ben} {
		o := reader(t, dir, "")
		for _, label := range []string{"A.1", "A.2", "A.3"} {
			ref, _ := o.Find(label)
			if v := o.Item(ref, time.Now()).Verdict; v != event.Met {
				t.Errorf("%s is %s after the merge", label, v)
			}
		}
		ref, _ := o.Find("A.12")
		if i := o.Item(ref, time.Now()); !i.Has(checklist.Conflict) || len(i.Sides) != 2 {
			t.Errorf("A.12 is not in conflict: %+v", i.Sides)
		}
	}
	output(t, ben, "answer", "A.12", "not-met", "--reason", "we agree that the CDN keeps copies", "--as", "Ben")
	ref, _ := reader(t, ben, "").Find("A.12")
	if i := reader(t, ben, "").Item(ref, time.Now()); i.Has(checklist.Conflict) || i.Verdict != event.NotMet {
		t.Errorf("the conflict is not settled: %v %v", i.Verdict, i.Flags)
	}
}
