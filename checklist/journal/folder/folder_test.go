package folder_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist/event"
	"clausewalk/checklist/journal/folder"
)

func (s *surviving) events(j *folder.Journal) []event.Event {
	s.t.Helper()
	events, err := j.Events()
	if err != nil {
		s.t.Fatal(err)
	}
	return events
}

func (s *surviving) append(j *folder.Journal, events []event.Event) []event.Event {
	s.t.Helper()
	if err := j.Append(events); err != nil {
		s.t.Fatal(err)
	}
	return events
}

func TestJournalReturnsWhatWasAppendedOnceAndInOrder(t *testing.T) {
	s := newSurviving(t)
	ana, ben, reader := s.open("ana"), s.open("ben"), s.open("")
	if events := s.events(reader); len(events) != 0 {
		t.Fatalf("before the first answer: %+v", events)
	}
	odd := s.step("ana", 1)
	odd[0].Value = []byte(`"tab\tnew\nline \"}  \u2028 \u0000 ∅"`)
	var want []event.Event
	want = append(want, s.append(ana, odd)...)
	want = append(want, s.append(ana, s.step("ana", 3))...)
	want = append(want, s.append(ben, s.step("ben", 2))...)
	if diff := cmp.Diff(want, s.events(reader)); diff != "" {
		t.Fatalf("appended (-) and read (+):\n%s", diff)
	}
	if again := s.events(reader); len(again) != 0 {
		t.Errorf("nothing is new, and yet %d events come", len(again))
	}
	more := s.append(ana, s.step("ana", 1))
	if got := s.events(reader); len(got) != 1 || got[0].ID != more[0].ID || got[0].Seq != 5 || got[0].Prev != want[3].Sum {
		t.Errorf("the new event is not what comes: %+v", got)
	}
	if err := ana.Append(nil); err != nil {
		t.Errorf("nothing to append: %v", err)
	}
}

