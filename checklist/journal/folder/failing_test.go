package folder_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/durable/forgetful"
	"clausewalk/checklist/event"
	"clausewalk/checklist/journal/folder"
)

const journalDir = "audits/x-1/journal"

// opened opens the journal of x-1 on a disk, for reading where writer is empty.
func opened(d durable.Disk, writer string, git folder.Git) *folder.Journal {
	j, err := folder.Open(folder.Options{Disk: d, Dir: journalDir, Local: ".local", Audit: "x-1", Writer: writer, Git: git})
	if err != nil {
		panic(err)
	}
	return j
}

// words are events of one change, by their ids.
func words(writer string, ids ...string) []event.Event {
	var step []event.Event
	for n, id := range ids {
		step = append(step, event.Event{
			Format: event.Format, ID: id, Clock: 1, Writer: writer, Time: time.Unix(1, 0).UTC(), Who: event.Person{Name: "Ana"},
			Field: event.Field{Kind: event.KindReason, Policy: "p", Clause: "A.1"}, Value: []byte(`"words"`), More: n < len(ids)-1,
		})
	}
	return step
}

// answering saves a change as a program does that has read what is there.
func answering(git folder.Git, writer string, ids ...string) func(durable.Disk) error {
	return func(d durable.Disk) error {
		j := opened(d, writer, git)
		if _, err := j.Events(); err != nil {
			return err
		}
		return j.Append(words(writer, ids...))
	}
}

