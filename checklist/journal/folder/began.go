package folder

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
)

// maxFirstLine is how much of a file is read to find its first line, in bytes.
const maxFirstLine = 64 << 10

// Began returns the event that began the audit of a journal, the zero Event
// where nothing was entered. It reads the first line of each file alone: with
// the first entry of an audit a file begins. Lines that cannot be read are
// passed over; whoever opens the journal is told of them.
func Began(disk durable.Disk, dir string) (event.Event, error) {
	j, err := Open(Options{Disk: disk, Dir: dir})
	if err != nil {
		return event.Event{}, err
	}
	names, err := j.names()
	var damage *DamageError
	if err != nil && !errors.As(err, &damage) {
		return event.Event{}, err
	}
	open, leave := durable.FilesIn(disk, dir)
	defer leave()
	var first event.Event
	for some := range slices.Chunk(names, together) {
		begun := make([]event.Event, len(some))
		each(len(some), func(n int) {
			if f, err := open(some[n] + suffix); err == nil {
				begun[n] = firstLine(f)
			}
		})
		for _, e := range begun {
			if e.Kind == event.KindBegin && (first.ID == "" || e.Before(&first)) {
				first = e
			}
		}
	}
	return first, nil
}

// firstLine returns the event of a file's first line, the zero Event where it holds
// none, and closes the file.
func firstLine(f durable.File) event.Event {
	defer f.Close()
	for _, size := range []int{maxFirstLine / 16, maxFirstLine} { // Most lines are short.
		data := make([]byte, size)
		n, err := f.ReadAt(data, 0)
		if err != nil && !errors.Is(err, io.EOF) {
			return event.Event{}
		}
		line, _, ended := bytes.Cut(data[:n], []byte("\n"))
		if e, err := event.Decode(line); err == nil {
			return e
		} else if ended || n < size {
			return event.Event{}
		}
	}
	return event.Event{}
}
