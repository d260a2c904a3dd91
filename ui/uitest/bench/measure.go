//go:build !windows

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/journal/folder"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/library"
	"clausewalk/reports"
	"clausewalk/ui/uitest"
)

// ---- whole processes ----

func (b *bench) processes() {
	dir := filepath.Join(b.dir, "app")
	timed := func(args ...string) func() time.Duration {
		return func() time.Duration {
			cmd := b.command(dir, args[0], args[1:]...)
			from := time.Now()
			_ = cmd.Run() // check says by its exit code that gaps are open.
			return time.Since(from)
		}
	}
	nothing := []peer{{"a bare pager of the same libraries, --version", b.pager}}
	nothing = append(nothing, b.installed("glow", "gum", "lazygit")...)
	for _, p := range nothing {
		name := p.name
		if p.path != b.pager {
			name += " --version"
		}
		all := b.alternate(timed(b.program, "status"), timed(b.program, "check"), timed(b.program, "version"), timed(p.path, "--version"))
		goal := 0.0
		if p.name == "glow" {
			goal = 1.2
		}
		b.row("`status`, 53 clauses, whole process", all[0], all[3], name, goal)
		b.row("`check`, 53 clauses, whole process", all[1], all[3], name, goal)
		b.row("`version`, whole process", all[2], all[3], name, goal)
		ours, err := os.Stat(b.program)
		b.check(err)
		theirs, err := os.Stat(p.path)
		b.check(err)
		b.amount("size of the program, stripped", mib(ours.Size()), "MiB", p.name, mib(theirs.Size()), 0)
	}
	for _, git := range b.installed("git") {
		b.run(dir, git.path, "init", "-q")
		all := b.alternate(timed(b.program, "status"), timed(git.path, "status"))
		b.row("`status`, 53 clauses, whole process", all[0], all[1], "git status", 0)
	}
}

// ---- the journal ----

func (b *bench) journal() {
	b.answers("answer to durable", 0, 1.5)
	b.answers("answer to durable, where a sync takes 2 ms longer", 2*time.Millisecond, 1.15)
	b.opening()
	b.manyFiles()
}

