package plain

import (
	"strings"

	"clausewalk/checklist"
	"clausewalk/policy/editions"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
)

// howRead reads out how well the policy of the clause was read and what is not asked
// though it binds somebody, and takes a correction, or the words by which that is
// accepted.
func howRead(w *walk, _ string) error {
	id := w.list.Item().Ref.Policy
	p, _ := w.session.Policy(id)
	_, words := checklist.HowRead(w.session.Audit, id)
	for _, one := range words {
		w.say("%s.", sentence(reports.Line(one)))
	}
	for _, one := range clauses.Outline(p) {
		if one.Unasked {
			w.say("Not asked: %s, line %d, %s", one.Label, one.Line, reports.Line(one.Text))
		}
	}
	if w.closed() {
		return nil
	}
	line, err := w.ask("A label with clause, context, join, or split and words; or accept and the reason; empty changes nothing")
	if err != nil {
		return err
	}
	first, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	if first == "" {
		return nil
	}
	if strings.EqualFold(first, "accept") {
		change, err := checklist.AcceptReading(w.session.Audit, id, strings.TrimSpace(rest))
		if err != nil {
			w.tell("", err)
			return nil
		}
		w.change(change)
		return nil
	}
	do, said, _ := strings.Cut(strings.TrimSpace(rest), " ")
	deed, known := map[string]editions.Deed{"clause": editions.Ask, "context": editions.Leave, "join": editions.Join, "split": editions.SplitAt}[strings.ToLower(do)]
	if !known {
		w.say("Nothing was changed: %q is not clause, context, join or split.", reports.Line(do))
		return nil
	}
	other, err := clauses.Correct(w.session, id, editions.Correction{Do: deed, Label: first, Words: strings.TrimSpace(said)})()
	if err != nil {
		w.tell("", err)
		return nil
	}
	return w.rules(other)
}
