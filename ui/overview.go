package ui

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/policy"
	"clausewalk/reports"
)

// overview is where an audit stands, on one page: what to go on with, what is
// wrong, and what changed last. Each line that has somewhere to go leads there.
type overview struct {
	lines []overviewLine
	at    int // a line that leads somewhere
}

type overviewLine struct {
	text, right string
	heading     bool
	open        func(*Model) tea.Cmd // nil for a line that is only read
}

// recent is how many of the last changes the overview shows.
const recent = 5

func (o *overview) mode() mode                           { return overviewMode }
func (o *overview) box() bool                            { return false }
func (o *overview) input(_ *Model, _ tea.KeyMsg) tea.Cmd { return nil }

func (m *Model) openOverview() tea.Cmd {
	o := &overview{}
	add := func(text, right string, open func(*Model) tea.Cmd) {
		o.lines = append(o.lines, overviewLine{text: text, right: right, open: open})
	}
	head := func(text string) {
		o.lines = append(o.lines, overviewLine{}, overviewLine{text: text, heading: true})
	}
	i := m.item()
	add("Go on at "+reports.Line(i.Ref.Label+" "+i.Clause.Title()), i.VerdictWords(), to(i.Ref))
	if open := m.progress.Clauses - m.progress.Answered; open > 0 {
		next := m.items[m.firstOpen()]
		add("First open: "+reports.Line(next.Ref.Label+" "+next.Clause.Title()), fmt.Sprintf("%d open", open), to(next.Ref))
	}
	if m.signed != "" {
		add(m.signed, "", nil)
	}
	m.overviewProblems(add, head)
	m.overviewDecided(add, head)
	m.overviewProgress(add, head)
	m.overviewChanges(add, head)
	m.dialog = o
	return nil
}

func to(ref checklist.Ref) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		m.filter = filter{}
		m.goTo(ref)
		m.rows = m.layRows()
		return nil
	}
}

// overviewProblems adds gaps, worst first, and what cannot be trusted.
func (m *Model) overviewProblems(add func(string, string, func(*Model) tea.Cmd), head func(string)) {
	if len(m.disputes) > 0 {
		head("Editions in conflict: one more adoption settles it")
	}
	for _, s := range m.disputes {
		add(reports.Line(s.Field.Policy+" "+s.Value), reports.Line(s.By.String())+", "+moment(s.At), openEditions(true))
	}
	var gaps []checklist.Item
	for _, i := range m.items {
		if i.IsGap() {
			gaps = append(gaps, i)
		}
	}
	worst := policy.Severities()
	slices.SortStableFunc(gaps, func(a, b checklist.Item) int {
		return slices.Index(worst, a.Gap.Severity) - slices.Index(worst, b.Gap.Severity)
	})
	if len(gaps) > 0 {
		head(fmt.Sprintf("Gaps (%d)", len(gaps)))
	}
	for _, i := range gaps {
		owner, due := "nobody's yet", "no due date"
		if i.Gap.Owner != "" {
			owner = reports.Line(i.Gap.Owner)
		}
		if i.Gap.Due != "" {
			due = reports.Line(i.Gap.Due)
		}
		add(m.named(i), fmt.Sprintf("%s %s %s %s %s", i.Gap.Severity, m.style.marks.dot, owner, m.style.marks.dot, due), to(i.Ref))
	}
	for _, kind := range []struct {
		flag checklist.Flag
		name string
	}{{checklist.Conflict, "In conflict"}, {checklist.Stale, "Stale"}, {checklist.Unsupported, "Met, unsupported"}} {
		var found []checklist.Item
		for _, i := range m.items {
			if i.Has(kind.flag) && !i.Has(checklist.OutOfScope) {
				found = append(found, i)
			}
		}
		if len(found) > 0 {
			head(fmt.Sprintf("%s (%d)", kind.name, len(found)))
		}
		for _, i := range found {
			add(m.named(i), reports.Line(i.Why[slices.Index(i.Flags, kind.flag)]), to(i.Ref))
		}
	}
}

