// Package folder keeps a journal as files: one for each writer, one event a
// line. Only its writer appends to a file, so two people's journals merge by
// lying side by side.
//
// A file is never rewritten. The one exception is a last line that a crash has
// cut short: it is moved aside before its writer appends again. A line that is
// damaged in any other way is an error that names file and line, and the file
// is then left as it is.
package folder

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"

	"github.com/gofrs/flock"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
)

const suffix = ".jsonl"

// Journal is the journal of one audit as one writer sees it.
type Journal struct {
	dir    string
	local  string
	writer string
	files  map[string]*file
}

// file is what has been read of one writer's journal.
type file struct {
	offset int64  // behind the last whole line
	lines  int    // whole lines read
	seq    int    // of the last event
	sum    string // of the last event
	tail   int    // bytes behind the last whole change
	bare   bool   // the last event has no newline behind it yet
}

// writerName is what a writer's name may look like: it names a file.
var writerName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

// Open opens the journal in dir for reading and, where writer is not empty, for
// appending. The folder local takes locks and what was cut off; it is not
// shared with other clones. Nothing is created before the first Append.
func Open(dir, local, writer string) (*Journal, error) {
	if writer != "" && !writerName.MatchString(writer) {
		return nil, fmt.Errorf("%q is no name for a writer", writer)
	}
	return &Journal{dir: dir, local: local, writer: writer, files: map[string]*file{}}, nil
}

// A DamageError says that a line of a journal cannot be read.
type DamageError struct {
	File string
	Line int
	Err  error
}

// Error names file and line, or the file where it is no line's fault.
func (e *DamageError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %v", e.File, e.Err)
	}
	return fmt.Sprintf("%s:%d: %v", e.File, e.Line, e.Err)
}

// Unwrap returns what is wrong with the line.
func (e *DamageError) Unwrap() error { return e.Err }

// Events reads what has been added to any writer's file since the last call.
// After an error the next call begins where this one did.
func (j *Journal) Events() ([]checklist.Event, error) {
	writers, err := j.writers()
	if err != nil {
		return nil, err
	}
	data := make([][]byte, len(writers))
	lines := 0
	for n, w := range writers {
		if data[n], err = readFrom(j.path(w), j.known(w).offset); err != nil {
			return nil, err
		}
		lines += bytes.Count(data[n], []byte("\n")) + 1
	}
	// One list for all writers: to copy events takes long in a large journal.
	events := make([]checklist.Event, 0, lines)
	files := map[string]*file{}
	for n, w := range writers {
		var next file
		if events, next, err = scan(events, data[n], j.known(w), w, j.path(w)); err != nil {
			return nil, err
		}
		files[w], data[n] = &next, nil
	}
	maps.Copy(j.files, files)
	return events, nil
}

// known returns what has been read of a writer's file.
func (j *Journal) known(writer string) file {
	if f := j.files[writer]; f != nil {
		return *f
	}
	return file{}
}

// writers returns the names of the journal files without their ending.
func (j *Journal) writers() ([]string, error) {
	entries, err := os.ReadDir(j.dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), suffix)
		if !ok || e.IsDir() || strings.HasPrefix(name, ".") {
			continue
		}
		if !writerName.MatchString(name) {
			// Somebody's answers may be in it: it is not passed over in silence.
			return nil, &DamageError{filepath.Join(j.dir, e.Name()), 0, errors.New("no writer's journal has such a name")}
		}
		names = append(names, name)
	}
	sort.Strings(names)
	return names, nil
}

func (j *Journal) path(writer string) string { return filepath.Join(j.dir, writer+suffix) }

func readFrom(path string, offset int64) ([]byte, error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) && offset == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readOn(f, path, offset)
}

// readOn returns what stands in an open file behind the offset.
func readOn(f *os.File, path string, offset int64) ([]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() < offset {
		return nil, &DamageError{path, 0, fmt.Errorf("%d bytes were read before and only %d are there now", offset, info.Size())}
	}
	if info.Size() == offset {
		return nil, nil
	}
	data := make([]byte, info.Size()-offset)
	n, err := f.ReadAt(data, offset)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return data[:n], nil
}

// scan adds the events of data, which follow what is known of the file, and
// tells what is known then. A change of several events counts only when all of
// them are there.
func scan(events []checklist.Event, data []byte, known file, writer, path string) ([]checklist.Event, file, error) {
	counted := len(events) // up to the last change that is there completely
	whole := known         // likewise
	at := known
	if at.bare && len(data) > 0 {
		if data[0] != '\n' {
			return nil, known, &DamageError{path, at.lines, errors.New("the line goes on behind its event")}
		}
		data = data[1:]
		at.offset, at.bare = at.offset+1, false
		whole = at
	}
	for len(data) > 0 {
		line, rest, ended := bytes.Cut(data, []byte("\n"))
		e, err := checklist.DecodeEvent(line)
		if err != nil && !ended && !holdsEvent(line) {
			break // A crash has cut it short.
		}
		if err == nil {
			err = follows(e, at, writer)
		}
		if err != nil {
			return nil, known, &DamageError{path, at.lines + 1, err}
		}
		at = file{offset: at.offset + int64(len(data)-len(rest)), lines: at.lines + 1, seq: e.Seq, sum: e.Sum, bare: !ended}
		events = append(events, e)
		if !e.More {
			counted, whole = len(events), at
		}
		data = rest
	}
	whole.tail = int(at.offset-whole.offset) + len(data)
	return events[:counted], whole, nil
}

