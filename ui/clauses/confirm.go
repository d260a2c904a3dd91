package clauses

import (
	"slices"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
)

// DoubtedWords says what an answer wants whose evidence does not hold any more.
var DoubtedWords = "its evidence has changed, so it cannot be confirmed: " + Key("add evidence") + " adds it again, " + Key("remove evidence") + " removes it"

// Confirm says of stale answers that they still hold, in one step, and tells how
// many. Of several it leaves those that somebody else gave: these are confirmed
// one by one.
func Confirm(l *List, stale []checklist.Item) (string, error) {
	skipped := ""
	if len(stale) > 1 {
		var others []checklist.Item
		stale, others = checklist.Own(l.Session.Audit, stale, l.Session.Hand().Person)
		if len(others) > 0 {
			skipped = Skipped(l.Session.Audit, others)
		}
	}
	var changes []event.Change
	for _, i := range stale {
		changes = append(changes, i.Confirm())
	}
	changed, err := l.Change(changes...)
	l.Marks.Clear()
	switch {
	case err != nil:
		return "", err
	case !changed:
		return skipped, nil
	}
	said := reports.Count(len(changes), "clause") + " confirmed; " + Key("undo") + " undoes it"
	if skipped != "" {
		said += "; " + skipped
	}
	return said, nil
}

// Skipped says which answers are not confirmed together with others, and why.
func Skipped(a *checklist.Audit, others []checklist.Item) string {
	if len(others) == 1 {
		return reports.Line(a.Name(others[0].Ref)) + " was answered by " + reports.Line(others[0].By.String()) + ": confirm it on its own"
	}
	var who []event.Person
	for _, i := range others {
		if !slices.ContainsFunc(who, func(p event.Person) bool { return a.SamePerson(p, i.By) }) {
			who = append(who, i.By)
		}
	}
	if len(who) == 1 {
		return reports.Count(len(others), "answer") + " by " + reports.Line(who[0].String()) + " skipped: confirm each on its own"
	}
	return reports.Count(len(others), "answer") + " by others skipped: confirm each on its own"
}
