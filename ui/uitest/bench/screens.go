//go:build !windows

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/library"
	"clausewalk/policy/reading"
	"clausewalk/ui/uitest"
)

const width, height = 100, 32

// program is one that fills the terminal.
type program struct {
	name, dir string
	args      []string
	ready     string                 // is on the first full frame
	settle    func(*uitest.Terminal) // goes to where keys are measured, may be nil
	there     string                 // is shown there
	on, back  string                 // the keys that go on and back
}

const down, up = "\x1b[B", "\x1b[A"

// clausewalk is the program in the folder of an audit.
func (b *bench) clausewalk(dir string) program {
	return program{"clausewalk", dir, []string{b.program}, "answered", toTheList, "", down, up}
}

// others are the peers, the bare pager among them, which is always there.
func (b *bench) others() []program {
	p, err := library.Load("instagram-platform")
	b.check(err)
	text := filepath.Join(b.dir, "policy.md")
	b.check(os.WriteFile(text, p.Markdown, 0o644))
	all := []program{{"a bare pager of the same libraries", b.dir, []string{b.pager, text}, "login credentials", nil, "", down, up}}
	for _, g := range b.installed("glow") {
		all = append(all, program{g.name, b.dir, []string{g.path, "-t", "-s", "dark", text}, "login credentials", nil, "", down, up})
	}
	for _, g := range b.installed("lazygit") {
		dir := b.repository()
		all = append(all, program{g.name, dir, []string{g.path}, "commit 59", func(c *uitest.Terminal) { c.Press("4") }, "", "j", "k"})
	}
	return all
}

// repository makes one with some commits, and no words of lazygit's before it.
func (b *bench) repository() string {
	dir := filepath.Join(b.dir, "repository")
	if _, err := os.Stat(dir); err == nil {
		return dir
	}
	config := filepath.Join(b.dir, ".config", "lazygit")
	b.check(os.MkdirAll(config, 0o755))
	b.check(os.WriteFile(filepath.Join(config, "config.yml"), []byte("disableStartupPopups: true\ngit: {autoFetch: false}\n"), 0o644))
	b.check(os.MkdirAll(dir, 0o755))
	b.run(dir, "git", "init", "-q")
	for n := range 60 {
		b.run(dir, "git", "-c", "user.name=Ana", "-c", "user.email=ana@example.com", "commit", "-q", "--allow-empty", "-m", fmt.Sprintf("commit %d", n))
	}
	return dir
}

// start starts a program and returns it with how long its first full frame took.
// Now and then the screen of a program stays empty; it is tried again then.
func (b *bench) start(p program, w, h int) (*uitest.Terminal, time.Duration) {
	for range 10 {
		from := time.Now()
		c := uitest.StartAnsweringTerminal(b, b.command(p.dir, p.args[0], p.args[1:]...), w, h)
		patience := 4 * time.Second
		if p.name == "clausewalk" {
			patience = time.Minute // Ours may take long, and does not stay empty.
		}
		if c.Shows(patience, p.ready) {
			return c, time.Since(from)
		}
		b.again(p, c)
	}
	b.Fatalf("%s never shows %q", p.name, p.ready)
	return nil, 0
}

// again ends a program that is to be started again.
func (b *bench) again(p program, c *uitest.Terminal) {
	b.empty[p.name]++
	_ = c.Cmd.Process.Kill()
	_ = c.Cmd.Wait()
	c.Close()
}

// screens measures start and memory under a pseudo-terminal.
func (b *bench) screens() {
	ours := b.clausewalk(filepath.Join(b.dir, "app"))
	goals := map[string][2]float64{"glow": {0.6, 1.1}, "lazygit": {0.9, 0}}
	for _, peer := range b.others() {
		var memory [2][]int64
		timed := func(n int, p program) func() time.Duration {
			return func() time.Duration {
				c, took := b.start(p, width, height)
				if p.settle != nil {
					p.settle(c)
				}
				for range 60 {
					c.Press(p.on)
					time.Sleep(5 * time.Millisecond)
				}
				time.Sleep(200 * time.Millisecond)
				memory[n] = append(memory[n], peakMemory(c.Cmd.Process.Pid))
				c.Press("q")
				c.Wait()
				b.done()
				return took
			}
		}
		all := b.alternate(timed(0, ours), timed(1, peer))
		b.row("start to first full frame, half-answered audit, 100x32", all[0], all[1], peer.name, goals[peer.name][0])
		if m := [2]int64{middle(memory[0]), middle(memory[1])}; m[1] > 0 {
			b.amount("peak resident memory after a walk through all clauses", mib(m[0]), "MiB", peer.name, mib(m[1]), goals[peer.name][1])
		}
	}
	b.firstFrames()
}