// overviewDecided adds what the platform decided, the newest first.
func (m *Model) overviewDecided(add func(string, string, func(*Model) tea.Cmd), head func(string)) {
	all := m.audit.Outcomes()
	if len(all) > 0 {
		head(fmt.Sprintf("The platform decided (%d)", len(all)))
	}
	for _, o := range slices.Backward(all) {
		var open func(*Model) tea.Cmd
		if len(o.Refs) > 0 {
			open = to(o.Refs[0])
		}
		right := ""
		if o.Carried != "" {
			right = "from " + reports.Line(o.Carried)
		}
		add(reports.Line(o.String()), right, open)
	}
}

// named is a clause in one line, with the mark of its state.
func (m *Model) named(i checklist.Item) string {
	return m.style.mark(i) + " " + reports.Line(i.Ref.Label+" "+i.Clause.Title())
}

// overviewProgress adds what is answered, by section and by topic.
func (m *Model) overviewProgress(add func(string, string, func(*Model) tea.Cmd), head func(string)) {
	head(fmt.Sprintf("Answered %d of %d", m.progress.Answered, m.progress.Clauses))
	at := 0
	for _, p := range m.audit.Policies {
		if all := m.items[at : at+len(p.Clauses())]; len(m.audit.Policies) > 1 && len(all) > 0 {
			add(reports.Line(p.Title), share(all), to(all[0].Ref))
		}
		for _, s := range p.Sections {
			if len(s.Clauses) > 0 {
				part := m.items[at : at+len(s.Clauses)]
				indent := ""
				if len(m.audit.Policies) > 1 {
					indent = "  "
				}
				add(indent+reports.Line(s.Heading()), share(part), to(part[0].Ref))
				at += len(s.Clauses)
			}
		}
	}
	for n, f := range m.topics() {
		var part []checklist.Item
		for _, i := range m.items {
			if f.shows(m, i) {
				part = append(part, i)
			}
		}
		if n == 0 {
			head("By topic")
		}
		add(reports.Line(f.name), share(part), func(m *Model) tea.Cmd { return m.narrow(f) })
	}
}

func share(items []checklist.Item) string {
	p := checklist.Tally(items)
	return fmt.Sprintf("%d/%d", p.Answered, p.Clauses)
}

func (m *Model) overviewChanges(add func(string, string, func(*Model) tea.Cmd), head func(string)) {
	var last []checklist.Event
	for _, e := range slices.Backward(m.audit.Log(checklist.Ref{})) {
		if _, ok := m.index[e.Ref()]; ok && len(last) < recent {
			last = append(last, e)
		}
	}
	if len(last) > 0 {
		head("Last changes")
	}
	for _, e := range last {
		what := fmt.Sprintf("%s %s: %s", e.Clause, e.Kind, checklist.Words(e.Kind, e.Value))
		add(reports.Line(what), reports.Line(e.Who.String())+", "+moment(e.Time), to(e.Ref()))
	}
}

// ---- moving on the page ----

func overviewMove(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		o := m.dialog.(*overview)
		for at := o.at + by; at >= 0 && at < len(o.lines); at += by {
			if o.lines[at].open != nil {
				o.at = at
				break
			}
		}
		return nil
	}
}

func (m *Model) openLine() tea.Cmd {
	o := m.dialog.(*overview)
	m.dialog = nil
	return o.lines[o.at].open(m)
}

func (o *overview) view(m *Model, w, h int) []string {
	top := min(max(0, o.at-h/2), max(0, len(o.lines)-h))
	var out []string
	for n := top; n < min(top+h, len(o.lines)); n++ {
		l := o.lines[n]
		sign := "  "
		switch {
		case l.heading:
			out = append(out, m.style.strong.Render(cut(l.text, w)))
			continue
		case n == o.at:
			sign = m.style.accent.Render(m.style.marks.cursor) + " "
		}
		out = append(out, between(sign+cut(l.text, w-2), m.style.dim.Render(cut(l.right, w/2)), w))
	}
	return out
}
