package pages

import (
	"fmt"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/reports/document"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// Evidence shows what can be seen of a clause's evidence, as its report does, in
// lines of at most w cells.
func Evidence(s *style.Styles, l *clauses.List, w int) layer.Result {
	i, on := l.Item(), l.Session
	page := NewText("Evidence of "+reports.Line(i.Ref.Label), nil)
	return layer.Result{Open: page, Cmd: layer.Later(page, func() func() layer.Result {
		seen := reports.Seen(i, reports.Showing{Read: on.Content, Lines: reports.FullLines})
		leads := func(e event.Evidence) string { return style.Address(on.Openable(e)) }
		lines := evidenceLines(s, i, seen, leads, w)
		return func() layer.Result { page.Set(lines); return layer.Result{} }
	})}
}

func evidenceLines(s *style.Styles, i checklist.Item, seen []reports.Excerpt, leads func(event.Evidence) string, w int) []string {
	var out []string
	for n, e := range i.Evidence {
		if n > 0 {
			out = append(out, "")
		}
		label := fmt.Sprintf("%d %s ", n+1, e.Kind)
		for _, line := range style.Hang(label, style.Link(leads(e), reports.Line(e.Target())), w) {
			out = append(out, s.Strong.Render(line))
		}
		about := e.Described(reports.Line)
		if words := seen[n].Note; words != "" {
			about = append(about, words)
		}
		for _, line := range style.Wrap(strings.Join(about, "; "), w-2) {
			out = append(out, "  "+s.Dim.Render(line))
		}
		for _, line := range seen[n].Lines {
			out = append(out, evidenceLine(s, line, w)...)
		}
	}
	return out
}

// evidenceLine is one line of a piece with its number, and with a sign where it
// went or came.
func evidenceLine(s *style.Styles, line document.Line, w int) []string {
	sign, look := "  ", s.Plain
	switch line.Kind {
	case document.Gone:
		sign, look = "- ", s.Bad
	case document.New:
		sign, look = "+ ", s.Good
	}
	number := ""
	if line.Number > 0 {
		number = fmt.Sprint(line.Number)
	}
	var out []string
	for _, part := range style.Wrap(reports.Visible(line.Words), w-8) {
		out = append(out, s.Dim.Render(fmt.Sprintf("%5s ", number))+look.Render(sign+part))
		number, sign = "", "  "
	}
	return out
}
