package plain

import (
	"fmt"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
)

// compared reads out what becomes of each clause with another edition, and goes over
// to it when that is said.
func compared(w *walk, number string) error {
	all, err := clauses.Others(w.session)()
	switch {
	case err != nil:
		w.say("Not read: %s", reports.Line(err.Error()))
		return nil
	case len(all) == 0:
		w.tell(clauses.NoOtherEdition, nil)
		return nil
	}
	var names []string
	for _, one := range all {
		names = append(names, one.Words)
	}
	n := 0
	if len(all) > 1 {
		if n, err = w.choose("Which one? It is compared with the current edition.", number, names); n < 0 {
			return err
		}
	}
	if all[n].Rules != nil {
		return w.rules(all[n])
	}
	plan, err := clauses.Plan(w.session, all[n].Edition)()
	if err != nil {
		w.tell("", err)
		return nil
	}
	w.differences(plan)
	return w.adopt(plan)
}

// rules reads out what other rules would change, and takes them when that is
// said.
func (w *walk) rules(one clauses.Other) error {
	w.say("%s:", sentence(reports.Line(one.Words)))
	for _, line := range clauses.RulesLines(one.Rules) {
		w.say("%s", reports.Line(line))
	}
	if w.closed() {
		return nil
	}
	if said, err := w.yes("yes adopts it"); !said {
		return err
	}
	if err := workspace.Keep(w.session.Workspace, one.Rules); err != nil {
		w.say("Not adopted: %s", reports.Line(err.Error()))
		return nil
	}
	return w.keep(clauses.TakeRules(w.list, one.Rules))
}

// differences reads out what is not as it was.
func (w *walk) differences(plan *workspace.Plan) {
	w.say("%s, edition %s.", reports.Line(plan.Next.Title), plan.Next.ShortEdition())
	if plan.Doubt != "" {
		w.say("It may not be an edition of this policy: %s.", reports.Line(plan.Doubt))
	}
	count := plan.Count()
	for _, kind := range editions.ChangeKinds() {
		if count[kind] > 0 {
			w.say("%d %s.", count[kind], kind)
		}
	}
	words := func(all []policy.Clause) string {
		var words []string
		for _, c := range all {
			words = append(words, c.Label+" "+c.Words())
		}
		return reports.Line(strings.Join(words, " "))
	}
	for _, one := range plan.Changes {
		if one.Kind == editions.Kept {
			continue
		}
		w.say("%s.", sentence(string(one.Kind)))
		for _, side := range []struct {
			name string
			all  []policy.Clause
		}{{"Was", one.Old}, {"Is", one.New}} {
			if len(side.all) > 0 {
				w.say("%s: %s", side.name, words(side.all))
			}
		}
	}
}

func (w *walk) adopt(plan *workspace.Plan) error {
	w.say("%s.", reports.Line(fmt.Sprint(checklist.Fates(plan.Then, w.session.Now()))))
	if w.closed() {
		return nil
	}
	if said, err := w.yes("yes adopts it"); !said {
		return err
	}
	if err := workspace.Pin(w.session.Workspace, plan); err != nil {
		w.say("Not adopted: %s", reports.Line(err.Error()))
		return nil
	}
	return w.keep(clauses.Adopt(w.list, plan))
}
