package clauses

import (
	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
)

// Confirm gives stale answers again, as they are, in one step, and says how many.
func Confirm(l *List, stale []checklist.Item) (string, error) {
	var changes []event.Change
	for _, i := range stale {
		changes = append(changes, event.SetVerdict(i.Ref, i.Verdict))
	}
	changed, err := l.Change(changes...)
	l.Marks.Clear()
	if !changed {
		return "", err
	}
	return reports.Count(len(changes), "clause") + " confirmed; u takes it back", nil
}
