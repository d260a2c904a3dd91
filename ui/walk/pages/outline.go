package pages

import (
	"fmt"
	"strings"

	"clausewalk/checklist"
	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/boxes"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// outline shows how a policy's text was read, and corrects that by hand.
type outline struct {
	layer.Base
	list    *clauses.List
	id      string
	read    *policy.Policy // whose lines these are
	lines   []clauses.Reading
	words   string // how well it was read
	counted int    // the list's count that the words are of
	at      int
	w, h    int
}

// Outline shows how the text was read that the clause under the cursor is of, from
// that clause on.
func Outline(l *clauses.List) layer.Layer {
	ref := l.Item().Ref
	o := &outline{list: l, id: ref.Policy}
	o.refresh()
	for n, one := range o.lines {
		if one.Label == ref.Label && !one.Section {
			o.at = n
		}
	}
	return o
}

func (o *outline) Mode() ui.Mode   { return ui.Outline }
func (o *outline) Below() bool     { return false }
func (o *outline) Resize(w, h int) { o.w, o.h = style.Row(w), h }

// refresh reads the outline anew where a correction was made, and says anew how
// well it was read where anything was entered: to accept it is no correction.
func (o *outline) refresh() {
	if p, ok := o.list.Session.Policy(o.id); ok && p != o.read {
		o.read, o.lines, o.counted = p, clauses.Outline(p), -1
		o.at = min(o.at, len(o.lines)-1)
		if !o.stands(o.at) {
			o.move(1)
		}
	}
	if n := o.list.Counted(); n != o.counted {
		_, words := checklist.HowRead(o.list.Session.Audit, o.id)
		o.words, o.counted = reports.Line(strings.Join(words, "; ")+"."), n
	}
}

// stands tells whether the cursor may be at a line.
func (o *outline) stands(n int) bool { return o.lines[n].Label != "" && !o.lines[n].Part }

func (o *outline) Off(action string) string {
	o.refresh()
	one := o.lines[o.at]
	switch {
	case action == "ask it" && one.Became == "asked":
		return one.Label + " is already asked"
	case action == "leave it" && one.Became == "context, set by a person":
		return one.Label + " is already context"
	}
	return ""
}

func (o *outline) Do(action string) layer.Result {
	o.refresh()
	label := o.lines[o.at].Label
	switch action {
	case "next read":
		o.move(1)
	case "previous read":
		o.move(-1)
	case "outline on":
		o.move(max(1, o.h/2))
	case "outline back":
		o.move(-max(1, o.h/2))
	case "next unasked":
		return o.nextUnasked()
	case "ask it":
		return o.correct(editions.Correction{Do: editions.Ask, Label: label})
	case "leave it":
		return o.correct(editions.Correction{Do: editions.Leave, Label: label})
	case "join it":
		return o.correct(editions.Correction{Do: editions.Join, Label: label})
	case "split it":
		return layer.Result{Open: boxes.SplitAt(o.list, o.id, label, func(words string) layer.Result {
			return o.correct(editions.Correction{Do: editions.SplitAt, Label: label, Words: words})
		})}
	case "accept reading":
		return boxes.Accept(o.list, o.id)
	default:
		return layer.Result{Close: true}
	}
	return layer.Result{}
}

// correct shows what a correction would change, which is told away from the screen.
func (o *outline) correct(c editions.Correction) layer.Result {
	plan := clauses.Correct(o.list.Session, o.id, c)
	return layer.Result{Cmd: layer.Later(nil, func() func() layer.Result {
		other, err := plan()
		return func() layer.Result {
			if err != nil {
				return layer.Say("", err)
			}
			return layer.Result{Open: newRules(o.list, other)}
		}
	})}
}

// move goes by lines, to the next one that the cursor may be at.
func (o *outline) move(by int) {
	step := 1
	if by < 0 {
		step = -1
	}
	to := min(max(0, o.at+by), len(o.lines)-1)
	for n := to; n >= 0 && n < len(o.lines); n += step {
		if o.stands(n) {
			o.at = n
			return
		}
	}
	for n := to; n >= 0 && n < len(o.lines); n -= step {
		if o.stands(n) {
			o.at = n
			return
		}
	}
}

func (o *outline) nextUnasked() layer.Result {
	for n := 1; n <= len(o.lines); n++ {
		if at := (o.at + n) % len(o.lines); o.lines[at].Unasked {
			o.at = at
			return layer.Result{}
		}
	}
	return layer.Result{Note: "every sentence that puts a duty on somebody is asked"}
}

func (o *outline) View(s *style.Styles) []string {
	o.refresh()
	out := []string{s.Strong.Render(style.Cut("How "+reports.Line(o.read.Title)+" was read", o.w))}
	for _, line := range style.Wrap(o.words, o.w) {
		if len(out) > max(1, o.h/4) {
			break
		}
		out = append(out, s.Dim.Render(line))
	}
	out = append(out, s.Line(o.w))
	room := max(1, o.h-len(out))
	top := style.Top(o.at, len(o.lines), room)
	for n := top; n < min(top+room, len(o.lines)); n++ {
		out = append(out, o.line(s, n))
	}
	return out
}

// line shows a line of the outline, with what became of it at its right.
func (o *outline) line(s *style.Styles, n int) string {
	one := o.lines[n]
	if one.Section {
		return s.Strong.Render(style.Cut(reports.Line(one.Text), o.w))
	}
	sign, look := s.Sign(n == o.at)
	text := strings.Repeat("  ", one.Depth) + reports.Line(strings.TrimSpace(one.Label+"  "+one.Text))
	right := one.Became
	switch {
	case one.Unasked:
		look, right = s.Warn, "NOT ASKED"
	case n != o.at && one.Became != "asked":
		look = s.Dim
	}
	if one.Line > 0 && o.w >= 60 {
		right = fmt.Sprintf("%s  line %d", right, one.Line)
	}
	if o.w < 60 && one.Became == "context, set by a person" {
		right = "context"
	}
	return style.Between(sign+look.Render(text), s.Dim.Render(right), o.w)
}
