package boxes

import (
	"fmt"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// Reason asks for the words behind an answer of one or more clauses. The verdict
// is set with them, none leaves it as it is.
func Reason(l *clauses.List, editor string, v event.Verdict, refs ...event.Ref) layer.Result {
	r := &reason{list: l, refs: refs, verdict: v, twice: twice{again: sameKey}}
	if draft, typed := l.Session.Draft("", refs[0]); typed && v == "" {
		r.verdict = draft.Verdict
	}
	title := "Reason"
	if r.verdict != "" {
		title = "Reason for: " + r.verdict.String()
	}
	if len(refs) > 1 {
		title += ", " + reports.Count(len(refs), "clause")
	}
	keep := draftOf(l, "", refs...)
	keep.verdict = r.verdict
	b := newWords(keep, title, l.Of(refs[0]).Reason, editor)
	b.decide = r.decide
	return layer.Result{Open: b}
}

// EditReason asks for the words in the person's editor.
func EditReason(l *clauses.List, editor string) layer.Result {
	r := Reason(l, editor, "", l.Item().Ref)
	r.Cmd = r.Open.(*Words).edit().Cmd
	return r
}

type reason struct {
	list    *clauses.List
	refs    []event.Ref
	verdict event.Verdict
	twice   twice
}

func (r *reason) decide(words string) layer.Result {
	changes := clauses.EachOf(r.refs, func(ref event.Ref) event.Change { return event.SetReason(ref, words) })
	if r.verdict != "" {
		changes = append(changes, clauses.EachOf(r.refs, func(ref event.Ref) event.Change { return event.SetVerdict(ref, r.verdict) })...)
	}
	_, err := r.twice.change(r.list, changes...)
	if err != nil && strings.TrimSpace(words) != "" {
		return layer.Say("", err) // The words stay in the box.
	}
	note := ""
	if event.ThinReason(words) {
		note = fmt.Sprintf("fewer than five words may not tell a reader of %s enough", r.refs[0].Label)
	}
	if err == nil {
		r.list.Marks.Clear()
		if note == "" {
			note = clauses.StillNeeds(r.list, r.refs)
		}
	}
	done := layer.Say(note, err)
	done.Close = true
	return done
}

// sameKey is what keeps words that look like a secret.
const sameKey = ": remove it, or press the same key again to keep it"

// Overrule asks why the clause is in or out of scope, whatever the facts say. One
// that was overruled before follows the facts again.
func Overrule(l *clauses.List, editor string) layer.Result {
	i := l.Item()
	if i.Overrule != nil {
		_, err := l.Change(event.SetOverrule(i.Ref, nil))
		return layer.Say(i.Ref.Label+" follows the facts again", err)
	}
	in, title := i.Has(checklist.OutOfScope), "Why is "+i.Ref.Label+" out of scope?"
	if in {
		title = "Why is " + i.Ref.Label + " in scope anyway?"
	}
	asked := twice{again: sameKey}
	b := newWords(draftOf(l, "overrule scope", i.Ref), title, "", editor)
	b.decide = func(words string) layer.Result {
		if strings.TrimSpace(words) == "" {
			return layer.Result{Close: true, Note: "scope is unchanged: overruling it needs a reason"}
		}
		_, err := asked.change(l, event.SetOverrule(i.Ref, &event.Overrule{In: in, Reason: words}))
		r := layer.Say("", err)
		r.Close = err == nil
		return r
	}
	return layer.Result{Open: b}
}
