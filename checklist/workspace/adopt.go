package workspace

import (
	"errors"
	"io/fs"

	"clausewalk/checklist"
	"clausewalk/policy"
)

// Plan is what adopting an edition would do to an audit.
type Plan struct {
	Next    *policy.Policy
	Change  checklist.Change
	Doubt   string           // why the texts may be no editions of one policy, empty where they are
	Changes []policy.Change  // clause by clause, in the order of the new edition
	Then    *checklist.Audit // the audit as it would be
}

// PlanAdoption tells what adopting an edition would do. Nothing is written. An
// edition that the workspace holds already is taken as it is pinned.
func (o *Open) PlanAdoption(next *policy.Policy) (*Plan, error) {
	pinned, err := o.Workspace.edition(checklist.Edition{ID: next.ID, Edition: next.Edition})
	switch {
	case err == nil:
		next = pinned
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	p := &Plan{Next: next}
	if p.Change, p.Doubt, err = o.Audit.Adopt(next); err != nil {
		return nil, err
	}
	now, _ := o.Policy(next.ID)
	p.Changes = policy.Compare(now, next).Changes
	p.Then, err = o.If(p.Change)
	return p, err
}

// Pin keeps the edition of a plan in the workspace, unless it is there. The
// audit goes over to it by the plan's Change, and not before.
func (o *Open) Pin(p *Plan) error {
	if _, err := o.Workspace.edition(checklist.Edition{ID: p.Next.ID, Edition: p.Next.Edition}); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return o.Workspace.AddPolicy(p.Next)
}
