package ui

import (
	"fmt"
	"maps"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
)

// change makes the changes as one step: on the screen at once, on disk as soon
// as it can be. It reports whether anything changed.
func (m *Model) change(changes ...checklist.Change) (bool, tea.Cmd) {
	step, err := m.audit.Step(m.audit.Hand, changes...)
	if err != nil {
		m.note = reports.Line(err.Error())
		return false, nil
	}
	if len(step) == 0 {
		return false, nil
	}
	m.done, m.undone = append(m.done, undoable{step: step}), nil
	return true, m.keep(step)
}

func (m *Model) keep(step []checklist.Event) tea.Cmd {
	m.apply(step)
	m.saver.add(step)
	m.saving = true
	return m.save()
}

func (m *Model) apply(events []checklist.Event) {
	if err := m.audit.Apply(events...); err != nil {
		m.note = reports.Line(err.Error())
	}
	var refs []checklist.Ref
	for _, e := range events {
		concerned, known := m.audit.Concerns(e)
		if !known {
			m.recount()
			return
		}
		refs = append(refs, concerned...)
	}
	now := m.audit.Hand.Now()
	for _, ref := range refs {
		if at, ok := m.index[ref]; ok {
			m.items[at] = m.audit.Item(ref, now)
			delete(m.searched, ref)
		}
	}
	m.tally()
}

// signWords tells in a few words what stands of the last sign-off.
func signWords(all []checklist.SignOff) string {
	if len(all) == 0 {
		return ""
	}
	last := all[len(all)-1]
	if last.Changes == 0 {
		return "signed by " + reports.Line(last.Name)
	}
	return reports.Count(last.Changes, "change") + " since sign-off by " + reports.Line(last.Name)
}

// recount reads every item anew. What is asked may be other clauses than
// before: by another edition, whose labels may mean others, or another list.
func (m *Model) recount() {
	at := m.current()
	m.items = m.audit.Items(m.audit.Hand.Now())
	clear(m.searched)
	m.index = map[checklist.Ref]int{}
	for n, i := range m.items {
		m.index[i.Ref] = n
	}
	now := m.audit.Editions()
	n, stays := m.index[at]
	switch {
	case !slices.Equal(now, m.editions):
		m.editions = now
		drafts := map[checklist.Ref]workspace.Draft{}
		for _, d := range m.drafts {
			drafts[d.At(m.audit.Audit)] = d
		}
		m.drafts = drafts
		m.cursor, m.scroll = min(m.cursor, max(0, len(m.items)-1)), 0
		m.unmark()
		m.filter, m.markedLast = filter{}, checklist.Ref{}
	case stays:
		m.cursor = n
	default:
		m.cursor, m.scroll = min(m.cursor, max(0, len(m.items)-1)), 0
	}
	maps.DeleteFunc(m.marked, func(ref checklist.Ref, _ bool) bool { _, asked := m.index[ref]; return !asked })
	m.tally()
}

// current returns the clause under the cursor, the zero Ref where there is none.
func (m *Model) current() checklist.Ref {
	if m.cursor < 0 || m.cursor >= len(m.items) {
		return checklist.Ref{}
	}
	return m.items[m.cursor].Ref
}

func (m *Model) tally() {
	m.progress = checklist.Tally(m.items)
	m.signed = signWords(m.audit.SignOffs())
	m.disputes = m.audit.Disputes()
	m.rows = m.layRows()
}

func (m *Model) saved(msg savedMsg) tea.Cmd {
	m.saving = m.saver.first() != nil
	m.saveErr = msg.err
	if len(msg.events) > 0 {
		m.savedAt = msg.at
		m.apply(msg.events)
	}
	return nil
}

func (m *Model) loaded(msg loadedMsg) tea.Cmd {
	if msg.err != nil {
		m.note = "not read: " + reports.Line(msg.err.Error())
	}
	m.held = append(m.held, msg)
	if m.dialog == nil || !slices.ContainsFunc(m.held, loadedMsg.mayAskOthers) {
		m.release()
	}
	return nil
}

// mayAskOthers tells whether the events can bring other editions or lists, and
// with them other clauses.
func (msg loadedMsg) mayAskOthers() bool {
	return slices.ContainsFunc(msg.events, func(e checklist.Event) bool {
		return e.Kind == checklist.KindAdopt || e.Kind == checklist.KindScope || e.Kind == checklist.KindUndo
	})
}

// release applies what was held while a box was open.
func (m *Model) release() {
	held := m.held
	m.held = nil
	for _, msg := range held {
		m.audit.Know(msg.texts...)
		if len(msg.events) > 0 {
			m.apply(msg.events)
		}
	}
}

func (m *Model) undo() tea.Cmd {
	last := m.done[len(m.done)-1]
	m.done = m.done[:len(m.done)-1]
	last.undo = m.audit.Withdraw(m.audit.Hand, last.step)
	m.undone = append(m.undone, last)
	m.goTo(last.step[0].Ref())
	m.note = "undone: " + stepWords(last.step)
	return m.keep([]checklist.Event{last.undo})
}

func (m *Model) redo() tea.Cmd {
	last := m.undone[len(m.undone)-1]
	m.undone = m.undone[:len(m.undone)-1]
	again := m.audit.Withdraw(m.audit.Hand, []checklist.Event{last.undo})
	m.done = append(m.done, undoable{step: last.step})
	m.goTo(last.step[0].Ref())
	m.note = "redone: " + stepWords(last.step)
	return m.keep([]checklist.Event{again})
}

func stepWords(step []checklist.Event) string {
	e := step[len(step)-1]
	where := e.Clause
	if where == "" {
		where = e.Subject
	}
	return reports.Line(fmt.Sprintf("%s %s %s", where, e.Kind, cut(checklist.Words(e.Kind, e.Value), 40)))
}

// answer returns what an answer key does. Met is on the way to the next open
// clause with this one key; what needs a reason opens the box for it.
func answer(v checklist.Verdict) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		refs := m.targets()
		return m.replacing(v, refs, func(m *Model) tea.Cmd {
			if v.NeedsReason() {
				return m.openReasonFor(v, refs...)
			}
			return m.setVerdict(v, refs)
		})
	}
}

func (m *Model) setVerdict(v checklist.Verdict, refs []checklist.Ref) tea.Cmd {
	i := m.items[m.index[refs[0]]]
	changed, cmd := m.change(eachOf(refs, func(r checklist.Ref) checklist.Change { return checklist.SetVerdict(r, v) })...)
	m.unmark()
	if v == checklist.Unanswered {
		return cmd
	}
	if changed || m.note == "" {
		m.nextOpen()
	}
	switch {
	case !changed:
	case len(refs) > 1:
		m.note = fmt.Sprintf("%s set to %q in one step; u takes it back", reports.Count(len(refs), "clause"), v)
	case i.Reason != "" && i.Verdict != v:
		m.note = fmt.Sprintf("%s is met and keeps its reason; [ and i to change it", i.Ref.Label)
	}
	return cmd
}

func (m *Model) closeDialog() tea.Cmd { m.dialog = nil; return nil }

func (m *Model) quit() tea.Cmd { return tea.Quit }

func (m *Model) interrupt() tea.Cmd { m.interrupted = true; return tea.Quit }
