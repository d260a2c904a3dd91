package boxes

import (
	"clausewalk/checklist/event"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// Gap asks for severity, owner, due date and fix of the gap.
func Gap(l *clauses.List) layer.Layer {
	f := enter(l, clauses.GapForm(l))
	f.proposed = true // The severity is chosen, not edited.
	f.before = []string{"", clauses.LastGap(l, event.GapOwner), clauses.LastGap(l, event.GapDue)}
	return f
}

// enter is the box of a form that both walks have.
func enter(l *clauses.List, asked clauses.Form) *Form {
	f := newForm(draftOf(l, asked.Box, asked.Refs...), asked.Title, asked.Hint, asked.Labels, asked.Values...)
	f.choices = asked.Choices
	f.accept = func() layer.Result {
		var lines []string
		for n := range asked.Labels {
			lines = append(lines, f.Value(n))
		}
		changes, words, err := asked.Changes(lines)
		if err != nil {
			return f.refuse(err)
		}
		r := f.change(l, changes...)
		if r.Close {
			r.Note = clauses.Entered(l, asked, words)
		}
		return r
	}
	return f
}
