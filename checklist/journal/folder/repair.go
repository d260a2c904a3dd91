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

	was []byte // nil for a file that is gone
}

// Gone tells whether the file is not there, so that all of it comes from commits.
func (m Mend) Gone() bool { return m.was == nil }

// Damaged returns what a repair would do. It changes nothing. Committed are the
// journal files as commits have them, by their names in the journal's folder: what
// these hold and no file has any more comes back.
func (j *Journal) Damaged(committed map[string][][]byte) ([]Mend, error) {
	files, err := j.regular()
	if err != nil {
		return nil, err
	}
	for name := range committed {
		if _, there := files[name]; !there {
			files[name] = nil
		}
	}
	known := map[string]bool{}
	for _, data := range files {
		for _, k := range events(data) {
			known[k.event.ID] = true
		}
	}
	var all []Mend
	for _, of := range slices.Sorted(maps.Keys(files)) {
		data, versions := files[of], committed[of]
		lost := 0
		for _, text := range versions {
			lost += Lacks(text, known)
		}
		why, err := j.wrong(of, data, lost)
		if err != nil {
			return nil, err
		}
		if why == nil {
			continue
		}
		m, err := sides(strings.TrimSuffix(of, suffix), data, versions)
		if err != nil {
			return nil, err
		}
		m.Why = why
		all = append(all, m)
	}
	return all, nil
}

// regular returns the journal's files by their names, also those that no writer
// has given their names.
func (j *Journal) regular() (map[string][]byte, error) {
	files := map[string][]byte{}
	entries, err := j.Disk.ReadDir(j.Dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), suffix) || !e.Type().IsRegular() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		data, err := durable.ReadFile(j.Disk, path.Join(j.Dir, e.Name()), MaxFile)
		if err != nil {
			return nil, err
		}
		files[e.Name()] = append([]byte{}, data...) // Never nil, for it is there.
	}
	return files, nil
}

// wrong returns why a file needs a repair, nil where it needs none. Lost is how many
// of the events that commits have in it are in no file.
func (j *Journal) wrong(of string, data []byte, lost int) (why, err error) {
	name := strings.TrimSuffix(of, suffix)
	_, at, err := scan(data, file{}, name, j.full(name))
	var damage *DamageError
	switch {
	case errors.As(err, new(*event.FormatError)):
		return nil, err
	case errors.As(err, &damage): // The file is named beside it.
		return fmt.Errorf("line %d: %w", damage.Line, damage.Err), nil
	case err != nil:
		return err, nil
	case !fileName.MatchString(name):
		return errors.New("that is not the name of a writer's journal"), nil
	case at.tail > 0:
		return fmt.Errorf("its last %d bytes are an incomplete event", at.tail), nil
	case lost > 0 && data == nil:
		return errors.New("it was committed and is gone"), nil
	case lost > 0:
		return errors.New("events that were committed in it are gone"), nil
	}
	return nil, nil
}

// Lacks counts the events of a journal file whose ids are not known. Those of a change
// that a crash has cut short do not count.
func Lacks(data []byte, known map[string]bool) (lost int) {
	for _, k := range whole(events(data)) {
		if !known[k.event.ID] {
			lost++
		}
	}
	return lost
}

// kept is an event with the line that holds it.
type kept struct {
	event event.Event
	line  []byte
}

// bare returns a line without what editors and git put around one: the mark of a
// Unicode text, and the return of a Windows line.
func bare(line []byte) []byte {
	return bytes.TrimRight(bytes.TrimPrefix(line, []byte("\ufeff")), " \t\r")
}

// events returns the events that can be read of a file.
func events(data []byte) (all []kept) {
	for _, line := range lines(data) {
		line = bare(line)
		if e, err := event.Decode(line); err == nil {
			all = append(all, kept{e, line})
		}
	}
	return all
}

// sides sorts the events of a file, and of what commits have of it, into the runs of
// lines that follow one another. Where two branches went on in one file, each becomes
// a file with all that its writer had written; the longest keeps the name.
func sides(name string, data []byte, versions [][]byte) (Mend, error) {
	m := Mend{File: name + suffix, Into: map[string][]byte{}, was: data}
	bySum := map[string]kept{}
	followed := map[string]bool{}
	var order []string
	for _, text := range append([][]byte{data}, versions...) {
		for _, k := range events(text) {
			if sum := k.event.Sum; bySum[sum].line == nil {
				bySum[sum], followed[k.event.Prev] = k, true
				order = append(order, sum)
			}
		}
	}
	for _, line := range lines(data) {
		if _, err := event.Decode(bare(line)); err != nil && !isMark(line) && len(bytes.TrimSpace(line)) > 0 {
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
// the clone's own folder, and puts the others in its place. A file that has changed
// since is an error, and left as it is.
func (j *Journal) Repair(m Mend) (event.Repair, error) {
	if err := j.unchanged(m); err != nil {
		return event.Repair{}, err
	}
	sum := sha256.Sum256(m.was)
	into := slices.Sorted(maps.Keys(m.Into))
	done := event.Repair{
		File: m.File, Digest: fmt.Sprintf("%x", sum), Into: into, Lines: m.Lines,
		Aside: fmt.Sprintf("%x-%s", sum[:4], checklist.SafeName(m.File)),
	}
	if m.was == nil {
		done.Digest, done.Aside = "", "" // There is no file to keep aside.
	} else if err := j.keepAside(done.Aside, m.was); err != nil {
		return done, err
	}
	if err := durable.MkdirAll(j.Disk, j.Dir, 0o755); err != nil { // Git takes an empty folder away.
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

// unchanged returns an error unless a file is as it was when Damaged looked at it. A
// person may have thought about it for long, and what others have saved in it meanwhile
// would be lost.
func (j *Journal) unchanged(m Mend) error {
	now, err := durable.ReadFile(j.Disk, path.Join(j.Dir, m.File), MaxFile)
	gone := errors.Is(err, os.ErrNotExist)
	if err != nil && !gone {
		return err
	}
	if gone != m.Gone() || !bytes.Equal(now, m.was) {
		return fmt.Errorf("%s has changed since you were asked, and is left as it is: start the repair again", j.full(strings.TrimSuffix(m.File, suffix)))
	}
	return nil
}

// keepAside keeps a file as it was in the clone's own folder.
func (j *Journal) keepAside(name string, was []byte) error {
	aside := path.Join(j.Local, "repaired")
	if err := durable.MkdirAll(j.Disk, aside, 0o755); err != nil {
		return err
	}
	return durable.WriteFile(j.Disk, path.Join(aside, name), was, 0o644)
}
