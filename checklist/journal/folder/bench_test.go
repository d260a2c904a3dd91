package folder_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/journal/folder"
	"clausewalk/policy"
	"clausewalk/policy/library"
)

var instagram = sync.OnceValue(func() *policy.Policy {
	p, err := library.Load("instagram-platform")
	if err != nil {
		panic(err)
	}
	return p
})

// grown makes a folder with n events of some writers about the clauses of the
// built-in policy, as a team would leave them after many years.
func grown(b *testing.B, n, writers int) string {
	b.Helper()
	dir := b.TempDir()
	p := instagram()
	clauses := p.Clauses()
	ids := 0
	last := map[string]string{} // by clause, the event whose reason stands
	for w := range writers {
		var lines bytes.Buffer
		writer, prev := fmt.Sprintf("writer-%d", w), ""
		for seq := 1; seq <= n/writers; seq++ {
			ids++
			e := event.Event{
				Format: event.Format, ID: fmt.Sprintf("%x%08d", w, ids), Seq: seq, Prev: prev, Clock: int64(ids),
				Time: time.Unix(1_790_000_000+int64(ids), 0).UTC(), Writer: writer, Who: event.Person{Name: "Ana Ruiz"},
				Field: event.Field{Policy: p.ID, Clause: clauses[ids%len(clauses)].Label, Kind: event.KindReason},
				Value: json.RawMessage(fmt.Sprintf("%q", fmt.Sprintf("The purge log of week %d was read by two people.", ids))),
			}
			if before := last[e.Clause]; before != "" {
				e.Over = []string{before}
			}
			last[e.Clause] = e.ID
			line, err := e.Encode()
			if err != nil {
				b.Fatal(err)
			}
			prev = e.Sum
			lines.Write(append(line, '\n'))
		}
		if err := os.WriteFile(filepath.Join(dir, writer+".jsonl"), lines.Bytes(), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

func sizes(b *testing.B, run func(b *testing.B, dir string, n int)) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		for _, writers := range []int{1, 20} {
			b.Run(fmt.Sprintf("events=%d/writers=%d", n, writers), func(b *testing.B) {
				if testing.Short() && n > 100_000 {
					b.Skip("a million events take too long for a short run")
				}
				dir := grown(b, n, writers)
				b.ReportAllocs()
				b.ResetTimer()
				for range b.N {
					run(b, dir, n)
				}
			})
		}
	}
}

// BenchmarkOpen reads every journal and folds the events into an audit.
func BenchmarkOpen(b *testing.B) {
	sizes(b, func(b *testing.B, dir string, n int) {
		before := resident(b)
		j, a := open(b, dir, ".", n)
		b.ReportMetric(float64(resident(b)-before)/float64(n), "resident-B/event")
		runtime.KeepAlive(a)
		runtime.KeepAlive(j)
	})
}

// open reads the journals in a folder below top, which hold n events.
func open(b *testing.B, top, dir string, n int) (*folder.Journal, *checklist.Audit) {
	p := instagram()
	j, err := folder.Open(folder.Options{Disk: durable.Root(top), Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	events, err := j.Events()
	if err != nil {
		b.Fatal(err)
	}
	head := checklist.Head{Format: checklist.HeadFormat, ID: "photobook-2.4", App: "Photobook", Release: "2.4", Policies: []checklist.Edition{{ID: p.ID, Edition: p.Edition}}}
	a, err := checklist.New(head, []*policy.Policy{p})
	if err != nil {
		b.Fatal(err)
	}
	if err := a.TakeIn(events); err != nil || len(events) != n {
		b.Fatal(len(events), err)
	}
	return j, a
}

// BenchmarkFiles reads the same events from one file, and from many: opening
// 5,000 is to take at most 1.2 times as long.
func BenchmarkFiles(b *testing.B) {
	for _, files := range []int{1, 500, 5_000} {
		b.Run(fmt.Sprintf("files=%d", files), func(b *testing.B) {
			top := b.TempDir()
			const dir = ".clausewalk/audits/photobook-2.4/journal" // The way to a folder costs something too.
			if err := os.MkdirAll(filepath.Join(top, filepath.Dir(dir)), 0o755); err != nil {
				b.Fatal(err)
			}
			if err := os.Rename(grown(b, 100_000, files), filepath.Join(top, dir)); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				open(b, top, dir, 100_000)
			}
		})
	}
}

// resident returns the bytes that are in use, without counting the time it takes.
func resident(b *testing.B) int64 {
	b.StopTimer()
	defer b.StartTimer()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// BenchmarkDecodeOnly is what BenchmarkOpen is held against: the same lines read
// and decoded with encoding/json, without checks and without a fold.
func BenchmarkDecodeOnly(b *testing.B) {
	sizes(b, func(b *testing.B, dir string, n int) {
		files, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
		if err != nil {
			b.Fatal(err)
		}
		var events []event.Event
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				b.Fatal(err)
			}
			for line := range bytes.Lines(data) {
				var e plainEvent
				if err := json.Unmarshal(line, &e); err != nil {
					b.Fatal(err)
				}
				events = append(events, event.Event(e))
			}
		}
		if len(events) != n {
			b.Fatal(len(events))
		}
	})
}

// plainEvent has none of an event's methods.
type plainEvent event.Event

// BenchmarkAppend brings one answer to the disk.
func BenchmarkAppend(b *testing.B) {
	dir := b.TempDir()
	j, err := folder.Open(folder.Options{Disk: durable.Root(dir), Dir: "shared", Local: "local", Audit: "x-1", Writer: "ana"})
	if err != nil {
		b.Fatal(err)
	}
	for n := range b.N {
		if err := j.Append([]event.Event{answerOf(n + 1)}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAppendBeside brings one answer to the disk beside so many files of others.
func BenchmarkAppendBeside(b *testing.B) {
	for _, files := range []int{1, 500, 5_000} {
		b.Run(fmt.Sprintf("files=%d", files), func(b *testing.B) {
			dir := grown(b, 10_000, files)
			j, err := folder.Open(folder.Options{Disk: durable.Root(filepath.Dir(dir)), Dir: filepath.Base(dir), Local: "local", Audit: "x-1", Writer: "ana"})
			if err != nil {
				b.Fatal(err)
			}
			if _, err := j.Events(); err != nil {
				b.Fatal(err)
			}
			n := 0
			for b.Loop() {
				n++
				if err := j.Append([]event.Event{answerOf(n)}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkAppendBare is what BenchmarkAppend is held against: the same bytes
// to a file that is open already, and a sync.
func BenchmarkAppendBare(b *testing.B) {
	e := answerOf(1)
	line, err := e.Encode()
	if err != nil {
		b.Fatal(err)
	}
	f, err := os.Create(filepath.Join(b.TempDir(), "bare"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	for range b.N {
		if _, err := f.Write(append(line, '\n')); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
	}
}

func answerOf(n int) event.Event {
	return event.Event{
		Format: event.Format, ID: fmt.Sprintf("a%08d", n), Seq: n, Clock: int64(n), Time: time.Unix(1_790_000_000, 0).UTC(),
		Writer: "ana", Who: event.Person{Name: "Ana Ruiz"}, Field: event.Field{Policy: "instagram-platform", Clause: "A.12", Kind: event.KindReason},
		Value: json.RawMessage(`"The purge log is read by two people."`),
	}
}
