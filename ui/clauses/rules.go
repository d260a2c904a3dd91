package clauses

import (
	"errors"
	"fmt"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/ui/session"
)

// An Other is what an audit may go over to: another edition of a policy, or
// other rules for the one that it asks.
type Other struct {
	Words, Right string
	Edition      *policy.Policy       // nil for rules
	Rules        *workspace.RulesPlan // nil for an edition
}

// otherRules returns a function that finds other rules, on a copy of the audit. It
// waits for the disk.
func otherRules(s *session.Session) func() ([]Other, error) {
	w, audit, now := s.Workspace, s.Refold(nil), s.Now()
	return func() (all []Other, err error) {
		if plan := workspace.PlanRules(w, audit, now); len(plan.Faults) > 0 && len(plan.Changes) > 0 {
			all = append(all, Other{Words: "the rules now in the workspace", Right: "nobody has adopted them", Rules: plan})
		}
		for _, o := range workspace.Offered(w, audit) {
			plan, err := workspace.PlanGuide(audit, o.Policy, now)
			if err != nil {
				return nil, err
			}
			all = append(all, Other{Words: o.String(), Rules: plan})
		}
		return all, nil
	}
}

// Others returns a function that finds what the audit may go over to. It waits for the disk.
func Others(s *session.Session) func() ([]Other, error) {
	rules, editions := otherRules(s), Editions(s)
	return func() ([]Other, error) {
		found, err := editions()
		if err != nil {
			return nil, err
		}
		var all []Other
		for _, p := range found {
			all = append(all, Other{Words: EditionName(p), Right: p.Dated, Edition: p})
		}
		more, err := rules()
		return append(all, more...), err
	}
}

// RulesLines says what a plan changes, what differs first.
func RulesLines(plan *workspace.RulesPlan) []string {
	var all []string
	for _, f := range plan.Faults {
		all = append(all, f.What+".")
	}
	return append(all, plan.Lines()...)
}

// TakeRules goes over to the rules of a plan, which are kept already.
func TakeRules(l *List, plan *workspace.RulesPlan) (string, error) {
	if plan.Next != nil {
		l.Session.Know(plan.Next)
	}
	changed, err := l.Change(plan.Changes...)
	if err == nil && !changed {
		err = errors.New("not adopted: somebody else adopted them in the meantime")
	}
	if err != nil {
		return "", err
	}
	p := checklist.Tally(l.Session.Items())
	return fmt.Sprintf("adopted, and "+Key("undo")+" undoes it; %d of %d answered", p.Answered, p.Clauses), nil
}
