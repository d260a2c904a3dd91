package workspace

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/policy"
	"clausewalk/policy/library"
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

// Others returns the editions of the policies that the workspace holds or that
// come with the program.
func (w *Workspace) Others(ids []string) ([]*policy.Policy, error) {
	held, err := w.Editions()
	if err != nil {
		return nil, err
	}
	for _, id := range library.Builtin() {
		p, err := library.Load(id)
		if err != nil {
			return nil, err
		}
		held = append(held, p)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(held, func(p *policy.Policy) bool {
		twice := seen[p.Edition]
		seen[p.Edition] = true
		return twice || !slices.Contains(ids, p.ID)
	}), nil
}

// Adopted reads the texts of the editions that the adoptions among events come
// from and go to. The error names the folder of one that is not there.
func (o *Open) Adopted(events []checklist.Event) ([]*policy.Policy, error) {
	var texts []*policy.Policy
	read := map[checklist.Edition]bool{}
	for _, e := range events {
		var d checklist.Adoption
		ours := slices.ContainsFunc(o.Head.Policies, func(p checklist.Edition) bool { return p.ID == e.Policy })
		if e.Kind != checklist.KindAdopt || !ours || json.Unmarshal(e.Value, &d) != nil {
			continue
		}
		for _, edition := range []string{d.From, d.To} {
			key := checklist.Edition{ID: e.Policy, Edition: edition}
			if read[key] {
				continue
			}
			read[key] = true
			p, err := o.Workspace.edition(key)
			if err != nil {
				return nil, fmt.Errorf("edition %.12s of %s, which %s adopted, cannot be read: bring its folder back from git: %w", edition, e.Policy, e.Who, err)
			}
			texts = append(texts, p)
		}
	}
	return texts, nil
}

// edition reads a pinned text and holds it against its folder's name.
func (w *Workspace) edition(of checklist.Edition) (*policy.Policy, error) {
	dir := w.path("policies", of.ID, of.Edition)
	p, err := w.Policies.Read(os.DirFS(dir), of.ID)
	if err != nil {
		return nil, err
	}
	if p.Edition != of.Edition {
		return nil, fmt.Errorf("%s holds another text, edition %.12s", dir, p.Edition)
	}
	return p, nil
}
