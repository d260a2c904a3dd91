package checklist

import (
	"cmp"
	"slices"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// RemoveOutcome returns the changes that remove an outcome. The error lists the ids that
// there are.
func RemoveOutcome(a *Audit, id string) ([]event.Change, error) {
	var all []event.Change
	var known []string
	for _, o := range Outcomes(a) {
		known = append(known, o.ID)
		if o.ID != id {
			continue
		}
		for _, f := range a.byKind[event.KindOutcome] {
			if f.Subject == id {
				all = append(all, event.Change{Field: f, Value: (*event.Outcome)(nil)})
			}
		}
	}
	if len(all) == 0 {
		return nil, &UnknownError{What: "outcome", Name: id, Known: known}
	}
	return all, nil
}

// Outcomes returns what the platform decided, oldest decision first. A decision that is
// kept at several clauses is there once.
func Outcomes(a *Audit) []event.Outcome {
	found := map[string]*event.Outcome{}
	for _, f := range a.byKind[event.KindOutcome] {
		o, e := value[*event.Outcome](a, f)
		if o == nil {
			continue
		}
		if found[f.Subject] == nil {
			o.ID, o.Carried, o.Stamp = f.Subject, e.Carried, e.Stamp()
			found[f.Subject] = o
		}
		if f.Ref() != (event.Ref{}) {
			found[f.Subject].Refs = append(found[f.Subject].Refs, f.Ref())
		}
	}
	all := make([]event.Outcome, 0, len(found))
	for _, o := range found {
		slices.SortFunc(o.Refs, a.compareRefs)
		all = append(all, *o)
	}
	slices.SortFunc(all, func(x, y event.Outcome) int {
		return cmp.Or(cmp.Compare(x.On, y.On), x.At.Compare(y.At), cmp.Compare(x.ID, y.ID))
	})
	liftRefusals(a, all)
	return all
}

// liftRefusals notes which decisions against something were followed by approvals of all
// that they were about. An approval of a whole submission is one of each of its
// permissions, and of nothing that was not in it.
func liftRefusals(a *Audit, outcomes []event.Outcome) {
	in := map[string][]string{}
	for _, one := range Submissions(a) {
		in[one.ID] = one.Permissions
	}
	about := func(o event.Outcome) []string {
		if o.Permission != "" {
			return []string{o.Permission}
		}
		return in[o.Submission]
	}
	for n := range outcomes {
		o := &outcomes[n]
		if o.Result == event.Approved {
			continue
		}
		open := about(*o)
		whole := len(open) == 0 // of a submission that this audit does not have
		for _, later := range outcomes[n+1:] {
			if later.Result != event.Approved {
				continue
			}
			all := later.Permission == "" && later.Submission == ""
			open = slices.DeleteFunc(slices.Clone(open), func(p string) bool { return all || slices.Contains(about(later), p) })
			o.Lifted = o.Lifted || !whole && len(open) == 0 || whole && len(about(later)) == 0
		}
	}
}

// outcomesAt returns what was decided about a clause, and about its permission
// as a whole.
func outcomesAt(a *Audit, ref event.Ref) []event.Outcome {
	_, entry := policy.CutEntry(ref.Label)
	// Nothing was decided about most clauses.
	if len(a.setAt(ref, event.KindOutcome)) == 0 && (entry == "" || len(a.setAt(event.Ref{}, event.KindOutcome)) == 0) {
		return nil
	}
	var all []event.Outcome
	for _, o := range Outcomes(a) {
		if slices.Contains(o.Refs, ref) || entry != "" && len(o.Refs) == 0 && o.Was == "" && o.Permission == entry {
			all = append(all, o)
		}
	}
	return all
}
