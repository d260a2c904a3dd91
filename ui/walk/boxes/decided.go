package boxes

import (
	"strings"
	"time"

	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// Decided asks what the platform decided about the clauses that the keys are
// for, or about the permission that the clause is asked for.
func Decided(l *clauses.List) layer.Layer {
	refs := l.Targets()
	_, permission := policy.CutEntry(refs[0].Label)
	var names []string
	for _, ref := range refs {
		names = append(names, l.Session.Name(ref))
	}
	f := newForm(draftOf(l, "platform decided", refs...), "What the platform decided",
		"write the day as 2026-03-31; leave clauses empty for the permission or the whole submission",
		[]string{"result", "on", "permission", "clauses", "its words"},
		"", l.Session.Now().UTC().Format(time.DateOnly), permission, strings.Join(names, ", "), "")
	result, asked, about := clauses.DecisionChoices(l)
	f.choices = []clauses.Choices{result, {}, asked, about}
	f.accept = func() layer.Result {
		changes, words, err := clauses.Decision{Result: f.Value(0), On: f.Value(1), Permissions: f.Value(2), Clauses: f.Value(3), Words: f.Value(4)}.Changes(l.Session)
		if err != nil {
			return f.refuse(err)
		}
		r := f.change(l, changes...)
		if r.Close {
			r.Note = "kept: " + reports.Line(words)
		}
		return r
	}
	return f
}
