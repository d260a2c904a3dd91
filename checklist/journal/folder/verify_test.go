package folder_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"clausewalk/checklist/event"
)

func TestVerifyFindsWhatTheChainCannotShow(t *testing.T) {
	s := newSurviving(t)
	full := s.fill("ana", 3)
	if faults, _ := s.open("ana").Verify(later, nil); len(faults) != 0 {
		t.Fatalf("nothing is wrong, and yet %v", faults)
	}
	row := strings.SplitAfter(string(full), "\n")
	other := newSurviving(t)
	other.made = 50
	rewritten := other.fill("ana", 3)
	s.write(rewritten)
	faults := s.faults("ana")
	if faults == nil || !strings.Contains(faults.Error(), ":6: a different event was saved here") {
		t.Errorf("the whole file was written anew: %v", faults)
	}
	s.write([]byte(strings.Join(row[:3], "")))
	faults = s.faults("ana")
	if faults == nil || !strings.Contains(faults.Error(), "3 events that were saved here are missing at the end") {
		t.Errorf("the last change was taken off: %v", faults)
	}
	if faults, _ := s.open("").Verify(later, nil); len(faults) != 0 {
		t.Errorf("another clone cannot know of it, and yet %v", faults)
	}
}

func TestVerifyReadsALargeJournalToItsEnd(t *testing.T) {
	s := newSurviving(t)
	j := s.open("ana")
	for size := 0; size < 400_000; {
		step := s.step("ana", 20)
		for n := range step {
			step[n].Value = []byte(fmt.Sprintf("%q", strings.Repeat("long ", 200)))
			size += len(step[n].Value)
		}
		s.append(j, step)
	}
	if faults, _ := s.open("ana").Verify(later, nil); len(faults) != 0 {
		t.Fatalf("nothing is wrong, and yet %v", faults)
	}
	data, err := os.ReadFile(s.path("ana"))
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Count(data, []byte("\n"))
	s.write(bytes.Replace(data, []byte("long "), []byte("loud "), 1))
	if faults := s.faults("ana"); faults == nil || !strings.Contains(faults.Error(), ":1:") {
		t.Errorf("the first line was altered: %v", faults)
	}
	at := bytes.LastIndex(data, []byte("long "))
	s.write(append(append(append([]byte{}, data[:at]...), "loud "...), data[at+5:]...))
	if faults := s.faults("ana"); faults == nil || !strings.Contains(faults.Error(), fmt.Sprintf(":%d:", lines)) {
		t.Errorf("line %d was altered: %v", lines, faults)
	}
}

func TestVerifyFindsEventsThatNobodyHasAndIdsThatTwoHave(t *testing.T) {
	s := newSurviving(t)
	s.fill("ana", 1)
	lost := s.step("ben", 2)
	lost[1].Over = []string{"gone"}
	lost[0].ID = "ana1"
	s.append(s.open("ben"), lost)
	faults := s.faults("")
	if faults == nil {
		t.Fatal("nothing was found")
	}
	for _, want := range []string{
		s.path("ben") + ":1: the id ana1 is that of " + s.path("ana") + ":1",
		s.path("ben") + ":2: it refers to the event gone, which is not in any journal",
	} {
		if !strings.Contains(faults.Error(), want) {
			t.Errorf("no %q in\n%v", want, faults)
		}
	}
}

func TestVerifyTellsOfEveryFaultAndChangesNothing(t *testing.T) {
	s := newSurviving(t)
	full := string(s.fill("ana", 3))
	broken := strings.Replace(strings.Replace(full, "reason 2", "reason 7", 1), "reason 5", "reason 7", 1) + `{"cut`
	s.write([]byte(broken))
	faults := s.faults("ana")
	for _, want := range []string{":2: the line was changed", ":5: the line was changed", ":7: not an event"} {
		if faults == nil || !strings.Contains(faults.Error(), s.path("ana")+want) {
			t.Errorf("no %q in\n%v", want, faults)
		}
	}
	if now, err := os.ReadFile(s.path("ana")); err != nil || string(now) != broken {
		t.Errorf("the file was touched: %v", err)
	}
	if err := os.WriteFile(filepath.Join(s.dir, "Ben.jsonl"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if faults, _ := s.open("").Verify(later, nil); len(faults) != 1 || !strings.Contains(faults[0].Error(), "Ben.jsonl") {
		t.Errorf("a file that no writer has made: %v", faults)
	}
}

func TestWatchTellsOfNewEventsUntilItsContextEnds(t *testing.T) {
	s := newSurviving(t)
	writer := s.open("ana")
	ctx, stop := context.WithCancel(t.Context())
	changed, ended := make(chan struct{}, 100), make(chan struct{})
	go func() {
		s.open("").Watch(ctx, func() { changed <- struct{}{} })
		close(ended)
	}()
	// The first look may come after the first event: append until one is told.
	for told := false; !told; {
		s.append(writer, s.step("ana", 1))
		select {
		case <-changed:
			told = true
		default:
		}
	}
	stop()
	<-ended
}

// faults returns all that Verify finds, as one error.
func (s *surviving) faults(writer string) error {
	s.t.Helper()
	faults, _ := s.open(writer).Verify(later, nil)
	known := map[string]*event.Event{} // Whoever knows the lines already finds the same.
	files, err := filepath.Glob(filepath.Join(filepath.Dir(s.path("x")), "*.jsonl"))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		for line := range bytes.SplitSeq(data, []byte("\n")) {
			if e, err := event.Decode(line); err == nil {
				known[e.Sum] = &e
			}
		}
	}
	again, _ := s.open(writer).Verify(later, known)
	if was, is := errors.Join(faults...), errors.Join(again...); fmt.Sprint(was) != fmt.Sprint(is) {
		s.t.Errorf("%v\nbut of lines that are known\n%v", was, is)
	}
	return errors.Join(faults...)
}

func sumOf(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }
