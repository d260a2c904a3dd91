package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/policy"
	"clausewalk/reports"
)

// row is a line of the list: a section, a clause or a number that is missing.
type row struct {
	item   int // index of the clause, -1 for none
	text   string
	right  string
	header bool
}

// layRows makes the list of all policies, sections and clauses.
func (m *Model) layRows() []row {
	var rows []row
	at := 0
	for _, p := range m.audit.Policies {
		if len(m.audit.Policies) > 1 {
			if len(rows) > 0 {
				rows = append(rows, row{item: -1})
			}
			rows = append(rows, row{item: -1, text: reports.Line(p.Title), right: share(m.items[at : at+len(p.Clauses())]), header: true})
		}
		for _, s := range p.Sections {
			n := len(s.Clauses)
			if n == 0 && s.Label == policy.Preamble {
				continue // It only tells what the sections are about.
			}
			tally := checklist.Tally(m.items[at : at+n])
			right := ""
			if n > 0 {
				right = fmt.Sprintf("%d/%d", tally.Answered, tally.Clauses)
			}
			section := len(rows)
			if len(rows) > 0 {
				rows = append(rows, row{item: -1})
			}
			if s.Repeat != "" && s.Entry == "" && n == 0 {
				right = "none listed"
			}
			heading := s.Heading()
			if s.Entry != "" { // The entry tells the sections apart, and has to be seen in a narrow list.
				label, _ := policy.CutEntry(s.Label)
				heading = label + " " + s.Entry
			}
			rows = append(rows, row{item: -1, text: reports.Line(heading), right: right, header: true})
			bare := len(rows)
			for _, c := range s.Clauses {
				if m.visible(at) {
					rows = append(rows, row{item: at})
				}
				at++
				for _, g := range s.Gaps {
					if g.After == c.Label && m.filter.shows == nil {
						rows = append(rows, row{item: -1, text: "   " + reports.Line(g.Note())})
					}
				}
			}
			if m.filter.shows != nil && len(rows) == bare {
				rows = rows[:section]
			}
		}
	}
	return rows
}

// listLines returns h lines of the list with the cursor among them. What the
// list is narrowed to stays above it.
func (m *Model) listLines(w, h int) []string {
	if m.filter.shows != nil && h > 1 {
		return append([]string{m.listLine(m.filterRow(), w)}, m.rowLines(w, h-1)...)
	}
	return m.rowLines(w, h)
}

func (m *Model) rowLines(w, h int) []string {
	selected := 0
	for n, r := range m.rows {
		if r.item == m.cursor {
			selected = n
			break
		}
	}
	top := min(max(0, selected-h/2), max(0, len(m.rows)-h))
	out := make([]string, max(0, h))
	for n := range out {
		if top+n < len(m.rows) {
			out[n] = m.listLine(m.rows[top+n], w)
		}
	}
	return out
}

func (m *Model) listLine(r row, w int) string {
	switch {
	case r.item < 0 && r.header:
		return m.style.strong.Render(between(" "+r.text, r.right+" ", w))
	case r.item < 0:
		return m.style.dim.Render(cut(r.text, w))
	}
	i := m.items[r.item]
	sign := " "
	if r.item == m.cursor {
		sign = m.style.accent.Render(m.style.marks.cursor)
	}
	label, _ := policy.CutEntry(i.Ref.Label) // The entry is in the heading above.
	words := fmt.Sprintf("%s %s", reports.Line(label), reports.Line(i.Clause.Title()))
	style := m.style.plain
	switch {
	case r.item == m.cursor:
		style = m.style.strong
	case i.Has(checklist.OutOfScope):
		style = m.style.dim
	}
	marked := " "
	if m.marked[i.Ref] {
		marked = m.style.accent.Render("*")
	}
	return sign + m.style.mark(i) + marked + style.Render(cut(words, w-4))
}

// detailLines returns all that is known of the clause under the cursor.
func (m *Model) detailLines(w int) []string {
	if len(m.items) == 0 || w < 4 {
		return nil
	}
	i := m.item()
	g := i.Clause.Guide
	kind := string(i.Clause.Kind())
	if g != nil && m.width >= compact && i.Clause.Kind() != policy.Notice && !i.Touched() {
		kind += " " + m.style.marks.dot + " " + g.Severity
	}
	var out []string
	add := func(lines ...string) { out = append(out, lines...) }
	right := m.style.dim.Render(kind)
	if i.Touched() {
		right = m.style.mark(i) + " " + i.VerdictWords() + m.style.dim.Render(" "+m.style.marks.dot+" "+kind)
	}
	label, entry := policy.CutEntry(i.Ref.Label)
	add(between(m.style.strong.Render(reports.Line(label)+"  "+reports.Line(i.Clause.Title())), right, w))
	if entry != "" {
		add(cut("for "+m.style.accent.Render(reports.Line(entry)), w))
	}
	add("")
	for _, l := range m.clauseText(i, w) {
		add(m.style.accent.Render(m.style.marks.quote) + " " + l)
	}
	add("")
	for _, o := range i.Outcomes {
		for _, l := range hang("Decided ", reports.Line(o.String()), w) {
			add(m.style.warn.Render(l))
		}
	}
	if len(i.Outcomes) > 0 {
		add("")
	}
	if i.Touched() { // What was said is what one comes back for; the guide can wait below it.
		add(m.answerLines(i, w)...)
		add("")
	}
	if g != nil {
		add(m.style.dim.Render(cut(g.Whose("Guide (our words, not the platform's)"), w)))
		add(m.guideLines(w, "Ask", g.Ask()...)...)
		add(m.guideLines(w, "Good", g.Good)...)
		for n, s := range g.Evidence {
			label := fit("", labelWidth)
			if n == 0 {
				label = m.style.accent.Render(fit("Bring", labelWidth))
			}
			add(hang(label+m.style.dim.Render(fit(s.Show, 9)), reports.Line(s.Bring), w)...)
		}
	}
	if !i.Touched() {
		add("")
		add(m.answerLines(i, w)...)
	}
	if g != nil {
		add("", m.style.dim.Render(cut(g.Whose("More of the guide (our words)"), w)))
		add(m.guideLines(w, "Why", g.Why)...)
		add(m.guideLines(w, "Beware", g.Pitfalls...)...)
		add(m.guideLines(w, "Note", g.Notes...)...)
		add(m.guideLines(w, "Knows", strings.Join(g.Roles, ", "))...)
		add(m.guideLines(w, "A gap", g.Severity+": "+g.Because)...)
		if !g.Valid.Forever() {
			add(m.guideLines(w, "Holds", g.Valid.String())...)
		}
		add(m.guideLines(w, "Source", g.Sources...)...)
	}
	return out
}

// labelWidth is the room for the names before the guide's texts.
const labelWidth = 8

// guideLines returns texts with a name before the first one.
func (m *Model) guideLines(w int, name string, texts ...string) []string {
	var out []string
	for n, text := range texts {
		label := fit("", labelWidth)
		if n == 0 {
			label = m.style.accent.Render(fit(name, labelWidth))
		}
		out = append(out, hang(label, reports.Line(text), w)...)
	}
	return out
}

// clauseText returns the policy's words: as Glamour shows them once they are
// rendered, and wrapped until then.
func (m *Model) clauseText(i checklist.Item, w int) []string {
	if lines, ok := m.text[renderKey{i.Ref, i.Clause.Digest, w}]; ok {
		return lines
	}
	return wrap(reports.Line(i.Clause.Words()), w-2)
}

