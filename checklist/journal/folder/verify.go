package folder

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"clausewalk/checklist/event"
)

// Verify reads every journal file from its beginning and returns all that is
// wrong, each fault with its file and line, and beside it what is odd and may be
// as it was written: entries that are later than now. It changes nothing. Known are
// events that were read already, by their sums, nil for none: their lines are read
// again, but not decoded again.
func (j *Journal) Verify(now time.Time, known map[string]*event.Event) (faults, notes []error) {
	v, err := j.verify(now, known)
	if err != nil {
		return []error{err}, nil
	}
	return v.faults, v.notes
}

// Missing returns the sums and ids that lines, or the notes of this clone, name
// and that are in no file.
func (j *Journal) Missing() ([]string, error) {
	v, err := j.verify(time.Time{}, nil)
	if err != nil {
		return nil, err
	}
	slices.Sort(v.missing)
	return slices.Compact(v.missing), nil
}

func (j *Journal) verify(now time.Time, known map[string]*event.Event) (*verifier, error) {
	names, err := j.names()
	if err != nil {
		return nil, err
	}
	v := verifier{journal: j, now: now, known: known, ids: map[string]placed{}, sums: map[string]bool{}, ended: map[string]file{}, settled: map[string]bool{}}
	for _, name := range names {
		data, err := j.readFrom(name, 0)
		if err != nil {
			v.faults = append(v.faults, err)
			continue
		}
		v.file(name, data)
	}
	for _, check := range v.refer {
		check()
	}
	if j.Writer != "" {
		v.noted()
	}
	return &v, nil
}

// verifier gathers what is wrong with the files of a journal.
type verifier struct {
	journal *Journal
	now     time.Time
	known   map[string]*event.Event // that were decoded already, by their sums
	faults  []error
	notes   []error
	ids     map[string]placed
	sums    map[string]bool // of all lines
	ended   map[string]file
	settled map[string]bool // ends that a repair says are gone
	missing []string        // sums and ids that are named and are nowhere
	refer   []func()        // what can be told once all files are read
}

// placed is an event with the place where it was met first.
type placed struct {
	event event.Event
	where string
}

func (v *verifier) fault(name string, line int, format string, args ...any) {
	v.faults = append(v.faults, &DamageError{v.journal.full(name), line, fmt.Errorf(format, args...)})
}

// file looks at each line of a file.
func (v *verifier) file(name string, data []byte) {
	at, more := file{}, false
	followed := map[string]string{} // by the sum of a line the id of the event behind it
	for n, line := range lines(data) {
		e, err := event.Again(line, v.known)
		if err == nil {
			err = follows(e, at, name)
			if other, ok := followed[e.Prev]; err != nil && ok && other != e.ID {
				err = ErrForked
			}
		}
		if err != nil && isMark(line) {
			err = ErrMarks
		}
		if err != nil {
			v.fault(name, n+1, "%w", err)
		}
		more = e.More
		if e.ID == "" {
			at = file{seq: at.seq + 1}
			continue
		}
		followed[e.Prev] = e.ID
		v.line(name, n+1, line, e)
		at = file{lines: n + 1, seq: e.Seq, sum: e.Sum}
	}
	if more {
		v.fault(name, at.lines, "the change goes on in a next line that is not there: lines are missing, or a crash has cut it short")
	}
	v.ended[name] = at
}

// line looks at what one event says beside its place.
func (v *verifier) line(name string, n int, line []byte, e event.Event) {
	if err := odd(line); err != nil {
		v.fault(name, n, "%w", err)
	}
	if e.Time.After(v.now) {
		v.notes = append(v.notes, &DamageError{v.journal.full(name), n, fmt.Errorf("the entry is from the future, %s: the clock of %s was ahead, or it was made up", e.Time.Format(time.DateTime), e.Who)})
	}
	first, twice := v.ids[e.ID]
	if twice && !first.event.Same(e) {
		v.fault(name, n, "the id %s is that of %s", e.ID, first.where)
	}
	if !twice {
		v.ids[e.ID] = placed{e, fmt.Sprintf("%s:%d", v.journal.full(name), n)}
	}
	v.sums[e.Sum] = true
	if repair, ok := event.As[event.Repair](&e); ok {
		for _, sum := range repair.Gone {
			v.settled[sum] = true
		}
	}
	v.refer = append(v.refer, func() {
		for _, id := range e.Over {
			if _, known := v.ids[id]; !known && !v.settled[id] {
				v.missing = append(v.missing, id)
				v.fault(name, n, "it refers to the event %s, which is in no journal: lines are missing", id)
			}
		}
		for _, end := range seen(e) {
			if !v.sums[end] && !v.settled[end] {
				v.missing = append(v.missing, end)
				v.fault(name, n, "its writer had read a line with the sum %.12s…, which is in no journal: lines are missing", end)
			}
		}
	})
}

