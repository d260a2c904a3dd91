package boxes

import (
	"fmt"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// Serve lets a person say which other entries the answer of the clause serves too,
// or whose answer the clause has.
func Serve(l *clauses.List, editor string) layer.Result {
	i, s := l.Item(), l.Session
	var all []Choice
	if i.Verdict == event.Unanswered || i.Same != nil {
		for _, of := range clauses.Sources(s, i.Ref) {
			all = append(all, Choice{Words: "it uses the answer of " + of.Label, Right: answered(s.Item(of)), Take: func() layer.Result {
				return layer.Result{Open: differs(l, editor, of, i.Ref)}
			}})
		}
	} else if !i.Open() {
		all = served(l, i)
	}
	if len(all) == 0 {
		return layer.Result{Note: i.Ref.Label + " has no valid answer, and neither does the same clause for another entry"}
	}
	return layer.Result{Open: Chooser(reports.Line(i.Ref.Label)+" and the same clause for others", all)}
}

// served are the clauses that an answer can serve.
func served(l *clauses.List, i checklist.Item) (all []Choice) {
	s := l.Session
	serve := func(refs ...event.Ref) func() layer.Result {
		return func() layer.Result {
			changes, err := clauses.Serve(s.Audit, s.Now(), i.Ref, refs, nil)
			if err == nil {
				_, err = l.Change(changes...)
			}
			return layer.Say(i.Ref.Label+" serves "+clauses.Labels(refs)+" too; "+clauses.Key("serve others")+" there says what differs", err)
		}
	}
	for _, ref := range checklist.Siblings(s.Audit, i.Ref) {
		_, entry := policy.CutEntry(ref.Label)
		one := Choice{Words: "it serves " + entry, Right: answered(l.Of(ref)), Take: serve(ref)}
		if other := l.Of(ref); other.Same != nil && other.Same.As == i.Ref.Label && !other.Open() {
			one.Off = "it has this answer already"
		}
		all = append(all, one)
	}
	if free, err := clauses.Served(s, i.Ref, []string{clauses.ServesAll}); err == nil && len(free) > 1 {
		all = append([]Choice{{Words: fmt.Sprintf("it serves all %d that have no answer of their own", len(free)), Take: serve(free...)}}, all...)
	}
	return all
}

// answered says what a clause has been answered, and by whom.
func answered(i checklist.Item) string {
	if i.Verdict == event.Unanswered {
		return i.VerdictWords()
	}
	return i.VerdictWords() + ", by " + i.By.String()
}

// differs asks what differs where the answer of another clause serves; no words are
// an answer too.
func differs(l *clauses.List, editor string, of, ref event.Ref) layer.Layer {
	was := ""
	if same := l.Of(ref).Same; same != nil && same.As == of.Label {
		was = same.But
	}
	return manyChanges(l, editor, draftOf(l, "serve others", ref), "What differs for "+reports.Line(ref.Label)+"? Nothing: leave it empty", was, func(words string) ([]event.Change, error) {
		return clauses.Serve(l.Session.Audit, l.Session.Now(), of, []event.Ref{ref}, &words)
	})
}

// Follow asks which of those that shared an answer or a text follow it now that it
// has changed. Whoever does not say so leaves them as they are: stale, or stopped.
func Follow(l *clauses.List, left []clauses.Sharing) layer.Layer {
	one, rest := left[0], left[1:]
	then := func(refs []event.Ref, still clauses.Sharing) func() layer.Result {
		return func() layer.Result {
			changes, err := clauses.Follow(l.Session.Audit, l.Session.Now(), one.Of, refs)
			if err == nil {
				_, err = l.Change(changes...)
			}
			r := layer.Say("the same again: "+clauses.Labels(refs)+"; "+clauses.Key("undo")+" undoes it", err)
			next := rest
			if len(still.Refs) > 0 {
				next = append([]clauses.Sharing{still}, rest...)
			}
			if len(next) > 0 {
				r.Open = Follow(l, next)
			}
			return r
		}
	}
	all := []Choice{{Words: "all of them", Take: then(one.Refs, clauses.Sharing{})}}
	if len(one.Refs) == 1 {
		all = nil
	}
	for n, ref := range one.Refs {
		still := clauses.Sharing{Of: one.Of, Refs: append(append([]event.Ref{}, one.Refs[:n]...), one.Refs[n+1:]...)}
		all = append(all, Choice{Words: ref.Label, Right: answered(l.Of(ref)), Take: then([]event.Ref{ref}, still)})
	}
	none := Choice{Words: "none of them: they wait for an answer of their own", Take: func() layer.Result {
		if len(rest) > 0 {
			return layer.Result{Open: Follow(l, rest)}
		}
		return layer.Result{}
	}}
	return Chooser(one.Of.Label+" has changed: which of these should follow it?", append(all, none))
}
