// Package boxes is the boxes that open below a clause or a page, one file each.
// A box is given what it works on, and returns what comes of a key.
package boxes

import (
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist/event"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// Form is a box of one or more named lines.
type Form struct {
	layer.Base
	typing
	title, hint string
	labels      []string
	inputs      []textinput.Model
	at          int
	w, h        int
	fault       string // why the lines were not accepted, until the next key
	found       string // what may be typed further, until the next key
	work        *work  // what the box waits for, nil for nothing
	twice       twice
	proposed    bool // the line holds what is proposed: what is typed first replaces it

	accept  func() layer.Result
	changed func()                                   // after each change of the lines, may be nil
	after   func() tea.Cmd                           // work that each change of the lines asks for, may be nil
	tab     func() layer.Result                      // in a box of one line, may be nil
	move    func(by int) tea.Cmd                     // what up and down do in a search, may be nil
	below   func(s *style.Styles, w, h int) []string // more lines below what is typed, may be nil
	undone  func()                                   // undoes what typing has done when the box is left, may be nil
	choices []clauses.Choices                        // of each line, none for no line that has some
	before  []string                                 // what the lines held where the box was filled last, none for no box before
	turn    turn                                     // of the line with the cursor
	find    *offers                                  // the files that the line can name, nil for none: then it has the whole room
}

// newForm returns a form with what its lines hold at first, or with what was
// left in them. A form that keeps no draft is a search.
func newForm(keep draft, title, hint string, labels []string, values ...string) *Form {
	f := &Form{title: title, hint: hint, labels: labels, twice: twice{again: "; the same key again keeps it anyway"}}
	for n, v := range values {
		in := textinput.New()
		in.Prompt = ""
		in.Cursor.SetMode(cursor.CursorStatic) // A blinking cursor repaints for nothing.
		in.SetValue(strings.ReplaceAll(held(v), "\n", line))
		in.CursorEnd()
		if n == 0 {
			in.Focus()
		}
		f.inputs = append(f.inputs, in)
	}
	f.typing = typing{now: f.written, put: f.write, keep: keep}
	f.begin()
	return f
}

func (f *Form) Mode() ui.Mode {
	switch {
	case f.keep.session == nil:
		return ui.Seek
	case len(f.inputs) > 1:
		return ui.Fields
	}
	return ui.Line
}

func (f *Form) Below() bool { return f.find == nil }

func (f *Form) Off(action string) string {
	if action == "complete" && f.tab == nil && !f.chosen() {
		return "there is nothing to complete here"
	}
	if (action == "next offered" || action == "previous offered") && f.move == nil && !f.chosen() {
		return "there are no offers here"
	}
	if (action == "next value" || action == "previous value") && !f.chosen() {
		return "there are no choices for this line"
	}
	if action == "as last time" && strings.Join(f.before, "") == "" {
		return "nothing has been entered in this box before"
	}
	if (action == "mark lines" || action == "another piece") && f.find == nil {
		return "that is for evidence"
	}
	return ""
}

// Value returns what a line holds, without blanks around it.
func (f *Form) Value(n int) string { return strings.TrimSpace(said(f.inputs[n].Value())) }

// SetValue puts words into the line with the cursor, as one change.
func (f *Form) SetValue(words string) layer.Result {
	now := f.values()
	now[f.at] = strings.ReplaceAll(held(words), "\n", line)
	return f.alter(strings.Join(now, "\n"))
}

func (f *Form) values() []string {
	all := make([]string, len(f.inputs))
	for n, in := range f.inputs {
		all[n] = in.Value()
	}
	return all
}

func (f *Form) written() written {
	return written{strings.Join(f.values(), "\n"), f.at, f.inputs[f.at].Position()}
}

func (f *Form) write(w written) {
	values := strings.SplitN(w.words, "\n", len(f.inputs))
	for n := range f.inputs {
		if n < len(values) {
			f.inputs[n].SetValue(strings.ReplaceAll(values[n], "\n", line))
			f.inputs[n].CursorEnd()
		}
	}
	if w.line >= 0 {
		f.to(w.line)
		f.inputs[f.at].SetCursor(w.col)
	}
	if f.changed != nil {
		f.changed()
	}
}

// Resize leaves room for the labels.
func (f *Form) Resize(w, h int) {
	f.w, f.h = w, h
	for n := range f.inputs {
		f.inputs[n].Width = max(1, w-len([]rune(f.label(n)))-2)
	}
}

func (f *Form) label(n int) string {
	if n >= len(f.labels) {
		return "  "
	}
	widest := 0
	for _, l := range f.labels {
		widest = max(widest, len([]rune(l)))
	}
	return "  " + style.Fit(f.labels[n], widest) + "  "
}

// Type takes a key into the line.
func (f *Form) Type(key tea.KeyMsg) layer.Result {
	f.fault, f.found, f.turn = "", "", turn{}
	if key.Paste {
		key.Runes = []rune(strings.ReplaceAll(held(string(key.Runes)), "\n", line))
	}
	replaced := f.proposed && !f.back && key.Type == tea.KeyRunes
	f.proposed = false
	r := f.typed(key, func(key tea.KeyMsg) {
		if replaced {
			f.inputs[f.at].SetValue("")
		}
		f.inputs[f.at], _ = f.inputs[f.at].Update(key)
	})
	if f.changed != nil {
		f.changed()
	}
	return f.then(r)
}

// then adds to what came of a change of the lines the work that it asks for.
func (f *Form) then(r layer.Result) layer.Result {
	if f.after != nil {
		r.Cmd = tea.Batch(r.Cmd, f.after())
	}
	return r
}

// Do accepts the lines, leaves the box, or goes to another line.
func (f *Form) Do(action string) layer.Result {
	f.proposed = false
	switch action {
	case "accept", "keep fields", "stay there":
		if f.work != nil {
			return layer.Result{}
		}
		f.whole()
		return f.decided(f.accept())
	case "leave line", "leave fields", "leave search":
		if f.undone != nil {
			f.undone()
		}
		return f.leave()
	case "undo typing":
		f.turn = turn{}
		return f.then(f.undo())
	case "redo typing":
		f.turn = turn{}
		return f.then(f.redo())
	case "complete":
		if f.tab == nil {
			return f.choose(1)
		}
		return f.tab()
	case "as last time":
		return f.asBefore()
	case "next value":
		return f.choose(1)
	case "previous value":
		return f.choose(-1)
	case "next found", "next offered":
		return f.next(1)
	case "previous found", "previous offered":
		return f.next(-1)
	case "mark lines":
		return f.find.lines()
	case "another piece":
		return f.find.another()
	case "next field":
		f.to(f.at + 1)
	default:
		f.to(f.at - 1)
	}
	return layer.Result{}
}

// next goes to the next of what is found or can be chosen, or to the one before.
func (f *Form) next(by int) layer.Result {
	if f.move != nil {
		return layer.Result{Cmd: f.move(by)}
	}
	return f.choose(by)
}

// to goes to a line, around the end.
func (f *Form) to(line int) {
	f.whole()
	f.turn = turn{}
	f.inputs[f.at].Blur()
	f.at = (line + len(f.inputs)) % len(f.inputs)
	f.inputs[f.at].Focus()
}

// refuse keeps the box open with the reason why.
func (f *Form) refuse(err error) layer.Result {
	f.fault = clauses.Refused(err)
	return layer.Result{}
}

// change makes the changes and closes the box, or says why they are refused.
func (f *Form) change(l *clauses.List, changes ...event.Change) layer.Result {
	if _, err := f.twice.change(l, changes...); err != nil {
		return f.refuse(err)
	}
	l.Marks.Clear()
	return layer.Result{Close: true}
}

// View shows the lines with what there is to say about them, and what is found
// below that.
func (f *Form) View(s *style.Styles) []string {
	out := []string{s.Accent.Render(style.Cut(s.Keyed(f.title), f.w))}
	for n := range f.inputs {
		out = append(out, f.label(n)+style.Safe(seen(s, f.inputs[n].View())))
	}
	if f.chosen() {
		for _, l := range f.chooseLines() {
			out = append(out, "  "+l)
		}
	}
	words, look := f.message(s)
	words = s.Keyed(words)
	say := style.Wrap(words, f.w-2)
	if f.find != nil && f.fault == "" { // What is offered is what one looks for.
		say = say[:min(len(say), max(1, f.h/4))]
	}
	var below []string
	if typed := f.Value(0) != ""; f.below != nil && (typed || f.find != nil) {
		hinted := typed && words == s.Keyed(f.hint) // What is found goes before the hint.
		room := f.h - len(out)
		if !hinted {
			room -= len(say) + 1
		}
		if below = f.below(s, f.w, room); hinted && len(below) > 0 {
			say = nil
		}
	}
	for _, l := range say {
		out = append(out, "  "+look(l))
	}
	if f.find != nil && len(say) > 0 && len(out)+len(below) < f.h {
		out = append(out, "")
	}
	return f.fitted(append(out, below...))
}

// fitted leaves out lines that the cursor is not in where there is no room for all that
// is said of why they were not accepted.
func (f *Form) fitted(lines []string) []string {
	for n := len(f.inputs) - 1; n >= 0 && f.fault != "" && len(lines) > f.h; n-- {
		if n != f.at {
			lines = slices.Delete(lines, 1+n, 2+n)
		}
	}
	return lines
}

// message returns what there is to say about the lines, and its look.
func (f *Form) message(s *style.Styles) (string, func(string) string) {
	switch {
	case f.work != nil && f.work.waited > 0:
		return f.work.view(s, f.w), s.Dim.Render
	case f.fault != "":
		return f.fault, s.Bad.Render
	case f.found != "":
		return f.found, s.Plain.Render
	case f.back:
		return "your draft is back; " + clauses.Key("undo typing") + " removes it", s.Plain.Render
	}
	return f.hint, s.Dim.Render
}

// ---- waiting ----

// slow is how long something may take before the box says that it goes on.
const slow = 300 * time.Millisecond

// work is what a box waits for. What is quick shows nothing.
type work struct {
	waited int                      // how often a slow thing was waited for, 0 while it is quick
	copied atomic.Pointer[progress] // how far a copy has come
}

// progress is how far a copy has come, in bytes.
type progress struct{ copied, total int64 }

// start makes the box wait for work that is done away from the screen. What the
// work returns is done when the box waits no more.
func (f *Form) start(timer layer.Timer, do func(*work) func() layer.Result) tea.Cmd {
	now := &work{}
	f.work, f.fault = now, ""
	done := layer.Later(f, func() func() layer.Result {
		then := do(now)
		return func() layer.Result {
			f.work = nil
			return f.decided(then())
		}
	})
	return tea.Batch(f.wait(timer, now), done)
}

// wait counts on while the box waits.
func (f *Form) wait(timer layer.Timer, now *work) tea.Cmd {
	if timer == nil {
		return nil
	}
	return timer(slow, func(time.Time) tea.Msg {
		return layer.Back{To: f, Do: func() layer.Result {
			if f.work != now || f.left {
				return layer.Result{}
			}
			now.waited++
			return layer.Result{Cmd: f.wait(timer, now)}
		}}
	})
}

// view says in one line that something goes on, with a bar where it is known how
// far it is.
func (k *work) view(s *style.Styles, w int) string {
	p := k.copied.Load()
	if p == nil || p.total == 0 {
		return "working" + strings.Repeat(".", 1+(k.waited-1)%3)
	}
	return bar(s, p.copied, p.total, clauses.Size(p.copied)+" of "+clauses.Size(p.total), w)
}

// bar shows how much of all is done, and words behind that, in at most w cells
// with a margin.
func bar(s *style.Styles, done, all int64, words string, w int) string {
	room := max(0, min(30, w-len(words)-6))
	full := int(int64(room) * min(done, all) / all)
	return strings.Repeat(s.Marks.Full, full) + strings.Repeat(s.Marks.Empty, room-full) + "  " + words
}
