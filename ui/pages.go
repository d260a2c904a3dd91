package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/reports"
)

// page is text that is read: help, history, the report.
type page struct {
	title  string
	lines  []string
	top    int
	report bool // the report, or the packet
	packet bool
	finder
	after dialog // what opens when the page closes, nil for the walk
}

func (p *page) mode() mode                           { return readMode }
func (p *page) box() bool                            { return false }
func (p *page) input(_ *Model, _ tea.KeyMsg) tea.Cmd { return nil }

func (p *page) view(m *Model, w, h int) []string {
	lines := p.lines
	if len(lines) == 0 {
		lines = []string{m.style.dim.Render("one moment" + m.style.marks.ellipsis)}
	}
	room := max(1, h-1)
	p.top = min(max(0, p.top), max(0, len(lines)-room))
	where := fmt.Sprintf("%d of %d lines", min(len(lines), p.top+room), len(lines))
	out := []string{between(m.style.strong.Render(p.title), m.style.dim.Render(where), w)}
	shown := window(lines, p.top, room)
	p.light(m.style, shown, p.top)
	return append(out, shown...)
}

func read(by int, half bool) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		p := m.dialog.(*page)
		if half {
			by *= max(1, m.bodyHeight()/2)
		}
		p.top = max(0, p.top+by)
		return nil
	}
}

func readTo(end bool) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		p := m.dialog.(*page)
		p.top = 0
		if end {
			p.top = len(p.lines)
		}
		return nil
	}
}

func (m *Model) leaveReading() tea.Cmd {
	m.dialog = m.dialog.(*page).after
	return nil
}

// ---- help ----

func (m *Model) openHelp() tea.Cmd {
	var out []string
	var last mode
	w := min(m.width-2, 100)
	for _, a := range m.table.all {
		if a.Mode != last {
			if last != "" {
				out = append(out, "")
			}
			out = append(out, m.style.accent.Render(strings.ToUpper(string(a.Mode[0]))+string(a.Mode[1:])))
			last = a.Mode
		}
		names := make([]string, len(a.Keys))
		for n, k := range a.Keys {
			names[n] = KeyName(k)
		}
		help := a.Help
		if a.off != nil && a.Mode == walkMode {
			if why := a.off(m); why != "" {
				help += m.style.dim.Render(" (not now: " + why + ")")
			}
		}
		out = append(out, hang("  "+fit(strings.Join(names, " "), 16)+"  ", help, w)...)
	}
	out = append(out, "", m.style.accent.Render("Marks"))
	for _, v := range append(checklist.Verdicts(), checklist.Unanswered) {
		out = append(out, "  "+m.style.marks.verdict[v]+"  "+v.String())
	}
	out = append(out,
		"  "+m.style.marks.unsupported+"  met, unsupported: what the guide asks to bring is missing",
		"  "+m.style.marks.out+"  out of scope (dimmed)", "  "+m.style.marks.stale+"  stale: answered, no longer to be trusted",
		"  "+m.style.marks.conflict+"  conflict: two answers, a person has to pick")
	m.dialog = &page{title: "Help", lines: out, after: m.dialog}
	return nil
}

// ---- history ----

func (m *Model) openHistory() tea.Cmd {
	i := m.item()
	w := max(20, m.width-4)
	var out []string
	for _, e := range m.audit.Log(i.Ref) {
		said := reports.Visible(checklist.Words(e.Kind, e.Value))
		if before := m.replaced(e); before != "" {
			said += "\n(before: " + reports.Line(before) + ")"
		}
		what := string(e.Kind)
		if e.Kind == checklist.KindGap {
			what = e.Subject
		}
		if !m.audit.Counts(e.ID) {
			what += " (undone)"
		}
		out = append(out, m.style.dim.Render(cut(fmt.Sprintf("%s  %s", moment(e.Time), reports.Line(e.Who.String())), w)))
		for n, l := range strings.Split(said, "\n") {
			label := "  " + what + "  "
			if n > 0 {
				label = strings.Repeat(" ", len(label))
			}
			out = append(out, hang(label, l, w)...)
		}
	}
	if len(out) == 0 {
		out = []string{"nothing was entered for " + i.Ref.Label + " yet"}
	}
	m.dialog = &page{title: "History of " + i.Ref.Label + ", oldest first", lines: out}
	return nil
}

// replaced returns in words what the event has replaced.
func (m *Model) replaced(e checklist.Event) string {
	var before []string
	for _, old := range m.audit.Log(e.Ref()) {
		if slices.Contains(e.Over, old.ID) {
			before = append(before, checklist.Words(old.Kind, old.Value))
		}
	}
	return strings.Join(before, " | ")
}

// ---- report ----

// reportMsg brings the report as Glamour shows it.
type reportMsg struct{ lines []string }

func (m *Model) openReport() tea.Cmd {
	m.dialog = &page{title: "Report (clausewalk report prints it)", report: true}
	return m.renderReport()
}

func (m *Model) openPacket() tea.Cmd {
	m.dialog = &page{title: "Review packet (clausewalk report --for review prints it)", report: true, packet: true}
	return m.renderReport()
}

func noPacket(m *Model) string {
	if !reports.CanReview(m.audit.Audit) {
		return "the audit asks nothing for each permission: clausewalk new --policy instagram-app-review"
	}
	return ""
}

// build makes the report as it is now.
func (m *Model) build() reports.Report {
	return reports.Build(m.audit.Audit, reports.Options{At: m.audit.Hand.Now(), Tool: m.opt.Tool})
}

// renderReport builds what is shown here, where the audit is, and leaves Glamour
// to a command.
func (m *Model) renderReport() tea.Cmd {
	render := reports.Markdown
	if p := m.dialog.(*page); p.packet {
		render = reports.ReviewMarkdown
	}
	source := string(render(m.build()))
	style, w := m.style, min(m.width-2, 100)
	return func() tea.Msg { return reportMsg{glamourLines(style, source, w)} }
}

// writtenMsg says whether the report is in its file.
type writtenMsg struct {
	box  *lineBox
	file string
	err  error
}

// openWrite asks for the file that the report goes to.
func (m *Model) openWrite() tea.Cmd {
	p := m.dialog.(*page)
	title, name, write := "Write the report to", "audit.md", m.opt.WriteReport
	endings := "audit.md, .html, .json, .csv, .sarif, or .zip for a pack with the evidence"
	if p.packet {
		title, name, write = "Write the packet to", "review.zip", m.opt.WritePacket
		endings = "review.zip for a pack with the recordings, or .md, .html, .json"
	}
	m.openLines(&lineBox{
		title: title,
		hint:  "a file's name, whose ending tells the format: " + endings + "; it replaces an older one",
		after: p,
		tab:   completePath,
		accept: func(m *Model, b *lineBox) tea.Cmd {
			file := unquote(b.value(0))
			built := m.build()
			return tea.Batch(m.busy(b), func() tea.Msg { return writtenMsg{b, file, write(built, file)} })
		},
	}, name)
	return nil
}

func (m *Model) written(msg writtenMsg) {
	if msg.err != nil {
		msg.box.busy, msg.box.fault = false, reports.Line(msg.err.Error())
		m.note = "not written"
		return
	}
	if m.dialog == dialog(msg.box) {
		m.dialog = msg.box.after
	}
	m.note = "written to " + reports.Line(msg.file)
}
