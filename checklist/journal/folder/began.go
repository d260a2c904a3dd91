package folder

import (
	"bytes"
	"errors"
	"runtime"
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
	files, names, err := j.look()
	if damage := (*DamageError)(nil); errors.As(err, &damage) {
		return event.Event{}, nil
	}
	if err != nil {
		return event.Event{}, err
	}
	defer files.Leave()
	var first event.Event
	for some := range slices.Chunk(names, together) {
		begun := make([]event.Event, len(some))
		each(runtime.GOMAXPROCS(0), len(some), func(n, _ int) { begun[n] = firstLine(files, some[n]+suffix) })
		for _, e := range begun {
			if e.Kind == event.KindBegin && (first.ID == "" || e.Before(&first)) {
				first = e
			}
		}
	}
	return first, nil
}

// firstLine returns the event of a file's first line, the zero Event where it holds
// none.
func firstLine(files *durable.Files, name string) event.Event {
	for _, most := range []int64{maxFirstLine / 16, maxFirstLine} { // Most lines are short.
		data, _, err := files.Read(name, 0, most, nil)
		if err != nil {
			return event.Event{}
		}
		line, _, ended := bytes.Cut(data, []byte("\n"))
		if e, err := event.Decode(line); err == nil {
			return e
		} else if ended || int64(len(data)) < most {
			return event.Event{}
		}
	}
	return event.Event{}
}
