package folder

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"sort"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
)

// A Mend is what a repair would do with one file that cannot be read, or that
// ends in a line which was cut short.
type Mend struct {
	File  string            // its name in the journal's folder
	Why   error             // what is wrong with it
	Into  map[string][]byte // what the files hold that take its place, by name
	Lines int               // how many of its lines hold no event and are no marks of git's

	was []byte
}

// Damaged returns what a repair would do. It changes nothing.
func (j *Journal) Damaged() ([]Mend, error) {
	entries, err := j.Disk.ReadDir(j.Dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []Mend
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), suffix)
		if !ok || !e.Type().IsRegular() || strings.HasPrefix(name, ".") {
			continue
		}
		data, err := durable.ReadFile(j.Disk, j.path(name), MaxFile)
		if err != nil {
			return nil, err
		}
		_, at, err := scan(data, file{}, name, j.full(name))
		var newer *event.FormatError
		switch {
		case errors.As(err, &newer):
			return nil, err
		case err == nil && !fileName.MatchString(name):
			err = errors.New("that is not the name of a writer's journal")
		case err == nil && at.tail > 0:
			err = fmt.Errorf("its last %d bytes are an incomplete event", at.tail)
		case err == nil:
			continue
		}
		m, encoding := sides(name, data)
		if encoding != nil {
			return nil, encoding
		}
		var damage *DamageError
		if errors.As(err, &damage) { // The file is named beside it.
			err = fmt.Errorf("line %d: %w", damage.Line, damage.Err)
		}
		m.Why = err
		all = append(all, m)
	}
	return all, nil
}

// kept is an event with the line that holds it.
type kept struct {
	event event.Event
	line  []byte
}

// sides sorts the events of a file into the runs of lines that follow one
// another. Where two branches went on in one file, each becomes a file with all
// that its writer had written; the longest keeps the name.
func sides(name string, data []byte) (Mend, error) {
	m := Mend{File: name + suffix, Into: map[string][]byte{}, was: data}
	bySum := map[string]kept{}
	followed := map[string]bool{}
	var order []string
	for _, line := range lines(data) {
		e, err := event.Decode(line)
		switch {
		case err == nil && bySum[e.Sum].line == nil:
			bySum[e.Sum], followed[e.Prev] = kept{e, line}, true
			order = append(order, e.Sum)
		case err != nil && !isMark(line) && len(bytes.TrimSpace(line)) > 0:
			m.Lines++
		}
	}
	var runs [][]kept
	for _, sum := range order {
		if followed[sum] {
			continue
		}
		if r := whole(run(bySum, sum)); len(r) > 0 {
			runs = append(runs, r)
		}
	}
	sort.SliceStable(runs, func(i, k int) bool { return len(runs[i]) > len(runs[k]) })
	for n, r := range runs {
		// The last line's sum is a name that no other run has.
		writer, last := r[0].event.Writer, r[len(r)-1].event.Sum
		to := writer + "-" + last[:16]
		if n == 0 && fileName.MatchString(name) && (name == writer || strings.HasPrefix(name, writer+"-")) {
			to = name
		}
		text, err := written(r, to)
		if err != nil {
			return m, err
		}
		m.Into[to+suffix] = text
	}
	return m, nil
}

// run returns the lines that lead to one, the first of them first.
func run(bySum map[string]kept, sum string) []kept {
	var back []kept
	for k, ok := bySum[sum]; ok; k, ok = bySum[k.event.Prev] {
		back = append(back, k)
	}
	slices.Reverse(back)
	return back
}

// whole leaves out the end of a change whose last event is not there: it was never
// saved, and would be told of as cut short after the repair too.
func whole(r []kept) []kept {
	for len(r) > 0 && r[len(r)-1].event.More {
		r = r[:len(r)-1]
	}
	return r
}

// written returns the lines of a run. A run that has lost its beginning is
// numbered and chained anew: its events are what they were.
func written(r []kept, name string) ([]byte, error) {
	var text []byte
	at := file{}
	for _, k := range r {
		e, line := k.event, k.line
		if follows(&e, at, name) != nil {
			e.Seq, e.Prev = at.seq+1, at.sum
			var err error
			if line, err = e.Encode(); err != nil {
				return nil, err
			}
		}
		text = append(append(text, line...), '\n')
		at = file{seq: e.Seq, sum: e.Sum}
	}
	return text, nil
}

// Repair does what Damaged has told of one file: it keeps the file as it was in
// the clone's own folder, and puts the others in its place.
func (j *Journal) Repair(m Mend) (event.Repair, error) {
	sum := sha256.Sum256(m.was)
	into := slices.Sorted(maps.Keys(m.Into))
	done := event.Repair{
		File: m.File, Digest: fmt.Sprintf("%x", sum), Into: into, Lines: m.Lines,
		Aside: fmt.Sprintf("%x-%s", sum[:4], checklist.SafeName(m.File)),
	}
	aside := path.Join(j.Local, "repaired")
	if err := durable.MkdirAll(j.Disk, aside, 0o755); err != nil {
		return done, err
	}
	if err := durable.WriteFile(j.Disk, path.Join(aside, done.Aside), m.was, 0o644); err != nil {
		return done, err
	}
	// What is new comes first: after a crash the damaged file is still there.
	for _, name := range into {
		if name == m.File {
			continue
		}
		if err := durable.WriteFile(j.Disk, path.Join(j.Dir, name), m.Into[name], 0o644); err != nil {
			return done, err
		}
	}
	if text, stays := m.Into[m.File]; stays {
		return done, durable.WriteFile(j.Disk, path.Join(j.Dir, m.File), text, 0o644)
	}
	if err := j.Disk.Remove(path.Join(j.Dir, m.File)); err != nil {
		return done, err
	}
	return done, j.Disk.SyncDir(j.Dir)
}
