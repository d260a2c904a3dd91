package ui

import (
	"context"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
)

// checkedMsg brings what came of looking at links, or of running commands again.
type checkedMsg struct{ changes []checklist.Change }

// found is a piece of evidence with its clause.
type found struct {
	ref   checklist.Ref
	piece checklist.Evidence
}

// pieces returns the evidence of clauses that can be looked at again: links by
// their address, outputs by their command.
func pieces(items []checklist.Item) (links, commands []found) {
	for _, i := range items {
		for _, e := range i.Evidence {
			switch {
			case e.Command != "":
				commands = append(commands, found{i.Ref, e})
			case e.URL != "":
				links = append(links, found{i.Ref, e})
			}
		}
	}
	return links, commands
}

// openCheck offers to look at links and to run commands again. Nothing is
// fetched and nothing is run before one of them is taken.
func (m *Model) openCheck() tea.Cmd {
	var all []choice
	here, commands := pieces([]checklist.Item{m.item()})
	everywhere, _ := pieces(m.items)
	if n := len(here); n > 0 {
		all = append(all, choice{words: fmt.Sprintf("fetch %s of %s now", reports.Count(n, "link"), m.item().Ref.Label), take: func(m *Model) tea.Cmd { return m.fetch(here) }})
	}
	for _, f := range commands {
		all = append(all, choice{words: "run again: " + f.piece.Command, right: "in the folder of the app", take: func(m *Model) tea.Cmd { return m.runAgain(f) }})
	}
	if n := len(everywhere); n > 0 {
		all = append(all, choice{words: fmt.Sprintf("fetch all %s of the audit now", reports.Count(n, "link")), take: func(m *Model) tea.Cmd { return m.fetch(everywhere) }})
	}
	m.openChooser("Look at evidence again? What comes of it is kept", all)
	return nil
}

// fetch looks at links. What is on this machine or in a private network is not
// asked: clausewalk evidence verify --online --allow-private does that.
func (m *Model) fetch(all []found) tea.Cmd {
	m.note = "fetching " + reports.Count(len(all), "link") + m.style.marks.ellipsis
	return func() tea.Msg {
		var addresses []string
		for _, f := range all {
			if !slices.Contains(addresses, f.piece.URL) {
				addresses = append(addresses, f.piece.URL)
			}
		}
		seen := workspace.Fetcher{Time: workspace.FetchTime}.LookOnline(context.Background(), addresses, nil)
		var changes []checklist.Change
		for _, f := range all {
			changes = append(changes, checklist.CheckEvidence(f.ref, f.piece.ID, workspace.Compared(f.piece, seen[f.piece.URL])))
		}
		return checkedMsg{changes}
	}
}

func (m *Model) runAgain(f found) tea.Cmd {
	m.note = "running " + reports.Line(f.piece.Command) + m.style.marks.ellipsis
	audit := m.audit
	return func() tea.Msg {
		ctx, cancel := context.WithTimeoutCause(context.Background(), workspace.RunTime, fmt.Errorf("it had not ended after %s", workspace.RunTime))
		defer cancel()
		return checkedMsg{[]checklist.Change{checklist.CheckEvidence(f.ref, f.piece.ID, audit.Again(ctx, f.piece))}}
	}
}

// checked keeps what came of it as one step.
func (m *Model) checked(msg checkedMsg) tea.Cmd {
	failed, last := 0, ""
	for _, c := range msg.changes {
		check := c.Value.(checklist.Check)
		last = check.String()
		if !check.Holds {
			failed++
		}
	}
	_, cmd := m.change(msg.changes...)
	switch {
	case m.note != "" && cmd == nil:
	case len(msg.changes) == 1:
		m.note = "looked at: " + reports.Line(last)
	default:
		m.note = fmt.Sprintf("%d looked at, %d of them failed", len(msg.changes), failed)
	}
	return cmd
}

func nothingToCheck(m *Model) string {
	if links, commands := pieces(m.items); len(links)+len(commands) == 0 {
		return "no evidence is a link or a command's output"
	}
	return ""
}

// ---- opening ----

// openedMsg says whether the system's opener has taken a piece.
type openedMsg struct {
	target string
	err    error
}

// openPiece hands a piece of evidence to the system's opener; where the clause
// has several it asks which.
func (m *Model) openPiece() tea.Cmd {
	all := m.item().Evidence
	if len(all) == 1 {
		return m.show(all[0])
	}
	var choices []choice
	for n, e := range all {
		choices = append(choices, choice{words: fmt.Sprintf("%d %s %s", n+1, e.Kind, e.Target()), take: func(m *Model) tea.Cmd { return m.show(e) }})
	}
	m.openChooser("Open which?", choices)
	return nil
}

func (m *Model) show(e checklist.Evidence) tea.Cmd {
	audit, start := m.audit, m.opt.Opener
	return func() tea.Msg {
		target, err := audit.Openable(e)
		if err == nil {
			err = start(target)
		}
		return openedMsg{e.Target(), err}
	}
}

func (m *Model) opened(msg openedMsg) {
	m.note = "opened " + reports.Line(msg.target)
	if msg.err != nil {
		m.note = "not opened: " + reports.Line(msg.err.Error())
	}
}

// ---- lint ----

// lintMsg brings the digests of the files that are kept.
type lintMsg struct {
	page   *page
	stored []string
}

// openLint shows what will not convince a reader. Which files are kept is asked
// from the disk by a command.
func (m *Model) openLint() tea.Cmd {
	p := &page{title: "What will not convince a reader (clausewalk lint prints it)", after: m.dialog}
	m.dialog = p
	kept := m.audit.Vault
	return func() tea.Msg { return lintMsg{p, kept.Digests()} }
}

func (m *Model) linted(msg lintMsg) {
	w := max(20, m.width-4)
	var out []string
	for _, f := range m.audit.Lint(m.audit.Hand.Now(), msg.stored) {
		name := "audit"
		if f.Ref.Label != "" {
			name = reports.Line(f.Ref.Label)
		}
		out = append(out, hang(m.style.strong.Render(fit(name, max(6, ansi.StringWidth(name))))+"  ", reports.Line(f.Message), w)...)
		for _, l := range hang("        ", reports.Line(f.Mend), w) {
			out = append(out, m.style.dim.Render(l))
		}
	}
	if len(out) == 0 {
		out = []string{"nothing found"}
	}
	msg.page.lines = out
}