// holdsEvent tells whether a whole event stands at the beginning of a line that
// is none itself: such a line was not cut short but damaged.
func holdsEvent(line []byte) bool {
	for end := 0; ; end++ {
		next := bytes.Index(line[end:], []byte(`"}`))
		if next < 0 {
			return false
		}
		end += next + 1
		if _, err := checklist.DecodeEvent(line[:end+1]); err == nil {
			return true
		}
	}
}

// follows tells whether the event is the one that its writer made next.
func follows(e checklist.Event, before file, writer string) error {
	switch {
	case e.Writer != writer:
		return fmt.Errorf("the event is of writer %q", e.Writer)
	case e.Seq != before.seq+1:
		return fmt.Errorf("the event is number %d of its writer, where %d should stand: lines are missing or out of order", e.Seq, before.seq+1)
	case e.Prev != before.sum:
		return errors.New("the line before was changed or replaced after this one was written")
	}
	return nil
}

// Append writes the events as one change to the writer's own file.
func (j *Journal) Append(events []checklist.Event) error {
	if len(events) == 0 {
		return nil
	}
	if j.writer == "" {
		return errors.New("the journal was opened for reading only")
	}
	if err := j.makeDir(); err != nil {
		return err
	}
	lock := flock.New(filepath.Join(j.local, j.writer+".lock"))
	err := lock.Lock()
	if errors.Is(err, os.ErrNotExist) {
		if err = os.MkdirAll(j.local, 0o755); err == nil {
			err = lock.Lock()
		}
	}
	if err != nil {
		return fmt.Errorf("lock the journal of %s: %w", j.writer, err)
	}
	defer lock.Close()
	return j.append(events)
}

// makeDir makes the journal's folder before the first event. A workspace that
// was moved away, or a journal that was there, is not grown anew from nothing.
func (j *Journal) makeDir() error {
	for writer, f := range j.files {
		if f.offset > 0 {
			if _, err := os.Stat(j.path(writer)); err != nil {
				return fmt.Errorf("the journal is gone: %w", err)
			}
		}
	}
	err := os.Mkdir(j.dir, 0o755)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return durable.Root(filepath.Dir(j.dir)).SyncDir(".")
}

// append does Append's work while the lock is held.
func (j *Journal) append(events []checklist.Event) (err error) {
	path := j.path(j.writer)
	// What another program of this writer has added decides Seq and Prev; the
	// events themselves are left for the next call of Events.
	last := j.known(j.writer)
	// One file serves for reading and for writing: opening is what costs most
	// beside the sync.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND, 0o644)
	created := errors.Is(err, os.ErrNotExist)
	if created {
		f, err = os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o644)
	}
	if err != nil {
		return err
	}
	defer func() {
		if closing := f.Close(); err == nil {
			err = closing
		}
	}()
	data, err := readOn(f, path, last.offset)
	if err != nil {
		return err
	}
	others, last, err := scan(nil, data, last, j.writer, path)
	if err != nil {
		return err
	}
	if last.tail > 0 {
		if err := j.setAside(f, data[len(data)-last.tail:], last.offset); err != nil {
			return err
		}
	}
	var lines []byte
	next := last
	if last.bare {
		lines, next.offset = []byte("\n"), next.offset+1
	}
	for i := range events {
		e := &events[i]
		e.Seq, e.Prev = next.seq+1, next.sum
		line, err := e.Encode()
		if err != nil {
			return err
		}
		lines = append(append(lines, line...), '\n')
		next = file{offset: next.offset + int64(len(line)) + 1, lines: next.lines + 1, seq: e.Seq, sum: e.Sum}
	}
	if err := j.write(f, lines, last.offset, created); err != nil {
		return err
	}
	j.keepTip(next)
	if len(others) == 0 {
		j.files[j.writer] = &next
	}
	return nil
}

// write appends the lines and syncs, the folder too for a new file. After a
// failure the file ends where it did.
func (j *Journal) write(f *os.File, lines []byte, end int64, created bool) (err error) {
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
		return durable.Root(j.dir).SyncDir(".")
	}
	return nil
}

// setAside moves what a crash has cut short out of the journal.
func (j *Journal) setAside(f *os.File, cut []byte, end int64) error {
	sum := sha256.Sum256(cut)
	aside := fmt.Sprintf("%s-cut-at-%d-%x", j.writer, end, sum[:4])
	if err := durable.WriteFile(durable.Root(j.local), aside, cut, 0o644); err != nil {
		return err
	}
	return f.Truncate(end)
}

// A Cut is what a crash has left behind the last whole event of a file.
type Cut struct {
	File  string
	Line  int
	Bytes int
}

// String tells file, line and size.
func (c Cut) String() string {
	return fmt.Sprintf("%s:%d: the last %d bytes are an event cut short; it was never saved", c.File, c.Line, c.Bytes)
}

// Cuts returns the cut lines that Events has met and passed over.
func (j *Journal) Cuts() []Cut {
	var cuts []Cut
	for writer, f := range j.files {
		if f.tail > 0 {
			cuts = append(cuts, Cut{j.path(writer), f.lines + 1, f.tail})
		}
	}
	sort.Slice(cuts, func(i, k int) bool { return cuts[i].File < cuts[k].File })
	return cuts
}