// adding writes behind the end of a file, as nobody should.
func adding(d durable.Disk, name, text string) error {
	f, err := d.OpenFile(name, os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write([]byte(text))
	return err
}

// all are the ids of all events that a journal has.
func all(d durable.Disk) (ids string, err error) {
	events, err := opened(d, "", nil).Events()
	for _, e := range events {
		ids += e.ID + " "
	}
	return strings.TrimSpace(ids), err
}

func folders(d durable.Disk) error { return durable.MkdirAll(d, "audits/x-1", 0o755) }

// first are answers that begin a journal of two files.
func first(git folder.Git) func(durable.Disk) error {
	return func(d durable.Disk) error {
		return errors.Join(folders(d), answering(git, "ana", "e1")(d), answering(git, "ben", "e2")(d))
	}
}

// TestAnAnswerThatADiskFailsToSaveIsNotAcknowledged fails each call of the disk in
// turn. An answer that is acknowledged is durable; of any other all is there or nothing,
// what was there before is there, and the next answer is saved.
func TestAnAnswerThatADiskFailsToSaveIsNotAcknowledged(t *testing.T) {
	git := &repository{moved: "1", index: "1"}
	moved := &repository{moved: "2", index: "1"}
	note := func(d durable.Disk) ([]byte, error) {
		return durable.ReadFile(d, ".local/ana-x-1-tip.json", 1<<20)
	}
	for name, c := range map[string]struct {
		begin  func(durable.Disk) error
		before string
		git    folder.Git
		others string // what another program of the writer saves meanwhile
	}{
		"the first answer":              {folders, "", git, ""},
		"one more":                      {first(git), "e1 e2", git, ""},
		"behind one of another program": {first(git), "e1 e2", git, "o1"},
		"and a file of its own":         {first(git), "e1 e2", moved, "o1"},
		"a file of its own":             {first(git), "e1 e2", moved, ""},
		"behind a cut line": {func(d durable.Disk) error {
			return errors.Join(first(git)(d), adding(d, journalDir+"/ana-e1.jsonl", `{"format":2`))
		}, "e1 e2", git, ""},
		"behind a line without its end": {func(d durable.Disk) error {
			data, err := []byte(nil), first(git)(d)
			if err == nil {
				data, err = durable.ReadFile(d, journalDir+"/ana-e1.jsonl", 1<<20)
			}
			return errors.Join(err, durable.WriteFile(d, journalDir+"/ana-e1.jsonl", data[:len(data)-1], 0o644))
		}, "e1 e2", git, ""},
		"behind one that was not noted": {func(d durable.Disk) error {
			err := first(git)(d)
			noted, reading := note(d)
			return errors.Join(err, reading, answering(git, "ana", "e3")(d), durable.WriteFile(d, ".local/ana-x-1-tip.json", noted, 0o644))
		}, "e1 e3 e2", moved, ""},
	} {
		forgetful.Fail(t, c.begin, func(d durable.Disk) error {
			j := opened(d, "ana", c.git)
			if _, err := j.Events(); err != nil {
				return err
			}
			if c.others != "" {
				if err := answering(c.git, "ana", c.others)(d); err != nil {
					return err
				}
			}
			return j.Append(words("ana", "n1", "n2"))
		}, func(d *forgetful.Disk, failed string, err error) error {
			is := func(d durable.Disk) error {
				ids, reading := all(d)
				var rest []string
				for _, id := range strings.Fields(ids) {
					if id != "n1" && id != "n2" && id != c.others {
						rest = append(rest, id)
					}
				}
				switch half := strings.Contains(ids, "n1") != strings.Contains(ids, "n2"); {
				case reading != nil:
					return fmt.Errorf("%s: %w", name, reading)
				case half || strings.Join(rest, " ") != c.before:
					return fmt.Errorf("%s: there are %q", name, ids)
				case err == nil && (!strings.Contains(ids, "n1") || !strings.Contains(ids, c.others)):
					return fmt.Errorf("%s: it was acknowledged, and there are %q", name, ids)
				}
				return nil
			}
			if err != nil && (!errors.Is(err, forgetful.ErrFault) || !strings.Contains(err.Error(), "/disk")) {
				return err
			}
			if wrong := is(d); wrong != nil {
				return wrong
			}
			d.Lost(func(after *forgetful.Disk) {
				if wrong := is(after); wrong != nil && err == nil {
					t.Errorf("%s failed, and after a loss of power: %v", failed, wrong)
				}
			})
			if err := answering(c.git, "ana", "later")(d); err != nil {
				return fmt.Errorf("%s: the next answer: %w", name, err)
			}
			ids, reading := all(d)
			if !strings.Contains(ids, "later") {
				return fmt.Errorf("%s: the next answer is not there: %q %w", name, ids, reading)
			}
			faults, _ := opened(d, "ana", c.git).Verify(later, nil)
			return errors.Join(faults...)
		})
	}
}

// TestAJournalThatADiskFailsToReadIsNotReadInPart fails each call of the disk in turn.
func TestAJournalThatADiskFailsToReadIsNotReadInPart(t *testing.T) {
	var j *folder.Journal
	for name, do := range map[string]func() error{
		"events":  func() error { _, err := j.Events(); return err },
		"missing": func() error { _, err := j.Missing(); return err },
		"damaged": func() error { _, err := j.Damaged(nil); return err },
		"verify":  func() error { faults, _ := j.Verify(later, nil); return errors.Join(faults...) },
	} {
		forgetful.Fail(t, first(nil), func(d durable.Disk) error {
			j = opened(d, "", nil)
			return do()
		}, func(_ *forgetful.Disk, failed string, err error) error {
			switch {
			case strings.HasPrefix(failed, "close "):
			case name == "missing" && !strings.HasSuffix(failed, journalDir): // Verify tells of the files.
			case !errors.Is(err, forgetful.ErrFault) || !strings.Contains(err.Error(), "/disk/"+journalDir):
				return fmt.Errorf("%s: %w", name, err)
			}
			if events, err := j.Events(); name == "events" && !strings.HasPrefix(failed, "close ") && (err != nil || len(events) != 2) {
				return fmt.Errorf("read again there are %d events, %w", len(events), err)
			}
			return nil
		})
	}
}

// TestARepairThatADiskFailsLosesNothing fails each call of the disk in turn, and
// repairs again.
func TestARepairThatADiskFailsLosesNothing(t *testing.T) {
	git := &repository{}
	const damaged = journalDir + "/ana-e1.jsonl"
	var was []byte
	begin := func(d durable.Disk) error { // Two have gone on behind one line.
		err := errors.Join(folders(d), answering(git, "ana", "e1")(d))
		one, reading := durable.ReadFile(d, damaged, 1<<20)
		err = errors.Join(err, reading, answering(git, "ana", "e2", "e3")(d))
		ours, reading := durable.ReadFile(d, damaged, 1<<20)
		err = errors.Join(err, reading, durable.WriteFile(d, damaged, one, 0o644), durable.RemoveAll(d, ".local"))
		other := forgetful.New()
		err = errors.Join(err, folders(other), answering(git, "ana", "e1")(other), answering(git, "ana", "e4")(other))
		theirs, reading := durable.ReadFile(other, damaged, 1<<20)
		was = append(ours, theirs[len(one):]...)
		return errors.Join(err, reading, durable.WriteFile(d, damaged, was, 0o644))
	}
	for name, begin := range map[string]func(durable.Disk) error{
		"two sides": begin,
		"another's name": func(d durable.Disk) error {
			return errors.Join(begin(d), d.Rename(damaged, journalDir+"/Ana (copy).jsonl"))
		},
	} {
		repair := func(d durable.Disk) error {
			j := opened(d, "", nil)
			mends, err := j.Damaged(nil)
			for _, m := range mends {
				done, repairing := j.Repair(m)
				if err = errors.Join(err, repairing); repairing != nil {
					continue
				}
				if kept, reading := durable.ReadFile(d, ".local/repaired/"+done.Aside, 1<<20); reading == nil && string(kept) != string(was) {
					err = errors.Join(err, errors.New("the file as it was is not kept"))
				}
			}
			return err
		}
		whole := func(d durable.Disk) error {
			ids, err := all(d)
			for _, id := range []string{"e1", "e2", "e3", "e4"} {
				if !strings.Contains(ids, id) {
					err = errors.Join(err, fmt.Errorf("%s is lost", id))
				}
			}
			return err
		}
		forgetful.Fail(t, begin, repair, func(d *forgetful.Disk, failed string, err error) error {
			if err != nil && !errors.Is(err, forgetful.ErrFault) {
				return err
			}
			if err == nil {
				d.Lost(func(after *forgetful.Disk) {
					if wrong := whole(after); wrong != nil {
						t.Errorf("%s: %s failed, no error came of it, and after a loss of power: %v", name, failed, wrong)
					}
				})
			}
			if err := errors.Join(repair(d), whole(d)); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			return nil
		})
	}
}

func TestTheBeginningIsTheFirstLineThatCanBeRead(t *testing.T) {
	began := func(writer, id string, clock int64, app string) event.Event {
		return event.Event{
			Format: event.Format, ID: id, Clock: clock, Writer: writer, Time: time.Unix(clock, 0).UTC(), Who: event.Person{Name: "Ana"},
			Field: event.Field{Kind: event.KindBegin}, Value: fmt.Appendf(nil, `{"app":%q,"release":"1","policies":[{"id":"p","edition":"1"}]}`, app),
		}
	}
	begins := func(e ...event.Event) func(durable.Disk) error {
		return func(d durable.Disk) error {
			err := folders(d)
			for _, e := range e {
				err = errors.Join(err, opened(d, e.Writer, nil).Append([]event.Event{e}))
			}
			return err
		}
	}
	raw := func(name, text string) func(durable.Disk) error {
		return func(d durable.Disk) error {
			return durable.WriteFile(d, journalDir+"/"+name+".jsonl", []byte(text), 0o644)
		}
	}
	long, longer := strings.Repeat("long ", 2_000), strings.Repeat("long ", 20_000)
	for name, c := range map[string]struct {
		do   []func(durable.Disk) error
		want string
	}{
		"nothing":                       {nil, ""},
		"no journal":                    {[]func(durable.Disk) error{folders}, ""},
		"an answer alone":               {[]func(durable.Disk) error{first(nil)}, ""},
		"a beginning":                   {[]func(durable.Disk) error{begins(began("ana", "b1", 1, "app"))}, "b1"},
		"and answers":                   {[]func(durable.Disk) error{begins(began("ana", "b1", 1, "app")), answering(nil, "ana", "a1"), answering(nil, "aaa", "a2")}, "b1"},
		"not the first line":            {[]func(durable.Disk) error{first(nil), begins(began("ana", "b1", 9, "app"))}, ""},
		"the older of two":              {[]func(durable.Disk) error{begins(began("ana", "b1", 2, "app"), began("ben", "b2", 1, "app"), began("cem", "b3", 3, "app"))}, "b2"},
		"a long line":                   {[]func(durable.Disk) error{begins(began("ana", "b1", 1, long)), answering(nil, "ana", "a1")}, "b1"},
		"a line that is too long":       {[]func(durable.Disk) error{begins(began("ana", "b1", 1, longer), began("ben", "b2", 2, "app"))}, "b2"},
		"beside a damaged file":         {[]func(durable.Disk) error{begins(began("ben", "b1", 1, "app")), raw("ana", "words\n"+long), raw("cem", "")}, "b1"},
		"beside a file of another name": {[]func(durable.Disk) error{begins(began("ben", "b1", 1, "app")), raw("Ana", "")}, ""},
	} {
		d := forgetful.New()
		for _, do := range c.do {
			if err := do(d); err != nil {
				t.Fatal(name, err)
			}
		}
		if e, err := folder.Began(d, journalDir); err != nil || e.ID != c.want {
			t.Errorf("%s: %q %v, want %q", name, e.ID, err, c.want)
		}
	}
	var e event.Event
	forgetful.Fail(t, begins(began("ana", "b1", 1, "app"), began("ben", "b2", 2, "app")), func(d durable.Disk) (err error) {
		e, err = folder.Began(d, journalDir)
		return err
	}, func(_ *forgetful.Disk, failed string, err error) error {
		listed := strings.HasSuffix(failed, journalDir)
		if closed := strings.HasPrefix(failed, "close "); listed != errors.Is(err, forgetful.ErrFault) || listed && e.ID != "" || closed && e.ID != "b1" {
			return fmt.Errorf("%q, %w", e.ID, err)
		}
		return nil
	})
}

// TestACutLineStaysInAFileThatGitMayHave holds for whatever git says.
func TestACutLineStaysInAFileThatGitMayHave(t *testing.T) {
	const name, cut = journalDir + "/ana-e1.jsonl", "{"
	for what, git := range map[string]*repository{
		"no":                 {},
		"it is in the index": {tracks: map[string]bool{name: true}},
		"it is in a commit":  {holds: map[string]bool{name: true}},
		"nothing":            {silent: errors.New("no git")},
		"it is in both":      {tracks: map[string]bool{name: true}, holds: map[string]bool{name: true}},
	} {
		d := forgetful.New()
		if err := errors.Join(folders(d), answering(git, "ana", "e1")(d), answering(git, "ben", "e2")(d), adding(d, name, cut), adding(d, journalDir+"/ben-e2.jsonl", cut)); err != nil {
			t.Fatal(err)
		}
		git.moved = "2"
		j := opened(d, "ana", git)
		_, err := j.Events()
		done(t, err, j.Append(words("ana", "e3")))
		if cuts := j.Cuts(); len(cuts) != map[bool]int{true: 1, false: 2}[what == "no"] {
			t.Errorf("git says %s, and cut are %+v", what, cuts)
		}
		data, err := durable.ReadFile(d, name, 1<<20)
		if stays := strings.HasSuffix(string(data), cut); err != nil || stays != (what != "no") {
			t.Errorf("git says %s, and the cut line stays: %v, %v", what, stays, err)
		}
		if other, err := durable.ReadFile(d, journalDir+"/ben-e2.jsonl", 1<<20); err != nil || !strings.HasSuffix(string(other), cut) {
			t.Errorf("git says %s, and a line was taken off the file of another writer: %v", what, err)
		}
		if ids, err := all(d); ids != "e1 e3 e2" {
			t.Errorf("git says %s: there are %q, %v", what, ids, err)
		}
	}
}

// TestAFileThatIsBegunIsToldOfOnce tells its name, and none where nothing was saved.
func TestAFileThatIsBegunIsToldOfOnce(t *testing.T) {
	d, told := forgetful.New(), []string(nil)
	git := &repository{}
	open := func(d durable.Disk) *folder.Journal {
		j := opened(d, "ana", git)
		j.Began = func(file string) { told = append(told, file) }
		return j
	}
	if err := folders(d); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		id, moved, want string
	}{{"e1", "", journalDir + "/ana-e1.jsonl"}, {"e2", "", ""}, {"e3", "2", journalDir + "/ana-e3.jsonl"}, {"e4", "2", ""}, {"e1", "3", journalDir + "/ana-e1-2.jsonl"}, {"e1", "4", journalDir + "/ana-e1-3.jsonl"}} {
		told, git.moved = nil, c.moved
		j := open(d)
		if err := j.Append(words("ana", c.id)); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(told, " "); got != c.want {
			t.Errorf("%s: told of %q, want %q", c.id, got, c.want)
		}
	}
	told = nil
	if err := open(unsynced{d, journalDir + "/ana-e5.jsonl"}).Append(words("ana", "e5")); err != nil {
		t.Fatal(err)
	}
	git.moved, told = "5", nil
	if err := open(unsynced{d, journalDir + "/ana-e6.jsonl"}).Append(words("ana", "e6")); err == nil || told != nil {
		t.Errorf("what could not be saved: %v, told of %q", err, told)
	}
	if _, err := d.Lstat(journalDir + "/ana-e6.jsonl"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file that was begun for it: %v", err)
	}
}

