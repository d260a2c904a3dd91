package folder

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path"
	"strings"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
)

// Append writes the events as one change, to the file that the writer has begun
// or to a new one.
func (j *Journal) Append(events []event.Event) error {
	switch {
	case len(events) == 0:
		return nil
	case j.Writer == "":
		return errors.New("the journal was opened for reading only")
	case j.broken != nil:
		return j.broken
	}
	durable.Keep(j.Disk, j.Dir, j.Local)
	if err := j.there(); err != nil {
		return err
	}
	lock := path.Join(j.Local, j.Writer+".lock")
	unlock, err := j.Disk.Lock(lock, j.Waiting)
	if errors.Is(err, os.ErrNotExist) {
		if err = durable.MkdirAll(j.Disk, j.Local, 0o755); err == nil {
			unlock, err = j.Disk.Lock(lock, j.Waiting)
		}
	}
	if err != nil {
		return fmt.Errorf("lock the journal of %s: %w", j.Writer, err)
	}
	began, err := j.append(events)
	err = errors.Join(err, unlock())
	if err == nil && began != "" && j.Began != nil {
		j.Began(j.path(began))
	}
	return err
}

// append does Append's work while the lock is held. It returns the name of the
// file where that is a new one.
func (j *Journal) append(events []event.Event) (began string, err error) {
	noted, notes := j.openNote(os.O_RDWR)
	if notes != nil {
		defer notes.Close()
	}
	now := j.place()
	if err := j.clearCuts(); err != nil {
		return "", err
	}
	if err := j.syncUnnoted(&noted); err != nil {
		return "", err
	}
	name, f, last, others, err := j.present(noted, now)
	if err != nil {
		return "", err
	}
	if f == nil {
		last = file{}
		if name, f, err = j.begin(events[0].ID); err != nil {
			return "", err
		}
		began = name
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	lines, next, err := j.encode(events, last, name)
	if err != nil {
		_ = j.discard(began)
		return "", err
	}
	if err := j.write(f, lines, last.offset, began != ""); err != nil {
		return "", errors.Join(err, j.discard(began))
	}
	j.name(events[:1])
	j.note(notes, noted, now, name, next)
	if len(others) == 0 {
		j.files[name] = next
	}
	return began, nil
}

// begin makes a new file, named by the id of its first event. Where an attempt
// to write the same event has left a file, it gets another name.
func (j *Journal) begin(id string) (name string, f durable.File, err error) {
	for n := 1; n < 100; n++ {
		name = j.Writer + "-" + id
		if n > 1 {
			name = fmt.Sprintf("%s-%d", name, n)
		}
		f, err = j.Disk.OpenFile(j.path(name), os.O_RDWR|os.O_APPEND|os.O_CREATE|os.O_EXCL, 0o644)
		if !errors.Is(err, os.ErrExist) {
			break
		}
	}
	return name, f, err
}

// present opens the file that this writer has begun, if it may go on in it: at
// the place where this clone noted it, with the end that was noted, and not seen
// by git since. The file is nil where a new one has to be begun. What another
// program of this writer has added to it meanwhile decides what comes next;
// those events themselves are left for the next call of Events.
func (j *Journal) present(noted, now note) (name string, f durable.File, last file, others []event.Event, err error) {
	name = noted.File
	if !j.mayGoOn(noted, now) {
		return "", nil, last, nil, nil
	}
	// One file serves for reading and for writing: opening is what costs most
	// beside the sync.
	f, err = j.Disk.OpenFile(j.path(name), os.O_RDWR|os.O_APPEND, 0o644)
	if errors.Is(err, os.ErrNotExist) {
		return "", nil, last, nil, nil
	}
	if err != nil {
		return "", nil, last, nil, err
	}
	last = j.files[name]
	data, err := readFrom(f, j.full(name), last.offset, MaxFile)
	if err == nil {
		others, last, err = scan(data, last, name, j.full(name))
	}
	if err == nil && last.sum == noted.Sum && last.tail == 0 {
		return name, f, last, others, nil
	}
	err = errors.Join(err, f.Close())
	return "", nil, file{}, nil, err
}

func (j *Journal) mayGoOn(noted, now note) bool {
	switch {
	case noted.File == "" || noted.At != now.At || noted.Git != now.Git:
		return false
	case noted.Index == now.Index:
		return true
	}
	tracked, err := j.Git.Tracks(j.path(noted.File))
	return err == nil && !tracked
}

// place notes where the workspace is, and what git has done so far. It is taken
// before a file is written to: what git does meanwhile comes later then.
func (j *Journal) place() note {
	now := note{At: j.Disk.Path()}
	if j.Git != nil {
		now.Git, now.Index = j.Git.Moved(), j.Git.Index()
	}
	return now
}

// encode gives the events their places behind the last line of a file.
func (j *Journal) encode(events []event.Event, last file, name string) (lines []byte, next file, err error) {
	next = last
	if last.bare {
		lines, next.offset = []byte("\n"), next.offset+1
	}
	for i := range events {
		e := &events[i]
		e.Seq, e.Prev, e.Ends, e.File = next.seq+1, next.sum, nil, name
		if i == 0 {
			e.Ends = j.heads(name)
		}
		line, err := e.Encode()
		if err != nil {
			return nil, next, err
		}
		lines = append(append(lines, line...), '\n')
		next = file{offset: next.offset + int64(len(line)) + 1, lines: next.lines + 1, seq: e.Seq, sum: e.Sum}
	}
	return lines, next, nil
}

// discard removes a file that was begun and is not needed: nothing in it was
// acknowledged.
func (j *Journal) discard(began string) error {
	if began == "" {
		return nil
	}
	return j.Disk.Remove(j.path(began))
}

// write appends the lines and syncs, the folder too for a new file. After a
// failure the file ends where it did.
func (j *Journal) write(f durable.File, lines []byte, end int64, created bool) (err error) {
	defer func() {
		if err != nil {
			_ = f.Truncate(end) // A part that stays is recognised as a cut line.
		}
	}()
	if _, err := f.Write(lines); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if created {
		// The folders above too: whoever made them may have crashed before the sync.
		return durable.SyncParents(j.Disk, j.path("any"))
	}
	return nil
}

// syncUnnoted makes durable what a program of this writer had written when it
// was killed: it was read, so that what comes next may rest on it, and may not
// be on disk.
func (j *Journal) syncUnnoted(noted *note) error {
	for name, f := range j.files {
		if !j.own(name) || f.sum == "" || noted.end(name).Sum == f.sum {
			continue
		}
		file, err := j.Disk.OpenFile(j.path(name), os.O_RDWR, 0o644)
		if err != nil {
			return err
		}
		if err := errors.Join(file.Sync(), file.Close()); err != nil {
			return err
		}
		// Its name is made durable with that of the new file which comes next.
		if noted.File != name {
			noted.ended(name, end{f.seq, f.sum})
		}
	}
	return nil
}

// own tells whether a file is one of this writer's.
func (j *Journal) own(name string) bool {
	return name == j.Writer || strings.HasPrefix(name, j.Writer+"-")
}

// clearCuts moves what a crash has cut short out of this writer's files, unless
// git has them: those stay as they are.
func (j *Journal) clearCuts() error {
	for name, known := range j.files {
		if known.tail == 0 || !j.own(name) || j.gitHas(name) {
			continue
		}
		if err := j.clearCut(name, known); err != nil {
			return err
		}
	}
	return nil
}

// gitHas tells whether git may have a file: it does unless it says no.
func (j *Journal) gitHas(name string) bool {
	if j.Git == nil {
		return false
	}
	tracked, err := j.Git.Tracks(j.path(name))
	if err != nil || tracked {
		return true
	}
	held, err := j.Git.Holds(j.path(name))
	return err != nil || held
}

func (j *Journal) clearCut(name string, known file) (err error) {
	f, err := j.Disk.OpenFile(j.path(name), os.O_RDWR, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	data, err := readFrom(f, j.full(name), known.offset, MaxFile)
	if err != nil {
		return err
	}
	_, now, err := scan(data, known, name, j.full(name))
	if err != nil {
		return err
	}
	if now.tail > 0 {
		err = j.setAside(f, data[len(data)-now.tail:], name, now.offset)
	}
	if err == nil {
		known.tail = 0 // What another program has written meanwhile is left for Events.
		j.files[name] = known
	}
	return err
}

// setAside keeps what a crash has cut short, and takes it off its file.
func (j *Journal) setAside(f durable.File, cut []byte, name string, end int64) error {
	sum := sha256.Sum256(cut)
	aside := path.Join(j.Local, fmt.Sprintf("%s-cut-at-%d-%x", name, end, sum[:4]))
	if err := durable.WriteFile(j.Disk, aside, cut, 0o644); err != nil {
		return err
	}
	return f.Truncate(end)
}
