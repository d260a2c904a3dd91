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
	from    *durable.Files
	events  []event.Event
	parts   []part // their memory serves one after another
	decoders
	known map[string]file // what was known of each file before
	files map[string]file // what is known of it now
}

// part is some of a journal file.
type part struct {
	scanner
	data   []byte
	more   int64 // bytes of the file behind it
	err    error
	memory []byte // for the data
}

// read adds the events of some files, behind which others are to be read.
func (r *reader) read(names []string, others int) error {
	parts := r.first(names)
	r.decodeParts(parts)
	r.room(parts, others)
	for n := range parts {
		if err := r.readOn(&parts[n]); err != nil {
			return err
		}
		parts[n].spare()
	}
	return nil
}

// spare lets go of memory that was needed for more than the first part of a file: there
// are many of these at a time, and each would keep as much.
func (p *part) spare() {
	if cap(p.memory) > firstPart {
		p.data, p.memory = nil, nil
	}
}

// first reads the first part of each file, behind what was read before.
func (r *reader) first(names []string) []part {
	if len(r.parts) < len(names) {
		r.parts = make([]part, len(names))
	}
	parts := r.parts[:len(names)]
	each(runtime.GOMAXPROCS(0), len(names), func(n, _ int) {
		p := &parts[n]
		*p = part{scanner: scanner{name: names[n], full: r.journal.full(names[n]), lookahead: lookahead{decoders: r.decoders, decoded: p.decoded[:0]}}, memory: p.memory}
		r.load(p, r.known[names[n]].offset, firstPart)
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
		known, p.decoded, p.next = next, p.decoded[:0], 0
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
// most and whole lines.
func (r *reader) load(p *part, offset, most int64) {
	p.data, p.more, p.err = nil, 0, nil
	for ; ; most *= 2 {
		data, size, err := r.from.Read(p.name+suffix, offset, most, p.memory)
		if errors.Is(err, os.ErrNotExist) && offset == 0 {
			return
		}
		if err == nil {
			err = holds(p.full, size, offset)
		}
		if err != nil {
			p.err = err
			return
		}
		p.data, p.memory = data, data
		if int64(len(data)) < most {
			return // It was read to its end.
		}
		p.more = size - offset - int64(len(data))
		if end := bytes.LastIndexByte(data, '\n') + 1; end > 0 {
			p.more += int64(len(data) - end)
			p.data = data[:end]
			return
		}
	}
}

// holds returns an error unless a file of this size can be read from an offset on.
func holds(full string, size, offset int64) error {
	switch {
	case size < offset:
		return &DamageError{full, 0, fmt.Errorf("%d bytes were read before and only %d are there now", offset, size)}
	case size > MaxFile:
		return &durable.SizeError{Path: full, Limit: MaxFile}
	}
	return nil
}

// readFrom returns what stands in an open file behind the offset, at most so many
// bytes of it.
func readFrom(f durable.File, full string, offset, most int64) ([]byte, error) {
	info, err := f.Stat()
	if err == nil {
		err = holds(full, info.Size(), offset)
	}
	if err != nil || info.Size() == offset {
		return nil, err
	}
	data := make([]byte, min(info.Size()-offset, most))
	n, err := f.ReadAt(data, offset)
	if errors.Is(err, io.EOF) { // It became shorter meanwhile.
		err = nil
	}
	return data[:n], err
}

// decoders are one for each processor, for as long as a journal is read.
type decoders []*event.Decoder

func newDecoders() decoders {
	all := make(decoders, runtime.GOMAXPROCS(0))
	for n := range all {
		all[n] = &event.Decoder{}
	}
	return all
}

// each decodes so many lines.
func (d decoders) each(n int, line func(n int) ([]byte, *decoded)) {
	each(len(d), n, func(n, worker int) {
		line, to := line(n)
		to.err = d[worker].Decode(line, &to.event)
	})
}

// lookahead decodes the lines of a file some at a time.
type lookahead struct {
	decoders
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
		l.each(len(lines), func(n int) ([]byte, *decoded) { return lines[n], &l.decoded[n] })
	}
	l.next++
	one := &l.decoded[l.next-1]
	return &one.event, one.err
}

// decodeParts decodes the first lines of all parts together: a file may have few.
func (r *reader) decodeParts(parts []part) {
	var lines [][]byte
	var of []*decoded
	for n := range parts {
		data := parts[n].data
		if r.known[parts[n].name].bare { // Its newline comes first.
			data = bytes.TrimPrefix(data, []byte("\n"))
		}
		some := split(data, atOnce)
		parts[n].decoded = slices.Grow(parts[n].decoded, len(some))[:len(some)]
		lines = append(lines, some...)
		for k := range some {
			of = append(of, &parts[n].decoded[k])
		}
	}
	r.each(len(lines), func(n int) ([]byte, *decoded) { return lines[n], of[n] })
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

// each calls do with each number below n and with that of the worker who does it, on as
// many processors as there are workers.
func each(workers, n int, do func(n, worker int)) {
	const some = 16 // They are taken in turn, so that each processor has something to do to the end.
	workers = min(workers, (n+some-1)/some)
	if workers < 2 {
		for k := range n {
			do(k, 0)
		}
		return
	}
	var next atomic.Int64
	var running sync.WaitGroup
	for worker := range workers {
		running.Go(func() {
			for from := int(next.Add(some)) - some; from < n; from = int(next.Add(some)) - some {
				for k := from; k < min(from+some, n); k++ {
					do(k, worker)
				}
			}
		})
	}
	running.Wait()
}