func TestCutIsMovedAsideAndTheJournalGoesOn(t *testing.T) {
	s := newSurviving(t)
	full := s.fill("ana", 3) // changes of one, two and three events
	for cut := 1; cut < len(full); cut++ {
		if cut%11 != 0 && !strings.Contains(string(full[cut-1:cut+1]), "\n") { // Each round syncs.
			continue
		}
		s.crash(full[:cut])
		j := s.open("ana")
		before := s.events(j)
		saved := 0 // up to the last whole change
		if at := len(before); at > 0 {
			saved = len(slices.Concat(lines(full)[:at]...))
		}
		if at := j.Cuts(); cut > saved && (len(at) != 1 || at[0].File != s.path("ana") || at[0].Bytes != cut-saved || !strings.Contains(at[0].String(), "was never shown as saved")) {
			t.Fatalf("cut at %d, saved up to %d: %v", cut, saved, at)
		}
		new := s.append(j, s.step("ana", 2))
		if len(j.Cuts()) != 0 {
			t.Fatalf("cut at %d: it was moved aside, and is still reported", cut)
		}
		want := append(before, new...)
		if diff := cmp.Diff(want, s.events(s.open(""))); diff != "" {
			t.Fatalf("cut at %d (-want +got):\n%s", cut, diff)
		}
		if cut > saved {
			aside, err := filepath.Glob(filepath.Join(s.local, "ana-*-cut-at-*"))
			if err != nil || len(aside) != 1 {
				t.Fatalf("cut at %d: aside are %v, %v", cut, aside, err)
			}
			if data, err := os.ReadFile(aside[0]); err != nil || string(data) != string(full[saved:cut]) {
				t.Fatalf("cut at %d: aside is %q, %v", cut, data, err)
			}
			if err := os.Remove(aside[0]); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// lines splits at newlines and keeps them.
func lines(data []byte) [][]byte {
	var all [][]byte
	for _, line := range strings.SplitAfter(string(data), "\n") {
		all = append(all, []byte(line))
	}
	return all
}

func TestNewlineAloneIsMissingIsNoLoss(t *testing.T) {
	s := newSurviving(t)
	full := s.fill("ana", 2)
	s.write(full[:len(full)-1])
	j, live := s.open("ana"), s.open("")
	if n := len(s.events(live)); n != 3 || len(live.Cuts()) != 0 {
		t.Fatalf("%d events of 3, cuts %v", n, live.Cuts())
	}
	s.append(j, s.step("ana", 1))
	if n := len(s.events(live)); n != 1 {
		t.Errorf("%d events came behind the bare line", n)
	}
	if n := len(s.events(s.open(""))); n != 4 {
		t.Errorf("%d events of 4", n)
	}
	s.write(append(full[:len(full)-1:len(full)-1], 'x'))
	bare := s.open("")
	if _, err := bare.Events(); err == nil {
		t.Error("there is more on the line after its event, and nothing is said")
	}
}

func TestDamagedOrForeignFilesAreRefused(t *testing.T) {
	s := newSurviving(t)
	full := string(s.fill("ana", 3))
	row := strings.SplitAfter(full, "\n")
	for name, c := range map[string]struct{ text, at, want string }{
		"first line missing":   {strings.Join(row[1:], ""), "1", "lines are missing or out of order"},
		"line missing":         {row[0] + strings.Join(row[2:], ""), "2", "number 3 where 2 is expected"},
		"lines swapped":        {row[0] + row[2] + row[1] + row[3], "2", "lines are missing or out of order"},
		"line twice":           {full + row[5], "7", "number 6 where 7 is expected"},
		"line edited":          {strings.Replace(full, "reason 2", "reason 3", 1), "2", "was changed after it was written"},
		"empty line":           {row[0] + "\n" + row[1], "2", "not an event"},
		"other line ends":      {strings.ReplaceAll(full, "\n", "\r\n"), "1", "not an event: its checksum is missing"},
		"marks of a git merge": {"<<<<<<< HEAD\n" + full, "1", "git could not merge the file"},
	} {
		s.write([]byte(c.text))
		_, err := s.open("").Events()
		if err == nil || !strings.HasPrefix(err.Error(), s.path("ana")+":"+c.at+": ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want …:%s: …%s", name, err, c.at, c.want)
		}
	}
	// A line that fits its number and not the line before it, as after a fork.
	s.write([]byte(full))
	fork := newSurviving(t)
	fork.made = 100
	other := strings.SplitAfter(string(fork.fill("ana", 3)), "\n")
	s.write([]byte(row[0] + other[1] + other[2]))
	if _, err := s.open("").Events(); err == nil || !strings.Contains(err.Error(), ":2: the line before was changed or replaced") {
		t.Errorf("forked: %v", err)
	}
	s.write([]byte(full))
	foreign := filepath.Join(s.dir, "ben.jsonl")
	if err := os.Rename(s.path("ana"), foreign); err != nil {
		t.Fatal(err)
	}
	if _, err := s.open("").Events(); err == nil || !strings.Contains(err.Error(), `ben.jsonl:1: the event belongs to writer "ana"`) {
		t.Errorf("another writer's file: %v", err)
	}
	odd := filepath.Join(s.dir, "ana (conflicted copy).jsonl")
	if err := os.Rename(foreign, odd); err != nil {
		t.Fatal(err)
	}
	if _, err := s.open("").Events(); err == nil || !strings.HasPrefix(err.Error(), odd+": ") {
		t.Errorf("a file that no writer has made: %v", err)
	}
}

func TestFilesThatAreNoJournalsArePassedOver(t *testing.T) {
	s := newSurviving(t)
	s.fill("ana", 1)
	for _, name := range []string{"notes.txt", ".tmp-123", "._ana.jsonl"} {
		if err := os.WriteFile(filepath.Join(s.dir, name), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(s.events(s.open(""))); n != 1 {
		t.Errorf("%d events", n)
	}
	// What has the name of a journal file and is none is not passed over.
	if err := os.Mkdir(filepath.Join(s.dir, "sub.jsonl"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := s.open("").Events(); err == nil || !strings.HasSuffix(err.Error(), "sub.jsonl is a folder, not a file") {
		t.Errorf("a folder: %v", err)
	}
}

func TestAfterAnErrorNothingThatWasReadIsLost(t *testing.T) {
	s := newSurviving(t)
	s.fill("ana", 2)
	full := s.fill("ben", 1)
	if err := os.WriteFile(s.path("ben"), []byte("broken\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	reader := s.open("")
	if _, err := reader.Events(); err == nil {
		t.Fatal("a broken line was read")
	}
	if err := os.WriteFile(s.path("ben"), full, 0o644); err != nil {
		t.Fatal(err)
	}
	if n := len(s.events(reader)); n != 4 {
		t.Errorf("%d events of 4: those of the file before the broken one are lost", n)
	}
}

func TestFileThatShrankIsRefused(t *testing.T) {
	s := newSurviving(t)
	full := s.fill("ana", 2)
	reader, writer := s.open(""), s.open("ana")
	s.events(reader)
	s.events(writer)
	s.write(full[:len(full)/2])
	if _, err := reader.Events(); err == nil || !strings.HasPrefix(err.Error(), s.path("ana")+": ") {
		t.Errorf("reading on: %v", err)
	}
	if err := writer.Append(s.step("ana", 1)); err == nil {
		t.Error("appended to a file that shrank")
	}
	if now, err := os.ReadFile(s.path("ana")); err != nil || len(now) != len(full)/2 {
		t.Errorf("the file was touched: %d bytes, %v", len(now), err)
	}
}

func TestJournalThatIsGoneIsNotGrownAnewWhateverIsLeft(t *testing.T) {
	for name, gone := range map[string]func(*surviving) string{
		"own file":          func(s *surviving) string { return s.path("ana") },
		"other's file":      func(s *surviving) string { return s.path("ben") },
		"whole journal":     func(s *surviving) string { return s.dir },
		"one of many files": func(s *surviving) string { return s.path("ben") },
		"all of many files": func(s *surviving) string { return s.dir },
	} {
		s := newSurviving(t)
		s.fill("ana", 1)
		s.fill("ben", 1)
		if strings.Contains(name, "many") {
			for n := range 20 {
				s.fill(fmt.Sprintf("c%d", n), 1)
			}
		}
		j := s.open("ana")
		s.events(j)
		if err := os.RemoveAll(gone(s)); err != nil {
			t.Fatal(err)
		}
		if err := j.Append(s.step("ana", 1)); err == nil || !strings.Contains(err.Error(), "the journal is gone") {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(gone(s)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s was made again", name)
		}
	}
	s := newSurviving(t)
	if err := os.RemoveAll(filepath.Dir(s.dir)); err != nil {
		t.Fatal(err)
	}
	if err := s.open("ana").Append(s.step("ana", 1)); err == nil {
		t.Error("the first event made a workspace that is not there")
	}
	if _, err := os.Stat(filepath.Dir(s.local)); !errors.Is(err, os.ErrNotExist) {
		t.Error("a folder was made")
	}
}

func TestOnlyAWriterAppends(t *testing.T) {
	s := newSurviving(t)
	if err := s.open("").Append(s.step("ana", 1)); err == nil {
		t.Error("a reader appended")
	}
	for _, name := range []string{"../ana", "Ana", "a b", "-a", "a.b", strings.Repeat("a", 65)} {
		if _, err := folder.Open(folder.Options{Writer: name}); err == nil {
			t.Errorf("%q names a writer", name)
		}
	}
	bad := s.step("ana", 2)
	bad[1].Kind = "mood"
	if err := s.open("ana").Append(bad); err == nil {
		t.Error("an event that could not be read again was written")
	}
	if n := len(s.events(s.open(""))); n != 0 {
		t.Errorf("half of a refused change is there: %d events", n)
	}
}

func TestReadOnlyFolderSaysSoAndLosesNothing(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("this user may write into every folder")
	}
	s := newSurviving(t)
	s.fill("ana", 2)
	for path, mode := range map[string]os.FileMode{s.path("ana"): 0o444, s.dir: 0o555} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(s.dir, 0o755) }) // so that the folder can be removed
	j := s.open("ana")
	if n := len(s.events(j)); n != 3 {
		t.Errorf("%d events of 3", n)
	}
	if err := j.Append(s.step("ana", 1)); !errors.Is(err, os.ErrPermission) {
		t.Errorf("append: %v", err)
	}
}

func TestReaderSeesOnlyWholeChangesWhileAWriterAppends(t *testing.T) {
	s := newSurviving(t)
	const changes, size = 60, 3
	writer := s.open("ana")
	var steps [][]event.Event
	for range changes {
		steps = append(steps, s.step("ana", size))
	}
	done := make(chan error, 1)
	go func() {
		for _, step := range steps {
			if err := writer.Append(step); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	reader, seen := s.open(""), 0
	for finished := false; !finished || seen < changes*size; {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			finished = true
		default:
		}
		events := s.events(reader)
		for _, e := range events {
			if seen++; e.Seq != seen {
				t.Fatalf("event %d where %d should come", e.Seq, seen)
			}
		}
		if len(events)%size != 0 {
			t.Fatalf("%d events: a part of a change", len(events))
		}
		if finished && seen < changes*size && len(events) == 0 {
			t.Fatalf("%d of %d events", seen, changes*size)
		}
	}
}
