package folder

import (
	"bytes"
	"errors"
	"io"

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
	var first event.Event
	for _, name := range names {
		e, ok := j.firstLine(name)
		if ok && e.Kind == event.KindBegin && (first.ID == "" || e.Before(&first)) {
			first = e
		}
	}
	return first, nil
}

func (j *Journal) firstLine(name string) (event.Event, bool) {
	f, err := j.Disk.Open(j.path(name))
	if err != nil {
		return event.Event{}, false
	}
	defer f.Close()
	data := make([]byte, maxFirstLine)
	n, err := f.ReadAt(data, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return event.Event{}, false
	}
	line, _, _ := bytes.Cut(data[:n], []byte("\n"))
	e, err := event.Decode(line)
	return e, err == nil
}
