package scan

import (
	"encoding/json"

	"clausewalk/checklist/durable"
)

// maxCache is how large a cache may be, in bytes.
const maxCache = 256 << 20

// Cache is what earlier scans with the same rules found in files, by size and time
// of each. It is this clone's alone, and only ever saves time.
type Cache struct {
	Rules string                `json:"rules"` // digest of the rules, and of the program that had them
	Files map[string]fileResult `json:"files"`
	news  bool
}

// ReadCache reads the cache in a file of a disk, an empty one where there is none
// or it is of other rules.
func ReadCache(disk durable.Disk, name, rules string) *Cache {
	c := &Cache{}
	data, err := durable.ReadFile(disk, name, maxCache)
	if err != nil || json.Unmarshal(data, c) != nil || c.Rules != rules {
		c = &Cache{Rules: rules}
	}
	return c
}

// Write puts the cache back, where anything has changed.
func (c *Cache) Write(disk durable.Disk, name string) error {
	if !c.news {
		return nil
	}
	data, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return durable.WriteFile(disk, name, data, 0o600)
}

func (c *Cache) get(file string) (fileResult, bool) {
	if c == nil {
		return fileResult{}, false
	}
	r, ok := c.Files[file]
	r.looked, r.lexed = false, false // Not this time.
	return r, ok
}

// keep replaces what the cache holds.
func (c *Cache) keep(files []string, found []fileResult) {
	all := make(map[string]fileResult, len(files))
	for n, one := range found {
		c.news = c.news || one.looked
		if one.Time != 0 {
			all[files[n]] = one
		}
	}
	c.news = c.news || len(all) != len(c.Files)
	c.Files = all
}
