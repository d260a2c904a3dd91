package plain

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/vault"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
)

// addEvidence adds the pieces that are named, or asks for them. All of them are
// one step.
func addEvidence(w *walk, said string) error {
	refs := w.list.Targets()
	offers := clauses.Offered(w.list, refs)
	if said == "" {
		w.say("A part of a file's name, a path, a link, a place as path:12-40, permission:PATH, statement:NAME: words, or run:COMMAND. Start with policy: or practice: to say what it shows. End with + to add another.")
		for n, o := range offers {
			w.say("%d: %s (%s)", n+1, o.Words, o.Why)
		}
	}
	var pieces []event.Evidence
	for more := true; more; {
		if said == "" {
			var err error
			if said, err = w.ask("evidence"); err != nil {
				return err
			}
		}
		said, more = strings.CutSuffix(strings.TrimSpace(said), " +")
		if said = ui.Unquote(strings.TrimSpace(said)); said == "" {
			break
		}
		piece, ok, err := collect(w, offers, said)
		if err != nil {
			return err
		}
		if ok {
			pieces = append(pieces, piece)
		}
		said = ""
	}
	if len(pieces) == 0 {
		return nil
	}
	var changes []event.Change
	for _, piece := range pieces {
		changes = append(changes, clauses.EachOf(refs, func(r event.Ref) event.Change { return event.AddEvidence(r, piece) })...)
	}
	if w.change(changes...) {
		w.list.Marks.Clear()
		w.tell(clauses.StillNeeds(w.list, refs), nil)
	}
	for _, piece := range pieces {
		if i, ok := w.session.IgnoredFile(piece); ok {
			w.say("%s", reports.Line(i.String()))
		}
	}
	return nil
}

// collect makes the piece that typed words mean, and tells whether there is one.
func collect(w *walk, offers []clauses.Offer, said string) (event.Evidence, bool, error) {
	var err error
	if n, numberErr := strconv.Atoi(said); numberErr == nil && n >= 1 && n <= len(offers) {
		if said = offers[n-1].Spec; strings.HasSuffix(said, ":") {
			name, err := w.ask(said + " file or link")
			if name = ui.Unquote(strings.TrimSpace(name)); err != nil || name == "" {
				return event.Evidence{}, false, err
			}
			said += name
		}
	}
	if piece, ok := clauses.CitedAgain(w.list, said); ok {
		return piece, true, nil
	}
	piece, err := made(w, said)
	if before, name, file := clauses.Sought(said); errors.Is(err, fs.ErrNotExist) && file {
		if path, ok := strings.CutSuffix(name, ":"); ok {
			said, err = whichLines(w, before, path)
		} else {
			said, err = whichFile(w, said)
		}
		if err != nil || said == "" {
			return event.Evidence{}, false, err
		}
		piece, err = made(w, said)
	}
	if err != nil {
		w.say("Not added: %s", reports.Line(err.Error()))
		return event.Evidence{}, false, nil
	}
	return piece, true, nil
}

// made makes a piece, and asks about what is rarely meant.
func made(w *walk, spec string) (event.Evidence, error) {
	var allow workspace.Allow
	piece, err := w.session.Collect(w.opt.Dir, spec, allow)
	for w.overrules(err, &allow) {
		piece, err = w.session.Collect(w.opt.Dir, spec, allow)
	}
	return piece, err
}

// mostFound is how many files are read out to choose from.
const mostFound = 20

// whichFile asks which of the app's files is meant by a part of a name, and which
// lines of it. It returns no spec where none is.
func whichFile(w *walk, said string) (string, error) {
	found := clauses.Find(clauses.AppFiles(w.list, w.opt.Dir)(), said, "")
	if len(found) == 0 {
		w.say("Not added: no file has a name like %q.", reports.Line(said))
		return "", nil
	}
	if len(found) > mostFound {
		w.say("%d files have names like that; these are the closest.", len(found))
	}
	var words []string
	for _, o := range found[:min(len(found), mostFound)] {
		words = append(words, o.Words)
	}
	n, err := w.choose("Which file? An empty line adds none.", "", words)
	if n < 0 {
		return "", err
	}
	spec := found[n].For(said)
	if _, name, _ := clauses.Sought(spec); name != found[n].Spec {
		return spec, nil // Its lines were named.
	}
	before, _, _ := clauses.Sought(said)
	return whichLines(w, before, found[n].Spec)
}

// linesRead is how many lines of a file are read out at a time.
const linesRead = 20

// whichLines asks which lines of a file are meant, and reads lines out to find
// them. It returns the spec of the file, or of the lines as a place.
func whichLines(w *walk, before, file string) (string, error) {
	shown := workspace.PreviewOf(w.session.Workspace, w.opt.Dir, file)
	if shown.Note != "" {
		w.say("%s: %s.", reports.Line(file), shown.Note)
	}
	if len(shown.Lines) == 0 {
		return before + file, nil
	}
	w.say("%s has %s. 12-40 cites those lines, a number prints %d lines from there, an empty line adds the whole file, - adds nothing.", reports.Line(file), reports.Count(len(shown.Lines), "line"), linesRead)
	for {
		said, err := w.ask("lines")
		if err != nil {
			return "", err
		}
		switch said = strings.TrimSpace(said); {
		case said == "":
			return before + file, nil
		case said == "-":
			return "", nil
		}
		if from, err := strconv.Atoi(said); err == nil && from >= 1 {
			for n := from - 1; n < min(from-1+linesRead, len(shown.Lines)); n++ {
				w.say("%d: %s", n+1, reports.Line(shown.Lines[n]))
			}
			continue
		}
		if _, from, to, err := vault.SplitPlace(shown.Path + ":" + said); err == nil && from > 0 && to <= len(shown.Lines) {
			return before + clauses.Lines(shown.Path, from, to), nil
		}
		w.say("%q is not a range of its lines.", reports.Line(said))
	}
}

// overrules asks whether the person overrules why a piece was not made, where
// that may be overruled. A command is run only when that was said.
func (w *walk) overrules(err error, allow *workspace.Allow) bool {
	var command *workspace.RunError
	if errors.As(err, &command) && !allow.Run {
		allow.Run = w.sure(err.Error()+"; it runs in the app's folder", "yes runs it")
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
	w.say("Removing %s; "+clauses.Key("undo")+" brings it back.", reports.Line(e.Target()))
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
	here, commands := clauses.Recheckable([]checklist.Item{w.list.Item()})
	everywhere, _ := clauses.Recheckable(w.list.Items())
	var words []string
	var looks []func() []event.Change
	offer := func(what string, look func() []event.Change) {
		words, looks = append(words, what), append(looks, look)
	}
	if n := len(here); n > 0 {
		offer(fmt.Sprintf("fetch %s of %s now", reports.Count(n, "link"), w.list.Item().Ref.Label), func() []event.Change { return clauses.Fetch(context.Background(), here, false) })
	}
	for _, c := range commands {
		offer("run again: "+c.Evidence.Command, func() []event.Change {
			warning := clauses.Warning(w.session, c.Evidence)
			if warning != "" && !w.sure(warning+"; it would run in the app's folder: "+c.Evidence.Command, "yes runs it") {
				return nil
			}
			return clauses.RunAgain(w.session, c)
		})
	}
	if n := len(everywhere); n > 0 {
		offer(fmt.Sprintf("fetch all %s in the audit now", reports.Count(n, "link")), func() []event.Change { return clauses.Fetch(context.Background(), everywhere, false) })
	}
	n, err := w.choose("Re-check evidence? The result is saved.", number, words)
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
