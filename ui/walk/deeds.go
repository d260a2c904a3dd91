package walk

import (
	"fmt"
	"maps"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
	"clausewalk/ui/walk/boxes"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/list"
	"clausewalk/ui/walk/pages"
	"clausewalk/ui/walk/painter"
	"clausewalk/ui/walk/style"
)

// allDeeds returns what each action of the walk does, by the name that it has in
// the table of actions.
func (m *Model) allDeeds() map[string]func() layer.Result {
	all := map[string]func() layer.Result{}
	for _, some := range []map[string]func() layer.Result{m.answering(), m.opening(), m.moving()} {
		maps.Copy(all, some)
	}
	return all
}

// answering are the actions on the clause itself.
func (m *Model) answering() map[string]func() layer.Result {
	l, o := m.list, m.opt
	a := answers{l, o.Editor}
	all := map[string]func() layer.Result{
		"met":            a.give(event.Met),
		"partly":         a.give(event.Partly),
		"not met":        a.give(event.NotMet),
		"not applicable": a.give(event.NotApplicable),
		"cannot tell":    a.give(event.CannotTell),
		"clear":          a.give(event.Unanswered),
		"confirm":        func() layer.Result { return confirm(m.style, l, m.lineWidth()) },
		"confirm alike":  func() layer.Result { return layer.Say(clauses.Confirm(l, l.Alike())) },

		"reason":           func() layer.Result { return boxes.Reason(l, o.Editor, "", l.Item().Ref) },
		"edit reason":      func() layer.Result { return boxes.EditReason(l, o.Editor) },
		"overrule scope":   func() layer.Result { return boxes.Overrule(l, o.Editor) },
		"add evidence":     func() layer.Result { return boxes.Evidence(l, o.Dir, m.timer) },
		"remove evidence":  func() layer.Result { return opened(boxes.Remove(l)) },
		"open evidence":    func() layer.Result { return boxes.OpenEvidence(l, o.Opener) },
		"check evidence":   func() layer.Result { return opened(boxes.Check(l, m.style.Marks.Ellipsis)) },
		"gap":              func() layer.Result { return opened(boxes.Gap(l)) },
		"valid until":      func() layer.Result { return opened(boxes.Until(l)) },
		"sign off":         func() layer.Result { return boxes.Sign(l) },
		"platform decided": func() layer.Result { return opened(boxes.Decided(l)) },
		"serve others":     func() layer.Result { return boxes.Serve(l, o.Editor) },
		"settle":           func() layer.Result { return pages.Conflict(l, o.Editor) },
		"suggestion":       func() layer.Result { return pages.Suggestion(m.style, l, o.Editor, l.Item().Ref, "", m.lineWidth()) },
		"suggest from":     func() layer.Result { return boxes.Older(l) },
		"scan":             func() layer.Result { return boxes.Scan(l, m.timer) },
	}
	for name, deed := range all {
		if ui.Settles(name) {
			all[name] = settling(l, o.Editor, deed)
		}
	}
	return all
}

// settling leads to the sides of a conflict where the clause is in one. Nothing
// else settles it.
func settling(l *clauses.List, editor string, deed func() layer.Result) func() layer.Result {
	return func() layer.Result {
		if disputed, _ := clauses.Disputed(l); disputed {
			return pages.Conflict(l, editor)
		}
		return deed()
	}
}

// opening are the actions that find something or open a page.
func (m *Model) opening() map[string]func() layer.Result {
	l, o, s := m.list, m.opt, m.style
	copier := pages.Copier{Out: o.Out, None: o.NoClipboard, Width: m.lineWidth}
	return map[string]func() layer.Result{
		"search":  m.search,
		"filter":  func() layer.Result { return opened(boxes.Filter(l)) },
		"palette": func() layer.Result { return opened(boxes.Palette(l, m.table, m.on())) },

		"overview":        func() layer.Result { return opened(pages.Overview(s, l)) },
		"scope":           func() layer.Result { return opened(pages.Scope(l, o.Editor, s, m.lineWidth)) },
		"see evidence":    func() layer.Result { return pages.Evidence(s, l, m.lineWidth()) },
		"history":         func() layer.Result { return opened(pages.History(s, o.Session, l.Item().Ref, m.lineWidth())) },
		"lint":            func() layer.Result { return pages.Lint(s, o.Session, m.lineWidth()) },
		"report":          func() layer.Result { return pages.Report(s, l, o, copier, m.timer, m.frame.Text()) },
		"submission":      func() layer.Result { return opened(pages.Submission(s, l, o, copier, m.timer)) },
		"adopt edition":   func() layer.Result { return pages.Editions(s, l) },
		"how it was read": func() layer.Result { return opened(pages.Outline(l)) },
		"log":             func() layer.Result { return opened(pages.Sitting(o.Session, copier)) },
		"help":            func() layer.Result { return opened(pages.Help(s, m.table, m.on(), m.frame.Text())) },
		"copy": func() layer.Result {
			return copier.Copy(l.Item().Ref.Label, reports.Citation(o.Session.Audit, l.Item()))
		},
	}
}