// firstFrames measures what a large journal costs before the first frame.
func (b *bench) firstFrames() {
	empty, full := filepath.Join(b.dir, "empty"), filepath.Join(b.dir, "full")
	b.large(empty, 0, 0)
	b.large(full, 0, b.events)
	few := *b
	few.runs = max(3, b.runs/5)
	timed := func(dir string) func() time.Duration {
		return func() time.Duration {
			c, took := b.start(b.clausewalk(dir), width, height)
			c.Press("q")
			c.Wait()
			b.done()
			return took
		}
	}
	all := few.alternate(timed(full), timed(empty))
	b.row(fmt.Sprintf("start with %d events", b.events), all[0], all[1], "an audit in which nothing was answered", 2)
}

// keyTimes measures the time from a key to the first and to the last byte that come
// of it, and the bytes. Some programs write a part of a frame at once and the rest
// at the next beat, so that the last byte is what a person waits for.
func (b *bench) keyTimes() {
	small, large := filepath.Join(b.dir, "app"), filepath.Join(b.dir, "clauses")
	b.large(large, 10_000, 0)
	for n, c := range []struct {
		what, dir string
		w, h      int
	}{
		{"53 clauses, 100x32", small, width, height},
		{"53 clauses, 200x60", small, 200, 60},
		{"10,000 clauses, 100x32", large, width, height},
	} {
		for _, peer := range b.others() {
			ours, other := b.keyed(b.clausewalk(c.dir), c.w, c.h), b.keyed(peer, c.w, c.h)
			keys := *b
			keys.runs = 200
			goal := 0.0
			if peer.name == "glow" {
				goal = 0.8
			}
			all := keys.alternate(ours.press, other.press)
			b.row("key to the first byte of its frame, "+c.what, all[0], all[1], peer.name, goal)
			b.row("key to the last byte of its frame, "+c.what, ours.whole, other.whole, peer.name, goal)
			b.amount("bytes for a key, "+c.what, ours.bytes(), "bytes", peer.name, other.bytes(), 0)
			if n == 0 && peer.name == "a bare pager of the same libraries" {
				b.quiet(ours.c)
			}
			b.done()
		}
	}
}

// keyed is a program whose keys are measured.
type keyed struct {
	p     program
	c     *uitest.Terminal
	n     int
	first int    // bytes that were written before the first key
	whole series // from a key to the last byte
}

// keyed starts a program, anew where it does not take keys.
func (b *bench) keyed(p program, w, h int) *keyed {
	for range 10 {
		c, _ := b.start(p, w, h)
		if p.settle != nil {
			p.settle(c)
		}
		time.Sleep(300 * time.Millisecond)
		was := c.Written()
		if c.Press(p.on); c.Writes(4*time.Second, was) {
			c.Press(p.back)
			time.Sleep(300 * time.Millisecond)
			return &keyed{p: p, c: c, first: c.Written()}
		}
		b.again(p, c)
	}
	b.Fatalf("%s never takes a key", p.name)
	return nil
}

func (k *keyed) press() time.Duration {
	key := k.p.on
	if k.n/10%2 == 1 {
		key = k.p.back // ten on, ten back
	}
	k.n++
	before, from := k.c.Written(), time.Now()
	k.c.Press(key)
	k.c.WaitForBytes(before)
	// The rest of the frame comes in. Programs draw at a beat, and the next key must
	// not meet it at the same place each time.
	time.Sleep(time.Duration(40+k.n*7%17) * time.Millisecond)
	first, last := k.c.Came(before)
	k.whole = append(k.whole, last.Sub(from))
	return first.Sub(from)
}

func (k *keyed) bytes() float64 { return float64(k.c.Written()-k.first) / float64(k.n) }

