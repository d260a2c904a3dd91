package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/policy/pattern"
)

// placeLines matches a path with lines: "job.go:12", "job.go:12-40".
var placeLines = pattern.New(`^(.+?):(\d+)(?:-(\d+))?$`)

// SplitPlace splits a place into its file and its lines, from 1. From and to are 0 if
// it names none.
func SplitPlace(spec string) (file string, from, to int, err error) {
	m := placeLines.FindStringSubmatch(spec)
	if m == nil {
		return spec, 0, 0, nil
	}
	from, err = strconv.Atoi(m[2])
	if err != nil || from < 1 {
		return "", 0, 0, fmt.Errorf("place %s: lines are counted from 1", spec)
	}
	to = from
	if m[3] != "" {
		if to, err = strconv.Atoi(m[3]); err != nil || to < from {
			return "", 0, 0, fmt.Errorf("place %s: the last line comes before the first", spec)
		}
	}
	return m[1], from, to, nil
}

// maxPlace is the largest source file that is read for a place, in bytes.
const maxPlace = 64 << 20

// ReadPlace reads "path", "path:12" or "path:12-40" in the repository at root, and
// returns it as evidence with the digest of those lines. The path is relative to root
// and cannot lead out of it, not even by a link.
func ReadPlace(root, spec string) (event.Evidence, error) {
	file, from, to, err := SplitPlace(spec)
	if err != nil {
		return event.Evidence{}, err
	}
	if filepath.IsAbs(file) {
		inside, err := filepath.Rel(root, file)
		if err != nil {
			return event.Evidence{}, fmt.Errorf("place %s: %w", spec, err)
		}
		file = inside
	}
	name := path.Clean(filepath.ToSlash(file))
	if name == ".." || strings.HasPrefix(name, "../") {
		return event.Evidence{}, fmt.Errorf("place %s: it is outside %s", spec, root)
	}
	data, err := readInside(func(name string) (durable.File, error) { return durable.Inside(root, name) }, name)
	if err != nil {
		return event.Evidence{}, fmt.Errorf("place %s: %w", spec, err)
	}
	lines, err := cutLines(data, from, to)
	if err != nil {
		return event.Evidence{}, fmt.Errorf("place %s: %w", spec, err)
	}
	return event.Evidence{Kind: event.PlaceEvidence, Path: name, From: from, To: to, SHA256: digest(lines)}, nil
}

// Inside opens one of the app's own files by its path from the top, as durable.Inside
// does.
type Inside func(name string) (durable.File, error)

// Lines reads the lines of a place as they are now in the app's files. Line ends are
// newlines.
func Lines(app Inside, e event.Evidence) ([]byte, error) {
	data, err := readInside(app, path.Clean(e.Path))
	if err != nil {
		return nil, err
	}
	return cutLines(data, e.From, e.To)
}

