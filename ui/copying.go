package ui

import (
	"io"
	"strings"

	"github.com/aymanbagabas/go-osc52/v2"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"clausewalk/policy"
	"clausewalk/reports"
)

// copiedMsg says whether a clause's citation has gone to the terminal.
type copiedMsg struct {
	label string
	err   error
}

// copyClause hands the citation of the clause under the cursor to the
// terminal's clipboard.
func (m *Model) copyClause() tea.Cmd {
	return m.copy(m.item().Ref.Label, reports.Citation(m.audit.Audit, m.item()))
}

// copyShown hands over the clause of the report that is being read, or the text
// of the packet: the one whose heading or line in a list stands last above the
// window's middle, or at what was searched for.
func (m *Model) copyShown() tea.Cmd {
	p := m.dialog.(*page)
	from := p.top + m.bodyHeight()/2
	if p.match > 0 {
		from = p.match - 1
	}
	line := func(at int) string { return strings.Trim(ansi.Strip(p.lines[at]), "#•* ") }
	for at := min(from, len(p.lines)-1); at >= 0; at-- {
		for _, i := range m.items {
			label, entry := policy.CutEntry(i.Ref.Label)
			switch {
			case !p.packet && line(at) == reports.Line(i.Ref.Label)+" "+reports.Line(i.Clause.Title()):
				return m.copy(i.Ref.Label, reports.Citation(m.audit.Audit, i))
			case p.packet && strings.HasPrefix(line(at), reports.Line(label+" "+i.Clause.Title())+": ") && m.entryAbove(line, at) == reports.Line(entry):
				if i.Reason == "" {
					m.note = reports.Line(i.Ref.Label) + " has no text to paste yet"
					return nil
				}
				return m.copy(i.Ref.Label, reports.Visible(i.Reason))
			}
		}
	}
	m.note = "no clause is told of above; scroll to one"
	return nil
}

// entryAbove returns the entry of the part of the packet that a line is in, empty
// for a part that is for none.
func (m *Model) entryAbove(line func(int) string, at int) string {
	for ; at >= 0; at-- {
		for _, p := range m.audit.Policies {
			for _, s := range p.Sections {
				switch {
				case s.Entry != "" && line(at) == reports.Line(s.Entry):
					return line(at)
				case s.Entry == "" && line(at) == reports.Line(s.Heading()):
					return ""
				}
			}
		}
	}
	return ""
}

// copy writes to the terminal itself, between two frames: Bubble Tea has no
// message for a clipboard. Nobody answers, so whether the terminal took it is
// not known; one that is known to have no clipboard gets the text to select.
func (m *Model) copy(label, text string) tea.Cmd {
	if m.opt.NoClipboard {
		m.dialog = &page{title: "This terminal has no clipboard to write to; here is the text to select", lines: wrapAll(text, max(20, m.width-4))}
		return nil
	}
	out := m.opt.Out
	return func() tea.Msg {
		_, err := io.WriteString(out, osc52.New(text).String())
		return copiedMsg{label, err}
	}
}

func (m *Model) copied(msg copiedMsg) {
	m.note = reports.Line(msg.label) + " went to the terminal's clipboard; tmux takes it with set-clipboard on"
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
