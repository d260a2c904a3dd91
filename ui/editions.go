package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/reports"
)

// The messages of comparing and adopting editions: the texts are read, compared
// and kept away from the screen.
type (
	editionsMsg struct {
		all      []*policy.Policy
		adopting bool
		err      error
	}
	planMsg struct {
		plan     *workspace.Plan
		adopting bool
		err      error
	}
	pinnedMsg struct {
		plan *workspace.Plan
		err  error
	}
)

// comparison shows edition against edition: the clauses, and the words of one.
type comparison struct {
	plan     *workspace.Plan
	adopting bool
	doubted  bool // the warning of another document was shown, and the key comes again
	at       int  // into the plan's changes
	top      int  // lines of the words above their window
}

func (c *comparison) mode() mode                           { return compareMode }
func (c *comparison) box() bool                            { return false }
func (c *comparison) input(_ *Model, _ tea.KeyMsg) tea.Cmd { return nil }

// openEditions looks for editions to compare, or to adopt.
func openEditions(adopting bool) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		var ids []string
		for _, p := range m.audit.Policies {
			ids = append(ids, p.ID)
		}
		w := m.audit.Workspace
		return func() tea.Msg {
			all, err := w.Others(ids)
			return editionsMsg{all, adopting, err}
		}
	}
}

func (m *Model) chooseEdition(msg editionsMsg) tea.Cmd {
	if msg.err != nil {
		m.note = "not read: " + reports.Line(msg.err.Error())
		return nil
	}
	if m.dialog != nil {
		return nil // The person went on to something else.
	}
	force := m.audit.Editions()
	disputed := len(m.audit.Disputes()) > 0
	var all []choice
	for _, p := range msg.all {
		if disputed && msg.adopting || !slices.Contains(force, checklist.Edition{ID: p.ID, Edition: p.Edition}) {
			words := fmt.Sprintf("%s@%s %s", p.ID, p.ShortEdition(), p.Title)
			all = append(all, choice{words: words, right: p.Dated, take: planFor(p, msg.adopting)})
		}
	}
	switch len(all) {
	case 0:
		m.note = "there is no other edition; clausewalk policy add FILE brings one"
		return nil
	case 1:
		return all[0].take(m)
	}
	m.openChooser("Which edition? It is compared with the one that is asked", all)
	return nil
}

// planFor compares an edition with the one in force on a copy of the audit.
func planFor(p *policy.Policy, adopting bool) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		w, audit := m.audit.Workspace, m.audit.When(func(checklist.Event) bool { return true })
		return func() tea.Msg {
			plan, err := w.PlanAdoption(audit, p)
			return planMsg{plan, adopting, err}
		}
	}
}

func (m *Model) planned(msg planMsg) {
	switch {
	case msg.err != nil:
		m.note = reports.Line(msg.err.Error())
	case m.dialog == nil:
		c := &comparison{plan: msg.plan, adopting: msg.adopting}
		c.at = max(0, slices.IndexFunc(c.plan.Changes, func(one editions.Change) bool { return one.Kind != editions.Kept }))
		m.dialog = c
	}
}

// adoptEdition keeps the edition's text, and then goes over to it.
func (m *Model) adoptEdition() tea.Cmd {
	c := m.dialog.(*comparison)
	if c.plan.Doubt != "" && !c.doubted {
		c.doubted = true
		m.note = "it may be no edition of this policy: " + c.plan.Doubt + "; y again adopts it all the same"
		return nil
	}
	m.dialog = nil
	w, plan := m.audit.Workspace, c.plan
	return func() tea.Msg { return pinnedMsg{plan, w.Pin(plan)} }
}

func (m *Model) pinned(msg pinnedMsg) tea.Cmd {
	plan := msg.plan
	now, _ := m.audit.Policy(plan.Next.ID)
	adoption := plan.Change.Value.(checklist.Adoption)
	switch {
	case msg.err != nil:
		m.note = "not adopted: " + reports.Line(msg.err.Error())
		return nil
	case now.Edition != adoption.From:
		m.note = "not adopted: somebody else has adopted an edition meanwhile; look again"
		return nil
	}
	m.audit.Know(plan.Next)
	changed, cmd := m.change(plan.Change)
	if changed {
		m.note = "adopted, and u takes it back; " + m.audit.Fates(m.audit.Hand.Now()).String()
	}
	return cmd
}

