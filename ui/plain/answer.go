package plain

import (
	"cmp"
	"fmt"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
)

// answer returns what an answer key does: it sets the verdict of the clauses that
// the keys are for, with the reason that it needs.
func answer(v event.Verdict) deed {
	return func(w *walk, _ string) error {
		refs := w.list.Targets()
		if !w.mayReplace(v, refs) {
			return nil
		}
		if v.NeedsReason() {
			return w.reason(v, refs)
		}
		was := w.list.Of(refs[0])
		if w.change(clauses.EachOf(refs, func(r event.Ref) event.Change { return event.SetVerdict(r, v) })...) {
			w.list.Marks.Clear()
			if note := clauses.KeptReason(w.list, was); len(refs) == 1 && note != "" {
				w.tell(note, nil)
			} else if v != event.Unanswered {
				w.tell(clauses.GoOn(w.list), nil)
				w.tell(clauses.StillNeeds(w.list, refs), nil)
			}
		}
		return nil
	}
}

// mayReplace asks before several clauses' answers are replaced.
func (w *walk) mayReplace(v event.Verdict, refs []event.Ref) bool {
	n := 0
	for _, ref := range refs {
		if i := w.list.Of(ref); i.Verdict != event.Unanswered && i.Verdict != v {
			n++
		}
	}
	return len(refs) == 1 || n == 0 || w.sure(fmt.Sprintf("this replaces the answers of %s", reports.Count(n, "clause")), "yes replaces them")
}

func reason(w *walk, _ string) error { return w.reason("", []event.Ref{w.list.Item().Ref}) }

// reason takes the words behind an answer. The verdict is set with them, none is
// the one that waits with a draft, or leaves it as it is.
func (w *walk) reason(v event.Verdict, refs []event.Ref) error {
	if draft, left := w.session.Draft("", refs[0]); left {
		v = cmp.Or(v, draft.Verdict)
	}
	words, err := drafted(w, "", refs[0], v, "Write the reason; an empty line ends it.")
	if err != nil {
		return err
	}
	return w.keepReason(v, refs, words)
}

func (w *walk) keepReason(v event.Verdict, refs []event.Ref, words string) error {
	if strings.TrimSpace(words) == "" {
		w.say("No words, so nothing was changed.")
		return nil
	}
	changes := clauses.EachOf(refs, func(r event.Ref) event.Change { return event.SetReason(r, words) })
	if v != "" {
		changes = append(changes, clauses.EachOf(refs, func(r event.Ref) event.Change { return event.SetVerdict(r, v) })...)
	}
	made, err := keepWords(w, "", refs[0], v, words, changes...)
	if made {
		w.list.Marks.Clear()
		w.tell(clauses.StillNeeds(w.list, refs), nil)
	}
	return err
}

// keepWords makes the changes that words are for, and tells whether the audit has
// them. The words wait as a draft until it has.
func keepWords(w *walk, box string, ref event.Ref, v event.Verdict, words string, changes ...event.Change) (bool, error) {
	made := w.change(changes...)
	if made {
		v, words = "", ""
	}
	w.session.HoldDraft(box, ref, v, words)
	return made, w.session.WriteDrafts()
}

// drafted takes words up to an empty line, or those that were left for the same
// purpose where there is none before it. What was typed is held until keepWords lets
// it go, whatever keeps the answer from being made of it.
func drafted(w *walk, box string, ref event.Ref, v event.Verdict, title string) (string, error) {
	draft, left := w.session.Draft(box, ref)
	if left {
		w.say("An empty line straight away saves the words of your draft: %s", reports.Visible(draft.Text))
	}
	hold := func(words string) { w.session.HoldDraft(box, ref, v, words) }
	words, err := w.words(title, hold)
	if strings.TrimSpace(words) != "" {
		hold(words)
	}
	return cmp.Or(words, draft.Text), err
}

// words takes lines up to an empty one. What was typed when the input ends is
// held, for it to be there on return.
func (w *walk) words(title string, hold func(words string)) (string, error) {
	w.say("%s", title)
	var lines []string
	for {
		line, err := w.ask("reason")
		switch {
		case err != nil:
			if len(lines) > 0 {
				hold(strings.Join(lines, "\n"))
			}
			return "", err
		case line == "":
			return strings.Join(lines, "\n"), nil
		}
		lines = append(lines, line)
	}
}

// editReason takes the words from the person's editor.
func editReason(w *walk, _ string) error {
	ref := w.list.Item().Ref
	e := &ui.Editing{Command: w.opt.Editor, Words: w.list.Item().Reason}
	draft, drafted := w.session.Draft("", ref)
	if drafted {
		e.Words = draft.Text
	}
	e.SetStdin(w.opt.In)
	e.SetStdout(w.opt.Out)
	e.SetStderr(w.opt.Out)
	if err := e.Run(); err != nil {
		w.tell("", err)
		return nil
	}
	return w.keepReason(draft.Verdict, []event.Ref{ref}, e.Words)
}

// overrule puts the clause in or out of scope by hand, or undoes that.
func overrule(w *walk, _ string) error {
	i := w.list.Item()
	if i.Overrule != nil {
		if w.change(event.SetOverrule(i.Ref, nil)) {
			w.say("%s follows the facts again.", reports.Line(i.Ref.Label))
		}
		return nil
	}
	in, where := i.Has(checklist.OutOfScope), "out of scope"
	if in {
		where = "in scope anyway"
	}
	words, err := drafted(w, "overrule scope", i.Ref, "", fmt.Sprintf("Why is %s %s? An empty line ends the words.", reports.Line(i.Ref.Label), where))
	if err != nil {
		return err
	}
	if strings.TrimSpace(words) == "" {
		w.say("Scope is unchanged: overruling it needs a reason.")
		return nil
	}
	_, err = keepWords(w, "overrule scope", i.Ref, "", words, event.SetOverrule(i.Ref, &event.Overrule{In: in, Reason: words}))
	return err
}
