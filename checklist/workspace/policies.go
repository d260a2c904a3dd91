package workspace

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"clausewalk/policy"
)

// Editions returns every edition of every policy that the workspace holds, in
// the order of ids, the newest date first. The error names the policy.
func (w *Workspace) Editions() ([]*policy.Policy, error) {
	root := os.DirFS(w.path())
	texts, err := fs.Glob(root, path.Join("policies", "*", "*", policy.TextFile))
	if err != nil {
		return nil, err
	}
	var all []*policy.Policy
	for _, text := range texts {
		dir, err := fs.Sub(root, path.Dir(text))
		if err != nil {
			return nil, err
		}
		p, err := w.Policies.Read(dir, path.Base(path.Dir(path.Dir(text))))
		if errors.Is(err, os.ErrNotExist) {
			continue // Somebody took it away in between.
		}
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	slices.SortStableFunc(all, func(a, b *policy.Policy) int {
		if a.ID != b.ID {
			return strings.Compare(a.ID, b.ID)
		}
		return strings.Compare(b.Dated, a.Dated)
	})
	return all, nil
}
