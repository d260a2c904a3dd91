package workspace

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/library"
)

// Texts are the pinned texts of policies, with what stands beside each of them.
type Texts struct {
	disk   durable.Disk
	around *Around
}

// Editions returns every edition of every policy that the workspace holds, in
// the order of ids, the newest date first. The error names the policy.
func (t *Texts) Editions() ([]*policy.Policy, error) {
	var all []*policy.Policy
	ids, err := t.folders("policies")
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		editions, err := t.folders("policies", id)
		if err != nil {
			return nil, err
		}
		for _, edition := range editions {
			p, err := t.ReadPolicy(checklist.Edition{ID: id, Edition: edition})
			if errors.Is(err, fs.ErrNotExist) {
				continue // It has no text yet, or somebody took it away in between.
			}
			if err != nil {
				return nil, err
			}
			all = append(all, p)
		}
	}
	slices.SortStableFunc(all, func(a, b *policy.Policy) int {
		if a.ID != b.ID {
			return strings.Compare(a.ID, b.ID)
		}
		return strings.Compare(b.Dated, a.Dated)
	})
	return all, nil
}

// folders returns the names of the folders in a folder of the workspace, none
// where there is none.
func (t *Texts) folders(parts ...string) ([]string, error) {
	entries, err := t.disk.ReadDir(name(parts...))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var names []string
	for _, e := range entries {
		if !e.Type().IsRegular() { // Files are what file managers leave; a link is met when it is read.
			names = append(names, e.Name())
		}
	}
	return names, err
}

// ReadPolicy reads a pinned text with its rules, whatever its edition turns out to be.
// One whose list of clauses was pinned keeps its edition. The error is fs.ErrNotExist if
// it is not there.
func (t *Texts) ReadPolicy(of checklist.Edition) (*policy.Policy, error) {
	dir := name("policies", of.ID, of.Edition)
	read := func() (*policy.Policy, error) { return texts.Read(durable.FS(t.disk, dir, maxRules), of.ID) }
	var p *policy.Policy
	var err error
	if id := t.around.treeOf(dir); id != "" {
		p, err = texts.Once(of.ID+" "+id, read)
	} else {
		p, err = read()
	}
	if err == nil && p.ClausesJSON != nil && p.Edition != of.Edition {
		// The list is of these very bytes: a version that found other labels in them
		// may have counted other words, and the audit must not move for that.
		same := *p
		same.Edition = of.Edition
		p = &same
	}
	return p, err
}

// builtin returns the policies that come with the program.
func builtin() (all []*policy.Policy, err error) {
	for _, id := range library.Builtin() {
		p, err := library.Load(id)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

// Others returns the editions of the policies that the workspace holds or that
// come with the program.
func (t *Texts) Others(ids []string) ([]*policy.Policy, error) {
	held, err := t.Editions()
	if err != nil {
		return nil, err
	}
	ours, err := builtin()
	if err != nil {
		return nil, err
	}
	held = append(held, ours...)
	seen := map[string]bool{}
	return slices.DeleteFunc(held, func(p *policy.Policy) bool {
		twice := seen[p.Edition]
		seen[p.Edition] = true
		return twice || !slices.Contains(ids, p.ID)
	}), nil
}

// Adopted reads the texts of the editions that the adoptions among events come
// from and go to. The error names the folder of one that is not there.
func (o *Open) Adopted(events []event.Event) ([]*policy.Policy, error) {
	var texts []*policy.Policy
	read := map[checklist.Edition]bool{}
	for _, e := range events {
		var d event.Adoption
		ours := slices.ContainsFunc(o.Head.Policies, func(p checklist.Edition) bool { return p.ID == e.Policy })
		if e.Kind != event.KindAdopt || !ours || json.Unmarshal(e.Value, &d) != nil {
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

// edition reads a pinned text, and checks that it is the edition of its folder.
func (t *Texts) edition(of checklist.Edition) (*policy.Policy, error) {
	p, err := t.ReadPolicy(of)
	if err != nil {
		return nil, err
	}
	if p.Edition != of.Edition {
		return nil, fmt.Errorf("%s holds another text, edition %.12s", t.around.path("policies", of.ID, of.Edition), p.Edition)
	}
	return p, nil
}
