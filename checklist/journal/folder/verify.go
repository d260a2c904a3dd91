package folder

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"time"

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
	files, names, err := j.look()
	if err != nil {
		return nil, err
	}
	v := verifier{journal: j, now: now, known: known, ids: map[string]*placed{}, sums: map[string]bool{}, ended: map[string]file{}, settled: map[string]bool{}}
	defer files.Leave()
	r := reader{journal: j, from: files}
	for some := range slices.Chunk(names, together) {
		parts := r.first(some)
		for n := range parts {
			p := &parts[n]
			if p.more > 0 {
				r.load(p, 0, MaxFile)
			}
			if p.err != nil {
				v.faults = append(v.faults, p.err)
				continue
			}
			v.file(p.name, p.data)
			p.spare()
		}
	}
	for _, some := range v.read {
		for n := range some {
			v.refers(&some[n])
		}
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
	read    [][]placed         // all lines
	ids     map[string]*placed // where each event was met first
	sums    map[string]bool    // of all lines
	ended   map[string]file
	settled map[string]bool // ends that a repair says are gone
	missing []string        // sums and ids that are named and are nowhere
}

// placed is an event with its place, and what is wrong with its line.
type placed struct {
	event    *event.Event
	name     string
	line     int
	odd, err error
}

// inspect reads the lines of a file.
func (v *verifier) inspect(name string, lines [][]byte) []placed {
	all := make([]placed, len(lines))
	each(runtime.GOMAXPROCS(0), len(lines), func(n, _ int) {
		one := &all[n]
		one.name, one.line = name, n+1
		one.event, one.odd, one.err = event.DecodeAgain(lines[n], v.known)
	})
	return all
}

func (v *verifier) fault(name string, line int, format string, args ...any) {
	v.faults = append(v.faults, &DamageError{v.journal.full(name), line, fmt.Errorf(format, args...)})
}

// file looks at each line of a file.
func (v *verifier) file(name string, data []byte) {
	at, more := file{}, false
	followed := map[string]string{} // by the sum of a line the id of the event behind it
	all := lines(data)
	read := v.inspect(name, all)
	v.read = append(v.read, read)
	for n, line := range all {
		e, err := read[n].event, read[n].err
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
		v.line(&read[n])
		at = file{lines: n + 1, seq: e.Seq, sum: e.Sum}
	}
	if more {
		v.fault(name, at.lines, "the change continues on a line that is not there: lines are missing, or a crash cut it short")
	}
	v.ended[name] = at
}

// line looks at what one event says beside its place.
func (v *verifier) line(p *placed) {
	e := p.event
	if p.odd != nil {
		v.fault(p.name, p.line, "%w", p.odd)
	}
	if e.Time.After(v.now) {
		v.notes = append(v.notes, &DamageError{v.journal.full(p.name), p.line, fmt.Errorf("the entry is from the future, %s: %s's clock was ahead, or the time was made up", e.Time.Format(time.DateTime), e.Who)})
	}
	first := v.ids[e.ID]
	if first != nil && !first.event.Same(*e) {
		v.fault(p.name, p.line, "the id %s is that of %s:%d", e.ID, v.journal.full(first.name), first.line)
	}
	if first == nil {
		v.ids[e.ID] = p
	}
	v.sums[e.Sum] = true
	if repair, ok := event.As[event.Repair](e); ok {
		for _, sum := range repair.Gone {
			v.settled[sum] = true
		}
	}
}

// refers looks, once all files are read, for what an event names.
func (v *verifier) refers(p *placed) {
	if p.event.ID == "" {
		return // The line is no event.
	}
	for _, id := range p.event.Over {
		if v.ids[id] == nil && !v.settled[id] {
			v.missing = append(v.missing, id)
			v.fault(p.name, p.line, "it refers to the event %s, which is not in any journal: lines are missing", id)
		}
	}
	for _, end := range seen(p.event) {
		if !v.sums[end] && !v.settled[end] {
			v.missing = append(v.missing, end)
			v.fault(p.name, p.line, "its writer had read a line with the checksum %.12s…, which is not in any journal: lines are missing", end)
		}
	}
}

// seen returns the ends that an event names, those of a sign-off among them.
func seen(e *event.Event) []string {
	if s, ok := event.As[event.SignOff](e); ok {
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
				v.notes = append(v.notes, &DamageError{v.journal.full(name), 0, fmt.Errorf("the journal that was saved here is gone, and git could not be asked for it: %w", err)})
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
			v.fault(name, e.Seq, "a different event was saved here")
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
