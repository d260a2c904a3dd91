package workspace

import (
	"errors"
	"io/fs"

	"clausewalk/checklist"
	"clausewalk/policy"
)

// Plan is what adopting an edition would do to an audit.
type Plan struct {
	Next              *policy.Policy
	Change            checklist.Change
	policy.Comparison                  // of the edition in force with Next
	Then              *checklist.Audit // the audit as it would be
}

// PlanAdoption tells what adopting an edition would do. Nothing is written. An
// edition that the workspace holds already is taken as it is pinned.
func (w *Workspace) PlanAdoption(a *checklist.Audit, next *policy.Policy) (*Plan, error) {
	pinned, err := w.edition(checklist.Edition{ID: next.ID, Edition: next.Edition})
	switch {
	case err == nil:
		next = pinned
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	p := &Plan{Next: next}
	if p.Change, p.Comparison, err = a.Adopt(next); err != nil {
		return nil, err
	}
	p.Then, err = a.If(p.Change)
	return p, err
}

// Pin keeps the edition of a plan in the workspace, unless it is there. The
// audit goes over to it by the plan's Change, and not before.
func (w *Workspace) Pin(p *Plan) error {
	if _, err := w.edition(checklist.Edition{ID: p.Next.ID, Edition: p.Next.Edition}); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return w.AddPolicy(p.Next)
}
