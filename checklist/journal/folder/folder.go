// Package folder keeps a journal as files, one event a line. A file is one run
// of one writer: only its writer appends to it, and only for as long as git
// cannot have seen it. So two branches and two people's journals merge by lying
// side by side, and no merge ever alters a file.
//
// A file is never rewritten. The one exception is a last line that a crash has
// cut short: it is moved aside before its writer appends again. A line that is
// damaged in any other way is an error that names file and line, and the file
// is then left as it is.
package folder

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/policy/pattern"
)

const suffix = ".jsonl"

// MaxFile is the largest journal file that is read, in bytes.
const MaxFile = 1 << 30

// Options say where a journal is and who appends to it.
type Options struct {
	Disk   durable.Disk
	Dir    string // the folder of the journal files, on the disk
	Local  string // the folder of what this clone alone keeps: locks, notes, what was cut off
	Audit  string // the audit's id, for the names of notes
	Writer string // empty for reading only
	Git    Git    // nil where no repository holds the journal

	Waiting func(durable.Holder) // called once where another program holds the lock; may be nil
	Began   func(file string)    // called after a new file was begun, with its name on the disk; may be nil
}

// Git is what a journal has to know of the repository that holds it.
type Git interface {
	// Moved returns a text that is another one after any commit, checkout,
	// reset, rebase or stash.
	Moved() string
	// Index returns a text that is another one after any change of the index.
	Index() string
	// Tracks tells whether the index has the file. The error says that git did
	// not answer.
	Tracks(file string) (bool, error)
	// Holds tells whether any commit that a branch, a tag or the stash leads to
	// has the file. The error says that git did not answer.
	Holds(file string) (bool, error)
}

// Journal is the journal of one audit as one writer sees it.
type Journal struct {
	Options
	files  map[string]file
	named  map[string]bool // the sums that lines of other files name as ends
	broken error           // why the last look at the files failed
}

// file is what has been read of one journal file.
type file struct {
	offset int64  // behind the last whole change
	lines  int    // whole lines read
	seq    int    // of the last event
	sum    string // of the last event
	tail   int    // bytes behind the last whole change
	bare   bool   // the last event has no newline behind it yet
}

// writerName is what a writer's name may look like, and fileName what a journal
// file's: the writer's alone, or with the id of the first event behind it.
var (
	writerName = pattern.New(`^[a-z0-9][a-z0-9-]{0,63}$`)
	fileName   = pattern.New(`^[a-z0-9][a-z0-9-]{0,127}$`)
)

