package workspace

import (
	"errors"
	"io/fs"
	"slices"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/policy/library"
)

// Plan is what adopting an edition would do to an audit.
type Plan struct {
	Next                *policy.Policy
	Change              event.Change
	editions.Comparison                  // of the edition in force with Next
	Then                *checklist.Audit // the audit as it would be
	Guide               *editions.Fitted // how the guide that comes with the program fits Next, nil where it is not laid there
	Lost                []string         // what was written for the older text and has no place in Next
}

// PlanAdoption returns what adopting an edition would do to an audit. It writes nothing.
// An edition that the workspace already has is taken as it is pinned.
func PlanAdoption(w *Workspace, a *checklist.Audit, next *policy.Policy) (*Plan, error) {
	now, ok := a.Policy(next.ID)
	pinned, err := w.edition(checklist.Edition{ID: next.ID, Edition: next.Edition})
	switch {
	case err == nil:
		next = pinned
		ok = ok && !begun(w, next) // Else what stands beside its text is as another audit knows it.
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	p := &Plan{Next: next}
	if ok {
		if p.Next, p.Guide, p.Lost, err = library.Inherit(now, next); err != nil {
			return nil, err
		}
	}
	if p.Next, err = listed(p.Next); err != nil {
		return nil, err
	}
	if p.Change, p.Comparison, err = checklist.Adopt(a, p.Next); err != nil {
		return nil, err
	}
	then := a.Refold(nil)
	then.Know(p.Next)
	p.Then, err = then.Supposing(p.Change)
	return p, err
}

// Pin keeps the edition of a plan in the workspace, unless it is there. The
// audit goes over to it by the plan's Change once it knows the text, and not
// before.
func Pin(w *Workspace, p *Plan) error {
	switch _, err := w.edition(checklist.Edition{ID: p.Next.ID, Edition: p.Next.Edition}); {
	case errors.Is(err, fs.ErrNotExist):
		return w.AddPolicy(p.Next)
	case err != nil:
		return err
	}
	return w.addBeside(p.Next)
}

// begun tells whether an audit began with an edition.
func begun(w *Workspace, p *policy.Policy) bool {
	heads, err := w.Audits()
	return err != nil || slices.ContainsFunc(heads, func(h checklist.Head) bool {
		return slices.Contains(h.Policies, checklist.Edition{ID: p.ID, Edition: p.Edition})
	})
}
