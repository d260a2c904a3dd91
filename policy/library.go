package policy

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
)

//go:embed library
var library embed.FS

// The names of the files that a policy's folder holds.
const (
	TextFile   = "policy.md"
	AssessFile = "assess.yaml"
	GuideFile  = "guide.yaml"
)

// Builtin returns the ids of the policies that come with the program.
func Builtin() []string {
	entries, err := library.ReadDir("library")
	if err != nil {
		panic(err) // The folder is embedded: it cannot be missing in a built program.
	}
	var ids []string
	for _, e := range entries {
		ids = append(ids, e.Name())
	}
	return ids
}

// preparedFile holds a built-in guide as JSON. Nobody writes it: a test holds it
// against guide.yaml, whose reading would be half of the time that a command
// takes.
const preparedFile = "guide.json"

// prepared returns a guide without reading its YAML, where it is byte for byte
// the built-in one.
func prepared(id string, source []byte) (guideFile, bool) {
	var g guideFile
	own, err := library.ReadFile(path.Join("library", id, GuideFile))
	if err != nil || !bytes.Equal(own, source) {
		return g, false
	}
	data, err := library.ReadFile(path.Join("library", id, preparedFile))
	return g, err == nil && json.Unmarshal(data, &g) == nil
}

// Load reads a built-in policy. The error is fs.ErrNotExist for an id that
// Builtin does not list.
func Load(id string) (*Policy, error) {
	for _, known := range Builtin() {
		if id == known {
			dir, err := fs.Sub(library, path.Join("library", id))
			if err != nil {
				return nil, err
			}
			return Read(dir, id)
		}
	}
	return nil, fmt.Errorf("unknown policy %q: %w", id, fs.ErrNotExist)
}

// Read reads a policy from a folder, with what stands beside its text.
func Read(dir fs.FS, id string) (*Policy, error) {
	var none *Cache
	return none.Read(dir, id)
}

// Cache keeps policies that were read, by their bytes: many workspaces hold the
// same text. What it returns must not be changed. The zero Cache is ready, nil
// keeps nothing.
type Cache struct{ known map[string]*Policy }

// Read reads a policy as the function Read does.
func (c *Cache) Read(dir fs.FS, id string) (*Policy, error) {
	source, err := fs.ReadFile(dir, TextFile)
	if err != nil {
		return nil, fmt.Errorf("policy %s: %w", id, err)
	}
	var beside [2][]byte
	for n, name := range []string{AssessFile, GuideFile} {
		if beside[n], err = fs.ReadFile(dir, name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("policy %s: %w", id, err)
		}
	}
	key := fmt.Sprintf("%s %x %t %x %t %x", id, sha256.Sum256(source), beside[0] != nil, sha256.Sum256(beside[0]), beside[1] != nil, sha256.Sum256(beside[1]))
	if c != nil && c.known[key] != nil {
		return c.known[key], nil
	}
	p, err := Parse(id, source)
	if err == nil && beside[0] != nil {
		err = p.Assess(path.Join(id, AssessFile), beside[0])
	}
	if err == nil && beside[1] != nil {
		err = p.Join(path.Join(id, GuideFile), beside[1])
	}
	if c != nil && err == nil {
		if c.known == nil {
			c.known = map[string]*Policy{}
		}
		c.known[key] = p
	}
	return p, err
}
