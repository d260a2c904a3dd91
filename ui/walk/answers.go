package walk

import (
	"fmt"

	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/boxes"
	"clausewalk/ui/walk/layer"
)

// answers gives verdicts to the clauses that the keys are for.
type answers struct {
	list   *clauses.List
	editor string
}

// give returns what an answer key does. Met is on the way to the next open
// clause with this one key; what needs a reason opens the box for it.
func (a answers) give(v event.Verdict) func() layer.Result {
	return func() layer.Result {
		refs := a.list.Targets()
		return a.replacing(v, refs, func() layer.Result {
			if v.NeedsReason() {
				return boxes.Reason(a.list, a.editor, v, refs...)
			}
			return a.set(v, refs)
		})
	}
}

// replacing goes on at once unless that would replace several clauses' answers:
// then it first shows which, and by whom they were given.
func (a answers) replacing(v event.Verdict, refs []event.Ref, goOn func() layer.Result) layer.Result {
	var old []boxes.Choice
	for _, ref := range refs {
		i := a.list.Of(ref)
		if i.Verdict != event.Unanswered && i.Verdict != v {
			old = append(old, boxes.Choice{
				Words: fmt.Sprintf("%s %s: %s, by %s", ref.Label, i.Clause.Title(), i.VerdictWords(), reports.Line(i.By.String())),
				Off:   "this answer would be replaced",
			})
		}
	}
	if len(refs) == 1 || len(old) == 0 {
		return goOn()
	}
	first := boxes.Choice{Words: fmt.Sprintf("set %s to %q anyway", reports.Count(len(refs), "clause"), v), Take: goOn}
	title := fmt.Sprintf("This replaces the answers of %s; "+clauses.Key("undo")+" undoes it", reports.Count(len(old), "clause"))
	return layer.Result{Open: boxes.Chooser(title, append([]boxes.Choice{first}, old...))}
}

func (a answers) set(v event.Verdict, refs []event.Ref) layer.Result {
	i := a.list.Of(refs[0])
	changed, err := a.list.Change(clauses.EachOf(refs, func(r event.Ref) event.Change { return event.SetVerdict(r, v) })...)
	a.list.Marks.Clear()
	if err != nil || v == event.Unanswered {
		return layer.Say("", err)
	}
	if len(refs) == 1 {
		if note := clauses.KeptReason(a.list, i); note != "" {
			return layer.Result{Note: note}
		}
	}
	note := clauses.GoOn(a.list)
	switch {
	case !changed:
	case len(refs) > 1:
		note = fmt.Sprintf("%s set to %q in one step; "+clauses.Key("undo")+" undoes it", reports.Count(len(refs), "clause"), v)
	case note == "":
		note = clauses.StillNeeds(a.list, refs)
	}
	return layer.Result{Note: note}
}
