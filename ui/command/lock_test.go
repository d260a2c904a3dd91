package command

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/command/cli"
)

// TestALockThatIsHeldIsWaitedForWithAWord holds that a command which waits for
// another program says so, and goes on when that is done.
func TestALockThatIsHeldIsWaitedForWithAWord(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, args := range [][]string{{"new", "--app", "Photobook", "--release", "2.4"}, {"answer", "A.3", "met"}} {
		if _, errs, code := run(t, dir, args...); code != cli.ExitFine {
			t.Fatal(errs)
		}
	}
	w, err := workspace.Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	writer, err := w.Writer(event.Person{})
	if err != nil {
		t.Fatal(err)
	}
	unlock, err := w.Disk.Lock(workspace.LocalName(writer+".lock"), nil)
	if err != nil {
		t.Fatal(err)
	}
	said := &once{then: func() {
		if err := unlock(); err != nil {
			t.Error(err)
		}
	}}
	var out bytes.Buffer
	env := Env{Stdin: strings.NewReader(""), Stdout: &out, Stderr: said, Dir: dir, Now: time.Now, NewID: cli.NewID, Getenv: func(string) string { return "" }}
	if code := Run([]string{"answer", "A.5", "met"}, env); code != cli.ExitFine || !strings.Contains(out.String(), "A.5 met") {
		t.Errorf("code %d, %q", code, out.String())
	}
	if got := said.String(); !strings.HasPrefix(got, "note: waiting for command.test (process ") || !strings.HasSuffix(got, "), which is writing to the same journal\n") {
		t.Errorf("it says %q", got)
	}
}

// once keeps what is written to it, and does something the first time.
type once struct {
	mu   sync.Mutex
	text bytes.Buffer
	then func()
}

func (o *once) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.then != nil {
		o.then()
		o.then = nil
	}
	return o.text.Write(p)
}

func (o *once) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}