// vanishing is a disk on which a file goes after its folder was listed.
type vanishing struct {
	durable.Disk
	name string
}

func (v vanishing) Open(name string) (durable.File, error) {
	if name == v.name {
		return nil, &fs.PathError{Op: "open", Path: "/disk/" + name, Err: fs.ErrNotExist}
	}
	return v.Disk.Open(name)
}

// TestAFileThatGoesWhileTheJournalIsRead is as one that went before, unless it was
// read already.
func TestAFileThatGoesWhileTheJournalIsRead(t *testing.T) {
	d := &vanishing{Disk: forgetful.New()}
	done(t, first(nil)(d))
	before := opened(d, "", nil)
	_, err := before.Events()
	done(t, err)
	d.name = journalDir + "/ana-e1.jsonl"
	if ids, err := all(d); err != nil || ids != "e2" {
		t.Errorf("there are %q, %v", ids, err)
	}
	if _, err := before.Events(); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), d.name) {
		t.Errorf("it was read before: %v", err)
	}
}

// TestAnEmptyFileThatGoesIsNoLoss is what a crash leaves between a file and its line.
func TestAnEmptyFileThatGoesIsNoLoss(t *testing.T) {
	d := forgetful.New()
	done(t, first(nil)(d))
	put(t, d, "ana-empty.jsonl")
	j := opened(d, "ana", nil)
	_, err := j.Events()
	done(t, err, d.Remove(journalDir+"/ana-empty.jsonl"), j.Append(words("ana", "e3")))
}
