package folder

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
)

const (
	together  = 64      // files that are read at a time
	firstPart = 1 << 18 // bytes that are read of each of them
	nextPart  = 1 << 22 // bytes that are read of a larger one at a time, more where one change is larger
	atOnce    = 1024    // lines that are decoded at a time
)

// reader reads what came to the files of a journal. It holds only parts of them
// beside the events, and both reads and decodes on all processors: that is most
// of what it takes to open an audit.
type reader struct {
	journal *Journal
	open    func(name string) (durable.File, error) // opens a file of the journal
	events  []event.Event
	known   map[string]file // what was known of each file before
	files   map[string]file // what is known of it now
}

// part is some of a journal file.
type part struct {
	scanner
	data []byte
	more int64 // bytes of the file behind it
	err  error
}

// read adds the events of some files, behind which others are to be read.
func (r *reader) read(names []string, others int) error {
	parts := r.first(names)
	decodeParts(parts, r.known)
	r.room(parts, others)
	for n := range parts {
		if err := r.readOn(&parts[n]); err != nil {
			return err
		}
		parts[n] = part{}
	}
	return nil
}

// first reads the first part of each file, behind what was read before.
func (r *reader) first(names []string) []part {
	parts := make([]part, len(names))
	each(len(names), func(n int) {
		parts[n] = part{scanner: scanner{name: names[n], full: r.journal.full(names[n])}}
		r.load(&parts[n], r.known[names[n]].offset, firstPart)
	})
	return parts
}

// readOn adds the events of a file of which the first part was read.
func (r *reader) readOn(p *part) error {
	known, size := r.known[p.name], int64(nextPart)
	p.begun = len(r.events)
	for {
		if p.err != nil {
			return p.err
		}
		var next file
		var err error
		if r.events, next, err = p.on(r.events, p.data, known); err != nil {
			return err
		}
		if p.more == 0 {
			r.files[p.name] = next
			return nil
		}
		if next.offset == known.offset {
			size *= 2 // The change goes on behind the part.
		}
		known, p.lookahead = next, lookahead{decoded: p.decoded[:0]}
		r.load(p, known.offset, size)
	}
}

// room makes room for the events of parts, for what stands behind them in their
// files, and for as many files more: to copy events takes long in a large journal.
// How long lines are is taken from those at hand, and of other files no more is
// expected than three times what there is.
func (r *reader) room(parts []part, files int) {
	lines := 0
	for n := range parts {
		p := &parts[n]
		here := bytes.Count(p.data, []byte("\n")) + 1
		lines += here
		if p.more > 0 {
			lines += int(p.more) * here / len(p.data)
		}
	}
	if cap(r.events)-len(r.events) < lines {
		r.events = slices.Grow(r.events, lines+min(files*lines/len(parts), 3*(len(r.events)+lines)))
	}
}

// load reads a part of a file from an offset on: all that is left, or as much as
// size and whole lines.
func (r *reader) load(p *part, offset, size int64) {
	p.data, p.more, p.err = nil, 0, nil
	f, err := r.open(p.name + suffix)
	if errors.Is(err, os.ErrNotExist) && offset == 0 {
		return
	}
	if err != nil {
		p.err = err
		return
	}
	defer f.Close()
	for ; ; size *= 2 {
		if p.data, p.more, p.err = readFrom(f, p.full, offset, size); p.err != nil || p.more == 0 {
			return
		}
		if end := bytes.LastIndexByte(p.data, '\n') + 1; end > 0 {
			p.more += int64(len(p.data) - end)
			p.data = p.data[:end]
			return
		}
	}
}

// readFrom returns what stands in an open file behind the offset, as much as size
// of it, and how many bytes stand behind that.
func readFrom(f durable.File, full string, offset, size int64) (data []byte, more int64, err error) {
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, 0, err
	case info.Size() < offset:
		return nil, 0, &DamageError{full, 0, fmt.Errorf("%d bytes were read before and only %d are there now", offset, info.Size())}
	case info.Size() > MaxFile:
		return nil, 0, &durable.SizeError{Path: full, Limit: MaxFile}
	case info.Size() == offset:
		return nil, 0, nil
	}
	data = make([]byte, min(info.Size()-offset, size))
	n, err := f.ReadAt(data, offset)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, 0, err
	}
	if n < len(data) {
		return data[:n], 0, nil // It became shorter meanwhile.
	}
	return data, info.Size() - offset - int64(n), nil
}

// lookahead decodes the lines of a file some at a time.
type lookahead struct {
	decoded []decoded
	next    int
}

type decoded struct {
	event event.Event
	err   error
}

// decode decodes the first line of what is left of a file. It is called for each
// line in turn, and what it returns is good until the next call.
func (l *lookahead) decode(data []byte) (*event.Event, error) {
	if l.next == len(l.decoded) {
		lines := split(data, atOnce)
		l.decoded, l.next = slices.Grow(l.decoded[:0], len(lines))[:len(lines)], 0
		each(len(lines), func(n int) { l.decoded[n].err = l.decoded[n].event.DecodeLine(lines[n]) })
	}
	l.next++
	one := &l.decoded[l.next-1]
	return &one.event, one.err
}

// decodeParts decodes the first lines of all parts together: a file may have few.
func decodeParts(parts []part, known map[string]file) {
	var lines [][]byte
	var of []*decoded
	for n := range parts {
		data := parts[n].data
		if known[parts[n].name].bare { // Its newline comes first.
			data = bytes.TrimPrefix(data, []byte("\n"))
		}
		some := split(data, atOnce)
		parts[n].decoded = make([]decoded, len(some))
		lines = append(lines, some...)
		for k := range some {
			of = append(of, &parts[n].decoded[k])
		}
	}
	each(len(lines), func(n int) { of[n].err = of[n].event.DecodeLine(lines[n]) })
}

// split returns the first lines of data, at most as many as most.
func split(data []byte, most int) (lines [][]byte) {
	for len(data) > 0 && len(lines) < most {
		var line []byte
		line, data, _ = bytes.Cut(data, []byte("\n"))
		lines = append(lines, line)
	}
	return lines
}

// each calls do with each number below n, on all processors.
func each(n int, do func(n int)) {
	const some = 16 // They are taken in turn, so that each processor has something to do to the end.
	workers := min(runtime.GOMAXPROCS(0), (n+some-1)/some)
	if workers < 2 {
		for k := range n {
			do(k)
		}
		return
	}
	var next atomic.Int64
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			for from := int(next.Add(some)) - some; from < n; from = int(next.Add(some)) - some {
				for k := from; k < min(from+some, n); k++ {
					do(k)
				}
			}
		})
	}
	running.Wait()
}
