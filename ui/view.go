package ui

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/glamour"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"clausewalk/checklist"
	"clausewalk/reports"
)

// The sizes at which the screen changes its shape, in cells.
const (
	minWidth, minHeight = 30, 8
	twoPanes            = 100
	compact             = 60
)

// View draws the screen: exactly the terminal's lines, none wider than it.
func (m *Model) View() string {
	w, h := m.width, m.height
	switch {
	case w == 0 || h == 0:
		return "" // The terminal has not told its size yet.
	case w < minWidth || h < minHeight:
		return frame([]string{cut(fmt.Sprintf("clausewalk needs %dx%d, this is %dx%d", minWidth, minHeight, w, h), w)}, w, h)
	}
	rule := m.style.dim.Render(strings.Repeat(m.style.marks.rule, w))
	lines := []string{m.header(), rule}
	lines = append(lines, m.body(w, m.bodyHeight())...)
	lines = append(lines, rule, m.footer())
	return frame(lines, w, h)
}

// bodyHeight is what header, footer and their rules leave.
func (m *Model) bodyHeight() int { return max(0, m.height-4) }

func (m *Model) listWidth() int {
	if m.width < twoPanes {
		return m.width
	}
	return min(max(m.width*38/100, 38), 54)
}

func (m *Model) detailWidth() int {
	if m.width < twoPanes {
		return m.width - 2
	}
	return m.width - m.listWidth() - 4
}

func (m *Model) header() string {
	h := m.audit.Head
	name := reports.Line(h.App + " " + h.Release)
	var titles []string
	for _, p := range m.audit.Policies {
		titles = append(titles, reports.Line(p.Title))
	}
	saved := m.savedWords()
	counts := fmt.Sprintf("%d/%d answered", m.progress.Answered, m.progress.Clauses)
	for _, c := range []struct {
		n    int
		what string
	}{{m.progress.Gaps, "gap"}, {m.progress.Stale, "stale"}, {m.progress.Conflict, "conflict"}, {m.progress.Unsupported, "unsupported"}, {m.progress.OutOfScope, "out"}} {
		if c.n > 0 {
			what := c.what
			if c.n > 1 && (what == "gap" || what == "conflict") {
				what += "s"
			}
			counts += fmt.Sprintf(" %s %d %s", m.style.marks.dot, c.n, what)
		}
	}
	if len(m.disputes) > 0 {
		counts += " " + m.style.marks.dot + " editions in conflict"
	}
	if m.signed != "" {
		counts += " " + m.style.marks.dot + " " + m.signed
	}
	full := " " + m.style.strong.Render(name) + m.style.dim.Render(" "+m.style.marks.dot+" "+strings.Join(titles, ", "))
	short := fmt.Sprintf("%d/%d", m.progress.Answered, m.progress.Clauses)
	middle := short
	for _, c := range []struct {
		n    int
		mark string
	}{{m.progress.Gaps, m.style.marks.verdict[checklist.NotMet]}, {m.progress.Stale, m.style.marks.stale}, {m.progress.Conflict, m.style.marks.conflict}} {
		if c.n > 0 {
			middle += fmt.Sprintf(" %s%d", c.mark, c.n)
		}
	}
	if len(m.disputes) > 0 {
		middle += " editions " + m.style.marks.conflict
	}
	for _, try := range [][2]string{
		{full, m.bar(20) + "  " + counts + "     " + saved + " "},
		{full, m.bar(10) + "  " + counts + "  " + saved + " "},
		{" " + m.style.strong.Render(name), m.bar(10) + "  " + counts + "  " + saved + " "},
		{" " + m.style.strong.Render(name), counts + "  " + saved + " "},
		{" " + m.style.strong.Render(name), middle + "  " + saved},
		{" " + m.style.strong.Render(name), short + "  " + saved},
	} {
		if ansi.StringWidth(try[0])+ansi.StringWidth(try[1])+2 <= m.width {
			return between(try[0], try[1], m.width)
		}
	}
	return between(" "+m.style.strong.Render(name), short+"  "+saved, m.width)
}

func (m *Model) bar(w int) string {
	if m.progress.Clauses == 0 {
		return ""
	}
	full := w * m.progress.Answered / m.progress.Clauses
	return m.style.accent.Render(strings.Repeat(m.style.marks.full, full)) + m.style.dim.Render(strings.Repeat(m.style.marks.empty, w-full))
}

func (m *Model) savedWords() string {
	switch {
	case m.saveErr != nil:
		return m.style.bad.Render("NOT SAVED: " + cut(reports.Line(cause(m.saveErr).Error()), max(12, m.width/2)))
	case m.saving:
		return m.style.dim.Render("saving")
	case m.savedAt.IsZero():
		return m.style.dim.Render("nothing entered yet")
	default:
		return m.style.dim.Render("saved " + m.savedAt.Local().Format(time.TimeOnly))
	}
}

