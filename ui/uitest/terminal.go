//go:build !windows

package uitest

import (
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/term"
)

// patience is how long a test waits for something that has to come. It decides
// only how late a failing test says so.
const patience = 30 * time.Second

// Terminal is a program under a pseudo-terminal.
type Terminal struct {
	Cmd    *exec.Cmd
	t      TB
	pty    *os.File
	tty    *os.File
	before *term.State

	mu     sync.Mutex // guards the fields below
	screen *vt.Emulator
	grown  *sync.Cond
	output []byte
	chunks []chunk
	ended  bool
}

// chunk is what came in one piece: all output up to an end.
type chunk struct {
	end int
	at  time.Time
}

// TB is what a terminal needs of a test, or of a benchmark that is none of
// Go's own.
type TB interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Cleanup(func())
}

// StartTerminal starts the command in a terminal of the size.
func StartTerminal(t TB, cmd *exec.Cmd, width, height int) *Terminal {
	t.Helper()
	return startTerminal(t, cmd, width, height, false)
}

// StartAnsweringTerminal starts the command in a terminal that answers what it
// is asked, as most do.
func StartAnsweringTerminal(t TB, cmd *exec.Cmd, width, height int) *Terminal {
	t.Helper()
	return startTerminal(t, cmd, width, height, true)
}

func startTerminal(t TB, cmd *exec.Cmd, width, height int, answers bool) *Terminal {
	t.Helper()
	p, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(p, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}); err != nil {
		t.Fatal(err)
	}
	before, err := terminalState(tty)
	if err != nil {
		t.Fatal(err)
	}
	p, err = closable(p)
	if err != nil {
		t.Fatal(err)
	}
	c := &Terminal{Cmd: cmd, t: t, pty: p, tty: tty, before: before, screen: vt.NewEmulator(width, height)}
	c.grown = sync.NewCond(&c.mu)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = leader
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go c.read()
	if answers {
		go io.Copy(c.pty, c.screen)
	} else {
		go io.Copy(io.Discard, c.screen)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = c.tty.Close()
		_ = c.pty.Close()
	})
	return c
}

// closable returns the file as one that Close really closes while another
// goroutine reads from it. Setting a size has made it a blocking one.
func closable(f *os.File) (*os.File, error) {
	defer f.Close()
	fd, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		return nil, err
	}
	syscall.CloseOnExec(fd) // The program must not hold its own terminal open.
	if err := syscall.SetNonblock(fd, true); err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), f.Name()), nil
}

func (c *Terminal) read() {
	buf := make([]byte, 4096)
	for {
		n, err := c.pty.Read(buf)
		at := time.Now() // The emulator takes its time.
		c.mu.Lock()
		_, _ = c.screen.Write(buf[:n])
		c.output = append(c.output, buf[:n]...)
		c.chunks = append(c.chunks, chunk{len(c.output), at})
		c.ended = err != nil
		c.grown.Broadcast()
		c.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// Screen returns what the terminal shows.
func (c *Terminal) Screen() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.screen.String()
}

// Output returns every byte that the program has written.
func (c *Terminal) Output() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return string(c.output)
}

// Press sends keys as their bytes.
func (c *Terminal) Press(bytes string) {
	c.t.Helper()
	if _, err := c.pty.WriteString(bytes); err != nil {
		c.t.Fatal(err)
	}
}

// WaitFor waits until the screen shows every one of the words.
func (c *Terminal) WaitFor(words ...string) {
	c.t.Helper()
	c.until("shows "+strings.Join(words, " and "), func() bool { return showsAll(c.screen.String(), words) })
}

func showsAll(screen string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(screen, w) {
			return false
		}
	}
	return true
}

// WaitForChange waits until the screen shows something else than before.
func (c *Terminal) WaitForChange(before string) {
	c.t.Helper()
	c.until("changes", func() bool { return c.screen.String() != before })
}

