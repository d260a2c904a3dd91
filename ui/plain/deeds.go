package plain

import (
	"maps"
	"strings"

	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
)

// deeds returns what each action does here, by the name that it has in the table
// of actions. What is not among them is in cannot.
func deeds() map[string]deed {
	all := answering()
	maps.Copy(all, moving())
	for name, d := range all {
		if ui.Settles(name) {
			all[name] = settling(d)
		}
	}
	return all
}

// answering are the actions on the clause itself.
func answering() map[string]deed {
	return map[string]deed{
		"met":            answer(event.Met),
		"partly":         answer(event.Partly),
		"not met":        answer(event.NotMet),
		"not applicable": answer(event.NotApplicable),
		"cannot tell":    answer(event.CannotTell),
		"clear":          answer(event.Unanswered),
		"confirm":        confirm,
		"confirm alike":  func(w *walk, _ string) error { return w.keep(clauses.Confirm(w.list, w.list.Alike())) },
		"reason":         reason,
		"edit reason":    editReason,
		"overrule scope": overrule,

		"add evidence":     addEvidence,
		"remove evidence":  removeEvidence,
		"open evidence":    openEvidence,
		"check evidence":   checkEvidence,
		"gap":              func(w *walk, _ string) error { return enter(w, clauses.GapForm(w.list)) },
		"valid until":      until,
		"scope":            scope,
		"scan":             scanApp,
		"suggest from":     suggestFrom,
		"sign off":         sign,
		"platform decided": func(w *walk, _ string) error { return enter(w, clauses.DecisionForm(w.list)) },
		"submission":       submission,
		"serve others":     serveOthers,
		"settle":           settle,
		"suggestion":       suggestion,
	}
}

// moving are those that lead elsewhere, or are about the whole audit.
func moving() map[string]deed {
	return map[string]deed{
		"adopt edition":   compared,
		"down":            func(w *walk, _ string) error { w.tell(clauses.Step(w.list, 1), nil); return nil },
		"up":              func(w *walk, _ string) error { w.tell(clauses.Step(w.list, -1), nil); return nil },
		"first":           first,
		"last":            func(w *walk, _ string) error { w.list.Last(); return nil },
		"next open":       func(w *walk, _ string) error { w.tell(clauses.NextOpen(w.list, 1), nil); return nil },
		"previous open":   func(w *walk, _ string) error { w.tell(clauses.NextOpen(w.list, -1), nil); return nil },
		"came from":       func(w *walk, _ string) error { clauses.GoBack(w.list); return nil },
		"search":          search,
		"next match":      func(w *walk, _ string) error { return w.match(1) },
		"previous match":  func(w *walk, _ string) error { return w.match(-1) },
		"filter":          filter,
		"mark":            func(w *walk, _ string) error { w.tell(w.list.Mark(), nil); return nil },
		"mark range":      func(w *walk, _ string) error { w.tell(w.list.MarkRange(), nil); return nil },
		"back":            back,
		"open":            func(w *walk, _ string) error { w.read(); w.guide(); return nil },
		"overview":        overview,
		"see evidence":    seeEvidence,
		"how it was read": howRead,
		"history":         history,
		"lint":            lint,
		"log":             sitting,
		"report":          report,
		"write report":    write,
		"copy":            func(w *walk, _ string) error { w.lines(reports.Citation(w.session.Audit, w.list.Item())); return nil },
		"palette":         goTo,
		"help":            help,

		"undo":     func(w *walk, _ string) error { return w.back("Undone", w.list.Undo) },
		"redo":     func(w *walk, _ string) error { return w.back("Redone", w.list.Redo) },
		"save now": func(w *walk, _ string) error { w.save("Saved. "); return nil },
		"quit":     func(*walk, string) error { return errLeft },
	}
}