// takeOffered gives the clause an older answer that it is offered.
func (m *Model) takeOffered() tea.Cmd {
	i := m.item()
	take := func(n int) func(*Model) tea.Cmd {
		return func(m *Model) tea.Cmd {
			changes, err := m.audit.Take(i.Ref, n, m.audit.Hand.Now())
			if err != nil {
				m.note = reports.Line(err.Error())
				return nil
			}
			_, cmd := m.change(changes...)
			return cmd
		}
	}
	if len(i.Offered) == 1 {
		return take(1)(m)
	}
	var all []choice
	for n, old := range i.Offered {
		all = append(all, choice{words: fmt.Sprintf("%s %s: %s", old.Ref, old.VerdictWords(), old.Reason), take: take(n + 1)})
	}
	m.openChooser("Which older answer is to be "+i.Ref.Label+"'s?", all)
	return nil
}

func onlyComparing(m *Model) string {
	if c, ok := m.dialog.(*comparison); ok && !c.adopting {
		return "this only compares; A in the walk adopts"
	}
	return ""
}

func noneOffered(m *Model) string {
	if len(m.item().Offered) == 0 {
		return "no older answer is offered here"
	}
	return ""
}

func compareMove(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		c := m.dialog.(*comparison)
		c.at, c.top = min(max(0, c.at+by), max(0, len(c.plan.Changes)-1)), 0
		return nil
	}
}

// nextChange goes to the next clause that is not as it was.
func nextChange(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		c := m.dialog.(*comparison)
		for at := c.at + by; at >= 0 && at < len(c.plan.Changes); at += by {
			if c.plan.Changes[at].Kind != editions.Kept {
				c.at, c.top = at, 0
				return nil
			}
		}
		m.note = "no further change"
		return nil
	}
}

func compareScroll(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		c := m.dialog.(*comparison)
		c.top = max(0, c.top+by*max(1, m.bodyHeight()/3))
		return nil
	}
}

// ---- drawing ----

func (c *comparison) view(m *Model, w, h int) []string {
	head := []string{m.style.strong.Render(cut(fmt.Sprintf("%s: edition %s against %s", reports.Line(c.plan.Next.Title), c.plan.Next.ShortEdition(),
		c.plan.Change.Value.(checklist.Adoption).From[:12]), w))}
	count := c.plan.Count()
	var said []string
	for _, kind := range editions.ChangeKinds() {
		if count[kind] > 0 {
			said = append(said, fmt.Sprintf("%d %s", count[kind], kind))
		}
	}
	about := []string{strings.Join(said, ", ")}
	if c.plan.Doubt != "" {
		about = []string{m.style.warn.Render("It may be no edition of this policy: " + reports.Line(c.plan.Doubt))}
	}
	if c.adopting {
		about = append(about, c.plan.Then.Fates(m.audit.Hand.Now()).String())
	}
	if h < 12 {
		about = about[len(about)-1:] // What becomes of the answers, where there is room for one.
	}
	for _, line := range about {
		head = append(head, wrap(line, w)...)
	}
	room := max(2, h-len(head)-1)
	out := append(head, m.style.dim.Render(strings.Repeat(m.style.marks.rule, max(0, w))))
	if w >= twoPanes-2 {
		left, right := c.list(m, m.listWidth(), room), c.words(m, w-m.listWidth()-3, room)
		bar := m.style.dim.Render(m.style.marks.bar)
		for n := range room {
			out = append(out, fit(left[n], m.listWidth())+" "+bar+" "+right[n])
		}
		return out
	}
	list := min(max(1, room*2/5), max(1, len(c.plan.Changes)))
	out = append(out, c.list(m, w, list)...)
	out = append(out, m.style.dim.Render(strings.Repeat(m.style.marks.rule, max(0, w))))
	return append(out, c.words(m, w, max(1, room-list-1))...)
}

