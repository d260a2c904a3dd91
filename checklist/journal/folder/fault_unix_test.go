//go:build unix

package folder_test

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"clausewalk/checklist/durable"
	_ "clausewalk/checklist/durable/quicktest"
	"clausewalk/checklist/event"
	"clausewalk/checklist/journal/folder"
)

// smallDisk names the folder in which a child process of the test appends until
// the system lets it write no more.
const smallDisk = "CLAUSEWALK_TEST_SMALL_DISK"

func TestMain(m *testing.M) {
	if dir := os.Getenv(smallDisk); dir != "" {
		os.Exit(fillSmallDisk(dir))
	}
	os.Exit(m.Run())
}

// fillSmallDisk appends changes of three events to a file that may not grow
// beyond a few thousand bytes, and prints the id of each event that was
// acknowledged.
func fillSmallDisk(dir string) int {
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: 5000, Max: 5000}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return 3
	}
	j, err := folder.Open(folder.Options{Disk: durable.Root(dir), Dir: "journal", Local: "local", Audit: "x-1", Writer: "ana"})
	if err != nil {
		return 2
	}
	for n := range 100 {
		step := smallStep(n)
		if err := j.Append(step); err != nil {
			if j.Append(smallStep(n)) == nil { // No more fits the second time either.
				return 2
			}
			os.Stderr.WriteString(err.Error())
			return 0
		}
		for _, e := range step {
			os.Stdout.WriteString(e.ID + "\n")
		}
	}
	return 2
}

func smallStep(n int) []event.Event {
	var step []event.Event
	for _, part := range []string{"a", "b", "c"} {
		step = append(step, event.Event{
			Format: event.Format, ID: part + strings.Repeat("x", n), Clock: 1, Writer: "ana", Time: time.Unix(int64(n+1), 0).UTC(),
			Field: event.Field{Kind: event.KindReason, Policy: "p", Clause: "A.1"}, Value: []byte(`"words"`), More: part != "c",
		})
	}
	return step
}

func TestFullDiskLosesNothingThatWasAcknowledged(t *testing.T) {
	s := newSurviving(t)
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), smallDisk+"="+filepath.Dir(s.dir))
	var said strings.Builder
	child.Stderr = &said
	out, err := child.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 3 {
		t.Skip("this system sets no limit to the size of a file")
	}
	if err != nil {
		t.Fatal(err, said.String())
	}
	acknowledged := strings.Fields(string(out))
	if len(acknowledged) == 0 || !strings.Contains(said.String(), syscall.EFBIG.Error()) {
		t.Fatalf("%d events, then %q", len(acknowledged), said.String())
	}
	j := s.open("ana")
	events := s.events(j)
	if len(events) != len(acknowledged) || len(j.Cuts()) != 0 {
		t.Fatalf("%d events of %d, cuts %v", len(events), len(acknowledged), j.Cuts())
	}
	for i, e := range events {
		if e.ID != acknowledged[i] {
			t.Errorf("event %d is %s, want %s", i, e.ID, acknowledged[i])
		}
	}
	s.append(j, smallStep(200)) // Now there is room again.
	if n := len(s.events(s.open(""))); n != len(acknowledged)+3 {
		t.Errorf("%d events of %d", n, len(acknowledged)+3)
	}
}

func TestWhoeverMayReadTheRepositoryMayReadTheJournal(t *testing.T) {
	s := newSurviving(t)
	s.fill("ana", 1)
	mask := os.FileMode(syscall.Umask(0))
	syscall.Umask(int(mask))
	for path, want := range map[string]os.FileMode{s.dir: 0o755 &^ mask, s.path("ana"): 0o644 &^ mask} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, want %v", path, info.Mode(), want)
		}
	}
}
