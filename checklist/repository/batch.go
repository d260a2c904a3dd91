package repository

import (
	"bufio"
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"clausewalk/checklist/durable"
)

// patience is how long git may take for one object. A repository can be made so
// that git waits for ever.
const patience = 30 * time.Second

// object is what git has under a name.
type object struct {
	id   string // empty where it has nothing
	kind string // commit, tree or blob
	data []byte
	err  error // why it was not read: a *durable.SizeError, or other than its id says
}

// batch is one git cat-file that answers until Close. It is started when it is first
// asked, and again after it has failed.
type batch struct {
	dir string

	sync.Mutex
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *bufio.Reader
	errs *beginning
}

func (b *batch) start() error {
	if b.cmd != nil {
		return nil
	}
	// A large object is not unpacked whole to tell its size.
	cmd := Command(b.dir, "-c", "core.bigFileThreshold=16m", "cat-file", "--batch")
	// What replaces an object is not what its id names; and git must not take
	// the repository above for one that is broken.
	cmd.Env = append(cmd.Env, "GIT_NO_REPLACE_OBJECTS=1", "GIT_CEILING_DIRECTORIES="+filepath.Dir(b.dir), "LC_ALL=C")
	b.errs = &beginning{}
	cmd.Stderr = b.errs
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	b.cmd, b.in, b.out = cmd, in, bufio.NewReaderSize(out, 64<<10)
	return nil
}

// Close ends the process.
func (b *batch) Close() {
	b.Lock()
	defer b.Unlock()
	if b.cmd != nil {
		_ = b.in.Close()
		_ = b.cmd.Wait() // It ends with its input, and nothing that it says then matters.
		b.cmd = nil
	}
}

// broken ends a process that does not answer any more, and returns its words.
func (b *batch) broken() string {
	_ = b.cmd.Process.Kill()
	_ = b.in.Close()
	_ = b.cmd.Wait()
	b.cmd = nil
	words := b.errs.String()
	if n := strings.LastIndex(words, "fatal: "); n >= 0 {
		return words[n+len("fatal: "):] // What stands before says the same in more words.
	}
	return words
}

// get reads objects by what git calls them, each of at most limit bytes. The
// error says that git does not answer.
func (b *batch) get(limit int64, names ...string) ([]object, error) {
	b.Lock()
	defer b.Unlock()
	all := make([]object, 0, len(names))
	for len(all) < len(names) {
		// The answers to a few questions fit into a pipe that nobody reads yet.
		some := names[len(all):min(len(names), len(all)+32)]
		if err := b.start(); err != nil {
			return nil, err
		}
		late := time.AfterFunc(patience, func(p *exec.Cmd) func() { return func() { _ = p.Process.Kill() } }(b.cmd))
		asked := b.in
		go func() { _, _ = io.WriteString(asked, strings.Join(some, "\n")+"\n") }() // That it failed is seen when the answer is read.
		var broke error
		for range some {
			it, err := b.read(limit)
			if err != nil {
				broke = err
				break
			}
			all = append(all, it)
			if it.err != nil && b.cmd == nil {
				break // The rest is asked anew.
			}
		}
		inTime := late.Stop()
		if broke == nil {
			continue
		}
		name := names[len(all)]
		words := ""
		if b.cmd != nil {
			words = b.broken()
		}
		switch {
		case !inTime:
			return nil, fmt.Errorf("git did not answer within %s in %s", patience, b.dir)
		case strings.Contains(words, "could not fetch") && IsID(name):
			all = append(all, object{}) // A partial clone lacks it, and git was not let fetch it.
		case words != "":
			if !IsID(name) {
				return nil, fmt.Errorf("git cannot read %s: %s", b.dir, words)
			}
			all = append(all, object{err: errors.New("git cannot read it: " + words)})
		default:
			return nil, fmt.Errorf("git cannot read %s: %w", b.dir, broke)
		}
	}
	return all, nil
}

// read reads one answer.
func (b *batch) read(limit int64) (it object, err error) {
	line, err := b.out.ReadSlice('\n')
	if err != nil {
		return it, err
	}
	words := strings.Fields(string(line))
	if n := len(words); n > 0 && (words[n-1] == "missing" || words[n-1] == "ambiguous") || n != 3 {
		return it, nil
	}
	size, err := strconv.ParseInt(words[2], 10, 64)
	if err != nil || !IsID(words[0]) {
		return it, fmt.Errorf("git answered %q", line)
	}
	it.id, it.kind = words[0], words[1]
	if size > limit {
		b.broken() // What it is about to say may have no end.
		it.err = &durable.SizeError{Limit: limit}
		return it, nil
	}
	it.data = make([]byte, size)
	if _, err := io.ReadFull(b.out, it.data); err != nil {
		return it, err
	}
	if _, err := b.out.Discard(1); err != nil {
		return it, err
	}
	if sum(it) != it.id {
		it.data, it.err = nil, errors.New("its bytes do not match git's id")
	}
	return it, nil
}

// sum reckons the id of an object.
func sum(it object) string {
	var h hash.Hash = sha1.New()
	if len(it.id) == 2*sha256.Size {
		h = sha256.New()
	}
	fmt.Fprintf(h, "%s %d\x00", it.kind, len(it.data))
	h.Write(it.data)
	return hex.EncodeToString(h.Sum(nil))
}

// IsID tells whether a text is the whole id of an object.
func IsID(s string) bool {
	return (len(s) == 2*sha1.Size || len(s) == 2*sha256.Size) && strings.Trim(s, "0123456789abcdef") == ""
}

// beginning keeps the beginning of what a process says.
type beginning struct {
	sync.Mutex
	said bytes.Buffer
}

func (t *beginning) Write(p []byte) (int, error) {
	t.Lock()
	defer t.Unlock()
	if room := 2000 - t.said.Len(); room > 0 {
		t.said.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

func (t *beginning) String() string {
	t.Lock()
	defer t.Unlock()
	return oneLine(t.said.String())
}
