package checklist

import (
	"slices"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// Foresight is what an audit knew before a decision of the platform.
type Foresight string

// The foresights.
const (
	Predicted    Foresight = "predicted"                 // it was refused, and the audit had a gap
	Missed       Foresight = "missed"                    // it was refused, but the audit had no gap
	ApprovedOpen Foresight = "approved with open gaps"   // in spite of a gap
	ApprovedGood Foresight = "approved with no gap open" // as could be expected
)

// Foresights lists every foresight.
func Foresights() []Foresight { return []Foresight{Predicted, Missed, ApprovedOpen, ApprovedGood} }

// ForesightOf returns whether the audit had a gap when that was handed in which the
// outcome is about, or before the day of the decision if nobody noted when. The gap may
// be at the clauses that the decision names, or else among those of its permission, or
// else at any.
func ForesightOf(a *Audit, o event.Outcome) Foresight {
	moment, err := time.Parse(time.DateOnly, o.On)
	if err != nil {
		moment = o.At
	}
	for _, one := range Submissions(a) {
		if day, err := time.Parse(time.DateOnly, one.On); one.ID == o.Submission && err == nil {
			moment = day.AddDate(0, 0, 1)
		}
	}
	then := a.AsOf(moment.Add(-time.Millisecond))
	for _, one := range Submissions(then) {
		if one.ID == o.Submission {
			then = then.Preparing(one)
		}
	}
	gap := slices.ContainsFunc(then.Items(moment), func(i Item) bool {
		_, entry := policy.CutEntry(i.Ref.Label)
		about := len(o.Refs) == 0 && (o.Permission == "" || o.Permission == entry) || slices.Contains(o.Refs, i.Ref)
		return about && !i.Has(OutOfScope) && i.Verdict.IsGap()
	})
	switch {
	case o.Result == event.Approved && gap:
		return ApprovedOpen
	case o.Result == event.Approved:
		return ApprovedGood
	case gap:
		return Predicted
	}
	return Missed
}