// list shows a line for each change, with the one under the cursor among them.
func (c *comparison) list(m *Model, w, h int) []string {
	top := min(max(0, c.at-h/2), max(0, len(c.plan.Changes)-h))
	out := make([]string, h)
	for n := range out {
		at := top + n
		if at >= len(c.plan.Changes) {
			break
		}
		one := c.plan.Changes[at]
		sign, style := "  ", m.style.plain
		switch {
		case at == c.at:
			sign, style = m.style.accent.Render(m.style.marks.cursor)+" ", m.style.strong
		case one.Kind == editions.Kept || one.Context:
			style = m.style.dim
		}
		kind := string(one.Kind)
		if one.Context {
			kind += ", context"
		}
		out[n] = between(sign+style.Render(reports.Line(changeName(one))), kindStyle(m.style, one.Kind).Render(kind), w)
	}
	return out
}

func kindStyle(s styles, kind editions.ChangeKind) lipgloss.Style {
	switch kind {
	case editions.Kept, editions.Moved:
		return s.dim
	case editions.Added:
		return s.good
	case editions.Removed:
		return s.bad
	}
	return s.warn
}

// changeName names the clauses of a change as they were and as they are.
func changeName(one editions.Change) string {
	side := func(all []policy.Clause) string {
		var labels []string
		for _, c := range all {
			labels = append(labels, c.Label)
		}
		return strings.Join(labels, ", ")
	}
	was, is := side(one.Old), side(one.New)
	if was == is || was == "" {
		return is
	}
	if is == "" {
		return was
	}
	return was + " > " + is
}

// words shows what went and came in the change under the cursor.
func (c *comparison) words(m *Model, w, h int) []string {
	if len(c.plan.Changes) == 0 {
		return window(nil, 0, h)
	}
	one := c.plan.Changes[c.at]
	text := func(all []policy.Clause) string {
		var words []string
		for _, clause := range all {
			words = append(words, clause.Words())
		}
		return strings.Join(words, " ")
	}
	lines := m.differenceLines(editions.WordDifference(text(one.Old), text(one.New)), w)
	c.top = min(c.top, max(0, len(lines)-h))
	return window(lines, c.top, h)
}

// differenceLines sets a word difference: what went stands in [-...-], what came
// in {+...+}, so that it is read without colour.
func (m *Model) differenceLines(all []editions.WordChange, w int) []string {
	var lines []string
	var line strings.Builder
	width := 0
	put := func(word string, style lipgloss.Style) {
		for _, part := range wrap(word, w) { // A word may be wider than the pane.
			n := ansi.StringWidth(part)
			if width > 0 && width+1+n > w {
				lines = append(lines, line.String())
				line.Reset()
				width = 0
			}
			if width > 0 {
				line.WriteByte(' ')
				width++
			}
			line.WriteString(style.Render(part))
			width += n
		}
	}
	for _, change := range all {
		words := strings.Fields(reports.Line(change.Text))
		style := m.style.plain
		if len(words) == 0 {
			continue
		}
		switch change.Sign {
		case "-":
			words[0], style = "[-"+words[0], m.style.bad
			words[len(words)-1] += "-]"
		case "+":
			words[0], style = "{+"+words[0], m.style.good
			words[len(words)-1] += "+}"
		}
		for _, word := range words {
			put(word, style)
		}
	}
	return append(lines, line.String())
}

// editionLines tells of a clause that says something else than what was
// answered, and of older answers that it may take.
func (m *Model) editionLines(i checklist.Item, w int) []string {
	var out []string
	if i.Reworded != nil {
		out = append(out, m.style.warn.Render(cut("What changed since the answer; ! confirms it", w)))
		for _, l := range m.differenceLines(editions.WordDifference(i.Reworded.Was.Words(), i.Clause.Words()), w-2) {
			out = append(out, "  "+l)
		}
	}
	for n, old := range i.Offered {
		if n == 0 {
			out = append(out, m.style.warn.Render(cut("Older answers that it may take; p takes one", w)))
		}
		answer := old.VerdictWords()
		if old.Reason != "" {
			answer += ": " + reports.Line(old.Reason)
		}
		out = append(out, hang("  ", fmt.Sprintf("%s %s (%s, %s)", reports.Line(old.Ref.String()), answer, reports.Line(old.By.String()), moment(old.At)), w)...)
	}
	return out
}
