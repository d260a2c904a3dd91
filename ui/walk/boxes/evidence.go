package boxes

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// Evidence asks for a piece of evidence: a path below dir, an address, or what
// else the hint names.
func Evidence(l *clauses.List, dir string, timer layer.Timer) layer.Result {
	e := &evidence{list: l, refs: l.Targets()}
	title := "Evidence for " + clauses.Named(e.refs)
	if len(e.refs) == 1 {
		title += "  " + reports.Line(l.Of(e.refs[0]).Clause.Title())
	}
	e.form = newForm(draftOf(l, "add evidence", e.refs...), title,
		"part of a file's name, a link, or an offer below; permission:FILE, statement:NAME: words and run:COMMAND work too; start with policy: or practice: to say what it shows",
		nil, "")
	e.form.tab = e.form.completePath(dir)
	e.form.accept = func() layer.Result { return e.collect(dir, timer) }
	return layer.Result{Open: e.form, Cmd: e.form.offered(l, e.refs, dir)}
}

type evidence struct {
	form   *Form
	list   *clauses.List
	refs   []event.Ref
	warned string          // what is kept only when it is accepted a second time
	allow  workspace.Allow // what has been warned of, and may pass the second time
}

// collect looks at what is named, away from the screen. Each line is a piece, and
// all of them are added or none.
func (e *evidence) collect(dir string, timer layer.Timer) layer.Result {
	said := e.form.Value(0)
	var specs []string
	for l := range strings.Lines(said) {
		if spec := ui.Unquote(strings.TrimSpace(l)); spec != "" {
			specs = append(specs, spec)
		}
	}
	if len(specs) == 0 {
		return layer.Result{Close: true}
	}
	if said != e.warned {
		e.allow = workspace.Allow{} // It was other evidence that was warned of.
	}
	allow, s := e.allow, e.list.Session
	again := map[string]event.Evidence{} // what the audit has already
	for _, spec := range specs {
		if piece, ok := clauses.CitedAgain(e.list, spec); ok {
			again[spec] = piece
		}
	}
	return layer.Result{Cmd: e.form.start(timer, func(now *work) func() layer.Result {
		allow.Progress = func(copied, total int64) { now.copied.Store(&progress{copied, total}) }
		var pieces []event.Evidence
		ignored := ""
		for _, spec := range specs {
			piece, known := again[spec]
			var err error
			if !known {
				piece, err = s.Collect(dir, spec, allow)
			}
			if err != nil {
				return func() layer.Result { return e.refuse(said, err) }
			}
			if i, ok := s.IgnoredFile(piece); ok {
				ignored = "; " + reports.Line(i.String())
			}
			pieces = append(pieces, piece)
		}
		return func() layer.Result { return e.add(said, pieces, ignored) }
	})}
}

// refuse says why the piece was not added. Some of it a person may overrule. In
// a box that has been left nobody would read it.
func (e *evidence) refuse(said string, err error) layer.Result {
	if e.form.left {
		return layer.Result{Note: reports.Line(err.Error())}
	}
	if errors.Is(err, fs.ErrNotExist) {
		if r, ok := e.form.find.nearest(); ok {
			e.form.found = "no file has that name; this is the closest: " + clauses.Key("accept") + " adds it"
			return r
		}
	}
	r := e.form.refuse(err)
	var command *workspace.RunError
	switch {
	case ui.Overrule(err, &e.allow):
		e.warned = said
		e.form.fault += "; " + clauses.Key("accept") + " again keeps it anyway"
	case errors.As(err, &command):
		e.warned, e.allow.Run = said, true
		e.form.fault += "; " + clauses.Key("accept") + " again runs it, in the app's folder"
	}
	return r
}

// add adds the pieces, also when the box has been left meanwhile, and says why git
// is not going to commit one where that is so.
func (e *evidence) add(said string, pieces []event.Evidence, ignored string) layer.Result {
	var changes []event.Change
	for _, piece := range pieces {
		changes = append(changes, clauses.EachOf(e.refs, func(r event.Ref) event.Change { return event.AddEvidence(r, piece) })...)
	}
	if e.allow.Secrets {
		changes = event.Meant(changes...)
	}
	changed, err := e.list.Change(changes...)
	if err != nil {
		return e.refuse(said, err)
	}
	e.list.Marks.Clear()
	what := reports.Line(pieces[0].Target())
	if len(pieces) > 1 {
		what = reports.Count(len(pieces), "piece")
	}
	note := fmt.Sprintf("%s: added %s", clauses.Named(e.refs), what)
	switch {
	case !changed:
		note = fmt.Sprintf("%s already has %s", clauses.Named(e.refs), what)
	case len(pieces) == 1:
		note = fmt.Sprintf("%s: added %s %s", clauses.Named(e.refs), pieces[0].Kind, what)
	}
	return layer.Result{Close: true, Note: clauses.Noted(e.list, e.refs, note+ignored)}
}