// Written returns how many bytes the program has written.
func (c *Terminal) Written() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.output)
}

// WaitForBytes waits until the program has written more bytes than before.
func (c *Terminal) WaitForBytes(before int) {
	c.t.Helper()
	c.until("is written to", func() bool { return len(c.output) > before })
}

// Came returns when the first and the last byte came that the program has written
// beyond what it had before. There has to be one.
func (c *Terminal) Came(before int) (first, last time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	from := slices.IndexFunc(c.chunks, func(one chunk) bool { return one.end > before })
	return c.chunks[from].at, c.chunks[len(c.chunks)-1].at
}

// Shows waits for a while until the screen shows every one of the words, and tells
// whether it does.
func (c *Terminal) Shows(within time.Duration, words ...string) bool {
	return c.comes(within, func() bool { return showsAll(c.screen.String(), words) })
}

// Writes waits for a while until the program has written more bytes than before,
// and tells whether it has.
func (c *Terminal) Writes(within time.Duration, before int) bool {
	return c.comes(within, func() bool { return len(c.output) > before })
}

// until waits for what the program's output brings about.
func (c *Terminal) until(what string, holds func() bool) {
	c.t.Helper()
	if !c.comes(patience, holds) {
		c.t.Fatalf("the terminal never %s; it shows:\n%s", what, c.Screen())
	}
}

// comes waits for a while for what the program's output brings about, and tells
// whether it came.
func (c *Terminal) comes(within time.Duration, holds func() bool) bool {
	over := false
	late := time.AfterFunc(within, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		over = true
		c.grown.Broadcast()
	})
	defer late.Stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	for !holds() {
		if c.ended || over {
			return false
		}
		c.grown.Wait()
	}
	return true
}

// end is written behind all that a program has written, which writes no NUL.
const end = "\x00"

// Wait waits for the program's end, until all its output is read, and returns
// its exit code.
func (c *Terminal) Wait() int {
	c.t.Helper()
	late := time.AfterFunc(patience, func() { _ = c.Cmd.Process.Kill() })
	defer late.Stop()
	err := c.Cmd.Wait()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		c.t.Fatal(err)
	}
	if _, err := c.tty.WriteString(end); err == nil { // A closed terminal has nobody to read it.
		c.until("is read to the end", func() bool { return strings.Contains(string(c.output), end) })
	}
	return c.Cmd.ProcessState.ExitCode()
}

// Restored tells whether the terminal is as the program has found it: its settings,
// and all modes of its own, after some were changed.
func (c *Terminal) Restored() bool {
	now, err := terminalState(c.tty)
	changed := modes(c.Output())
	for mode, set := range changed {
		if atFirst := mode == "7" || mode == "25"; set != atFirst { // Wrapping and the cursor.
			return false
		}
	}
	return err == nil && *now == *c.before && len(changed) > 0
}

var modeSet = regexp.MustCompile(`\x1b\[\?(\d+)([hl])`)

// modes returns which modes are set after an output, of those that it has changed.
func modes(output string) map[string]bool {
	set := map[string]bool{}
	for _, m := range modeSet.FindAllStringSubmatch(output, -1) {
		set[m[1]] = m[2] == "h"
	}
	return set
}

// Resize gives the terminal another size, which the program is told.
func (c *Terminal) Resize(width, height int) {
	c.t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.screen.Resize(width, height)
	if err := pty.Setsize(c.tty, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}); err != nil {
		c.t.Fatal(err)
	}
}

func terminalState(tty *os.File) (*term.State, error) { return term.GetState(int(tty.Fd())) }

// leader makes the program the leader of the terminal's session, so that it
// hears when the terminal closes.
var leader = &syscall.SysProcAttr{Setsid: true, Setctty: true}

// Close closes the terminal under the program, as a person closes a window.
func (c *Terminal) Close() {
	_ = c.tty.Close()
	_ = c.pty.Close()
}
