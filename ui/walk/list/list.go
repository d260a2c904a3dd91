// Package list draws the clauses by section, each with its state, and what a
// search finds among them.
package list

import (
	"fmt"

	"clausewalk/checklist"
	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/style"
)

// View returns h lines of w cells with the cursor among them. What the list is
// narrowed to stays above it.
func View(s *style.Styles, l *clauses.List, w, h int) []string {
	if f := l.Filter(); f.Shows != nil && h > 1 {
		narrowed := clauses.Row{Item: -1, Text: f.Name, Right: s.Keyed(fmt.Sprintf("%d of %d, "+clauses.Key("filter")+" changes it", len(l.Among(f)), l.Len())), Header: true}
		return append([]string{line(s, l, narrowed, w)}, lines(s, l, w, h-1)...)
	}
	return lines(s, l, w, h)
}

// At returns the row that View shows at a line of h, and whether there is one.
func At(l *clauses.List, h, y int) (clauses.Row, bool) {
	if l.Filter().Shows != nil && h > 1 {
		h, y = h-1, y-1
	}
	rows := l.Rows()
	at := top(l, h) + y
	if y < 0 || y >= h || at >= len(rows) {
		return clauses.Row{}, false
	}
	return rows[at], true
}

// top returns the first row of h that are shown.
func top(l *clauses.List, h int) int {
	rows, selected := l.Rows(), 0
	for n, r := range rows {
		if r.Item == l.Cursor() {
			selected = n
			break
		}
	}
	return style.Top(selected, len(rows), h)
}

func lines(s *style.Styles, l *clauses.List, w, h int) []string {
	rows, top := l.Rows(), top(l, h)
	out := make([]string, max(0, h))
	for n := range out {
		if top+n < len(rows) {
			out[n] = line(s, l, rows[top+n], w)
		}
	}
	return out
}

func line(s *style.Styles, l *clauses.List, r clauses.Row, w int) string {
	switch {
	case r.Item < 0 && r.Header:
		look, fold := s.Strong, " "
		if r.Done {
			look = s.Dim
		}
		if r.Folded {
			fold = s.Marks.Folded
		}
		return look.Render(style.Between(fold+r.Text, r.Right+" ", w))
	case r.Item < 0:
		return s.Dim.Render(style.Cut(r.Text, w))
	}
	i := l.Items()[r.Item]
	sign, look := " ", s.Plain
	switch {
	case r.Item == l.Cursor():
		sign, look = s.Accent.Render(s.Marks.Cursor), s.Here
	case style.Finished(i):
		look = s.Dim
	case i.Has(checklist.Conflict):
		look = s.Strong
	}
	marked := " "
	switch {
	case l.Marks.Has(i.Ref):
		marked = s.Accent.Render("*")
	case clauses.HasSuggestion(i):
		marked = s.Dim.Render(s.Marks.Suggested)
	}
	label, _ := policy.CutEntry(i.Ref.Label) // The entry is in the heading above.
	words := reports.Line(label) + " " + reports.Line(i.Clause.Title())
	return sign + s.Mark(i) + marked + look.Render(style.Cut(words, w-4))
}

// Found lists in h lines the clauses that a query has found, each with what
// matched, around the one under the cursor.
func Found(s *style.Styles, l *clauses.List, found []int, query string, w, h int) []string {
	if len(found) == 0 || h < 2 {
		return nil
	}
	selected := 0
	for n, at := range found {
		if at <= l.Cursor() {
			selected = n
		}
	}
	out := []string{s.Dim.Render(fmt.Sprintf("  %d of %d", selected+1, len(found)))}
	room := h - 1
	top := style.Top(selected, len(found), room)
	for n := top; n < min(top+room, len(found)); n++ {
		i := l.Items()[found[n]]
		sign, look := s.Sign(found[n] == l.Cursor())
		title := style.Cut(reports.Line(i.Ref.Label)+" "+reports.Line(i.Clause.Title()), min(40, w/2))
		left := sign + look.Render(title) + "  "
		out = append(out, style.Cut(left+Matched(s, l, found[n], query, w-style.Width(left)), w))
	}
	return out
}

// Matched shows in w cells what matches a query in the clause with an index: the
// name of the part, and the words around with what was found standing out.
func Matched(s *style.Styles, l *clauses.List, at int, query string, w int) string {
	m, ok := l.Matched(at, query)
	if !ok {
		return ""
	}
	room := max(0, w-len(m.Part.Name)-2)
	all, cut := m.Around(room)
	words := ""
	if cut {
		words = s.Dim.Render(s.Marks.Ellipsis)
	}
	for _, one := range all {
		look := s.Plain
		if one.Found {
			look = s.Accent
		}
		words += look.Render(one.Text)
	}
	return s.Dim.Render(m.Part.Name+": ") + style.Cut(words, room)
}
