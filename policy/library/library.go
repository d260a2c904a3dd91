// Package library reads a policy from a folder: its text, a person's changes to how
// that is read, and its guide. It has the policies that come with the program, each
// in a folder of its own, and guides to texts that are not ours to ship.
package library

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sync"

	"github.com/go-json-experiment/json"

	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/policy/guide"
	"clausewalk/policy/reading"
	"clausewalk/policy/signals"
)

//go:embed */policy.md */*.yaml */*.json
var files embed.FS

// Builtin returns the ids of the policies that come with the program.
func Builtin() []string { return with(policy.TextFile) }

// with returns the folders that have a file of this name.
func with(file string) []string {
	found, err := fs.Glob(files, path.Join("*", file))
	if err != nil {
		panic(err) // The pattern is ours.
	}
	for n := range found {
		found[n] = path.Dir(found[n])
	}
	return found
}

// What comes with the program is kept as JSON too, since reading guide.yaml would be
// half of the time that a command takes, and policy.md a tenth. A test writes these
// files and checks that they say the same.
const (
	preparedGuide = "guide.json"
	preparedText  = "policy.json" // what reading.Parse makes of the text, without the text
)

// prepared decodes what was prepared of a file, where the file is byte for byte the
// built-in one, and tells whether it did.
func prepared(id, file string, source []byte, as string, value any) bool {
	own, err := files.ReadFile(path.Join(id, file))
	if err != nil || !bytes.Equal(own, source) {
		return false
	}
	data, err := files.ReadFile(path.Join(id, as))
	return err == nil && json.Unmarshal(data, value) == nil
}

// guideOf returns a guide without reading its YAML, where it is the built-in one.
func guideOf(id string, source []byte) (guide.File, bool) {
	var g guide.File
	ok := prepared(id, policy.GuideFile, source, preparedGuide, &g)
	return g, ok
}

// parse reads a text, or takes what was prepared of it.
func parse(id string, source []byte) (*policy.Policy, error) {
	var p policy.Policy
	if prepared(id, policy.TextFile, source, preparedText, &p) {
		p.Markdown = source
		return &p, nil
	}
	return reading.Parse(id, source)
}

// Newer returns the guide to a policy that comes with the program, if its words are
// of a later day than those of the guide that the policy has, and nil otherwise.
func Newer(p *policy.Policy) []byte {
	if !slices.Contains(Builtin(), p.ID) {
		if w := Recognised(p); w == nil || w.guide.Version <= p.GuideDay {
			return nil
		}
		return fitting(p)
	}
	source, err := files.ReadFile(path.Join(p.ID, policy.GuideFile))
	if bytes.Equal(source, p.GuideYAML) {
		return nil
	}
	if g, ok := guideOf(p.ID, source); err != nil || !ok || g.Version <= p.GuideDay {
		return nil
	}
	return source
}

// Load reads a built-in policy. The error is fs.ErrNotExist for an id that
// Builtin does not list.
func Load(id string) (*policy.Policy, error) {
	if !slices.Contains(Builtin(), id) {
		return nil, fmt.Errorf("unknown policy %q: %w", id, fs.ErrNotExist)
	}
	dir, err := fs.Sub(files, id)
	if err != nil {
		return nil, err
	}
	return Read(dir, id)
}

// Read reads a policy from a folder, with all that is kept beside its text. The
// error names the policy, and where it can the file and the line.
func Read(dir fs.FS, id string) (*policy.Policy, error) {
	var none *Cache
	return none.Read(dir, id)
}

// Cache keeps policies that were read, by their bytes: many workspaces hold the
// same text. What it returns must not be changed. The zero Cache is ready, nil
// keeps nothing, and many goroutines may use one.
type Cache struct {
	mutex sync.Mutex
	known map[string]*policy.Policy
}

// Once returns the policy that was read for a key, and reads it if none was. The key
// must be a digest of all that is read. Goroutines that call it at the same time may
// all read.
func (c *Cache) Once(key string, read func() (*policy.Policy, error)) (*policy.Policy, error) {
	if c == nil {
		return read()
	}
	c.mutex.Lock()
	p := c.known[key]
	c.mutex.Unlock()
	if p != nil {
		return p, nil
	}
	p, err := read()
	if err == nil {
		c.mutex.Lock()
		defer c.mutex.Unlock()
		if c.known == nil {
			c.known = map[string]*policy.Policy{}
		}
		p.Keep()
		c.known[key] = p
	}
	return p, err
}

// Read reads a policy as the function Read does.
func (c *Cache) Read(dir fs.FS, id string) (*policy.Policy, error) {
	source, err := fs.ReadFile(dir, policy.TextFile)
	if err != nil {
		return nil, fmt.Errorf("policy %s: %w", id, err)
	}
	var beside [3][]byte
	for n, name := range []string{policy.AssessFile, policy.ClausesFile, policy.GuideFile} {
		if beside[n], err = fs.ReadFile(dir, name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("policy %s: %w", id, err)
		}
	}
	key := fmt.Sprintf("%s %x", id, sha256.Sum256(source))
	for _, file := range beside {
		key += fmt.Sprintf(" %t %x", file != nil, sha256.Sum256(file))
	}
	return c.Once(key, func() (*policy.Policy, error) {
		ours := sync.OnceValues(func() (guide.File, bool) { return guideOf(id, beside[2]) })
		go ours()
		p, err := parse(id, source)
		if err == nil {
			err = editions.Lay(p, id, beside[0], beside[1])
		}
		if err == nil && beside[2] != nil {
			if g, ok := ours(); ok { // A test has checked that guide.
				guide.JoinChecked(p, g, beside[2])
			} else {
				err = guide.Join(p, path.Join(p.ID, policy.GuideFile), beside[2])
			}
		}
		return p, err
	})
}

// Signals returns the rules of a scan that come with a built-in policy, nil where
// it has none.
func Signals(id string) (*signals.File, error) {
	source, err := files.ReadFile(path.Join(id, signals.FileName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return signals.Read(path.Join(id, signals.FileName), source)
}