// Open opens a journal for reading and, where a writer is named, for appending.
// Nothing is created before the first Append.
func Open(o Options) (*Journal, error) {
	if o.Writer != "" && !writerName.MatchString(o.Writer) {
		return nil, fmt.Errorf("%q is not a writer's name", o.Writer)
	}
	return &Journal{Options: o, files: map[string]file{}, named: map[string]bool{}}, nil
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

// Events reads what has been added to any file since the last call. After an
// error the next call begins where this one did.
func (j *Journal) Events() (events []event.Event, err error) {
	defer func() { j.broken = err }()
	files, names, err := j.look()
	if err != nil {
		return nil, err
	}
	defer files.Leave()
	r := reader{journal: j, from: files, decoders: newDecoders(), known: j.files, files: make(map[string]file, len(names))}
	for n := 0; n < len(names); n += together {
		some := names[n:min(n+together, len(names))]
		if err := r.read(some, len(names)-n-len(some)); err != nil {
			return nil, err
		}
	}
	maps.Copy(j.files, r.files)
	j.name(r.events)
	return r.events, nil
}

// name notes the ends that events name.
func (j *Journal) name(events []event.Event) {
	for i := range events {
		for _, end := range events[i].Ends {
			j.named[end] = true
		}
	}
}

// look lists the folder, and returns the names of the journal files in it without
// their ending. A folder that is not there holds none.
func (j *Journal) look() (files *durable.Files, names []string, err error) {
	files, err = durable.FilesIn(j.Disk, j.Dir)
	if errors.Is(err, os.ErrNotExist) {
		return &durable.Files{}, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	for _, file := range files.Names {
		name, ok := strings.CutSuffix(file, suffix)
		if !ok || strings.HasPrefix(name, ".") {
			continue
		}
		if !fileName.MatchString(name) {
			// Somebody's answers may be in it: it is not passed over in silence.
			files.Leave()
			return nil, nil, &DamageError{j.full(name), 0, errors.New("that is not the name of a writer's journal")}
		}
		names = append(names, name)
	}
	return files, names, nil
}

// path returns a journal file's name on the disk, and full its whole path.
func (j *Journal) path(name string) string { return path.Join(j.Dir, name+suffix) }
func (j *Journal) full(name string) string {
	return filepath.Join(j.Disk.Path(), filepath.FromSlash(j.path(name)))
}

// scan returns the events of data, which follow what is known of the file, and
// tells what is known then. A change of several events counts only when all of
// them are there.
func scan(data []byte, known file, name, full string) ([]event.Event, file, error) {
	return (&scanner{name: name, full: full, lookahead: lookahead{decoders: newDecoders()}}).on(nil, data, known)
}

// A scanner goes through a file, a part at a time.
type scanner struct {
	name, full string
	lookahead
	begun int // where its events begin among those that were read
}

// on adds the events of the next part to those that were read.
func (s *scanner) on(events []event.Event, data []byte, known file) ([]event.Event, file, error) {
	name, full := s.name, s.full
	counted := len(events) // up to the last change that is there completely
	whole := known         // likewise
	at := known
	if at.bare && len(data) > 0 {
		if data[0] != '\n' {
			return nil, known, &DamageError{full, at.lines, errors.New("there is more on the line after its event")}
		}
		data = data[1:]
		at.offset, at.bare = at.offset+1, false
		whole = at
	}
	for len(data) > 0 {
		line, rest, ended := bytes.Cut(data, []byte("\n"))
		e, err := s.decode(data)
		if err != nil && !ended && !holdsEvent(line) {
			break // A crash has cut it short.
		}
		if err == nil {
			err = follows(e, at, name)
			if err != nil && slices.ContainsFunc(events[s.begun:], func(o event.Event) bool { return o.Prev == e.Prev && o.ID != e.ID }) {
				err = ErrForked
			}
		}
		if err != nil && isMark(line) {
			err = ErrMarks
		}
		if err != nil {
			return nil, known, &DamageError{full, at.lines + 1, err}
		}
		e.Prev = at.sum // It is the same text, which is kept once.
		at = file{offset: at.offset + int64(len(data)-len(rest)), lines: at.lines + 1, seq: e.Seq, sum: e.Sum, bare: !ended}
		e.File = name
		events = append(events, *e)
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
		if _, err := event.Decode(line[:end+1]); err == nil {
			return true
		}
	}
}

// ErrMarks says that a line is what git leaves in a file that it could not merge.
var ErrMarks = errors.New("git could not merge the file and left both sides in it")

// ErrForked says that a line follows one that another line follows already: an
// older version has gone on in the file on two branches, and git has joined them.
var ErrForked = errors.New("two branches continued the file after the same line, and git joined them")

// HasMarks tells whether git has left the two sides of a conflict in a text.
func HasMarks(text []byte) bool {
	return slices.ContainsFunc(lines(text), func(line []byte) bool { return bytes.HasPrefix(line, []byte("<<<<<<< ")) })
}

// isMark tells whether git has put the line between the sides of a conflict.
func isMark(line []byte) bool {
	for _, mark := range []string{"<<<<<<< ", "||||||| ", "=======", ">>>>>>> "} {
		if bytes.HasPrefix(line, []byte(mark)) {
			return true
		}
	}
	return false
}

// follows tells whether the event is the one that stands next in the file.
func follows(e *event.Event, before file, name string) error {
	switch {
	case name != e.Writer && !strings.HasPrefix(name, e.Writer+"-"):
		return fmt.Errorf("the event belongs to writer %q", e.Writer)
	case e.Seq != before.seq+1:
		return fmt.Errorf("the event has number %d where %d is expected: lines are missing or out of order", e.Seq, before.seq+1)
	case e.Prev != before.sum:
		return errors.New("the line before was changed or replaced after this one was written")
	}
	return nil
}

// there tells whether what was read before is still there: a workspace that was
// moved away, or a journal that another branch does not have, is not continued
// from the memory of it.
func (j *Journal) there() error {
	var read []string
	for name, f := range j.files {
		if f.offset > 0 {
			read = append(read, j.path(name))
		}
	}
	missing := ""
	if len(read) > fewFiles {
		missing = j.unlisted(read)
	} else {
		durable.LstatAll(j.Disk, read, func(n int, info fs.FileInfo) {
			if info == nil {
				missing = read[n]
			}
		})
	}
	if missing != "" {
		if _, err := j.Disk.Lstat(missing); err != nil {
			return fmt.Errorf("the journal is gone: %w", err)
		}
	}
	if len(read) > 0 {
		return nil // The folder is there too.
	}
	if err := j.Disk.Mkdir(j.Dir, 0o755); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// fewFiles is for how many files a look at each takes less time than to list them all.
const fewFiles = 8

// unlisted returns one of the files that the folder does not have, empty where it has
// all.
func (j *Journal) unlisted(files []string) string {
	names, err := durable.Names(j.Disk, j.Dir)
	if err != nil {
		return files[0]
	}
	for _, file := range files {
		if _, there := slices.BinarySearch(names, path.Base(file)); !there {
			return file
		}
	}
	return ""
}

// heads returns the ends that lines of no other file name yet, but for that of
// one file.
func (j *Journal) heads(but string) []string {
	var heads []string
	for name, f := range j.files {
		if name != but && f.sum != "" && !j.named[f.sum] {
			heads = append(heads, f.sum)
		}
	}
	slices.Sort(heads)
	return heads
}

// A Cut is what stands behind the last whole change of a file.
type Cut struct {
	File  string
	Line  int
	Bytes int
	Crash bool // a crash of this writer has left it: nothing in it was shown as saved
}

// String tells file, line and size.
func (c Cut) String() string {
	why := "which was never shown as saved"
	if !c.Crash {
		why = "so the file was cut after it was written: clausewalk repair shows what can be restored"
	}
	return fmt.Sprintf("%s:%d: the last %d bytes are an incomplete event, %s", c.File, c.Line, c.Bytes, why)
}

// Cuts returns the cut lines that Events has met and passed over.
func (j *Journal) Cuts() []Cut {
	var cuts []Cut
	for name, f := range j.files {
		if f.tail > 0 {
			cuts = append(cuts, Cut{j.full(name), f.lines + 1, f.tail, j.own(name) && j.readNote().end(name).Seq <= f.seq})
		}
	}
	sort.Slice(cuts, func(i, k int) bool { return cuts[i].File < cuts[k].File })
	return cuts
}
