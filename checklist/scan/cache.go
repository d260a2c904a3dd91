package scan

import (
	"encoding/json"

	"clausewalk/checklist/durable"
)

// maxCache is how large a cache may be, in bytes.
const maxCache = 256 << 20

// Cache is what earlier scans with the same rules found in files, with the size and
// time of each. It belongs to this clone, and only saves time.
type Cache struct {
	Rules   string                `json:"rules"` // digest of the rules and of the program
	Files   map[string]fileResult `json:"files"`
	changed bool
}

// ReadCache reads the cache in a file of a disk. It returns an empty one if there is
// none, or if it is for other rules.
func ReadCache(disk durable.Disk, name, rules string) *Cache {
	c := &Cache{}
	data, err := durable.ReadFile(disk, name, maxCache)
	if err != nil || json.Unmarshal(data, c) != nil || c.Rules != rules {
		c = &Cache{Rules: rules}
	}
	return c
}

// Write writes the cache to a file of a disk, if anything in it has changed.
func (c *Cache) Write(disk durable.Disk, name string) error {
	if !c.changed {
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

// keep replaces what is in the cache.
func (c *Cache) keep(files []string, found []fileResult) {
	all := make(map[string]fileResult, len(files))
	for n, one := range found {
		c.changed = c.changed || one.looked
		if one.Time != 0 {
			all[files[n]] = one
		}
	}
	c.changed = c.changed || len(all) != len(c.Files)
	c.Files = all
}