// Around reads the lines of a place as they are now, with up to n lines before and
// after them, and returns the number of the first.
func Around(app Inside, e event.Evidence, n int) (first int, lines []string, err error) {
	data, err := readInside(app, path.Clean(e.Path))
	if err != nil {
		return 0, nil, err
	}
	all := splitLines(data)
	if e.From < 1 || e.To < e.From || e.To > len(all) {
		return 0, nil, tooFew(len(all))
	}
	first = max(1, e.From-n)
	for _, line := range all[first-1 : min(len(all), e.To+n)] {
		lines = append(lines, string(line))
	}
	return first, lines, nil
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// ErrChanged says that the lines of a place are no longer in their file.
var ErrChanged = errors.New("the lines have changed")

// maxSought is how many bytes are hashed to find lines that have moved.
const maxSought = 256 << 20

// PlaceFinder finds places in an app's files. It keeps the file that it read last, so
// looking for many places is quickest if they are sorted by path. It is for one pass,
// and does not notice changes meanwhile.
type PlaceFinder struct {
	app  Inside
	name string
	last *source
}

// NewPlaceFinder returns a PlaceFinder for the files of an app.
func NewPlaceFinder(app Inside) *PlaceFinder { return &PlaceFinder{app: app} }

// source is a file in which places are looked for.
type source struct {
	err   error
	gone  error    // what to say of lines that are not in it: ErrChanged, or a MissingLFSError
	whole string   // the digest of all of it
	lines [][]byte // without their ends
	// runs has the first lines of all runs of lines, by the length of the run and its
	// digest.
	runs map[int]map[string][]int
}

// Find looks for the lines of a place in its file. Moved is where they are now, if
// they only moved. The error is ErrChanged if they are not there, and a
// *MissingLFSError if the file is a pointer of Git LFS.
func (p *PlaceFinder) Find(e event.Evidence) (moved string, err error) {
	if name := path.Clean(e.Path); p.last == nil || p.name != name {
		data, err := readInside(p.app, name)
		gone := ErrChanged
		if Pointer(data) != "" {
			gone = &MissingLFSError{path.Base(name), path.Dir(name)}
		}
		p.name, p.last = name, &source{err: err, gone: gone, whole: digest(unixLines(data)), lines: splitLines(data), runs: map[int]map[string][]int{}}
	}
	s := p.last
	long := e.To - e.From + 1
	switch {
	case s.err != nil:
		return "", s.err
	case e.From == 0 && s.whole == e.SHA256:
		return "", nil
	case e.From < 1 || e.To < e.From:
		return "", s.gone
	case e.To <= len(s.lines) && digest(joined(s.lines[e.From-1:e.To])) == e.SHA256:
		return "", nil
	}
	nearest := 0
	for _, from := range s.runsOf(long)[e.SHA256] { // Of two equally near the earlier one counts.
		if nearest == 0 || distance(from, e.From) < distance(nearest, e.From) {
			nearest = from
		}
	}
	if nearest == 0 {
		return "", s.gone
	}
	e.From, e.To = nearest, nearest+long-1
	return e.Target(), nil
}

// runsOf returns the first lines of all runs of so many lines, by their digest. It
// stops when too much would be hashed.
func (s *source) runsOf(long int) map[string][]int {
	if s.runs[long] != nil {
		return s.runs[long]
	}
	all, sought := map[string][]int{}, 0
	for from := 1; from+long-1 <= len(s.lines) && sought <= maxSought; from++ {
		lines := joined(s.lines[from-1 : from-1+long])
		sum := digest(lines)
		all[sum] = append(all[sum], from)
		sought += len(lines) + 1 // Even an empty line counts.
	}
	s.runs[long] = all
	return all
}

func joined(lines [][]byte) []byte { return bytes.Join(lines, []byte("\n")) }

func distance(x, y int) int { return max(x-y, y-x) }

func readInside(app Inside, name string) ([]byte, error) {
	f, err := app(name)
	var other *durable.KindError
	switch {
	case errors.As(err, &other) && other.Is == "a folder":
		return nil, errors.New("it is a folder: name a file in it")
	case errors.As(err, &other):
		return nil, errors.New("it is not a regular file")
	case err != nil:
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.Size() > maxPlace:
		return nil, fmt.Errorf("it has %d bytes, more than the %d that are read", info.Size(), maxPlace)
	}
	return io.ReadAll(io.LimitReader(f, maxPlace))
}

// tooFew says how many lines a file has that lacks those of a place.
func tooFew(lines int) error {
	if lines == 1 {
		return errors.New("the file has 1 line")
	}
	return fmt.Errorf("the file has %d lines", lines)
}

// cutLines returns some lines, or all of them where from is 0. Line ends become
// newlines, so that a checkout with other line ends is not a change.
func cutLines(data []byte, from, to int) ([]byte, error) {
	if from == 0 {
		return unixLines(data), nil
	}
	lines := splitLines(data)
	if from < 1 || to < from || to > len(lines) {
		return nil, tooFew(len(lines))
	}
	return joined(lines[from-1 : to]), nil
}

func unixLines(data []byte) []byte { return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) }

func splitLines(data []byte) [][]byte {
	if len(data) == 0 {
		return nil
	}
	return bytes.Split(bytes.TrimSuffix(unixLines(data), []byte("\n")), []byte("\n"))
}