// quiet notes what the program does while nobody types.
func (b *bench) quiet(c *uitest.Terminal) {
	const seconds = 30 // Go gives memory back in a burst after work, once in so long.
	pid := c.Cmd.Process.Pid
	time.Sleep(time.Second)
	ticks, woken := used(pid)
	time.Sleep(seconds * time.Second)
	ticksThen, wokenThen := used(pid)
	b.notes = append(b.notes, fmt.Sprintf("with its screen open and nobody typing, clausewalk uses %.2f %% of a CPU (goal 0.1 %%) and wakes up %.1f times a second (goal 5)",
		float64(ticksThen-ticks)/seconds, float64(wokenThen-woken)/seconds)) // A tick is a hundredth of a second.
}

// used returns how many ticks of a CPU a process has used, and how often one of its
// threads has gone to sleep.
func used(pid int) (ticks, woken int) {
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", pid))
	for _, task := range tasks {
		stat, _ := os.ReadFile(filepath.Join(task, "stat"))
		if fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:]); len(fields) > 12 {
			user, _ := strconv.Atoi(string(fields[11]))
			system, _ := strconv.Atoi(string(fields[12]))
			ticks += user + system
		}
		status, _ := os.ReadFile(filepath.Join(task, "status"))
		if m := switches.FindSubmatch(status); m != nil {
			n, _ := strconv.Atoi(string(m[1]))
			woken += n
		}
	}
	return ticks, woken
}

var switches = regexp.MustCompile(`\nvoluntary_ctxt_switches:\s+(\d+)`)

// toTheList goes to the first clause of the list, from the overview too.
func toTheList(c *uitest.Terminal) {
	for _, key := range []string{"\x1b", "g"} {
		c.Press(key)
		time.Sleep(200 * time.Millisecond)
	}
}

// open opens the audit that a folder has, in the hand of one person.
func (b *bench) open(w *workspace.Workspace) *workspace.Open {
	ids := 0
	o, err := w.Open("", checklist.Hand{Person: event.Person{Name: "Ana"}, Writer: "ana", Now: time.Now, NewID: func() string { ids++; return fmt.Sprintf("ana%d", ids) }})
	b.check(err)
	return o
}

// halfAnswered makes an audit in which every second clause is answered.
func (b *bench) halfAnswered(dir string) {
	b.check(os.MkdirAll(dir, 0o755))
	b.run(dir, b.program, "new", "--app", "Photobook", "--release", "2.4")
	w, err := workspace.Find(dir)
	b.check(err)
	o := b.open(w)
	for n, ref := range o.Refs() {
		if n%2 == 0 {
			_, err := o.Do(event.SetVerdict(ref, event.Partly), event.SetReason(ref, "The purge log is read by two people, not by three."))
			b.check(err)
		}
	}
}

var highWater = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// peakMemory returns the most bytes that the process has had in memory, 0 where
// the system does not tell.
func peakMemory(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	m := highWater.FindSubmatch(status)
	if err != nil || m == nil {
		return 0
	}
	kb, _ := strconv.ParseInt(string(m[1]), 10, 64)
	return kb << 10
}

func middle(all []int64) int64 {
	s := make(series, len(all))
	for n, v := range all {
		s[n] = time.Duration(v)
	}
	return int64(s.median())
}

func mib(n int64) float64 { return float64(n) / (1 << 20) }

// large makes an audit of many clauses, or of the built-in policy, in which so many
// reasons were given.
func (b *bench) large(dir string, clauses, events int) {
	p, err := library.Load("instagram-platform")
	if clauses > 0 {
		var text strings.Builder
		text.WriteString("# Large\n")
		for n := range clauses {
			if n%100 == 0 {
				fmt.Fprintf(&text, "\n## %d. Part %d\n\n", n/100+1, n/100+1)
			}
			fmt.Fprintf(&text, "%d. Clause %d asks for a deletion log that somebody reads, and names who keeps copies.\n", n%100+1, n)
		}
		p, err = reading.Parse("large", []byte(text.String()))
	}
	b.check(err)
	b.check(os.MkdirAll(dir, 0o755))
	w, err := workspace.Create(dir)
	b.check(err)
	_, err = w.NewAudit("Large", "1", []*policy.Policy{p}, time.Now())
	b.check(err)
	o := b.open(w)
	for n := 0; n < events; {
		var changes []event.Change
		for _, ref := range o.Refs() {
			changes = append(changes, event.SetReason(ref, fmt.Sprintf("The log of week %d was read by two people.", n)))
			n++
		}
		_, err := o.Do(changes...)
		b.check(err)
	}
}