// noPlace says why an action has no place here, and noMode why those of a mode
// have none.
var (
	noPlace = map[string]string{
		"scroll down": "everything is printed, and the terminal scrolls",
		"scroll up":   "everything is printed, and the terminal scrolls",
		"other pane":  "there are no panes",
		"next clause": "down does the same", "previous clause": "up does the same",
		"fold": "there is no list here; filter chooses the clauses to go through", "fold all": "there is no list here; filter chooses the clauses to go through",
		"redraw":     "there is nothing to redraw",
		"suspend":    "the terminal does that itself",
		"interrupt":  "the terminal does that itself",
		"copy shown": "copy reads out what it would copy",
	}
	noMode = map[ui.Mode]string{
		ui.Write:      "text is typed line by line and ends with an empty line",
		ui.Line:       "a prompt takes one line",
		ui.Outline:    "\"how it was read\" asks about each of them",
		ui.Mark:       "lines are printed with their numbers, and you are asked for them",
		ui.Fields:     "the lines are asked for one by one",
		ui.Seek:       "the prompt takes the search words",
		ui.Settle:     "the prompt takes a number, join or new",
		ui.Pick:       "the prompt takes a number",
		ui.Offer:      "the prompt takes yes",
		ui.Typing:     "the terminal edits the line",
		ui.Choose:     "the prompt takes a number",
		ui.Scope:      "the questions are asked one by one",
		ui.Read:       "everything is printed, and the terminal scrolls",
		ui.Overview:   "everything is printed, and the terminal scrolls",
		ui.Compare:    "everything is printed, and a question follows",
		ui.Suggestion: "the prompt takes a verdict, take or dismiss",
		ui.Scanning:   "ctrl+c stops it",
		ui.Submission: "submission asks what to do",
		ui.Portfolio:  "it belongs to clausewalk portfolio",
	}
)

// cannot says why an action of the table has no place here, empty for one that
// has.
func cannot(a ui.Action) string {
	if why := noPlace[a.Name]; why != "" || a.Name == "write report" {
		return why
	}
	return noMode[a.Mode]
}

// help lists every action with its key, and why it cannot be done now.
func help(w *walk, _ string) error {
	for _, a := range w.table.All {
		if cannot(a) != "" {
			continue
		}
		words := a.Name + ": " + a.Help
		if a.Mode == ui.Walk {
			words = strings.TrimSpace(strings.Join(a.Keys[:min(1, len(a.Keys))], "") + " " + words)
		}
		if why := a.Why(w.on()); why != "" {
			words += " (not available: " + reports.Line(why) + ")"
		}
		w.say("%s", words)
	}
	return nil
}

// back says what undo or redo did.
func (w *walk) back(what string, deed func() (string, error)) error {
	words, err := deed()
	if err != nil {
		w.tell("", err)
		return nil
	}
	w.save(what + ": " + words + ". ")
	return nil
}

// ---- moving ----

// back removes the marks, else shows all clauses again.
func back(w *walk, _ string) error {
	if w.list.Marks.Len() > 0 {
		w.list.Marks.Clear()
		w.say("No clause is marked.")
		return nil
	}
	w.list.Narrow(clauses.Filter{})
	w.say("All %s.", reports.Count(w.list.Len(), "clause"))
	return nil
}

// goTo goes to the clause that is named, and lists the actions without one.
func goTo(w *walk, words string) error {
	if words == "" {
		return help(w, "")
	}
	if clauses.GoToNamed(w.list, words) {
		w.at = event.Ref{} // It is read out again where one is there already.
		return nil
	}
	return search(w, words)
}

// first goes to the first clause, or to the one that is named.
func first(w *walk, label string) error {
	if label == "" {
		w.list.First()
		return nil
	}
	ref, err := w.session.Find(label)
	if err != nil {
		w.say("%s", reports.Line(err.Error()))
		return nil
	}
	w.list.Narrow(clauses.Filter{})
	w.list.GoTo(ref)
	w.at = event.Ref{} // It is read out again where one is there already.
	return nil
}

func search(w *walk, words string) error {
	if words == "" {
		var err error
		if words, err = w.ask("search"); err != nil {
			return err
		}
	}
	w.list.Query = strings.TrimSpace(words)
	found := w.list.Find(w.list.Query)
	if len(found) > 0 {
		w.say("%d found.", len(found))
	}
	return w.match(1)
}

func (w *walk) match(direction int) error {
	found := w.list.Find(w.list.Query)
	if len(found) == 0 {
		w.say("Nothing matches %q%s.", reports.Line(w.list.Query), w.list.Beyond())
		return nil
	}
	w.list.MoveTo(clauses.After(found, w.list.Cursor(), direction))
	return nil
}

// filter narrows the walk to some clauses.
func filter(w *walk, name string) error {
	all := append([]clauses.Filter{{Name: "all clauses"}}, clauses.Filters(w.list)...)
	var words []string
	var some []clauses.Filter
	for _, f := range all {
		if len(w.list.Among(f)) > 0 {
			some, words = append(some, f), append(words, f.Name)
		}
	}
	n, err := w.choose("Go through which clauses?", name, words)
	if n < 0 {
		return err
	}
	w.list.Narrow(some[n])
	w.say("%s: %s.", words[n], reports.Count(len(w.list.Among(some[n])), "clause"))
	return nil
}
