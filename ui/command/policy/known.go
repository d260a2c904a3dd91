package policy

import (
	"errors"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/library"
	"clausewalk/ui/command/cli"
)

// Edition is an edition of a policy with where it is kept.
type Edition struct {
	*policy.Policy
	Audits  []string // those that ask it
	Adopted bool     // one of them went over to it
	BuiltIn bool
}

// shelf is a list of editions in which each stands once.
type shelf []*Edition

// at returns where an edition stands, nil where it does not.
func (s shelf) at(id, edition string) *Edition {
	for _, e := range s {
		if e.ID == id && e.Edition == edition {
			return e
		}
	}
	return nil
}

// put adds an edition unless it is there, and returns where it stands.
func (s *shelf) put(p *policy.Policy) *Edition {
	if e := s.at(p.ID, p.Edition); e != nil {
		return e
	}
	e := &Edition{Policy: p}
	*s = append(*s, e)
	return e
}

// Known returns the editions that the workspace's audits ask, that of the
// audit in use first, then the others that it holds and the built-in ones.
func Known(r *cli.Run) ([]*Edition, error) {
	var known shelf
	w, err := r.Find()
	switch {
	case errors.Is(err, workspace.ErrNone):
	case err != nil:
		return nil, err
	default:
		if err := known.asked(w, r.Audit); err != nil {
			return nil, err
		}
		held, err := w.Editions()
		if err != nil {
			return nil, err
		}
		for _, p := range held {
			known.put(p)
		}
	}
	for _, id := range library.Builtin() {
		p, err := library.Load(id)
		if err != nil {
			return nil, err
		}
		known.put(p).BuiltIn = true
	}
	return known, nil
}

// asked adds the editions that the audits of a workspace ask, those of the audit
// in use first.
func (s *shelf) asked(w *workspace.Workspace, inUse string) error {
	heads, err := w.Audits()
	if err != nil {
		return err
	}
	if n := slices.IndexFunc(heads, func(h checklist.Head) bool { return h.ID == inUse }); n > 0 {
		heads = slices.Concat(heads[n:n+1], heads[:n], heads[n+1:])
	}
	for _, h := range heads {
		for _, e := range editionsOf(w, h) {
			at := s.at(e.ID, e.Edition)
			if at == nil {
				p, err := w.ReadPolicy(e)
				if err != nil {
					return err
				}
				at = s.put(p)
			}
			at.Audits = append(at.Audits, h.ID)
			at.Adopted = at.Adopted || !slices.Contains(h.Policies, e)
		}
	}
	return nil
}

// editionsOf returns the editions that an audit asks, those it began with where
// it cannot be read.
func editionsOf(w *workspace.Workspace, h checklist.Head) []checklist.Edition {
	if o, err := w.Open(h.ID, checklist.Hand{}); err == nil {
		return o.Editions()
	}
	return h.Policies
}

// Pick finds a policy by its id, or one edition of it by "id@" and the first
// digits of the edition. Of several editions the first known is meant.
func Pick(known []*Edition, name string) (*policy.Policy, error) {
	id, edition, _ := strings.Cut(name, "@")
	var ids []string
	for _, k := range known {
		if k.ID == id && strings.HasPrefix(k.Edition, edition) {
			return k.Policy, nil
		}
		if edition == "" {
			ids = append(ids, k.ID)
		} else {
			ids = append(ids, k.ID+"@"+k.ShortEdition())
		}
	}
	for _, w := range library.Guides() {
		if w.ID == id && edition == "" {
			return nil, cli.Failed(w.Bring(), "%s: clausewalk has its guide, but not its text", id)
		}
	}
	return nil, &checklist.UnknownError{What: "policy", Name: name, Known: ids}
}
