package pages

import (
	"slices"

	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// overview is where an audit stands, on one page. Each line that has somewhere
// to go leads there.
type overview struct {
	layer.Base
	list    *clauses.List
	dot     string
	lines   []clauses.Line
	counted int // the list's count that the lines are of
	at      int // a line that leads somewhere
	w, h    int
}

// barWidth and shareWidth are the room for a bar and for the numbers beside it.
const barWidth, shareWidth = 20, 8

// wrapMargin is what stands beside a line that is wrapped.
const wrapMargin = 4

// Overview shows where the audit stands.
func Overview(s *style.Styles, l *clauses.List) layer.Layer {
	o := &overview{list: l, dot: s.Marks.Dot, counted: -1}
	o.read()
	return o
}

func (o *overview) Mode() ui.Mode { return ui.Overview }
func (o *overview) Below() bool   { return false }

func (o *overview) Resize(w, h int) {
	if w = style.Row(w); w != o.w {
		o.counted = -1 // What is wrapped is so at this width.
	}
	o.w, o.h = w, h
	o.read()
}

// read puts the lines together anew where something has changed: an undo, or
// what others wrote.
func (o *overview) read() {
	n := o.list.Counted()
	if n == o.counted {
		return
	}
	var at clauses.Line
	if o.at < len(o.lines) {
		at = o.lines[o.at]
	}
	o.lines = nil
	for _, l := range clauses.Overview(o.list, o.dot) {
		if l.Words && o.w > wrapMargin {
			for _, text := range style.Wrap(l.Text, o.w-wrapMargin) {
				o.lines = append(o.lines, clauses.Line{Text: text})
			}
			continue
		}
		o.lines = append(o.lines, l)
	}
	if o.counted == -1 { // Only what is wrapped stands elsewhere.
		o.at = max(0, slices.IndexFunc(o.lines, func(l clauses.Line) bool { return l.Text == at.Text && l.Right == at.Right && l.Leads() }))
	}
	o.counted = n
	o.at = o.leading(min(o.at, len(o.lines)-1), -1)
}

func (o *overview) Do(action string) layer.Result {
	switch action {
	case "open line":
		line := o.lines[o.at]
		if line.Go != nil {
			line.Go()
		}
		return layer.Result{Close: true, Do: line.Do}
	case "next line":
		o.move(1)
	case "previous line":
		o.move(-1)
	case "lines on":
		o.at = o.leading(o.at+max(1, o.h/2), 1)
	case "lines back":
		o.at = o.leading(o.at-max(1, o.h/2), -1)
	case "first line":
		o.at = o.leading(0, 1)
	case "last line":
		o.at = o.leading(len(o.lines)-1, -1)
	case "help on overview":
		return layer.Result{Do: "help"}
	case "quit overview":
		return layer.Result{Do: "quit"}
	default:
		return layer.Result{Close: true}
	}
	return layer.Result{}
}

// leading returns the line from one on in a direction that leads somewhere,
// where there is none the line one is at.
func (o *overview) leading(from, direction int) int {
	for at := min(max(from, 0), len(o.lines)-1); at >= 0 && at < len(o.lines); at += direction {
		if o.lines[at].Leads() {
			return at
		}
	}
	return o.at
}

func (o *overview) move(by int) {
	if at := o.at + by; at >= 0 && at < len(o.lines) {
		o.at = o.leading(at, by)
	}
}

// Click goes to what a line of the screen is about.
func (o *overview) Click(y int) layer.Result {
	at := o.top() + y
	if at < 0 || at >= len(o.lines) || !o.lines[at].Leads() {
		return layer.Result{}
	}
	o.at = at
	return o.Do("open line")
}

// top is the first line that is shown.
func (o *overview) top() int { return style.Top(o.at, len(o.lines), o.h) }

func (o *overview) View(s *style.Styles) []string {
	top := o.top()
	var out []string
	for n := top; n < min(top+o.h, len(o.lines)); n++ {
		l := o.lines[n]
		if l.Heading {
			out = append(out, s.Strong.Render(style.Cut(l.Text, o.w)))
			continue
		}
		sign, _ := s.Sign(n == o.at)
		words, right := l.Text, s.Dim.Render(l.Right)
		if bar := s.Bar(l.Done, l.All, barWidth); bar != "" && o.w >= 3*barWidth {
			right = bar + " " + s.Dim.Render(style.Fit(l.Right, shareWidth))
		}
		if n == o.at {
			words = s.Here.Render(words)
		}
		if l.Item != nil {
			words = s.Mark(*l.Item) + " " + words
		}
		out = append(out, style.Halved(sign+style.Cut(words, o.w-2), right, o.w))
	}
	return out
}
