package boxes

import (
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// ToPaste asks for what is pasted for an item; no words leave it to the guide.
func ToPaste(l *clauses.List, editor string, f reports.FormField) layer.Layer {
	title, stored := "To paste: "+reports.Line(f.Heading()), f.Text
	if now := l.Session.Item(f.Ref).ToPaste; f.As != "" && now != nil {
		title, stored = "To paste after what "+f.As+" has", now.Text
	}
	return oneChange(l, editor, draftOf(l, "text of field", f.Ref), title, stored, func(words string) (event.Change, error) {
		return clauses.Write(l.Session, f.Ref, words), nil
	})
}

// Reply asks what was done about a decision against an earlier submission.
func Reply(l *clauses.List, editor string, h reports.Handing, outcome, said string) layer.Layer {
	return oneChange(l, editor, draftOf(l, "reply "+outcome), "What was done about it (for the team)", said, func(words string) (event.Change, error) {
		return clauses.ReplyToDecision(h, outcome, words)
	})
}

// oneChange is a box of words of which one change is made.
func oneChange(l *clauses.List, editor string, keep draft, title, stored string, made func(words string) (event.Change, error)) layer.Layer {
	return manyChanges(l, editor, keep, title, stored, func(words string) ([]event.Change, error) {
		change, err := made(words)
		return []event.Change{change}, err
	})
}

// manyChanges is a box of words of which one step is made.
func manyChanges(l *clauses.List, editor string, keep draft, title, stored string, made func(words string) ([]event.Change, error)) layer.Layer {
	asked := twice{again: sameKey}
	b := newWords(keep, title, stored, editor)
	b.decide = func(words string) layer.Result {
		changes, err := made(words)
		if err == nil {
			_, err = asked.change(l, changes...)
		}
		r := layer.Say("", err)
		r.Close = err == nil
		return r
	}
	return b
}

// Begin asks for which product a submission is begun, where there are several, and
// what it has.
func Begin(l *clauses.List) layer.Result {
	products := clauses.Products(l.Session)
	if len(products) < 2 {
		return Permissions(l, strings.Join(products, ""), nil)
	}
	var all []Choice
	for _, id := range products {
		p, _ := l.Session.Policy(id)
		all = append(all, Choice{Words: p.Title, Right: id, Take: func() layer.Result { return Permissions(l, id, nil) }})
	}
	return layer.Result{Open: Chooser("Which product is the submission for?", all)}
}

// Permissions lets a person choose what a submission has, and begins one for a
// policy where h is nil. Each choice is a change of its own.
func Permissions(l *clauses.List, policyID string, h *reports.Handing) layer.Result {
	title := "Start a submission with"
	if h != nil {
		policyID, title = h.Policy, h.Name()+" includes those with a +; "+clauses.Key("choose")+" adds or removes one, "+clauses.Key("leave chooser")+" finishes"
	}
	listed := checklist.Listed(l.Session.Audit, policyID)
	if len(listed) == 0 {
		return layer.Result{Note: "the scope lists no permissions yet; " + clauses.Key("scope") + " in the walk lists them"}
	}
	begin := func(permissions ...string) func() layer.Result {
		return func() layer.Result {
			change, id, err := clauses.BeginSubmission(l.Session, policyID, permissions)
			if err == nil {
				_, err = l.Change(change)
			}
			if err != nil {
				return layer.Say("", err)
			}
			return again(l, id)
		}
	}
	var all []Choice
	for _, p := range listed {
		one := Choice{Words: p, Take: begin(p)}
		if h != nil {
			a := clauses.Alteration{Add: []string{p}}
			if one.Words = "  " + p; slices.Contains(h.Permissions, p) {
				one.Words, a = "+ "+p, clauses.Alteration{Remove: []string{p}}
			}
			one.Take = func() layer.Result { return alter(l, *h, a, true) }
		}
		all = append(all, one)
	}
	if h == nil && len(listed) > 1 {
		all = append(all, Choice{Words: "all of them", Take: begin(listed...)})
	}
	return layer.Result{Open: Chooser(title, all)}
}

// again opens the choice of permissions once more, for the next one.
func again(l *clauses.List, id string) layer.Result {
	h, err := clauses.Handing(l.Session, id)
	if err != nil {
		return layer.Say("", err)
	}
	return Permissions(l, h.Policy, &h)
}

func alter(l *clauses.List, h reports.Handing, a clauses.Alteration, more bool) layer.Result {
	change, err := clauses.AlterSubmission(l.Session, h, a)
	if err == nil {
		_, err = l.Change(change)
	}
	switch {
	case err != nil:
		return layer.Say("", err)
	case more:
		return again(l, h.ID)
	}
	return layer.Result{}
}

// HowFar lets a person choose how far a submission is.
func HowFar(l *clauses.List, h reports.Handing) layer.Layer {
	var all []Choice
	for _, state := range event.SubmissionStates() {
		one := Choice{Words: state.String(), Off: clauses.NotYet(h, state), Take: func() layer.Result { return alter(l, h, clauses.Alteration{State: state}, false) }}
		if state == event.HandedIn {
			one.Take = func() layer.Result { return layer.Result{Open: handedIn(l, h)} }
		}
		all = append(all, one)
	}
	return Chooser(h.Name()+" is "+h.When(), all)
}

func handedIn(l *clauses.List, h reports.Handing) layer.Layer {
	f := newForm(draftOf(l, "handed in "+h.ID), h.Name()+" was handed in on", "the day: 5 Dec, fri, yesterday or 2026-03-31", nil, clauses.Today(l))
	f.accept = func() layer.Result {
		change, err := clauses.AlterSubmission(l.Session, h, clauses.Alteration{State: event.HandedIn, On: f.Value(0)})
		if err != nil {
			return f.refuse(err)
		}
		return f.change(l, change)
	}
	return f
}

// SameAs lets a person choose whose text or recording serves a field too, of those
// that this submission or another one has.
func SameAs(l *clauses.List, h reports.Handing, f reports.FormField) layer.Result {
	var all []Choice
	for _, other := range clauses.Shareable(l.Session, h) {
		if other.Ref == f.Ref || other.Takes.Takes != f.Takes.Takes || other.As != "" || !other.Leaves() {
			continue
		}
		all = append(all, Choice{Words: other.Heading(), Right: other.Ref.Label, Take: func() layer.Result {
			change, err := clauses.SameAs(l.Session, f.Ref, other.Ref.Label, nil)
			if err == nil {
				_, err = l.Change(change)
			}
			return layer.Say("the same as "+other.Ref.Label+"; "+clauses.Key("text of field")+" adds to it", err)
		}})
	}
	if f.As != "" {
		all = append(all, Choice{Words: "of its own again", Right: "as the guide says", Take: func() layer.Result {
			_, err := l.Change(event.Paste(f.Ref, nil))
			return layer.Say("", err)
		}})
	}
	if len(all) == 0 {
		return layer.Result{Note: "no other field has something to use here"}
	}
	return layer.Result{Open: Chooser(reports.Line(f.Heading())+" is the same as", all)}
}
