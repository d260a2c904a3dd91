package repository

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// Above returns the folder that holds the commit's own; above the top is the top.
func (c *Commit) Above() *Commit {
	view := *c
	if view.below = path.Dir(c.below); view.below == "." {
		view.below = ""
	}
	return &view
}

// maxFolders is how many folders of a commit are looked into.
const maxFolders = 200_000

// Holding returns the folders below the commit's own that have a folder with the name,
// by their paths from it, in order. It does not search that folder, nor those that
// passed accepts. The error says that some could not be searched; what was found is
// returned anyway.
func (c *Commit) Holding(name string, passed func(name string) bool) (found []string, err error) {
	err = c.walk(func(dir string, in map[string]entry) []string {
		if in[name].mode.IsDir() {
			found = append(found, dir)
		}
		var into []string
		for sub, e := range in {
			if e.mode.IsDir() && sub != name && !passed(sub) {
				into = append(into, sub)
			}
		}
		return into
	})
	slices.Sort(found)
	return found, err
}

// Files returns the regular files below the commit's folder, at most so many, by
// their paths from it, in order.
func (c *Commit) Files(most int) (files []string, err error) {
	err = c.regular(func(file string, _ entry) {
		if len(files) < most {
			files = append(files, file)
		}
	})
	slices.Sort(files)
	return files, err
}

// regular tells of every regular file below the commit's folder, by its path from it.
func (c *Commit) regular(tell func(file string, e entry)) error {
	return c.walk(func(dir string, in map[string]entry) (into []string) {
		for name, e := range in {
			switch {
			case e.mode.IsDir():
				into = append(into, name)
			case e.mode.IsRegular():
				tell(path.Join(dir, name), e)
			}
		}
		return into
	})
}

// walk shows look every folder below the commit's own, and goes on into those that look
// returns. Folders of one depth are read at once. The error is that of the first folder
// that cannot be read; the others are shown anyway.
func (c *Commit) walk(look func(dir string, in map[string]entry) (into []string)) error {
	top, err := c.find("open", ".")
	if err != nil {
		return err
	}
	type folder struct {
		path string
		at   entry
	}
	level, seen := []folder{{".", top}}, 0
	var fault error
	for len(level) > 0 {
		if seen += len(level); seen > maxFolders {
			return fmt.Errorf("%s has more than %d folders, and not all were searched", c.Path(), maxFolders)
		}
		var ids []string
		for _, f := range level {
			ids = append(ids, f.at.id)
		}
		if err := c.bring(ids); err != nil {
			return err
		}
		var next []folder
		for _, f := range level {
			in, err := c.list(f.at, path.Join(c.below, f.path))
			if err != nil {
				if fault == nil {
					fault = c.wrap("open", f.path, err)
				}
				continue
			}
			for _, name := range look(f.path, in) {
				if len(next) <= maxFolders && strings.Count(f.path, "/") < maxDepth {
					next = append(next, folder{path.Join(f.path, name), in[name]})
				}
			}
		}
		level = next
	}
	return fault
}

// maxDepth is how deep folders may lie in one another.
const maxDepth = 100

// bring reads several trees at once that are about to be asked for. An error of one
// comes again when it is asked for.
func (c *Commit) bring(ids []string) error {
	c.trees.Lock()
	defer c.trees.Unlock()
	ids = slices.DeleteFunc(ids, func(id string) bool { return c.trees.known[id] != nil })
	all, err := c.Repository.objects.get(maxTree, ids...)
	if err != nil {
		return err
	}
	for n, it := range all {
		if it.err != nil || it.kind != "tree" {
			continue
		}
		if in, err := readTree(it.data, len(it.id)/2); err == nil {
			c.trees.known[ids[n]] = in
		}
	}
	return nil
}

// Blobs reads the contents of blobs, each of at most limit bytes, by id. Those
// that the clone does not have are left out, and so are longer ones.
func (r *Repository) Blobs(ids []string, limit int64) (map[string][]byte, error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	all, err := r.objects.get(limit, ids...)
	if err != nil {
		return nil, err
	}
	contents := map[string][]byte{}
	for n, it := range all {
		if it.err == nil && it.kind == "blob" {
			contents[ids[n]] = it.data
		}
	}
	return contents, nil
}