// seen returns the ends that an event names, those of a sign-off among them.
func seen(e event.Event) []string {
	if s, ok := event.As[event.SignOff](&e); ok {
		return append(slices.Clone(e.Ends), event.Present(s.Ends)...)
	}
	return e.Ends
}

// noted holds what is there against what this clone has noted when it saved.
func (v *verifier) noted() {
	known := v.journal.readNote()
	if known.File == "" {
		return
	}
	ends := map[string]end{known.File: {known.Seq, known.Sum}}
	for name, e := range known.Ended {
		ends[name] = e
	}
	for name, e := range ends {
		at, there := v.ended[name]
		if v.settled[e.Sum] || v.sums[e.Sum] {
			continue
		}
		if !there && v.journal.Git != nil {
			held, err := v.journal.Git.Holds(v.journal.path(name))
			if err != nil {
				v.notes = append(v.notes, &DamageError{v.journal.full(name), 0, fmt.Errorf("the journal that was saved here is gone, and git does not say whether it has it: %w", err)})
			}
			if held || err != nil {
				continue // On another branch, perhaps.
			}
		}
		v.missing = append(v.missing, e.Sum)
		switch {
		case there && at.seq < e.Seq:
			v.fault(name, at.seq+1, "%d events that were saved here are missing at the end", e.Seq-at.seq)
		case there:
			v.fault(name, e.Seq, "another event was saved here")
		default:
			v.fault(name, 0, "the journal that was saved here is gone, and git does not have it either")
		}
	}
}

// lines splits a file at its newlines; an empty file has none.
func lines(data []byte) [][]byte {
	if len(data) == 0 {
		return nil
	}
	return bytes.Split(bytes.TrimSuffix(data, []byte("\n")), []byte("\n"))
}

// odd finds in a line of JSON what its readers take in different ways: bytes that
// are no UTF-8, and members that come twice or in another letter case. A journal
// has many lines, and encoding/json takes ten times as long to go through one.
func odd(line []byte) error {
	if !utf8.Valid(line) {
		return errors.New("it has bytes that are not UTF-8")
	}
	var names []string // of the members so far, of all objects that are open
	var begin []int    // where those of each begin
	for n := 0; n < len(line); n++ {
		switch line[n] {
		case '{', '[':
			begin = append(begin, len(names))
		case '}', ']':
			if len(begin) == 0 {
				return nil // That it is no JSON was said by whoever decoded it.
			}
			names, begin = names[:begin[len(begin)-1]], begin[:len(begin)-1]
		case '"':
			from := n
			for n++; n < len(line) && line[n] != '"'; n++ {
				if line[n] == '\\' {
					n++
				}
			}
			if n >= len(line) || len(begin) == 0 || !bytes.HasPrefix(bytes.TrimLeft(line[n+1:], " \t\r\n"), []byte(":")) {
				continue
			}
			name := string(line[from+1 : n])
			if strings.ContainsRune(name, '\\') && json.Unmarshal(line[from:n+1], &name) != nil {
				return nil
			}
			switch {
			case slices.ContainsFunc(names[begin[len(begin)-1]:], func(other string) bool { return strings.EqualFold(name, other) }):
				return fmt.Errorf("its member %q comes twice", name)
			case len(begin) == 1 && name != strings.ToLower(name):
				return fmt.Errorf("its member %q is not in small letters", name)
			}
			names = append(names, name)
		}
	}
	return nil
}
