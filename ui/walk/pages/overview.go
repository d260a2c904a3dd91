package pages

import (
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// overview is where an audit stands, on one page. Each line that has somewhere
// to go leads there.
type overview struct {
	layer.Base
	lines []clauses.Line
	at    int // a line that leads somewhere
	w, h  int
}

// Overview shows where the audit stands.
func Overview(s *style.Styles, l *clauses.List) layer.Layer {
	return &overview{lines: clauses.Overview(l, s.Marks.Dot)}
}

func (o *overview) Mode() ui.Mode   { return ui.Overview }
func (o *overview) Below() bool     { return false }
func (o *overview) Resize(w, h int) { o.w, o.h = w, h }

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
	case "help on overview":
		return layer.Result{Do: "help"}
	case "quit overview":
		return layer.Result{Do: "quit"}
	default:
		return layer.Result{Close: true}
	}
	return layer.Result{}
}

func (o *overview) move(by int) {
	for at := o.at + by; at >= 0 && at < len(o.lines); at += by {
		if o.lines[at].Leads() {
			o.at = at
			return
		}
	}
}

func (o *overview) View(s *style.Styles) []string {
	top := min(max(0, o.at-o.h/2), max(0, len(o.lines)-o.h))
	var out []string
	for n := top; n < min(top+o.h, len(o.lines)); n++ {
		l := o.lines[n]
		if l.Heading {
			out = append(out, s.Strong.Render(style.Cut(l.Text, o.w)))
			continue
		}
		sign, _ := s.Sign(n == o.at)
		words := l.Text
		if l.Item != nil {
			words = s.Mark(*l.Item) + " " + words
		}
		out = append(out, style.Between(sign+style.Cut(words, o.w-2), s.Dim.Render(style.Cut(l.Right, o.w/2)), o.w))
	}
	return out
}