// answers measures an answer beside the same bytes appended to an open file, on a disk
// whose syncs take some time longer than here. The first one, which makes the files, is
// not counted, and the others are many, since each takes less than a millisecond.
func (b *bench) answers(what string, longer time.Duration, goal float64) {
	defer func(runs int) { b.runs = runs }(b.runs)
	b.runs *= 40
	dir := filepath.Join(b.dir, what)
	b.check(os.MkdirAll(dir, 0o755))
	disk := durable.Root(dir)
	if longer > 0 {
		disk = slowDisk{disk, longer}
	}
	j, err := folder.Open(folder.Options{Disk: disk, Dir: "shared", Local: "local", Audit: "x-1", Writer: "ana"})
	b.check(err)
	seq := 0
	next := func() event.Event { seq++; return sample("ana", seq, seq) }
	plain, err := disk.OpenFile("plain", os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	b.check(err)
	defer plain.Close()
	line := next()
	encoded, err := line.Encode()
	b.check(err)
	b.check(j.Append([]event.Event{next()}))
	all := b.alternate(
		func() time.Duration {
			e := next()
			from := time.Now()
			b.check(j.Append([]event.Event{e}))
			return time.Since(from)
		},
		func() time.Duration {
			from := time.Now()
			_, err := plain.Write(append(encoded, '\n'))
			b.check(err)
			b.check(plain.Sync())
			return time.Since(from)
		})
	b.row(what, all[0], all[1], "append and fsync of the same bytes, file open", goal)
}

// slowDisk is a disk whose syncs take longer. It is not the operating system's any
// more, so that an answer goes the long way to each file, which it does not elsewhere.
type slowDisk struct {
	durable.Disk
	longer time.Duration
}

// OpenFile implements durable.Disk.
func (d slowDisk) OpenFile(name string, flag int, mode fs.FileMode) (durable.File, error) {
	f, err := d.Disk.OpenFile(name, flag, mode)
	if err != nil {
		return nil, err
	}
	return slowFile{f, d.longer}, nil
}

// SyncDir implements durable.Disk.
func (d slowDisk) SyncDir(name string) error {
	time.Sleep(d.longer)
	return d.Disk.SyncDir(name)
}

type slowFile struct {
	durable.File
	longer time.Duration
}

// Sync implements durable.File.
func (f slowFile) Sync() error {
	time.Sleep(f.longer)
	return f.File.Sync()
}

// opening measures how long a large journal takes to open.
func (b *bench) opening() {
	for _, writers := range []int{1, 20} {
		dir := filepath.Join(b.dir, fmt.Sprintf("large-%d", writers))
		b.check(os.MkdirAll(dir, 0o755))
		files := grow(b, dir, b.events, writers)
		few := *b
		few.runs = max(3, b.runs/10)
		all := few.alternate(
			func() time.Duration {
				from := time.Now()
				j, err := folder.Open(folder.Options{Disk: durable.Root(dir), Dir: "."})
				b.check(err)
				events, err := j.Events()
				b.check(err)
				a := audit(b)
				b.check(a.TakeIn(events))
				return time.Since(from)
			},
			func() time.Duration {
				from := time.Now()
				var events []plainEvent
				for _, f := range files {
					data, err := os.ReadFile(f)
					b.check(err)
					for line := range bytes.Lines(data) {
						var e plainEvent
						b.check(json.Unmarshal(line, &e))
						events = append(events, e)
					}
				}
				return time.Since(from)
			})
		b.row(fmt.Sprintf("opening %d events of %d writers", b.events, writers), all[0], all[1], "reading and decoding the same lines", 0.8)
	}
}

// manyFiles measures what it costs that a journal has many files.
func (b *bench) manyFiles() {
	const events, files = 20_000, 5_000
	var dirs [2]string
	for n, writers := range []int{files, 1} {
		dirs[n] = filepath.Join(b.dir, fmt.Sprintf("files-%d", writers))
		b.check(os.MkdirAll(dirs[n], 0o755))
		grow(b, dirs[n], events, writers)
	}
	few := *b
	few.runs = max(3, b.runs/3)
	all := few.alternate(func() time.Duration { return b.openJournal(dirs[0]) }, func() time.Duration { return b.openJournal(dirs[1]) })
	b.row(fmt.Sprintf("opening %d events in %d files", events, files), all[0], all[1], "the same events in one file", 1.2)
}

// openJournal opens the journal of a folder, applies its events and says how long
// that took.
func (b *bench) openJournal(dir string) time.Duration {
	from := time.Now()
	j, err := folder.Open(folder.Options{Disk: durable.Root(dir), Dir: "."})
	b.check(err)
	events, err := j.Events()
	b.check(err)
	a := audit(b)
	b.check(a.Apply(events...))
	return time.Since(from)
}

// plainEvent has none of an event's methods.
type plainEvent event.Event

var builtIn = sync.OnceValue(func() *policy.Policy { p, _ := library.Load("instagram-platform"); return p })

func sample(writer string, seq, clock int) event.Event {
	p := builtIn()
	clauses := p.Clauses()
	return event.Event{
		Format: event.Format, ID: fmt.Sprintf("%s%08d", strings.ReplaceAll(writer, "-", ""), seq), Seq: seq, Clock: int64(clock),
		Time: time.Unix(1_790_000_000+int64(clock), 0).UTC(), Writer: writer, Who: event.Person{Name: "Ana Ruiz"},
		Field: event.Field{Policy: p.ID, Clause: clauses[clock%len(clauses)].Label, Kind: event.KindReason},
		Value: json.RawMessage(fmt.Sprintf("%q", fmt.Sprintf("The purge log of week %d was read by two people.", clock))),
	}
}

func grow(b *bench, dir string, n, writers int) []string {
	var files []string
	for w := range writers {
		var lines bytes.Buffer
		name, prev := fmt.Sprintf("writer-%d", w), ""
		for seq := 1; seq <= n/writers; seq++ {
			e := sample(name, seq, w*(n/writers)+seq)
			e.Prev = prev
			line, err := e.Encode()
			b.check(err)
			prev = e.Sum
			lines.Write(append(line, '\n'))
		}
		files = append(files, filepath.Join(dir, name+".jsonl"))
		b.check(os.WriteFile(files[w], lines.Bytes(), 0o644))
	}
	return files
}

func audit(b *bench) *checklist.Audit {
	p, err := library.Load("instagram-platform")
	b.check(err)
	a, err := checklist.New(checklist.Head{
		Format: checklist.HeadFormat, ID: "photobook-2.4", App: "Photobook", Release: "2.4",
		Policies: []checklist.Edition{{ID: p.ID, Edition: p.Edition}},
	}, []*policy.Policy{p})
	b.check(err)
	return a
}

// ---- reports ----

func (b *bench) reports() {
	w, err := workspace.Find(filepath.Join(b.dir, "app"))
	b.check(err)
	o, err := w.Open("", checklist.Hand{})
	b.check(err)
	built := reports.Build(o.Audit, reports.Options{Tool: "clausewalk"})
	markdown := reports.Markdown(built)
	gfm := goldmark.New(goldmark.WithExtensions(extension.GFM))
	timed := func(f func()) func() time.Duration {
		return func() time.Duration {
			from := time.Now()
			f()
			return time.Since(from)
		}
	}
	all := b.alternate(
		timed(func() { reports.Markdown(reports.Build(o.Audit, reports.Options{Tool: "clausewalk"})) }),
		timed(func() { reports.HTML(reports.Build(o.Audit, reports.Options{Tool: "clausewalk"})) }),
		timed(func() { b.check(gfm.Convert(markdown, &bytes.Buffer{})) }))
	b.row("Markdown report, 53 clauses", all[0], all[2], "goldmark over the same Markdown", 0)
	b.row("HTML report, 53 clauses", all[1], all[2], "goldmark over the same Markdown", 0)
}

// ---- keys ----

// keys counts what a person presses, in the real program.
func (b *bench) keys() {
	for _, one := range []struct {
		name, reason, goal string
	}{
		{"with no gaps", "", "53"},
		{"with one gap and a reason of 40 letters", "The CDN keeps its copies for 48 hours...", "53 + 40 + 2"},
	} {
		dir := filepath.Join(b.dir, "keys "+one.goal)
		b.check(os.MkdirAll(dir, 0o755))
		b.run(dir, b.program, "new", "--app", "Photobook", "--release", "2.4")
		c := uitest.StartTerminal(b, b.command(dir, b.program), width, height)
		c.WaitFor("0/53 answered")
		pressed := 0
		press := func(key string) { c.Press(key); pressed++ }
		for n := range 53 {
			if n == 0 && one.reason != "" {
				press("3")
				for _, letter := range one.reason {
					press(string(letter))
				}
				c.WaitFor(one.reason)
				press("\x13") // ctrl+s
				c.WaitFor("1/53 answered")
				press("]")
				continue
			}
			c.Press("\x0c") // Redrawing comes between, so that it is not taken for one key that is held down.
			press("1")
			c.WaitFor(fmt.Sprintf("%d/53 answered", n+1))
		}
		c.Press("q")
		c.Wait()
		b.done()
		fmt.Printf("| keys to answer the whole policy %s | %d | | | | | | %s |\n", one.name, pressed, one.goal)
	}
}
