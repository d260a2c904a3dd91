package boxes

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
	"clausewalk/ui/walk/layer"
)

// Judging is what a person makes of a suggestion.
type Judging struct {
	List       *clauses.List
	Editor     string
	Suggestion checklist.Suggested
	Verdict    event.Verdict // of an answer to a clause
	Opened     bool          // the person has looked at what it rests on
	Page       layer.Layer   // where it was asked for, which then does Next
	Next       func() layer.Result
}

// Take makes the suggestion the person's answer: of a clause with words of the
// person's own, which come first, and those of the source below them. An older
// answer is taken as it is.
func (j Judging) Take() layer.Result {
	if j.Suggestion.Fact != "" || j.Suggestion.Older != nil {
		return j.take(nil, &twice{again: sameKey}, "")
	}
	keep := draftOf(j.List, "suggestion", j.Suggestion.Ref)
	keep.verdict = j.Verdict
	b := newWords(keep, "Your own words about: "+j.Verdict.String()+" (if empty, the words below become the reason)", "", j.Editor)
	b.below = reports.Line(j.Suggestion.Source + ": " + j.Suggestion.Words + " " + j.Suggestion.Settles)
	asked := twice{again: sameKey}
	b.decide = func(words string) layer.Result { return j.take(b, &asked, words) }
	return layer.Result{Open: b}
}

// take collects what the suggestion rests on, away from the screen, and answers.
func (j Judging) take(box *Words, asked *twice, words string) layer.Result {
	l, s := j.List, j.Suggestion
	decided := func(r layer.Result) layer.Result { return r }
	var to layer.Layer
	if box != nil {
		decided, to = box.decided, box
	}
	return layer.Result{Cmd: layer.Later(to, func() func() layer.Result {
		var evidence []event.Evidence
		var err error
		if s.Fact == "" && s.Older == nil {
			evidence, err = session.CollectSuggested(l.Session, s, nil, workspace.Allow{})
		}
		return func() layer.Result {
			var changes []event.Change
			if err == nil {
				changes, err = checklist.TakeSuggestion(l.Session.Audit, s, j.Verdict, words, evidence, j.Opened)
			}
			if err == nil {
				_, err = asked.change(l, changes...)
			}
			if err != nil {
				return layer.Say("", err)
			}
			return decided(j.done(clauses.Taken(l, s, strings.TrimSpace(words) != "")))
		}
	})}
}

// Dismiss puts the suggestion aside for a reason.
func (j Judging) Dismiss() layer.Result {
	b := newWords(draftOf(j.List, "dismissing", j.Suggestion.Ref), "Why dismiss it?", "", j.Editor)
	b.below = reports.Line(j.Suggestion.Source + ": " + j.Suggestion.Words)
	asked := twice{again: sameKey}
	b.decide = func(words string) layer.Result {
		if _, err := asked.change(j.List, checklist.DismissSuggestion(j.Suggestion, words)); err != nil {
			return layer.Say("", err)
		}
		return j.done("dismissed, for as long as its places stay the same; " + clauses.Key("undo") + " undoes it")
	}
	return layer.Result{Open: b}
}

// done closes the box and goes on with the page.
func (j Judging) done(note string) layer.Result {
	return layer.Result{Close: true, Note: note, Cmd: func() tea.Msg { return layer.Back{To: j.Page, Do: j.Next} }}
}
