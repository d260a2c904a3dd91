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

// placeLines finds the lines behind a path: "job.go:12", "job.go:12-40".
var placeLines = pattern.New(`^(.+?):(\d+)(?:-(\d+))?$`)

// SplitPlace takes the lines off a place. From is 0 where none are named.
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
			return "", 0, 0, fmt.Errorf("place %s: the last line stands before the first", spec)
		}
	}
	return m[1], from, to, nil
}

// maxPlace is the largest source file that is read for a place, in bytes.
const maxPlace = 64 << 20

// ReadPlace reads "path", "path:12" or "path:12-40" in the repository at root,
// and returns it as evidence with the digest of those lines. The path is taken
// from the repository's top; it cannot lead out of it, not by a link either.
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
	data, err := readInside(root, name)
	if err != nil {
		return event.Evidence{}, fmt.Errorf("place %s: %w", spec, err)
	}
	lines, err := cutLines(data, from, to)
	if err != nil {
		return event.Evidence{}, fmt.Errorf("place %s: %w", spec, err)
	}
	return event.Evidence{Kind: event.PlaceEvidence, Path: name, From: from, To: to, SHA256: digest(lines)}, nil
}

// Lines reads the lines of a place as they are now, in the repository at root.
func Lines(root string, e event.Evidence) ([]byte, error) {
	data, err := readInside(root, path.Clean(e.Path))
	if err != nil {
		return nil, err
	}
	return cutLines(data, e.From, e.To)
}

// Around reads the lines of a place as they are now with at most n lines before and
// behind them, and returns the number of the first.
func Around(root string, e event.Evidence, n int) (first int, lines []string, err error) {
	data, err := readInside(root, path.Clean(e.Path))
	if err != nil {
		return 0, nil, err
	}
	all := splitLines(data)
	if e.From < 1 || e.To < e.From || e.To > len(all) {
		return 0, nil, fmt.Errorf("the file has %d lines", len(all))
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

// ErrChanged says that the lines of a place are nowhere in their file any more.
var ErrChanged = errors.New("the lines have changed")

// maxSought is how many bytes are hashed to find lines again that moved.
const maxSought = 256 << 20

// FindPlace looks for the lines of a place in its file, and returns where they
// are now if they only moved. The error is ErrChanged where they are nowhere.
func FindPlace(root string, e event.Evidence) (moved string, err error) {
	data, err := readInside(root, path.Clean(e.Path))
	if err != nil {
		return "", err
	}
	lines, err := cutLines(data, e.From, e.To)
	switch {
	case err == nil && digest(lines) == e.SHA256:
		return "", nil
	case e.From == 0 || e.To < e.From:
		return "", ErrChanged
	}
	all := splitLines(data)
	long, sought := e.To-e.From+1, 0
	for by := 1; by < len(all)+e.To; by++ { // The nearest lines first.
		for _, from := range []int{e.From - by, e.From + by} {
			if from < 1 || from+long-1 > len(all) {
				continue
			}
			lines := bytes.Join(all[from-1:from-1+long], []byte("\n"))
			if digest(lines) == e.SHA256 {
				e.From, e.To = from, from+long-1
				return e.Target(), nil
			}
			if sought += len(lines); sought > maxSought {
				return "", ErrChanged
			}
		}
	}
	return "", ErrChanged
}

func readInside(root, name string) ([]byte, error) {
	f, err := durable.Inside(root, name)
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

// cutLines returns the lines from to to, or all of them where from is 0. Line
// ends are read as newlines, so that a checkout with others is no change.
func cutLines(data []byte, from, to int) ([]byte, error) {
	if from == 0 {
		return unixLines(data), nil
	}
	lines := splitLines(data)
	if from < 1 || to < from || to > len(lines) {
		return nil, fmt.Errorf("the file has %d lines", len(lines))
	}
	return bytes.Join(lines[from-1:to], []byte("\n")), nil
}

func unixLines(data []byte) []byte { return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) }

func splitLines(data []byte) [][]byte {
	if len(data) == 0 {
		return nil
	}
	return bytes.Split(bytes.TrimSuffix(unixLines(data), []byte("\n")), []byte("\n"))
}