// moving are the actions that go somewhere, back, or out.
func (m *Model) moving() map[string]func() layer.Result {
	l := m.list
	return map[string]func() layer.Result{
		"mark":            func() layer.Result { return layer.Result{Note: l.Mark()} },
		"mark range":      func() layer.Result { return layer.Result{Note: l.MarkRange()} },
		"undo":            func() layer.Result { return said("undone: ", l.Undo) },
		"redo":            func() layer.Result { return said("redone: ", l.Redo) },
		"next open":       func() layer.Result { return layer.Result{Note: clauses.NextOpen(l, 1)} },
		"previous open":   func() layer.Result { return layer.Result{Note: clauses.NextOpen(l, -1)} },
		"came from":       does(func() { clauses.GoBack(l) }),
		"next clause":     func() layer.Result { return layer.Result{Note: clauses.Step(l, 1)} },
		"previous clause": func() layer.Result { return layer.Result{Note: clauses.Step(l, -1)} },
		"next match":      func() layer.Result { return m.nextMatch(1) },
		"previous match":  func() layer.Result { return m.nextMatch(-1) },
		"down":            func() layer.Result { return m.move(1) },
		"up":              func() layer.Result { return m.move(-1) },
		"first":           does(l.First),
		"last":            does(l.Last),
		"fold":            does(func() { clauses.Fold(l) }),
		"fold all":        does(func() { clauses.FoldAll(l) }),
		"scroll down":     does(func() { m.pane.Half(1) }),
		"scroll up":       does(func() { m.pane.Half(-1) }),
		"other pane":      does(func() { m.inText = !m.inText }),
		"open":            m.open,
		"back":            does(m.back),

		"save now":  func() layer.Result { return saveNow(m.opt.Session) },
		"quit":      func() layer.Result { return layer.Result{Cmd: tea.Quit} },
		"redraw":    func() layer.Result { return layer.Result{Cmd: painter.Redraw} },
		"suspend":   func() layer.Result { return layer.Result{Cmd: painter.Suspend} },
		"interrupt": func() layer.Result { m.interrupted = true; return layer.Result{Cmd: tea.Quit} },
	}
}

// saveNow says that all is saved, if it is; any key tries it again.
func saveNow(of *session.Session) layer.Result {
	if now := of.Saving(); now.Pending || now.Err != nil {
		return layer.Result{}
	}
	return layer.Result{Note: "everything is saved"}
}

func opened(l layer.Layer) layer.Result { return layer.Result{Open: l} }

// does is a deed that nothing comes of.
func does(deed func()) func() layer.Result {
	return func() layer.Result { deed(); return layer.Result{} }
}

func said(what string, deed func() (string, error)) layer.Result {
	words, err := deed()
	return layer.Say(what+words, err)
}

// lineWidth is the width of what is wrapped before it is on a page.
func (m *Model) lineWidth() int { return max(20, min(m.frame.Width-4, m.frame.Text())) }

func (m *Model) move(by int) layer.Result {
	if m.inText {
		m.pane.Scroll(by)
	} else {
		m.list.Next(by)
	}
	return layer.Result{}
}

// confirm says that stale answers still hold. Where the evidence is what does not
// hold any more, it shows that instead, in lines of at most w cells.
func confirm(s *style.Styles, l *clauses.List, w int) layer.Result {
	if clauses.Doubted(l) {
		shown := pages.Evidence(s, l, w)
		shown.Note = clauses.DoubtedWords
		return shown
	}
	return layer.Say(clauses.Confirm(l, l.Stale()))
}

// open goes to the clause's text, and from there to its evidence.
func (m *Model) open() layer.Result {
	if m.inText && len(m.list.Item().Evidence) > 0 {
		return pages.Evidence(m.style, m.list, m.lineWidth())
	}
	m.inText = true
	return layer.Result{}
}

// back leaves what is innermost: the clause's text, else the marks, else what
// the list is narrowed to.
func (m *Model) back() {
	switch l := m.list; {
	case m.inText:
	case l.Marks.Len() > 0:
		l.Marks.Clear()
	default:
		l.Narrow(clauses.Filter{})
	}
	m.inText = false
	m.pane.Top()
}

// search looks for clauses from the list, and within the clause from its text.
func (m *Model) search() layer.Result {
	if !m.inText {
		return opened(boxes.Search(m.list))
	}
	return opened(boxes.Find(&m.pane.Reader, "Search in "+reports.Line(m.list.Item().Ref.Label),
		clauses.Key("stay there")+" stays there; "+clauses.Key("next match")+" and "+clauses.Key("previous match")+" go to the next and the one before; from the list "+clauses.Key("search")+" searches all clauses", "nothing in this clause matches"))
}

func (m *Model) nextMatch(direction int) layer.Result {
	if words := m.pane.Query(); m.inText && words != "" {
		if !m.pane.Next(direction) {
			return layer.Result{Note: fmt.Sprintf("nothing in this clause matches %q", reports.Line(words))}
		}
		return layer.Result{}
	}
	l := m.list
	found := l.Find(l.Query)
	if len(found) == 0 {
		return layer.Result{Note: fmt.Sprintf("nothing matches %q", reports.Line(l.Query)) + l.Beyond()}
	}
	l.MoveTo(clauses.After(found, l.Cursor(), direction))
	matched := list.Matched(m.style, l, l.Cursor(), l.Query, max(20, m.frame.Width-12))
	return layer.Result{Note: reports.Line(l.Item().Ref.Label) + " " + ansi.Strip(matched)}
}
