package boxes

import (
	"fmt"

	"clausewalk/checklist/event"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// Gap asks for severity, owner, due date and fix of the gap. Of several clauses
// each gets what was altered in the lines of the first.
func Gap(l *clauses.List) layer.Layer {
	refs := l.Targets()
	parts := []event.GapPart{event.GapSeverity, event.GapOwner, event.GapDue, event.GapFix}
	gap := l.Of(refs[0]).Gap
	before := []string{gap.Severity, gap.Owner, gap.Due, gap.Fix}
	f := newForm(draftOf(l, "gap", refs...), "Gap for "+clauses.Named(refs),
		"+2w, fri or 2026-03-31 is a due date; the fix is how it will be closed",
		[]string{"severity", "owner", "due", "fix"}, before...)
	f.proposed = true // The severity is chosen, not edited.
	severity, owner, due := clauses.GapChoices(l)
	f.choices = []clauses.Choices{severity, owner, due}
	f.before = []string{"", clauses.LastGap(l, event.GapOwner), clauses.LastGap(l, event.GapDue)}
	f.accept = func() layer.Result {
		var changes []event.Change
		for n, part := range parts {
			words, err := f.Value(n), error(nil)
			if part == event.GapDue {
				if words, err = event.Day(words, l.Session.Now()); err != nil {
					return f.refuse(fmt.Errorf("due: %w", err))
				}
			}
			if words != before[n] {
				changes = append(changes, clauses.EachOf(refs, func(r event.Ref) event.Change { return event.SetGap(r, part, words) })...)
			}
		}
		r := f.change(l, changes...)
		if r.Close && len(changes) > 0 {
			r.Note = clauses.StillNeeds(l, refs)
		}
		return r
	}
	return f
}
