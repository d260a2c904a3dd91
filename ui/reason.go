package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textarea"
	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
)

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
	typing   written   // as the last letter left it: undo takes words back, not letters
	before   []written // what undo goes back to, the newest last
	after    []written // what redo goes on to
}

// written is what the box held at one time, with its cursor.
type written struct {
	words     string
	line, col int
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
	b.typing = written{line: -1}
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
	if !b.write(msg) {
		return nil
	}
	return b.changed(m)
}

// write takes a key and tells whether the words are others now.
func (b *reasonBox) write(msg tea.KeyMsg) bool {
	if msg.Paste {
		msg.Runes = []rune(lines(string(msg.Runes)))
	}
	was := b.now()
	b.area, _ = b.area.Update(msg)
	if b.area.Value() == was.words {
		return false
	}
	space := msg.String() == " "
	letter := msg.Type == tea.KeyRunes && !msg.Paste && !space
	if was != b.typing || !letter && !space {
		b.before = push(b.before, was)
	}
	b.typing, b.after = written{line: -1}, nil
	if letter {
		b.typing = b.now()
	}
	return true
}

// changed keeps the words as a draft.
func (b *reasonBox) changed(m *Model) tea.Cmd {
	if b.overrule != nil {
		return nil
	}
	return m.keepDraft(b.draft(m))
}

// ---- undo in the box ----

func (b *reasonBox) now() written {
	at := b.area.LineInfo()
	return written{b.area.Value(), b.area.Line(), at.StartColumn + at.ColumnOffset}
}

// push adds to what undo can go back to, and drops the oldest where that grows
// beyond reason.
func push(stack []written, w written) []written {
	const most = 16 << 20 // bytes
	stack = append(stack, w)
	size := 0
	for n := len(stack) - 1; n > 0; n-- {
		if size += len(stack[n].words); size > most {
			return stack[n:]
		}
	}
	return stack
}

// travel goes back or on by one change of the words.
func travel(from, to func(*reasonBox) *[]written, none string) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		b := m.dialog.(*reasonBox)
		if len(*from(b)) == 0 {
			m.note = none
			return nil
		}
		b.travel(from(b), to(b))
		return b.changed(m)
	}
}

func (b *reasonBox) travel(from, to *[]written) {
	then := (*from)[len(*from)-1]
	*from = (*from)[:len(*from)-1]
	*to = push(*to, b.now())
	b.typing = written{line: -1}
	b.area.SetValue(then.words)
	for b.area.Line() > then.line {
		b.area.CursorUp()
	}
	b.area.SetCursor(then.col)
}

func undone(b *reasonBox) *[]written { return &b.before }
func redone(b *reasonBox) *[]written { return &b.after }

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
		title += ", " + reports.Count(len(b.all), "clause")
	}
	b.area.SetWidth(max(1, w-2))
	b.area.SetHeight(max(1, h-1))
	out := []string{m.style.accent.Render(cut(title, w))}
	for _, l := range strings.Split(safe(b.area.View()), "\n") {
		out = append(out, "  "+l)
	}
	return out
}
