package boxes

import (
	"errors"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// SplitAt asks for the words with which a further clause begins, and hands them to
// then.
func SplitAt(l *clauses.List, policyID, label string, then func(words string) layer.Result) layer.Layer {
	f := newForm(draftOf(l, "split", event.Ref{Policy: policyID, Label: label}), "Another clause begins in "+label+" with the words", "as they are in the text; the first few are enough", nil, "")
	f.accept = func() layer.Result {
		if f.Value(0) == "" {
			return f.refuse(errors.New("type the words first"))
		}
		r := then(f.Value(0))
		r.Close = true
		return r
	}
	return f
}

// Accept asks why what is not asked of a policy need not be.
func Accept(l *clauses.List, policyID string) layer.Result {
	if _, err := checklist.AcceptReading(l.Session.Audit, policyID, "x"); err != nil {
		return layer.Say("", err)
	}
	f := newForm(draftOf(l, "accept "+policyID), "Accept in your name the unasked parts of "+policyID, "why they need not be asked", nil, "")
	f.accept = func() layer.Result {
		change, err := checklist.AcceptReading(l.Session.Audit, policyID, f.Value(0))
		if err != nil {
			return f.refuse(err)
		}
		r := f.change(l, change)
		if r.Close {
			r.Note = "accepted, and " + clauses.Key("undo") + " in the walk undoes it"
		}
		return r
	}
	return layer.Result{Open: f}
}
