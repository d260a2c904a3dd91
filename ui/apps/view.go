package apps

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"clausewalk/reports"
	"clausewalk/reports/document"
	"clausewalk/reports/portfolio"
	"clausewalk/ui"
	"clausewalk/ui/walk/frame"
	"clausewalk/ui/walk/style"
)

// detailLines are kept for what the line under the cursor is about, where the
// screen is high enough.
const (
	detailLines  = 2
	detailHeight = 12
)

// columns says of each answer which columns it gives up last, and which one takes
// what room is left.
var columns = map[string]struct {
	order []string
	wide  string
}{
	"App":    {[]string{"App", "State", "Why the gate does not hold", "Next", "Team", "Answered", "Where"}, "Why the gate does not hold"},
	"Team":   {[]string{"Team", "Blockers", "Gaps", "Apps", "Gate holds", "Overdue", "Next", "Stale", "Unreadable"}, ""},
	"Clause": {[]string{"Clause", "Title", "Gap in", "Open in", "Asked in", "Fine in"}, "Title"},
	"Day":    {[]string{"Day", "What", "App", "Clause", "Owner", "Team", "Title", "Where"}, "Title"},
	"State":  {[]string{"App", "State", "Due", "Owner", "Team", "Where"}, "Where"}, // Who fails a clause.
}

// View draws the screen: exactly the terminal's lines, none wider than it.
func (m *Model) View() string {
	f := m.frame
	if f.Unknown() {
		return ""
	}
	if why := f.TooSmall(); why != "" {
		return style.Frame([]string{style.Cut(why, f.Width)}, f.Width, f.Height)
	}
	lines := []string{m.header(), m.rule()}
	if m.helps {
		lines = append(lines, style.Window(m.help(), m.helpTop, f.Body())...)
	} else {
		lines = append(lines, style.Window(m.body(), 0, f.Body())...)
	}
	keys, last := m.hints()
	lines = append(lines, frame.Bottom(m.style, m.note, keys, last, f)...)
	return m.style.Drawn(style.Frame(lines, f.Width, f.Height))
}

// header says what is asked, and where all apps stand.
func (m *Model) header() string {
	left := " " + m.style.Strong.Render("Portfolio")
	if f := m.frame; f.Width >= 60 {
		left += m.style.Dim.Render(" " + m.style.Marks.Dot + " as of " + m.book.At.UTC().Format("2 Jan 2006"))
	}
	t := m.book.Total
	right := m.style.Dim.Render(t.Summary()) + " "
	if m.reading != nil {
		right = m.style.Accent.Render(fmt.Sprintf("reading: %s so far", reports.Count(m.count, "app"))) + " "
	} else if ansi.StringWidth(left)+ansi.StringWidth(right)+2 > m.frame.Width {
		right = m.style.Dim.Render(fmt.Sprintf("%s, %s", reports.Count(t.Apps, "app"), reports.Count(t.Blockers, "blocker"))) + " "
	}
	return style.Between(left, right, m.frame.Width)
}

func (m *Model) rule() string {
	v := m.view()
	left := v.answer.Title
	if m.frame.Compact() {
		left = m.shortTitle()
	}
	if v.filter != "" {
		left += ": " + v.filter
	}
	right := fmt.Sprintf("%d of %d", min(v.at+1, len(v.shown)), len(v.shown))
	return m.style.Titled(reports.Line(left), right, m.frame.Width)
}

// shortTitle names the question where there is no room for the answer's title.
func (m *Model) shortTitle() string {
	v := m.view()
	if c := v.question.Clause; c != nil {
		return "Fails " + c.Label
	}
	if v.question.By == portfolio.ByDue {
		return "Falls due"
	}
	return v.answer.Title
}

// body returns the lines of the answer round the cursor, and what the one under
// it is about.
func (m *Model) body() []string {
	v, h, w := m.view(), m.frame.Body(), m.frame.Width
	if len(v.shown) == 0 {
		words := v.answer.None
		switch {
		case m.reading != nil && len(v.answer.Rows) == 0:
			words = "Nothing has been read yet."
		case v.filter != "":
			leave, _ := m.table.KeyOf("leave portfolio")
			words = fmt.Sprintf("Nothing matches %q; %s clears it.", v.filter, leave)
		}
		return []string{"", " " + reports.Line(words)}
	}
	detail := m.frame.Height >= detailHeight && v.answer.Apps[v.shown[v.at]] >= 0
	if detail {
		h -= detailLines + 1
	}
	fits := v.fit(w - 2)
	lines := []string{m.style.Dim.Render("  " + v.headLine(fits))}
	h--
	top := style.Top(v.at, len(v.shown), h)
	for n := top; n < min(top+h, len(v.shown)); n++ {
		sign, look := m.style.Sign(n == v.at)
		lines = append(lines, sign+m.rowLine(v.answer.Rows[v.shown[n]], fits, look))
	}
	if detail {
		lines = append(style.Window(lines, 0, h+1), m.style.Line(w))
		lines = append(lines, m.detail(m.book.Lines[v.answer.Apps[v.shown[v.at]]])...)
	}
	return lines
}

