package ui

import (
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
)

// Model is the walk: what is on the screen and what the person is doing.
type Model struct {
	opt   Options
	audit *workspace.Open
	table *table
	style styles
	saver *saver
	text  renderings

	width, height int
	items         []checklist.Item
	index         map[checklist.Ref]int
	progress      checklist.Progress
	rows          []row
	signed        string // what stands of the last sign-off, empty for none
	cursor        int    // into items
	detail        bool   // the keys scroll the right pane
	scroll        int    // lines of the right pane above its window
	dialog        dialog
	query         string // what is searched for in all clauses
	searched      texts
	inClause      finder // what is searched for in the text of the clause
	filter        filter // what the list is narrowed to
	marked        map[checklist.Ref]bool
	markedLast    checklist.Ref // where a range begins

	done, undone []undoable // the steps of this sitting
	savedAt      time.Time
	saving       bool
	saveErr      error
	note         string // one line for the person, until the next key
	drafts       map[checklist.Ref]workspace.Draft
	draft        *workspace.Draft // waits to be written
	drafting     bool
	interrupted  bool
	later        func(time.Duration, func(time.Time) tea.Msg) tea.Cmd // nil where nothing is waited for
	held         []loadedMsg                                          // other editions wait until no box is open: its clause may be another then
	editions     []checklist.Edition
	disputes     []checklist.Side // adoptions that are in conflict
}

// undoable is a step of this sitting; undo is the event that took it back.
type undoable struct {
	step []checklist.Event
	undo checklist.Event
}

// dialog is a box or a page that takes the keys while it is open.
type dialog interface {
	mode() mode
	// input takes a key that no action of the mode has.
	input(m *Model, msg tea.KeyMsg) tea.Cmd
	// view returns the lines for an area of w by h cells. Box says whether they
	// stand below the clause; otherwise they take the whole body.
	view(m *Model, w, h int) (lines []string)
	box() bool
}

// New returns the walk over an open audit. It does no I/O.
func New(o Options) *Model {
	m := &Model{
		opt: o, audit: o.Audit, table: newTable(), style: newStyles(o.ASCII, o.Theme),
		saver: &saver{journal: o.Audit.Journal}, text: renderings{}, drafts: map[checklist.Ref]workspace.Draft{},
		marked: map[checklist.Ref]bool{}, searched: texts{},
	}
	for _, d := range o.Drafts {
		m.drafts[d.At(o.Audit.Audit)] = d
	}
	m.recount()
	m.cursor = m.firstOpen()
	m.goTo(o.LeftAt)
	m.savedAt = o.Audit.LastChange()
	switch {
	case len(o.Audit.Cuts) > 0:
		m.note = o.Audit.Cuts[0].String()
	case len(o.Drafts) > 0:
		m.note = fmt.Sprintf("words you were typing for %s are still there: i", o.Drafts[0].Label)
	}
	switch {
	case o.AskScope && noFacts(m) == "":
		m.openScope()
	case o.Overview && len(m.items) > 0 && !m.savedAt.IsZero():
		m.openOverview()
	}
	return m
}

// ---- init and update ----

// Init starts nothing: the terminal sends its size by itself.
func (m *Model) Init() tea.Cmd {
	look := m.audit.Looker()
	return func() tea.Msg { return lookedMsg(look()) }
}

// lookedMsg brings what was found when the evidence was looked at.
type lookedMsg checklist.Looks

// Update takes one message. It never waits for disk, network or Glamour.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		return m, m.render()
	case tea.KeyMsg:
		m.note = ""
		cmd := m.keys(msg)
		if m.dialog == nil {
			m.release()
		}
		return m, tea.Batch(cmd, m.render())
	case savedMsg:
		return m, m.saved(msg)
	case changedMsg:
		return m, m.load()
	case loadedMsg:
		return m, m.loaded(msg)
	case draftMsg:
		m.drafting = false
		if msg.err != nil {
			m.note = "draft not kept: " + reports.Line(msg.err.Error())
		}
		return m, m.writeDraft()
	case lookedMsg:
		m.audit.Tell(checklist.Looks(msg))
		m.recount()
		return m, m.render()
	case waitMsg:
		return m, m.waits(msg)
	case checkedMsg:
		return m, m.checked(msg)
	case lintMsg:
		m.linted(msg)
	case openedMsg:
		m.opened(msg)
	case evidenceMsg:
		return m, m.collected(msg)
	case editedMsg:
		return m, m.edited(msg)
	case writtenMsg:
		m.written(msg)
	case copiedMsg:
		m.copied(msg)
	case pathsMsg:
		m.completed(msg)
	case editionsMsg:
		return m, m.chooseEdition(msg)
	case planMsg:
		m.planned(msg)
	case pinnedMsg:
		return m, m.pinned(msg)
	case renderedMsg:
		m.text[msg.key] = msg.lines
	case reportMsg:
		if p, ok := m.dialog.(*page); ok && p.report {
			p.lines = msg.lines
		}
	}
	return m, nil
}

// keys takes keys one by one: what is typed faster than the program reads comes
// in one message.
func (m *Model) keys(msg tea.KeyMsg) tea.Cmd {
	if msg.Type != tea.KeyRunes || msg.Paste || msg.Alt {
		return m.key(msg)
	}
	var cmds []tea.Cmd
	for _, r := range msg.Runes {
		one := msg
		one.Runes = []rune{r}
		cmds = append(cmds, m.key(one))
	}
	return tea.Batch(cmds...)
}

// key gives a key to the action that has it, else to the open dialog.
func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	in := walkMode
	if m.dialog != nil {
		in = m.dialog.mode()
	}
	if !msg.Paste { // What is pasted is text, never commands.
		if a := m.table.find(in, msg.String()); a != nil {
			return m.run(a)
		}
	}
	if m.dialog != nil {
		return m.dialog.input(m, msg)
	}
	return nil
}

func (m *Model) run(a *Action) tea.Cmd {
	if a.off != nil {
		if why := a.off(m); why != "" {
			m.note = why
			return nil
		}
	}
	return a.do(m)
}
