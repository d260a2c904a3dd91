package plain

import (
	"errors"
	"fmt"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
)

func addEvidence(w *walk, spec string) error {
	if spec == "" {
		w.say("A file's path, a link, a place as path:12-40, permission:PATH, statement:NAME: words, or run:COMMAND.")
		var err error
		if spec, err = w.ask("evidence"); err != nil {
			return err
		}
	}
	if spec = ui.Unquote(strings.TrimSpace(spec)); spec == "" {
		return nil
	}
	var allow workspace.Allow
	piece, err := w.session.Collect(w.opt.Dir, spec, allow)
	for w.overrules(err, &allow) {
		piece, err = w.session.Collect(w.opt.Dir, spec, allow)
	}
	if err != nil {
		w.say("Not added: %s", reports.Line(err.Error()))
		return nil
	}
	if w.change(clauses.EachOf(w.list.Targets(), func(r event.Ref) event.Change { return event.AddEvidence(r, piece) })...) {
		w.list.Marks.Clear()
	}
	if i, ok := w.session.IgnoredFile(piece); ok {
		w.say("%s", reports.Line(i.String()))
	}
	return nil
}

// overrules asks whether the person overrules why a piece was not made, where
// that may be overruled. A command is run only when that was said.
func (w *walk) overrules(err error, allow *workspace.Allow) bool {
	var command *workspace.RunError
	if errors.As(err, &command) && !allow.Run {
		allow.Run = w.sure(err.Error()+"; it runs in the folder of the app", "yes runs it")
		return allow.Run
	}
	return ui.Overrule(err, allow) && w.sure(err.Error(), keepsIt)
}

// piece asks which of the clause's pieces of evidence is meant, where it has
// several.
func (w *walk) piece(title, number string) (event.Evidence, bool, error) {
	all := w.list.Item().Evidence
	if len(all) == 1 {
		return all[0], true, nil
	}
	var words []string
	for _, e := range all {
		words = append(words, fmt.Sprintf("%s %s", e.Kind, e.Target()))
	}
	n, err := w.choose(title, number, words)
	if n < 0 {
		return event.Evidence{}, false, err
	}
	return all[n], true, nil
}

func removeEvidence(w *walk, number string) error {
	e, ok, err := w.piece("Remove which?", number)
	if !ok {
		return err
	}
	w.say("Removing %s; u brings it back.", reports.Line(e.Target()))
	w.change(event.RemoveEvidence(w.list.Item().Ref, e.ID))
	return nil
}

func openEvidence(w *walk, number string) error {
	e, ok, err := w.piece("Open which?", number)
	if !ok {
		return err
	}
	target, err := w.session.Openable(e)
	if err == nil {
		err = w.opt.Opener(target)
	}
	if err != nil {
		w.say("Not opened: %s", reports.Line(err.Error()))
		return nil
	}
	w.say("Opened %s.", reports.Line(e.Target()))
	return nil
}

// checkEvidence fetches links or runs commands again. Nothing is fetched and
// nothing is run before one of them is taken.
func checkEvidence(w *walk, number string) error {
	here, commands := clauses.Again([]checklist.Item{w.list.Item()})
	everywhere, _ := clauses.Again(w.list.Items())
	var words []string
	var looks []func() []event.Change
	offer := func(what string, look func() []event.Change) {
		words, looks = append(words, what), append(looks, look)
	}
	if n := len(here); n > 0 {
		offer(fmt.Sprintf("fetch %s of %s now", reports.Count(n, "link"), w.list.Item().Ref.Label), func() []event.Change { return clauses.Fetch(here) })
	}
	for _, c := range commands {
		offer("run again: "+c.Evidence.Command, func() []event.Change {
			warning := clauses.Warning(w.session, c.Evidence)
			if warning != "" && !w.sure(warning+"; it would run in the folder of the app: "+c.Evidence.Command, "yes runs it") {
				return nil
			}
			return clauses.RunAgain(w.session, c)
		})
	}
	if n := len(everywhere); n > 0 {
		offer(fmt.Sprintf("fetch all %s of the audit now", reports.Count(n, "link")), func() []event.Change { return clauses.Fetch(everywhere) })
	}
	n, err := w.choose("Look at evidence again? What comes of it is kept.", number, words)
	if n < 0 {
		return err
	}
	changes := looks[n]()
	if len(changes) == 0 {
		w.say("Nothing was run.")
		return nil
	}
	return w.keep(clauses.KeepChecks(w.list, changes))
}