// detail tells in two lines what there may be no column for.
func (m *Model) detail(l portfolio.Line) []string {
	why := l.Why
	switch {
	case l.Error != "":
		why = l.Error
	case l.Holds:
		why = "the gate holds"
	}
	where := []string{l.Repository}
	switch _, here := placeOf(l); {
	case !here:
		where = append(where, "not in a folder here")
	case l.Folder == "":
		where = append(where, fmt.Sprintf("commit %.10s, to read", l.Commit))
	}
	if l.Next != "" {
		where = append(where, "next "+l.Next)
	}
	if l.Signed != "" {
		where = append(where, "signed by "+l.Signed)
	}
	w := m.frame.Width - 2
	return []string{
		" " + style.Cut(m.style.Strong.Render(reports.Line(l.Name()))+"  "+reports.Line(why), w),
		" " + m.style.Dim.Render(style.Cut(reports.Line(strings.Join(where, ", ")), w)),
	}
}

// fitted is a column with the width that it is shown in.
type fitted struct{ column, width int }

// fit returns the columns that there is room for in w cells, in their order.
func (v *view) fit(w int) []fitted {
	key := v.answer.Head[0]
	if v.question.Clause != nil {
		key = "State"
	}
	plan := columns[key]
	const apart, least = 2, 32
	var fits []fitted
	for _, name := range plan.order {
		at := slices.Index(v.answer.Head, name)
		if at < 0 || v.widths[at] == 0 {
			continue
		}
		width := v.widths[at]
		if name == plan.wide {
			width = min(width, least, max(12, w))
		}
		if len(fits) > 0 && width+apart > w {
			continue
		}
		width = min(width, w)
		fits = append(fits, fitted{at, width})
		w -= width + apart
	}
	slices.SortFunc(fits, func(a, b fitted) int { return a.column - b.column })
	for n, f := range fits { // What is left goes to the one that has the most to say.
		if v.answer.Head[f.column] == plan.wide {
			fits[n].width = min(v.widths[f.column], f.width+max(0, w))
		}
	}
	return fits
}

func (v *view) headLine(fits []fitted) string {
	var cells []string
	for _, f := range fits {
		cells = append(cells, style.Fit(v.answer.Head[f.column], f.width))
	}
	return strings.Join(cells, "  ")
}

func (m *Model) rowLine(row []portfolio.Cell, fits []fitted, look style.Look) string {
	var cells []string
	for n, f := range fits {
		words := style.Fit(reports.Line(row[f.column].Words), f.width)
		if n > 0 {
			look = m.tone(row[f.column].Tone)
		}
		cells = append(cells, look.Render(words))
	}
	return strings.Join(cells, "  ")
}

// tone repeats what the words of a cell say.
func (m *Model) tone(t document.Tone) style.Look {
	switch t {
	case document.Good:
		return m.style.Good
	case document.Bad:
		return m.style.Bad
	case document.Weak:
		return m.style.Warn
	case document.Wait:
		return m.style.Dim
	}
	return m.style.Plain
}

// hints returns what has a place in the footer, and what of it stays when it is
// short.
func (m *Model) hints() (keys, last []ui.Action) {
	keys = []ui.Action{{Keys: []string{"a-z"}, Short: "filter"}}
	for _, a := range m.table.All {
		switch {
		case a.Mode != ui.Portfolio || a.Short == "":
		case a.Stays():
			last = append(last, a)
		default:
			keys = append(keys, a)
		}
	}
	return keys, last
}

// help lists the keys.
func (m *Model) help() []string {
	lines := []string{"  Letters and digits filter the list: by app, team, state, place.", ""}
	for _, a := range m.table.All {
		if a.Mode != ui.Portfolio && a.Mode != ui.Everywhere {
			continue
		}
		lines = append(lines, frame.Help(a, a.Help, m.frame.Width-1)...)
	}
	return lines
}
