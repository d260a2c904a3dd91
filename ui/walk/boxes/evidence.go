package boxes

import (
	"errors"
	"fmt"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// Evidence asks for a piece of evidence: a path below dir, an address, or what
// else the hint names.
func Evidence(l *clauses.List, dir string, timer layer.Timer) layer.Layer {
	e := &evidence{list: l, refs: l.Targets()}
	e.form = newForm(draftOf(l, "add evidence", e.refs...), "Evidence for "+clauses.Named(e.refs),
		"a file's path, an http(s) link, a place as path:12-40; permission:PATH or permission:LINK for a written permission; statement:NAME: words; run:COMMAND for what a command prints; tab completes a path",
		nil, "")
	e.form.tab = e.form.completePath(dir)
	e.form.accept = func() layer.Result { return e.collect(dir, timer) }
	return e.form
}

type evidence struct {
	form   *Form
	list   *clauses.List
	refs   []event.Ref
	warned string          // what is kept only when it is accepted a second time
	allow  workspace.Allow // what has been warned of, and may pass the second time
}

// collect looks at what is named, away from the screen.
func (e *evidence) collect(dir string, timer layer.Timer) layer.Result {
	spec := ui.Unquote(e.form.Value(0))
	if spec == "" {
		return layer.Result{Close: true}
	}
	if spec != e.warned {
		e.allow = workspace.Allow{} // It was other evidence that was warned of.
	}
	allow, s := e.allow, e.list.Session
	return layer.Result{Cmd: e.form.start(timer, func(now *work) func() layer.Result {
		allow.Progress = func(copied, total int64) { now.copied.Store(&progress{copied, total}) }
		piece, err := s.Collect(dir, spec, allow)
		ignored := ""
		if err == nil {
			if i, ok := s.IgnoredFile(piece); ok {
				ignored = "; " + reports.Line(i.String())
			}
		}
		return func() layer.Result {
			if err != nil {
				return e.refuse(spec, err)
			}
			return e.add(spec, piece, ignored)
		}
	})}
}

// refuse says why the piece was not added. Some of it a person may overrule. In
// a box that has been left nobody would read it.
func (e *evidence) refuse(spec string, err error) layer.Result {
	if e.form.left {
		return layer.Result{Note: reports.Line(err.Error())}
	}
	r := e.form.refuse(err)
	var command *workspace.RunError
	switch {
	case ui.Overrule(err, &e.allow):
		e.warned = spec
		e.form.fault += "; enter again keeps it all the same"
	case errors.As(err, &command):
		e.warned, e.allow.Run = spec, true
		e.form.fault += "; enter again runs it, in the folder of the app"
	}
	return r
}

// add adds the piece, also when the box has been left meanwhile, and says why git
// is not going to commit it where that is so.
func (e *evidence) add(spec string, piece event.Evidence, ignored string) layer.Result {
	changes := clauses.EachOf(e.refs, func(r event.Ref) event.Change { return event.AddEvidence(r, piece) })
	if e.allow.Secrets {
		changes = event.Meant(changes...)
	}
	changed, err := e.list.Change(changes...)
	if err != nil {
		return e.refuse(spec, err)
	}
	e.list.Marks.Clear()
	target := reports.Line(piece.Target())
	note := fmt.Sprintf("%s: added %s %s", clauses.Named(e.refs), piece.Kind, target)
	if !changed {
		note = fmt.Sprintf("%s has %s already", clauses.Named(e.refs), target)
	}
	return layer.Result{Close: true, Note: note + ignored}
}