// answerLines returns the answer with all that stands behind it.
func (m *Model) answerLines(i checklist.Item, w int) []string {
	var out []string
	add := func(s string) { out = append(out, cut(s, w)) }
	verdict := strings.ToUpper(i.VerdictWords()[:1]) + i.VerdictWords()[1:]
	who := ""
	if !i.At.IsZero() && !i.Has(checklist.Conflict) {
		who = fmt.Sprintf("   %s, %s", reports.Line(i.By.String()), moment(i.At))
	}
	add(m.style.verdict(i.Verdict, i.Has(checklist.Unsupported)).Bold(!m.style.mono).Render(verdict) + m.style.dim.Render(who))
	for n, f := range i.Flags {
		if f == checklist.Conflict {
			out = append(out, m.sideLines(i, w)...)
			continue
		}
		for _, l := range hang("  "+string(f)+": ", reports.Line(i.Why[n]), w) {
			out = append(out, m.style.warn.Render(l))
		}
	}
	out = append(out, m.editionLines(i, w)...)
	if i.Reason != "" && !slices.ContainsFunc(i.Sides, func(s checklist.Side) bool { return s.Field.Kind == checklist.KindReason }) {
		for _, l := range strings.Split(reports.Visible(i.Reason), "\n") {
			for _, part := range wrap(l, w-2) {
				out = append(out, "  "+part)
			}
		}
	}
	if !i.Ends.IsZero() && !i.Has(checklist.Stale) {
		add("Holds   until " + i.Ends.UTC().Format(time.DateOnly))
	}
	if d, ok := m.drafts[i.Ref]; ok && d.Text != "" {
		add(m.style.warn.Render("  draft not kept yet: i goes on with it"))
	}
	if i.IsGap() || i.Gap.Entered() {
		parts := []string{i.Gap.Severity}
		for _, p := range []string{i.Gap.Owner, i.Gap.Due, i.Gap.Fix} {
			if p != "" {
				parts = append(parts, reports.Line(p))
			}
		}
		out = append(out, hang("Gap     ", strings.Join(parts, " "+m.style.marks.dot+" "), w)...)
	}
	if len(i.Evidence) > 0 {
		add(fmt.Sprintf("Evidence (%d)", len(i.Evidence)))
	}
	for n, e := range i.Evidence {
		about := ""
		if e.Size > 0 {
			about = "  " + size(e.Size)
		}
		if len(e.SHA256) > 6 {
			about += "  " + e.SHA256[:6] + m.style.marks.ellipsis
		}
		left := fmt.Sprintf("  %d %s %s", n+1, fit(string(e.Kind), 6), reports.Line(e.Target()))
		out = append(out, between(cut(left, w), m.style.dim.Render(about), w))
		said := e.Said(reports.Line)
		if e.Moved != "" {
			said = append(said, "moved to "+reports.Line(e.Moved))
		}
		if len(said) > 0 {
			for _, l := range hang("           ", strings.Join(said, ", "), w) {
				out = append(out, m.style.dim.Render(l))
			}
		}
	}
	return out
}

// sideLines shows what is in conflict: each side with who and when.
func (m *Model) sideLines(i checklist.Item, w int) []string {
	out := []string{m.style.bad.Render(cut("Conflict: neither side had seen the other; an answer key, i or w settles it", w))}
	for _, s := range i.Sides {
		what := string(s.Field.Kind)
		if s.Field.Kind == checklist.KindGap {
			what = s.Field.Subject
		}
		out = append(out, cut(fmt.Sprintf("  %s %s %s, %s", fit(what, labelWidth), m.style.marks.conflict, reports.Line(s.By.String()), moment(s.At)), w))
		out = append(out, hang(strings.Repeat(" ", labelWidth+3), reports.Line(s.Value), w)...)
	}
	return out
}

// size returns a number of bytes as people read it.
func size(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1000*1000:
		return fmt.Sprintf("%.1f KB", float64(n)/1000)
	default:
		return fmt.Sprintf("%.1f MB", float64(n)/1000/1000)
	}
}
