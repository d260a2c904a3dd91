package apps

import (
	"slices"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/reports/portfolio"
	"clausewalk/ui"
	"clausewalk/ui/walk/painter"
)

// key gives a key to the action that has it; others are typed into the filter.
func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	if !msg.Paste {
		if a := m.table.Find(ui.Portfolio, msg.String()); a != nil {
			return m.act(a.Name)
		}
	}
	m.helps = false
	v := m.view()
	switch {
	case msg.Type == tea.KeyBackspace && v.filter != "":
		_, size := utf8.DecodeLastRuneInString(v.filter)
		v.narrow(v.filter[:len(v.filter)-size])
	case msg.Type == tea.KeyRunes && !msg.Alt:
		v.narrow(v.filter + string(msg.Runes))
	case msg.Type == tea.KeySpace && v.filter != "":
		v.narrow(v.filter + " ")
	}
	return nil
}

// act does an action.
func (m *Model) act(name string) tea.Cmd {
	v, page := m.view(), max(1, m.frame.Body()-detailLines-2)
	if m.helps && m.inHelp(name, page) {
		return nil
	}
	switch name {
	case "next question":
		m.ask(1)
	case "previous question":
		m.ask(-1)
	case "open app":
		return m.open()
	case "next app":
		v.move(1)
	case "previous app":
		v.move(-1)
	case "apps on":
		v.move(page)
	case "apps back":
		v.move(-page)
	case "first app":
		v.move(-len(v.shown))
	case "last app":
		v.move(len(v.shown))
	case "read again":
		if m.reading != nil {
			m.note = "the apps are being read"
			return nil
		}
		return m.read()
	case "help on portfolio":
		m.helps, m.helpTop = true, 0
	case "leave portfolio":
		return m.leave()
	case "redraw":
		return painter.Redraw
	case "suspend":
		return painter.Suspend
	case "interrupt":
		m.interrupted = true
		return tea.Quit
	}
	return nil
}

// inHelp does an action while the help is open, and tells whether that is all.
func (m *Model) inHelp(name string, page int) bool {
	by, scrolls := map[string]int{"next app": 1, "previous app": -1, "apps on": page, "apps back": -page, "first app": -1000, "last app": 1000}[name]
	if scrolls {
		m.helpTop = max(0, min(m.helpTop+by, len(m.help())-m.frame.Body()))
		return true
	}
	m.helps = false
	return name == "help on portfolio" || name == "leave portfolio"
}

// ask goes on to another question.
func (m *Model) ask(by int) {
	all := portfolio.Questions()
	at := slices.Index(all, m.view().question.By) + by
	m.views = []*view{m.answer(portfolio.Question{By: all[(at+len(all))%len(all)]})}
}

// open goes to what the line is about.
func (m *Model) open() tea.Cmd {
	v := m.view()
	if len(v.shown) == 0 {
		m.note = "there is nothing to open"
		return nil
	}
	row := v.shown[v.at]
	switch app := v.answer.Apps[row]; {
	case v.question.By == portfolio.ByTeam:
		m.views = append(m.views, m.answer(portfolio.Question{By: portfolio.ByApp, Team: m.book.Teams()[row].Name, Narrow: true}))
	case v.question.By == portfolio.ByClause && v.question.Clause == nil:
		m.views = append(m.views, m.answer(portfolio.Question{By: portfolio.ByClause, Clause: m.book.Clauses[row]}))
	default:
		line := m.book.Lines[app]
		switch _, here := placeOf(line); {
		case line.Error != "":
			m.note = "it cannot be read: " + line.Error
		case !here:
			m.note = "this audit is not in a folder on this machine: " + line.Repository
		default:
			m.chosen = &line
			return tea.Quit
		}
	}
	return nil
}

// leave clears the filter, else goes back to the question before, else ends the
// list.
func (m *Model) leave() tea.Cmd {
	v := m.view()
	switch {
	case v.filter != "":
		key := v.key()
		v.narrow("")
		v.goTo(key)
	case len(m.views) > 1:
		m.views = m.views[:len(m.views)-1]
	default:
		return tea.Quit
	}
	return nil
}
