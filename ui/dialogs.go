package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textarea"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/reports"
)

// ---- the reason box ----

// reasonBox takes the words behind a verdict, and behind an overrule of scope.
type reasonBox struct {
	warned   string // words with a likely secret that are kept only a second time
	ref      checklist.Ref
	all      []checklist.Ref   // the clauses that the words go to, ref the first of them
	verdict  checklist.Verdict // to be set with the words, empty to leave it
	overrule *checklist.Overrule
	stored   string // the reason as the audit has it
	shown    string // the same as the box shows it: the box is not faithful to tabs and line ends
	area     textarea.Model
}

func (b *reasonBox) mode() mode { return writeMode }
func (b *reasonBox) box() bool  { return true }

func (m *Model) openReason() tea.Cmd { return m.openReasonFor("", m.item().Ref) }

func (m *Model) openReasonFor(v checklist.Verdict, refs ...checklist.Ref) tea.Cmd {
	i := m.items[m.index[refs[0]]]
	b := &reasonBox{ref: i.Ref, all: refs, verdict: v, stored: i.Reason}
	m.openBox(b, i.Reason)
	if d, ok := m.drafts[i.Ref]; ok {
		b.area.SetValue(lines(d.Text))
		if v == "" {
			b.verdict = d.Verdict
		}
		m.note = "the words you were typing are back"
	}
	return nil
}

func (m *Model) openOverrule() tea.Cmd {
	i := m.item()
	if i.Overrule != nil {
		_, cmd := m.change(checklist.SetOverrule(i.Ref, nil))
		m.note = i.Ref.Label + " follows the facts again"
		return cmd
	}
	m.openBox(&reasonBox{ref: i.Ref, overrule: &checklist.Overrule{In: i.Has(checklist.OutOfScope)}}, "")
	return nil
}

func (m *Model) openBox(b *reasonBox, words string) {
	b.area = textarea.New()
	b.area.MaxHeight, b.area.CharLimit = 0, 0
	b.area.ShowLineNumbers = false
	b.area.Prompt = ""
	b.area.Cursor.SetMode(cursor.CursorStatic) // A blinking cursor repaints for nothing.
	plain := m.style.plain
	b.area.FocusedStyle = textarea.Style{Base: plain, CursorLine: plain, Text: plain, Prompt: plain, EndOfBuffer: plain, Placeholder: m.style.dim}
	b.area.SetValue(lines(words))
	b.shown = b.area.Value()
	b.area.Focus()
	m.dialog = b
}

// lines normalises line ends, which the box would count twice.
func lines(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

func (b *reasonBox) input(m *Model, msg tea.KeyMsg) tea.Cmd {
	if msg.Paste {
		msg.Runes = []rune(lines(string(msg.Runes)))
	}
	b.area, _ = b.area.Update(msg)
	if b.overrule != nil {
		return nil
	}
	return m.keepDraft(b.draft(m))
}

// draft returns the words of the box as they are now.
func (b *reasonBox) draft(m *Model) workspace.Draft {
	return workspace.Draft{
		Policy: b.ref.Policy, Label: b.ref.Label, Edition: m.audit.Labels(b.ref.Policy), Verdict: b.verdict, Text: b.area.Value(), Time: m.audit.Hand.Now().UTC(),
	}
}

// words returns what the box holds. What nobody has changed is as it is stored,
// tabs and line ends included.
func (b *reasonBox) words() string {
	if typed := b.area.Value(); typed != b.shown {
		return typed
	}
	return b.stored
}

// take puts words that were written elsewhere into the box.
func (b *reasonBox) take(words string) {
	b.area.SetValue(lines(words))
	b.stored, b.shown = words, b.area.Value()
}

// keepReason closes the box and keeps its words.
func (m *Model) keepReason() tea.Cmd {
	b := m.dialog.(*reasonBox)
	words := b.words()
	if found := checklist.Secrets([]byte(words)); found != "" && b.warned != words {
		b.warned = words
		m.note = "this looks like a secret, " + found + ": take it out, or the same key again keeps it"
		return nil
	}
	m.dialog = nil
	if b.overrule != nil {
		if strings.TrimSpace(words) == "" {
			m.note = "scope is as it was: overruling it needs a reason"
			return nil
		}
		_, cmd := m.change(checklist.SetOverrule(b.ref, &checklist.Overrule{In: b.overrule.In, Reason: words}))
		return cmd
	}
	changes := eachOf(b.all, func(r checklist.Ref) checklist.Change { return checklist.SetReason(r, words) })
	if b.verdict != "" {
		changes = append(changes, eachOf(b.all, func(r checklist.Ref) checklist.Change { return checklist.SetVerdict(r, b.verdict) })...)
	}
	gone := b.draft(m)
	gone.Text = ""
	old := gone
	_, cmd := m.change(changes...)
	if m.note != "" && strings.TrimSpace(words) != "" {
		m.dialog = b // The words could not be kept: they stay in the box.
		return cmd
	}
	if m.note == "" {
		m.unmark()
		if d, ok := m.drafts[b.ref]; ok {
			old = d
		}
		delete(m.drafts, b.ref)
		if checklist.ThinReason(words) {
			m.note = fmt.Sprintf("saved; fewer than five words may tell a reader of %s too little", b.ref.Label)
		}
	}
	drafts := m.audit.Drafts
	return tea.Batch(cmd, m.keepDraft(gone), func() tea.Msg {
		if old.Ref() != gone.Ref() { // Begun before another edition was adopted.
			return draftMsg{drafts.Drop(old.Ref())}
		}
		return nil
	})
}

func (b *reasonBox) view(m *Model, w, h int) []string {
	title := "Reason"
	switch {
	case b.overrule != nil && b.overrule.In:
		title = "Why is " + b.ref.Label + " in scope all the same?"
	case b.overrule != nil:
		title = "Why is " + b.ref.Label + " out of scope?"
	case b.verdict != "":
		title = "Reason for: " + b.verdict.String()
	}
	if len(b.all) > 1 {
		title += ", " + clauses(len(b.all))
	}
	b.area.SetWidth(max(1, w-2))
	b.area.SetHeight(max(1, h-1))
	out := []string{m.style.accent.Render(cut(title, w))}
	for _, l := range strings.Split(safe(b.area.View()), "\n") {
		out = append(out, "  "+l)
	}
	return out
}

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
	warned string                         // what is kept only when it is accepted a second time
	tab    func(*Model, *lineBox) tea.Cmd // what tab does in a box of one line, may be nil
	typed  func(*Model, *lineBox)         // after each key, may be nil
	accept func(*Model, *lineBox) tea.Cmd // keeps the box open by leaving m.dialog
	after  dialog                         // what opens when the box closes, nil for the walk
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
	m.dialog = m.dialog.(*lineBox).after
	return nil
}

func field(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		b := m.dialog.(*lineBox)
		if b.tab != nil {
			return b.tab(m, b)
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
	case b.busy:
		out = append(out, m.style.dim.Render("  reading"+m.style.marks.ellipsis))
	case b.fault != "":
		for _, l := range wrap(b.fault, w-2) {
			out = append(out, "  "+m.style.bad.Render(l))
		}
	case b.found != "":
		for _, l := range wrap(b.found, w-2) {
			out = append(out, "  "+l)
		}
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
