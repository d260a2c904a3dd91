package folder

import (
	"bytes"
	"runtime"
	"sync"

	"clausewalk/checklist/event"
)

// lookahead decodes the lines of a file some at a time, on all processors: to
// decode them is most of what it takes to open an audit.
type lookahead struct {
	decoded []decoded
	next    int
}

type decoded struct {
	event event.Event
	err   error
}

// atOnce is how many lines are decoded together.
const atOnce = 1024

// decode decodes the first line of what is left of a file. It is called for each
// line in turn.
func (l *lookahead) decode(data []byte) (event.Event, error) {
	if l.next == len(l.decoded) {
		l.fill(data)
	}
	l.next++
	one := &l.decoded[l.next-1]
	return one.event, one.err
}

func (l *lookahead) fill(data []byte) {
	var lines [][]byte
	for len(data) > 0 && len(lines) < atOnce {
		var line []byte
		line, data, _ = bytes.Cut(data, []byte("\n"))
		lines = append(lines, line)
	}
	if cap(l.decoded) < len(lines) {
		l.decoded = make([]decoded, len(lines))
	}
	l.decoded, l.next = l.decoded[:len(lines)], 0
	var running sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), 1+len(lines)/64)
	for w := range workers {
		running.Go(func() {
			for n := w; n < len(lines); n += workers {
				l.decoded[n].event, l.decoded[n].err = event.Decode(lines[n])
			}
		})
	}
	running.Wait()
}
