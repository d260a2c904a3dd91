package folder_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/journal/folder"
)

// later is a moment after everything that the tests write.
var later = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

// surviving is a journal in a folder of its own, with a hand that counts.
type surviving struct {
	t          *testing.T
	dir, local string
	made       int
}

func newSurviving(t *testing.T) *surviving {
	dir := t.TempDir()
	return &surviving{t: t, dir: filepath.Join(dir, "journal"), local: filepath.Join(dir, "local")}
}

func (s *surviving) open(writer string) *folder.Journal {
	s.t.Helper()
	j, err := folder.Open(folder.Options{Disk: durable.Root(filepath.Dir(s.dir)), Dir: "journal", Local: "local", Audit: "x-1", Writer: writer})
	if err != nil {
		s.t.Fatal(err)
	}
	return j
}

// path returns the writer's file, the one of format 1 where there is none yet.
func (s *surviving) path(writer string) string {
	files, err := filepath.Glob(filepath.Join(s.dir, writer+"-*.jsonl"))
	if err != nil || len(files) > 1 {
		s.t.Fatal(files, err)
	}
	if len(files) == 1 {
		return files[0]
	}
	return filepath.Join(s.dir, writer+".jsonl")
}

// step makes a change of n events.
func (s *surviving) step(writer string, n int) []event.Event {
	var step []event.Event
	for i := range n {
		s.made++
		step = append(step, event.Event{
			Format: event.Format, ID: fmt.Sprintf("%s%d", writer, s.made), Time: time.Date(2026, 11, 24, 14, 0, s.made%60, 0, time.UTC),
			Clock: int64(s.made), Writer: writer, Who: event.Person{Name: "Ana"},
			Field: event.Field{Kind: event.KindReason, Policy: "p", Clause: "A.1"},
			Value: []byte(fmt.Sprintf("%q", fmt.Sprint("reason ", s.made))), More: i < n-1,
		})
	}
	return step
}

func (s *surviving) fill(writer string, steps int) []byte {
	s.t.Helper()
	j := s.open(writer)
	for i := range steps {
		if err := j.Append(s.step(writer, 1+i%3)); err != nil {
			s.t.Fatal(err)
		}
	}
	data, err := os.ReadFile(s.path(writer))
	if err != nil {
		s.t.Fatal(err)
	}
	return data
}

// whole counts the events of the changes that are complete in the bytes. A
// whole event that lacks only its newline counts.
func whole(data []byte) int {
	events, open := 0, 0
	for line := range bytes.SplitSeq(data, []byte("\n")) {
		e, err := event.Decode(line)
		if err != nil {
			break
		}
		if open++; !e.More {
			events, open = events+open, 0
		}
	}
	return events
}

// steps is how many changes are in the journal that is cut; .ci/run asks for more.
var steps = flag.Int("steps", 30, "changes in the journal that is cut at every byte")

// TestJournalCutAtAnyByteOpensWithEveryWholeChangeAndGoesOn cuts a journal of
// changes of one to three events at every byte. A reader that has read the whole lines
// before the cut looks at each cut; at some, a new one opens the file and goes on.
func TestJournalCutAtAnyByteOpensWithEveryWholeChangeAndGoesOn(t *testing.T) {
	s := newSurviving(t)
	full := s.fill("ana", *steps)
	start := 0
	for line := range bytes.SplitAfterSeq(full, []byte("\n")) {
		s.write(full[:start])
		j := s.open("")
		before, err := j.Events()
		if err != nil || len(before) != whole(full[:start]) {
			t.Fatalf("cut at %d: %d events, want %d, %v", start, len(before), whole(full[:start]), err)
		}
		for cut := start + 1; cut < start+len(line); cut++ {
			s.extend(full[cut-1])
			more, err := j.Events()
			if err != nil {
				t.Fatalf("cut at %d: %v", cut, err)
			}
			lacksNewline := full[cut] == '\n'
			if len(more) > 0 && !lacksNewline {
				t.Fatalf("cut at %d: %d events out of a line that is cut", cut, len(more))
			}
			if len(j.Cuts()) == 0 && !lacksNewline {
				t.Fatalf("cut at %d: the cut line is not reported", cut)
			}
			if cut%499 == 0 || lacksNewline && cut%7 == 0 {
				s.goesOn(full[:cut])
			}
		}
		start += len(line)
	}
}

