package ui

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/reports"
)

// scopePage asks the facts about the app that decide which clauses apply.
type scopePage struct{ at int }

func (p *scopePage) mode() mode                           { return scopeMode }
func (p *scopePage) box() bool                            { return false }
func (p *scopePage) input(_ *Model, _ tea.KeyMsg) tea.Cmd { return nil }

func (m *Model) openScope() tea.Cmd {
	p := &scopePage{}
	for n, f := range m.audit.Facts() {
		if !f.Answered {
			p.at = n
			break
		}
	}
	m.dialog = p
	return nil
}

func fact(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		p := m.dialog.(*scopePage)
		p.at = min(max(0, p.at+by), len(m.audit.Facts())-1)
		return nil
	}
}

func (m *Model) fact() checklist.Fact { return m.audit.Facts()[m.dialog.(*scopePage).at] }

func notYesNo(m *Model) string {
	if f := m.fact(); f.Question.Answer != "yes-no" {
		return f.Question.ID + " is not a yes or no question; enter writes the answer"
	}
	return ""
}

func isYesNo(m *Model) string {
	if f := m.fact(); f.Question.Answer == "yes-no" {
		return f.Question.ID + " is answered with y, n or ?"
	}
	return ""
}

func (m *Model) factYes() tea.Cmd { return m.setFact(checklist.FactAnswer{Values: []string{"yes"}}) }
func (m *Model) factNo() tea.Cmd  { return m.setFact(checklist.FactAnswer{Values: []string{"no"}}) }

func (m *Model) factUnknown() tea.Cmd { return m.setFact(checklist.FactAnswer{Unknown: true}) }

func (m *Model) setFact(answer checklist.FactAnswer) tea.Cmd {
	f := m.fact()
	_, cmd := m.change(checklist.SetFact(f.Policy, f.Question.ID, answer))
	m.dialog.(*scopePage).at = min(m.dialog.(*scopePage).at+1, len(m.audit.Facts())-1)
	return cmd
}

func (m *Model) factValue() tea.Cmd {
	f, page := m.fact(), m.dialog
	hint := "write unknown when it is not yet known"
	if f.Question.Answer == "list" {
		hint = "names with commas between them, or none; " + hint
	}
	if len(f.Question.Options) > 0 {
		hint = strings.Join(f.Question.Options, ", ") + "; " + hint
	}
	before := ""
	if f.Answered && !f.Answer.Unknown {
		before = f.Answer.String()
	}
	m.openLines(&lineBox{
		title: f.Question.Question, hint: hint, after: page,
		accept: func(m *Model, b *lineBox) tea.Cmd {
			answer, err := checklist.ParseFact(f.Question, b.value(0))
			if err != nil {
				b.fault = reports.Line(err.Error())
				return nil
			}
			m.dialog = page
			return m.setFact(answer)
		},
	}, before)
	return nil
}

func (p *scopePage) view(m *Model, w, h int) []string {
	facts := m.audit.Facts()
	out := []string{
		m.style.strong.Render("Scope") + m.style.dim.Render("  facts about the app that decide which clauses apply (our questions)"),
		m.style.dim.Render(fmt.Sprintf("%s in scope, %d out; what is not yet known keeps its clauses in", reports.Count(m.progress.Clauses, "clause"), m.progress.OutOfScope)),
		"",
	}
	top, selected := len(out), 0
	for n, f := range facts {
		sign, said := "  ", m.style.marks.verdict[checklist.Unanswered]
		if n == p.at {
			sign, selected = m.style.accent.Render(m.style.marks.cursor)+" ", len(out)
		}
		if f.Answered {
			said = reports.Line(f.Answer.String())
		}
		number, question := fmt.Sprintf("%2d  ", n+1), reports.Line(f.Question.Question)
		said = m.style.strong.Render(cut(said, max(3, w/3)))
		if n != p.at {
			out = append(out, sign+between(cut(number+question, w-2), said, w-2))
			continue
		}
		asked := hang(number, question, w-2-max(3, w/3))
		out = append(out, sign+between(asked[0], said, w-2))
		for _, l := range asked[1:] {
			out = append(out, "  "+l)
		}
		for _, l := range wrap(reports.Line(f.Question.Help), w-8) {
			out = append(out, "      "+m.style.dim.Render(l))
		}
		if f.Answered {
			out = append(out, "      "+m.style.dim.Render(cut(fmt.Sprintf("said by %s, %s", reports.Line(f.By.String()), day(f.At)), w-8)))
		}
	}
	// The question under the cursor is shown whole where there is room for it.
	if over := selected + 8 - h; over > 0 {
		out = append(out[:top:top], out[min(selected, top+over):]...)
	}
	return out
}
