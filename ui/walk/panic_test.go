//go:build !windows

package walk

import (
	"io"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/term"

	"clausewalk/ui"
	"clausewalk/ui/session"
	"clausewalk/ui/uitest"
)

// TestPanicInOurOwnCodeLosesNothing lets the clock, which is handed in, panic
// while a reason is being typed.
func TestPanicInOurOwnCodeLosesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped with -short: the program is broken off with its goroutines still running")
	}
	master, tty, err := pty.Open()
	if err != nil {
		t.Skipf("skipped: no pseudo-terminal here: %v", err)
	}
	defer master.Close()
	defer tty.Close()
	if err := pty.Setsize(master, &pty.Winsize{Cols: 100, Rows: 32}); err != nil {
		t.Fatal(err)
	}
	before, err := term.GetState(int(tty.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	h := hand("Ana")
	clock := h.Now
	var calls atomic.Int32 // Commands ask for the time too.
	h.Now = func() time.Time {
		// The walk asks for the time when it opens and at each key of a box.
		if calls.Add(1) == 20 {
			panic("the clock is broken")
		}
		return clock()
	}
	o := uitest.Open(t, newAudit(t, dir), h)
	var seen strings.Builder
	read := make(chan struct{})
	go func() {
		defer close(read)
		_, _ = io.Copy(&seen, master)
	}()
	if _, err := master.WriteString("1" + "2half a sentence that continues"); err != nil {
		t.Fatal(err)
	}
	err = Run(ui.Options{Session: o, Dir: filepath.Join(dir, "app", "src"), Theme: ui.Mono, In: tty, Out: tty})
	if err == nil || !strings.HasPrefix(err.Error(), "clausewalk itself failed, and the lines above say where; everything entered is saved in "+filepath.Join(dir, ".clausewalk", "audits")) {
		t.Errorf("after a panic Run says %v", err)
	}
	after, stateErr := term.GetState(int(tty.Fd()))
	if stateErr != nil || *after != *before {
		t.Error("the terminal is not as it was before")
	}
	_ = tty.Close()
	_ = master.Close()
	<-read
	if out := seen.String(); strings.LastIndex(out, "\x1b[?1049l") < strings.LastIndex(out, "\x1b[?1049h") {
		t.Error("the main screen did not come back")
	}
	drafts, err := open(t, o.Workspace, "Ana").Drafts()
	if err != nil || len(drafts) != 1 || !strings.HasPrefix(drafts[0].Text, "half") {
		t.Errorf("drafts %v %v", drafts, err)
	}
	again := open(t, o.Workspace, "Ana")
	if got := answeredIn(again); got != 1 {
		t.Errorf("%d answers are there, want 1", got)
	}
}

func answeredIn(o *session.Session) int {
	n := 0
	for _, i := range o.Items() {
		if i.Answered() {
			n++
		}
	}
	return n
}