func (s *surviving) write(data []byte) {
	s.t.Helper()
	if err := os.WriteFile(s.path("ana"), data, 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// crash leaves the writer's file as a crash would: what this clone has noted is
// the last whole change.
func (s *surviving) crash(data []byte) {
	s.t.Helper()
	s.write(data)
	name := filepath.Join(s.local, "ana-x-1-tip.json")
	noted, err := os.ReadFile(name)
	var note map[string]any
	if err == nil {
		err = json.Unmarshal(noted, &note)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	last := bytes.Split(data, []byte("\n"))[max(0, whole(data)-1)]
	e, err := event.Decode(last)
	note["seq"], note["sum"] = e.Seq, e.Sum
	if err != nil {
		note["seq"], note["sum"] = 0, ""
	}
	if noted, err = json.Marshal(note); err == nil {
		err = os.WriteFile(name, noted, 0o644)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// extend writes one byte more.
func (s *surviving) extend(b byte) {
	s.t.Helper()
	f, err := os.OpenFile(s.path("ana"), os.O_WRONLY|os.O_APPEND, 0)
	if err == nil {
		_, err = f.Write([]byte{b})
		_ = f.Close()
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// goesOn opens the cut journal anew, appends to it and reads it again.
func (s *surviving) goesOn(cut []byte) {
	s.t.Helper()
	s.crash(cut)
	j := s.open("ana")
	events, err := j.Events()
	if err != nil || len(events) != whole(cut) {
		s.t.Fatalf("cut at %d: %d events, want %d, %v", len(cut), len(events), whole(cut), err)
	}
	if err := j.Append(s.step("ana", 1)); err != nil {
		s.t.Fatalf("cut at %d: append: %v", len(cut), err)
	}
	again, err := s.open("ana").Events()
	if err != nil || len(again) != len(events)+1 {
		s.t.Fatalf("cut at %d: after going on %d events, want %d, %v", len(cut), len(again), len(events)+1, err)
	}
	s.write(cut)
}

func TestJournalWithAnyBitFlippedIsRefusedWithFileAndLineAndLeftAlone(t *testing.T) {
	s := newSurviving(t)
	full := s.fill("ana", 3)
	f, err := os.OpenFile(s.path("ana"), os.O_WRONLY, 0) // Emptying it first, each time, is far slower.
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for bit := range len(full) * 8 {
		damaged := bytes.Clone(full)
		damaged[bit/8] ^= 1 << (bit % 8)
		if _, err := f.WriteAt(damaged, 0); err != nil {
			t.Fatal(err)
		}
		j := s.open("ana")
		_, err := j.Events()
		var damage *folder.DamageError
		if !errors.As(err, &damage) || damage.File != s.path("ana") || damage.Line < 1 {
			t.Fatalf("bit %d of byte %d (%q) flipped: %v", bit%8, bit/8, full[bit/8], err)
		}
		if err := j.Append(s.step("ana", 1)); err == nil {
			t.Fatalf("bit %d flipped: an event was appended behind the damage", bit)
		}
		if now, err := os.ReadFile(s.path("ana")); err != nil || !bytes.Equal(now, damaged) {
			t.Fatalf("bit %d flipped: the file was touched", bit)
		}
	}
}

func TestLinesTakenOutEditedOrMovedByHandAreFound(t *testing.T) {
	s := newSurviving(t)
	full := s.fill("ana", 8)
	lines := strings.SplitAfter(strings.TrimSuffix(string(full), "\n"), "\n")
	lines[len(lines)-1] += "\n"
	without := func(n int) string { return strings.Join(lines[:n], "") + strings.Join(lines[n+1:], "") }
	swapped := append([]string{}, lines...)
	swapped[2], swapped[3] = swapped[3], swapped[2]
	for name, text := range map[string]string{
		"the first line deleted":  without(0),
		"a line deleted":          without(4),
		"the last line deleted":   without(len(lines) - 1),
		"a line edited":           strings.Replace(string(full), "reason 4", "reason 5", 1),
		"two lines swapped":       strings.Join(swapped, ""),
		"a line there twice":      string(full) + lines[len(lines)-1],
		"everything deleted":      "",
		"a line of somebody else": string(full) + "{}\n",
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.WriteFile(s.path("ana"), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			faults, _ := s.open("ana").Verify(later, nil)
			if len(faults) == 0 {
				t.Fatal("nothing was found")
			}
			if !strings.Contains(errors.Join(faults...).Error(), s.path("ana")+":") {
				t.Errorf("no file and line in %v", faults)
			}
		})
	}
	if err := os.Remove(s.path("ana")); err != nil {
		t.Fatal(err)
	}
	if faults, _ := s.open("ana").Verify(later, nil); len(faults) == 0 {
		t.Error("a journal that is gone was not found")
	}
	if err := os.WriteFile(s.path("ana"), full, 0o644); err != nil {
		t.Fatal(err)
	}
	if faults, _ := s.open("ana").Verify(later, nil); len(faults) > 0 {
		t.Errorf("an untouched journal has faults: %v", faults)
	}
}

func TestTwoProgramsOfOneWriterInterleaveAndLoseNothing(t *testing.T) {
	s := newSurviving(t)
	a, b := s.open("ana"), s.open("ana")
	for n := range 40 {
		if err := []*folder.Journal{a, b}[n%2].Append(s.step("ana", 1+n%2)); err != nil {
			t.Fatal(err)
		}
	}
	events, err := s.open("").Events()
	if err != nil || len(events) != s.made {
		t.Errorf("%d events, want %d, %v", len(events), s.made, err)
	}
}

func TestJournalRemovedUnderTheProgramIsNotGrownAnew(t *testing.T) {
	s := newSurviving(t)
	j := s.open("ana")
	if err := j.Append(s.step("ana", 1)); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Dir(s.dir)); err != nil {
		t.Fatal(err)
	}
	if err := j.Append(s.step("ana", 1)); err == nil {
		t.Error("an event was appended to a journal that is gone")
	}
	if _, err := os.Stat(filepath.Dir(s.dir)); !errors.Is(err, os.ErrNotExist) {
		t.Error("the folder was made again")
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(""))
	f.Add([]byte("{\"format\":1}\n"))
	f.Add([]byte("{\"format\":2,\"sum\":\"" + strings.Repeat("0", 64) + "\"}\n"))
	f.Add([]byte("not an event"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := newSurviving(t)
		if err := os.MkdirAll(s.dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(s.path("ana"), data, 0o644); err != nil {
			t.Fatal(err)
		}
		j := s.open("ana")
		if _, err := j.Events(); err != nil {
			if err := j.Append(s.step("ana", 1)); err == nil {
				t.Error("appended to a journal that cannot be read")
			}
			if now, _ := os.ReadFile(s.path("ana")); !bytes.Equal(now, data) {
				t.Error("a journal that cannot be read was touched")
			}
		}
		j.Verify(later, nil)
	})
}
