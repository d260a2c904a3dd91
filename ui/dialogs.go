package ui

import (
	"strings"
	"sync/atomic"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/reports"
)

// ---- one-line boxes: search, evidence, a fact's answer, the gap ----

// lineBox is one or more named lines.
type lineBox struct {
	title  string
	hint   string
	labels []string
	inputs []textinput.Model
	at     int
	fault  string
	found  string // what the typed path may become, until the next key
	busy   bool
	warned string                            // what is kept only when it is accepted a second time
	allow  workspace.Allow                   // what has been warned of, and may pass the second time
	waited int                               // how often a slow thing was waited for, 0 while it is quick
	copied atomic.Pointer[progress]          // how far a copy has come
	tab    func(*Model, *lineBox) tea.Cmd    // what tab does in a box of one line, may be nil
	move   func(*Model, int)                 // what up and down do in a box of one line, may be nil
	below  func(m *Model, w, h int) []string // more lines below the hint's place, may be nil
	leave  func(*Model)                      // takes back what typing has done to the walk, may be nil
	typed  func(*Model, *lineBox)            // after each key, may be nil
	accept func(*Model, *lineBox) tea.Cmd    // keeps the box open by leaving m.dialog
	after  dialog                            // what opens when the box closes, nil for the walk
}

func (b *lineBox) mode() mode { return lineMode }
func (b *lineBox) box() bool  { return true }

func (m *Model) openLines(b *lineBox, values ...string) {
	for n, v := range values {
		in := textinput.New()
		in.Prompt = ""
		in.Cursor.SetMode(cursor.CursorStatic)
		in.SetValue(v)
		in.CursorEnd()
		if n == 0 {
			in.Focus()
		}
		b.inputs = append(b.inputs, in)
	}
	m.dialog = b
}

func (b *lineBox) input(m *Model, msg tea.KeyMsg) tea.Cmd {
	b.fault, b.found = "", ""
	b.inputs[b.at], _ = b.inputs[b.at].Update(msg)
	if b.typed != nil {
		b.typed(m, b)
	}
	return nil
}

func (b *lineBox) value(n int) string { return strings.TrimSpace(b.inputs[n].Value()) }

func (m *Model) acceptLine() tea.Cmd {
	b := m.dialog.(*lineBox)
	if b.busy {
		return nil
	}
	cmd := b.accept(m, b)
	if m.dialog == nil {
		m.dialog = b.after
	}
	return cmd
}

func (m *Model) leaveLine() tea.Cmd {
	b := m.dialog.(*lineBox)
	if b.leave != nil {
		b.leave(m)
	}
	m.dialog = b.after
	return nil
}

func field(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		b := m.dialog.(*lineBox)
		switch {
		case b.tab != nil:
			return b.tab(m, b)
		case b.move != nil:
			b.move(m, by)
			return nil
		}
		b.inputs[b.at].Blur()
		b.at = (b.at + by + len(b.inputs)) % len(b.inputs)
		b.inputs[b.at].Focus()
		return nil
	}
}

func (b *lineBox) view(m *Model, w, h int) []string {
	out := []string{m.style.accent.Render(cut(b.title, w))}
	widest := 0
	for _, l := range b.labels {
		widest = max(widest, len([]rune(l)))
	}
	for n := range b.inputs {
		label := "  "
		if n < len(b.labels) {
			label = "  " + fit(b.labels[n], widest) + "  "
		}
		b.inputs[n].Width = max(1, w-len([]rune(label))-2)
		out = append(out, label+safe(b.inputs[n].View()))
	}
	switch {
	case b.busy && b.waited > 0:
		out = append(out, m.style.dim.Render(m.working(b, w)))
	case b.fault != "":
		for _, l := range wrap(b.fault, w-2) {
			out = append(out, "  "+m.style.bad.Render(l))
		}
	case b.found != "":
		for _, l := range wrap(b.found, w-2) {
			out = append(out, "  "+l)
		}
	case b.below != nil && b.value(0) != "":
		out = append(out, b.below(m, w, h-len(out))...)
	case b.hint != "":
		for _, l := range wrap(b.hint, w-2) {
			out = append(out, "  "+m.style.dim.Render(l))
		}
	}
	return out
}

// ---- sign-off ----

func (m *Model) openSign() tea.Cmd {
	if m.saving || m.saveErr != nil {
		m.note = "sign when everything is saved"
		return nil
	}
	m.openLines(&lineBox{
		title:  "Sign off the audit as it stands",
		hint:   "the name is kept as claimed; any later change shows as changed since the sign-off; tab goes on",
		labels: []string{"name", "role", "statement"},
		accept: func(m *Model, b *lineBox) tea.Cmd {
			change, err := m.audit.Sign(b.value(0), b.value(1), b.value(2))
			if err != nil {
				b.fault = reports.Line(err.Error())
				return nil
			}
			m.dialog = nil
			_, cmd := m.change(change)
			if m.note == "" {
				m.note = "signed off by " + reports.Line(b.value(0))
			}
			return cmd
		},
	}, m.audit.Hand.Person.Name, "", "")
	return nil
}

// ---- the gap ----

func (m *Model) openGap() tea.Cmd {
	refs := m.targets()
	i := m.items[m.index[refs[0]]]
	parts := []checklist.GapPart{checklist.GapSeverity, checklist.GapOwner, checklist.GapDue, checklist.GapFix}
	b := &lineBox{
		title:  "Gap of " + named(refs),
		hint:   "severity is " + strings.Join(policy.Severities(), ", ") + "; a due date is written as 2026-03-31; tab goes on",
		labels: []string{"severity", "owner", "due", "fix"},
		accept: func(m *Model, b *lineBox) tea.Cmd {
			var changes []checklist.Change
			before := []string{i.Gap.Severity, i.Gap.Owner, i.Gap.Due, i.Gap.Fix}
			for n, part := range parts {
				if b.value(n) != before[n] {
					changes = append(changes, eachOf(refs, func(r checklist.Ref) checklist.Change { return checklist.SetGap(r, part, b.value(n)) })...)
				}
			}
			_, cmd := m.change(changes...)
			if m.note != "" {
				b.fault, m.note = m.note, ""
				return nil
			}
			m.dialog = nil
			m.unmark()
			return cmd
		},
	}
	m.openLines(b, i.Gap.Severity, i.Gap.Owner, i.Gap.Due, i.Gap.Fix)
	return nil
}