// cause returns what the system said, without the path: the header is short.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// body returns h lines of w cells.
func (m *Model) body(w, h int) []string {
	if m.dialog != nil && !m.dialog.box() {
		return pad(m.dialog.view(m, w-2, h), 1, h)
	}
	if box, ok := m.dialog.(*lineBox); ok && box.after != nil {
		out := window(box.after.view(m, w-2, m.detailHeight()), 0, m.detailHeight())
		out = append(out, m.style.dim.Render(strings.Repeat(m.style.marks.rule, max(0, w-2))))
		return pad(append(out, box.view(m, w-2, m.boxHeight())...), 1, h)
	}
	if m.width >= twoPanes {
		left := m.listLines(m.listWidth(), h)
		right := m.detailPane(m.detailWidth(), h)
		bar := m.style.dim.Render(m.style.marks.bar)
		if m.detail {
			bar = m.style.accent.Render(m.style.marks.bar)
		}
		out := make([]string, h)
		for n := range out {
			out[n] = fit(left[n], m.listWidth()) + " " + bar + " " + right[n]
		}
		return out
	}
	if m.detail || m.dialog != nil {
		return pad(m.detailPane(m.detailWidth(), h), 1, h)
	}
	return m.listLines(w, h)
}

// pad puts blanks before the lines and returns h of them.
func pad(lines []string, left, h int) []string {
	out := window(lines, 0, h)
	for n := range out {
		out[n] = strings.Repeat(" ", left) + out[n]
	}
	return out
}

// boxHeight is the room of an open box below the clause.
func (m *Model) boxHeight() int {
	if m.dialog == nil || !m.dialog.box() {
		return 0
	}
	return min(max(6, m.bodyHeight()/3), max(1, m.bodyHeight()-1))
}

func (m *Model) detailHeight() int {
	if b := m.boxHeight(); b > 0 {
		return max(0, m.bodyHeight()-b-1)
	}
	return m.bodyHeight()
}

func (m *Model) detailPane(w, h int) []string {
	out := window(m.detailLines(w), m.scroll, m.detailHeight())
	m.inClause.light(m.style, out, m.scroll)
	if room := h - len(out) - 1; m.dialog != nil && room > 0 {
		out = append(out, m.style.dim.Render(strings.Repeat(m.style.marks.rule, max(0, w))))
		out = append(out, window(m.dialog.view(m, w, room), 0, room)...)
	}
	return window(out, 0, h)
}

// footer shows the note, or the keys that work now.
func (m *Model) footer() string {
	if m.note != "" {
		return fit(" "+m.style.warn.Render(reports.Line(m.note)), m.width)
	}
	in := walkMode
	if m.dialog != nil {
		in = m.dialog.mode()
	}
	var keys, last string
	show := func(a *Action) string {
		return " " + m.style.accent.Render(KeyName(a.Keys[0])) + " " + a.Short + " "
	}
	if in == walkMode { // The way out and help stay when the line is short.
		if back := m.table.find(walkMode, "esc"); back.off(m) == "" {
			last = show(back)
		}
		last += show(m.table.find(walkMode, "?"))
	}
	room := m.width - ansi.StringWidth(last)
	for n := range m.table.all {
		a := &m.table.all[n]
		if a.Mode != in || a.Short == "" || (a.off != nil && a.off(m) != "") || in == walkMode && (a.Name == "help" || a.Name == "back") {
			continue
		}
		one := show(a)
		if keys != "" && ansi.StringWidth(keys)+ansi.StringWidth(one) > room {
			continue
		}
		keys += one
	}
	return keys + last
}

// ---- Glamour ----

// renderings holds clauses as Glamour shows them.
type renderings map[renderKey][]string

type renderKey struct {
	ref   checklist.Ref
	text  string // the clause's digest: under one label two editions have other words
	width int
}

type renderedMsg struct {
	key   renderKey
	lines []string
}

// render asks for the text of the clause under the cursor, unless it is there.
func (m *Model) render() tea.Cmd {
	if m.width < minWidth || len(m.items) == 0 {
		return nil
	}
	key := renderKey{m.item().Ref, m.item().Clause.Digest, m.detailWidth()}
	if _, ok := m.text[key]; ok {
		return nil
	}
	clause, style := m.item().Clause, m.style
	return func() tea.Msg {
		return renderedMsg{key, glamourLines(style, reports.ClauseMarkdown(clause), key.width-2)}
	}
}

// glamourLines renders Markdown to lines of at most w cells. What Glamour
// cannot render is shown as it stands.
func glamourLines(s styles, markdown string, w int) []string {
	out := markdown
	profile := termenv.ANSI
	if s.mono {
		profile = termenv.Ascii
	}
	r, err := glamour.NewTermRenderer(glamour.WithStyles(s.markdown()), glamour.WithColorProfile(profile), glamour.WithWordWrap(max(1, w)))
	if err == nil {
		if rendered, err := r.Render(markdown); err == nil {
			out = rendered
		}
	}
	lines := strings.Split(strings.Trim(out, "\n"), "\n")
	for n, l := range lines {
		lines[n] = ansi.Truncate(strings.TrimRight(l, " "), w, "")
	}
	return lines
}

// ---- moments ----

func day(t time.Time) string    { return t.Local().Format("2 Jan 2006") }
func moment(t time.Time) string { return t.Local().Format("2 Jan 2006 15:04") }
