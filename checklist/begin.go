package checklist

import (
	"slices"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// unbegun tells whether nobody has begun the audit yet.
func (a *Audit) unbegun() bool { return a.Head.Created.IsZero() && len(a.begun) == 0 }

// begin takes a begin event into account.
func (a *Audit) begin(e *event.Event) {
	a.begun = append(a.begun, e)
	slices.SortFunc(a.begun, event.Order)
	if !a.stated {
		a.Head.Created, a.Head.By = a.begun[0].Time, a.begun[0].Who
	}
}

// name names everybody so that no two people have one name.
func (a *Audit) name() {
	a.tellApart(a.events)
	a.Head.By.Apart = a.several(a.Head.By.Name)
}

// rules returns the rules that the audit begins with.
func (a *Audit) rules() event.Begin {
	return event.Begin{App: a.Head.App, Release: a.Head.Release, Policies: rulesOf(a.base)}
}

// rulesOf returns the digests of the texts by which answers to the policies are
// judged.
func rulesOf(policies []*policy.Policy) (all []event.Rules) {
	for _, p := range policies {
		all = append(all, rulesAt(p))
	}
	return all
}
