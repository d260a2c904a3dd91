package sources

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"

	"clausewalk/checklist/repository"
	"clausewalk/checklist/workspace"
	"clausewalk/reports/portfolio"
)

// inGit is a repository whose audits are read from a commit.
type inGit struct {
	dir     string
	typed   string          // as a person would write it
	known   map[string]bool // folders whose workspace is read from the checkout
	named   bool            // it is told of where it holds no audit
	address string          // that it was fetched from, empty for none
}

// inGit is made of all workspaces of the repository as a commit has them.
func (f folders[T]) inGit(g inGit) []T {
	rev := cmp.Or(f.run.Rev, "HEAD")
	from := portfolio.Origin{Repository: g.typed}
	r, _ := repository.Find(g.dir)
	if r == nil {
		return nil
	}
	defer r.Close()
	c, err := r.At(rev)
	var unknown *repository.UnknownError
	if errors.As(err, &unknown) && !g.named {
		return nil // A checkout in which nothing was committed.
	}
	if err != nil {
		return f.broken(from, err)
	}
	from.Commit, from.Committed, from.Git = c.ID, c.Time, g.dir
	below, err := workspace.WorkspacesIn(c)
	if err == nil {
		err = f.bring(g, c, below)
	}
	var all []T
	for _, dir := range below {
		if g.known[filepath.Join(g.dir, filepath.FromSlash(dir))] {
			continue
		}
		here := from
		here.Rev = c.ID
		if dir != "." {
			here.Repository += ":" + dir
			here.Rev += ":" + dir
		}
		w, err := workspace.At(c.Below(dir))
		all = append(all, f.found(w, err, here)...)
	}
	if err != nil {
		all = append(all, f.broken(from, err)...)
	}
	if len(all) == 0 && g.named {
		all = append(all, f.broken(from, fmt.Errorf("no audit: %s has no %s", rev, workspace.Dir))...)
	}
	return all
}
