package ui

import (
	"io"
	"strings"

	"github.com/aymanbagabas/go-osc52/v2"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"clausewalk/checklist"
	"clausewalk/reports"
)

// copiedMsg says whether a clause's citation has gone to the terminal.
type copiedMsg struct {
	label string
	err   error
}

// copyClause hands the citation of the clause under the cursor to the
// terminal's clipboard.
func (m *Model) copyClause() tea.Cmd { return m.copy(m.item()) }

// copyShown hands over the clause of the report that is being read: the one
// whose heading or line in a list stands last above the window's middle, or at
// what was searched for.
func (m *Model) copyShown() tea.Cmd {
	p := m.dialog.(*page)
	from := p.top + m.bodyHeight()/2
	if p.match > 0 {
		from = p.match - 1
	}
	for at := min(from, len(p.lines)-1); at >= 0; at-- {
		for _, i := range m.items {
			if strings.Trim(ansi.Strip(p.lines[at]), "#•* ") == reports.Line(i.Ref.Label)+" "+reports.Line(i.Clause.Title()) {
				return m.copy(i)
			}
		}
	}
	m.note = "no clause is told of above; scroll to one"
	return nil
}

// copy writes to the terminal itself, between two frames: Bubble Tea has no
// message for a clipboard. Nobody answers, so whether the terminal took it is
// not known; one that is known to have no clipboard gets the text to select.
func (m *Model) copy(i checklist.Item) tea.Cmd {
	text := reports.Citation(m.audit.Audit, i)
	if m.opt.NoClipboard {
		m.dialog = &page{title: "This terminal has no clipboard to write to; here is the citation to select", lines: wrapAll(text, max(20, m.width-4))}
		return nil
	}
	out, label := m.opt.Out, i.Ref.Label
	return func() tea.Msg {
		_, err := io.WriteString(out, osc52.New(text).String())
		return copiedMsg{label, err}
	}
}

func (m *Model) copied(msg copiedMsg) {
	m.note = reports.Line(msg.label) + " and its answer went to the terminal's clipboard; tmux takes it with set-clipboard on"
	if msg.err != nil {
		m.note = "not copied: " + reports.Line(msg.err.Error())
	}
}

// wrapAll wraps each line of a text.
func wrapAll(text string, w int) []string {
	var out []string
	for _, l := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		out = append(out, wrap(l, w)...)
	}
	return out
}
