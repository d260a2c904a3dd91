package folder_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/durable/forgetful"
	"clausewalk/checklist/event"
	"clausewalk/checklist/journal/folder"
)

// TestAnAnswerSurvivesLossOfPower cuts the power at every step of keeping an
// answer of three events: the first of an audit, one more of the same file, and
// one whose file must be a new one. What was acknowledged is there; of anything
// else all three are there or none.
func TestAnAnswerSurvivesLossOfPower(t *testing.T) {
	git := &repository{moved: "1", index: "1", tracks: map[string]bool{}, holds: map[string]bool{}}
	open := func(d durable.Disk) (*folder.Journal, []event.Event, error) {
		j, err := folder.Open(folder.Options{Disk: d, Dir: "audits/x-1/journal", Local: ".local", Audit: "x-1", Writer: "ana", Git: git})
		if err != nil {
			return nil, nil, err
		}
		events, err := j.Events()
		return j, events, err
	}
	acknowledged := 0
	answer := func(d durable.Disk) error {
		j, before, err := open(d)
		if err != nil {
			return err
		}
		var step []event.Event
		for n := range 3 {
			step = append(step, event.Event{
				Format: event.Format, ID: fmt.Sprintf("e%d", len(before)+n+1), Clock: int64(len(before) + n + 1), Writer: "ana", Time: time.Unix(1, 0).UTC(),
				Field: event.Field{Kind: event.KindReason, Policy: "p", Clause: "A.1"}, Value: []byte(`"words"`), More: n < 2,
			})
		}
		if err := j.Append(step); err != nil {
			return err
		}
		acknowledged = len(before) + 3
		return nil
	}
	audit := func(d durable.Disk) error { return durable.MkdirAll(d, "audits/x-1", 0o755) }
	check := func(d *forgetful.Disk, done bool) error {
		_, events, err := open(d)
		switch {
		case err != nil:
			return err
		case len(events)%3 != 0:
			return fmt.Errorf("%d events: a part of an answer", len(events))
		case done && len(events) != acknowledged:
			return fmt.Errorf("%d events of %d that were acknowledged", len(events), acknowledged)
		}
		return nil
	}
	forgetful.Try(t, audit, answer, check)
	answered := func(d durable.Disk) error {
		if err := audit(d); err != nil {
			return err
		}
		return answer(d)
	}
	forgetful.Try(t, answered, answer, check)
	forgetful.Try(t, func(d durable.Disk) error {
		err := answered(d)
		git.moved += "."
		return err
	}, answer, check)
}

// TestACutLineSurvivesLossOfPowerAside cuts the power while what
// a crash has left is moved aside.
func TestACutLineSurvivesLossOfPowerAside(t *testing.T) {
	git := &repository{moved: "1", index: "1", tracks: map[string]bool{}, holds: map[string]bool{}}
	const cut = `{"format":2,"id":"cut`
	open := func(d durable.Disk) *folder.Journal {
		j, err := folder.Open(folder.Options{Disk: d, Dir: "journal", Local: ".local", Audit: "x-1", Writer: "ana", Git: git})
		if err != nil {
			t.Fatal(err)
		}
		return j
	}
	answer := func(d durable.Disk) error {
		j := open(d)
		before, err := j.Events()
		if err != nil {
			return err
		}
		return j.Append([]event.Event{{
			Format: event.Format, ID: fmt.Sprintf("e%d", len(before)), Clock: 1, Writer: "ana", Time: time.Unix(1, 0).UTC(),
			Field: event.Field{Kind: event.KindReason, Policy: "p", Clause: "A.1"}, Value: []byte(`"words"`),
		}})
	}
	begin := func(d durable.Disk) error {
		if err := answer(d); err != nil {
			return err
		}
		f, err := d.OpenFile("journal/ana-e0.jsonl", os.O_WRONLY|os.O_APPEND, 0o644)
		if err != nil {
			return err
		}
		if _, err := f.Write([]byte(cut)); err != nil {
			return err
		}
		return f.Close()
	}
	forgetful.Try(t, begin, answer, func(d *forgetful.Disk, done bool) error {
		j := open(d)
		events, err := j.Events()
		if err != nil || len(events) == 0 {
			return fmt.Errorf("%d events, %w", len(events), err)
		}
		aside, _ := d.ReadDir(".local") // It may not be there yet.
		kept := len(j.Cuts()) > 0
		for _, e := range aside {
			data, err := durable.ReadFile(d, ".local/"+e.Name(), 1<<20)
			kept = kept || err == nil && string(data) == cut
		}
		if !kept {
			return fmt.Errorf("what was cut short is neither in its file nor aside")
		}
		return nil
	})
}

// unsynced is a disk that cannot make one file durable.
type unsynced struct {
	durable.Disk
	name string
}

type unsyncedFile struct{ durable.File }

func (unsyncedFile) Sync() error { return errors.New("input/output error") }

func (d unsynced) OpenFile(name string, flag int, mode fs.FileMode) (durable.File, error) {
	f, err := d.Disk.OpenFile(name, flag, mode)
	if err == nil && name == d.name {
		f = unsyncedFile{f}
	}
	return f, err
}

// unopened is a disk on which one file can be opened for reading alone.
type unopened struct {
	durable.Disk
	name string
}

func (d unopened) OpenFile(name string, flag int, mode fs.FileMode) (durable.File, error) {
	if name == d.name && flag != os.O_RDONLY {
		return nil, fs.ErrPermission
	}
	return d.Disk.OpenFile(name, flag, mode)
}

// TestNothingIsAcknowledgedThatRestsOnWhatMayNotBeOnDisk goes on after a program
// that was killed between its write and its note of it. What comes next is a file
// of its own and names the end of that write as known.
func TestNothingIsAcknowledgedThatRestsOnWhatMayNotBeOnDisk(t *testing.T) {
	s := newSurviving(t)
	s.fill("ana", 1)
	note := filepath.Join(s.local, "ana-x-1-tip.json")
	noted, err := os.ReadFile(note)
	if err != nil {
		t.Fatal(err)
	}
	s.append(s.open("ana"), s.step("ana", 1))
	if err := os.WriteFile(note, noted, 0o644); err != nil {
		t.Fatal(err)
	}
	git := &repository{moved: "2", index: "1", tracks: map[string]bool{}, holds: map[string]bool{}}
	root, name := durable.Root(filepath.Dir(s.dir)), s.names()[0]
	for _, disk := range []durable.Disk{unsynced{root, name}, unopened{root, name}} {
		j, err := folder.Open(folder.Options{Disk: disk, Dir: "journal", Local: "local", Audit: "x-1", Writer: "ana", Git: git})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := j.Events(); err != nil {
			t.Fatal(err)
		}
		if err := j.Append(s.step("ana", 1)); err == nil {
			t.Error("acknowledged, while what it rests on may be gone after a loss of power")
		}
	}
	if n := len(s.events(s.open(""))); n != 2 {
		t.Errorf("%d events are there, want the two of before", n)
	}
}
