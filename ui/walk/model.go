package walk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
	"clausewalk/ui/walk/boxes"
	"clausewalk/ui/walk/clause"
	"clausewalk/ui/walk/frame"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// Model is the walk on the screen: the clauses, what lies over them, and what
// goes on between screen and disk.
type Model struct {
	opt    ui.Options
	table  *ui.Table
	deeds  map[string]func() layer.Result
	style  *style.Styles
	timer  layer.Timer
	frame  frame.Layout
	list   *clauses.List
	pane   *clause.Pane
	layers layer.Stack

	inText      bool   // the keys are for the clause's text, not for the list
	note        string // one line for the person, until the next key
	held        heldKey
	standing    frame.Standing
	counted     int              // the list's count that standing is of
	loaded      []session.Loaded // by others, and not taken in yet
	saving      bool             // a save is under way
	failed      bool             // the last save did not succeed
	drafting    bool             // drafts are being written
	redraft     bool             // and others have come meanwhile
	interrupted bool
}

// New returns the walk over an open audit, without anything that waits.
func New(o ui.Options) *Model { return newModel(o, nil) }

func newModel(o ui.Options, timer layer.Timer) *Model {
	s := style.New(o.ASCII, o.Theme)
	m := &Model{opt: o, table: o.Settings.Table(), style: s, timer: timer, list: clauses.New(o.Session), pane: clause.New(s)}
	s.Keys = m.table.KeyOf
	if o.Links {
		m.pane.Lead(o.Session.Openable)
	}
	m.deeds = m.allDeeds()
	m.list.GoTo(o.Session.LeftAt())
	clauses.Came(m.list)
	drafts, _ := o.Session.Drafts() // What cannot be read was told of before, and stays.
	switch {
	case len(o.Session.Cuts) > 0:
		m.note = o.Session.Cuts[0].String()
	case len(checklist.RulesFaults(o.Session.Audit)) > 0:
		m.note = reports.Line(checklist.RulesFaults(o.Session.Audit)[0].Error()) + ": " + clauses.Key("adopt edition") + " shows what that changes"
	case checklist.Ahead(o.Session.Audit, o.Session.Now()) != "":
		m.note = reports.Line(checklist.Ahead(o.Session.Audit, o.Session.Now()))
	case len(drafts) > 0:
		m.note = m.waiting(drafts)
	default:
		m.note = o.Welcome
	}
	if waiting := o.Session.Unsaved(); len(waiting) > 0 {
		m.layers.Push(boxes.Unsaved(m.list, waiting))
		return m
	}
	switch {
	case o.AskScope && len(o.Session.Facts()) > 0:
		m.take(nil, m.deeds["scope"]())
	case o.Overview && m.list.Len() > 0 && !o.Session.LastChange().IsZero():
		m.take(nil, m.deeds["overview"]())
	}
	return m
}

// waiting says which words were typed and not decided on, and which keys open
// their boxes.
func (m *Model) waiting(drafts []workspace.Draft) string {
	var all []string
	for _, d := range drafts {
		words := cmp.Or(d.Label, "the audit")
		if key := draftKey(m, d); key != "" {
			words += " are still here: " + key
		}
		if !slices.Contains(all, words) {
			all = append(all, words)
		}
	}
	return "drafts for " + strings.Join(all, "; for ")
}

// draftKey names the key that opens the box of a draft, empty where none does.
func draftKey(m *Model, d workspace.Draft) string {
	key, _ := m.table.KeyOf(cmp.Or(d.Box, "reason"))
	return key
}

// The messages that come back from the disk.
type (
	savedMsg   session.Saved
	loadedMsg  session.Loaded
	lookedMsg  checklist.Looks
	draftedMsg struct{ err error }
	toldMsg    string // words for the person from another goroutine
)

// Init looks at the evidence. The terminal sends its size by itself.
func (m *Model) Init() tea.Cmd {
	look := m.opt.Session.Looker()
	return func() tea.Msg { return lookedMsg(look()) }
}

// Update takes one message. It never waits for disk, network or Glamour.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.frame = frame.Layout{Width: msg.Width, Height: msg.Height}
	case tea.KeyMsg:
		m.note, m.failed = "", false // What could not be saved is tried again.
		cmd = m.keys(msg)
	case tea.MouseMsg:
		cmd = mouse(m, tea.MouseEvent(msg))
	case layer.Back:
		cmd = m.take(msg.To, msg.Do())
	case layer.Changed:
		cmd = m.load()
	case loadedMsg:
		m.loaded = append(m.loaded, session.Loaded(msg))
	case savedMsg:
		m.saved(session.Saved(msg))
	case draftedMsg:
		cmd = m.drafted(msg.err)
	case lookedMsg:
		m.list.Tell(checklist.Looks(msg))
	case toldMsg:
		m.note = reports.Line(string(msg))
	}
	m.release()
	if left := clauses.TakeLeft(m.list); len(left) > 0 {
		m.layers.Push(boxes.Follow(m.list, left))
	}
	return m, tea.Batch(cmd, m.arrange(), m.save())
}

// keys takes keys one by one: what is typed faster than the program reads comes
// in one message.
func (m *Model) keys(msg tea.KeyMsg) tea.Cmd {
	if msg.Type != tea.KeyRunes || msg.Paste || msg.Alt {
		return m.key(msg)
	}
	var cmds []tea.Cmd
	for n, r := range msg.Runes {
		if n > 0 {
			m.note = ""
			cmds = append(cmds, m.arrange())
		}
		one := msg
		one.Runes = []rune{r}
		cmds = append(cmds, m.key(one))
	}
	return tea.Batch(cmds...)
}

// key gives a key to the action that has it, else to the layer on top.
func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	defer m.came()
	mode, name := m.mode(), msg.String()
	if !msg.Paste { // What is pasted is text, never commands.
		held, takeBack := m.held.again(name, m.opt.Clock)
		if top := m.layers.Top(); takeBack && top != nil {
			return m.take(top, top.Type(tea.KeyMsg{Type: tea.KeyBackspace}))
		}
		if held {
			return nil
		}
		if a := m.table.Find(mode, name); a != nil {
			cmd := m.act(a)
			if opens := !mode.Types() && m.mode().Types(); a.Verdict || opens && msg.Type == tea.KeyRunes {
				m.held.hold(name, !a.Verdict, m.opt.Clock)
			}
			return cmd
		}
		if !mode.Types() {
			m.note = reports.Line(ui.NoKey(name))
		}
	}
	if top := m.layers.Top(); top != nil {
		return m.take(top, top.Type(msg))
	}
	return nil
}

// came notes where the person is, once nothing is open that looks around.
func (m *Model) came() {
	if len(m.layers) == 0 {
		clauses.Came(m.list)
	}
}

func (m *Model) mode() ui.Mode {
	if top := m.layers.Top(); top != nil {
		return top.Mode()
	}
	return ui.Walk
}

// on is what the actions of the walk are done on.
func (m *Model) on() ui.On {
	return ui.On{List: m.list, Editor: m.opt.Editor, InText: m.inText, Sought: m.pane.Query()}
}

// why says why an action cannot be done now, empty when it can.
func (m *Model) why(a *ui.Action) string {
	if why := a.Closed(m.opt.Session); why != "" {
		return why
	}
	if top := m.layers.Top(); top != nil && top.Mode().Has(a.Mode) {
		return top.Off(a.Name)
	}
	return a.Why(m.on())
}

// act does an action, or says why it cannot be done.
func (m *Model) act(a *ui.Action) tea.Cmd {
	top := m.layers.Top()
	if top != nil && top.Mode() == ui.Overview && a.Mode == ui.Walk && !a.Whole && a.Closed(m.opt.Session) == "" {
		return m.fromOverview(top, a)
	}
	if why := m.why(a); why != "" {
		m.note = why
		return nil
	}
	if top == nil && (a.Name == "met" || a.Name == "clear") && unseen(m) { // The others open a box below the words.
		m.inText = true
		m.note = answersAgain(m, a)
		return nil
	}
	if deed := m.deeds[a.Name]; deed != nil {
		return m.take(nil, deed())
	}
	return m.take(top, top.Do(a.Name))
}

// answersAgain says which clause an answer would be about, and by which key.
func answersAgain(m *Model, a *ui.Action) string {
	return fmt.Sprintf("this is %s; %s again answers it", reports.Line(m.list.Item().Ref.Label), a.Key())
}

// unseen tells whether the list hides the words that an answer would be about.
func unseen(m *Model) bool {
	return m.frame.OnePane() && m.frame.TooSmall() == "" && !m.inText && m.list.Marks.Len() == 0
}

// fromOverview goes to the clause of the line and does the action there. A
// verdict is given there by its key again: nobody answers unseen words.
func (m *Model) fromOverview(top layer.Layer, a *ui.Action) tea.Cmd {
	cmd := m.take(top, top.Do("open line"))
	if len(m.layers) > 0 {
		return cmd
	}
	m.came()
	if a.Verdict {
		m.note = answersAgain(m, a)
		return cmd
	}
	return tea.Batch(cmd, m.act(a))
}

// take does what came of a key, or of work away from the screen. It is the
// result of a layer, or of the walk itself where that is nil.
func (m *Model) take(from layer.Layer, r layer.Result) tea.Cmd {
	if r.Idle && len(m.layers) > 0 {
		return nil
	}
	if r.Close {
		m.layers.Close(from)
	}
	if r.Open != nil {
		m.layers.Push(r.Open)
	}
	if r.Note != "" {
		m.note = r.Note
	}
	cmds := []tea.Cmd{r.Cmd}
	if r.Draft {
		cmds = append(cmds, m.draft())
	}
	if r.Do != "" {
		cmds = append(cmds, m.act(m.table.Named(r.Do)))
	}
	return tea.Batch(cmds...)
}

// ---- the disk ----

// save brings to disk what is not there yet, one save at a time.
func (m *Model) save() tea.Cmd {
	if m.saving || m.failed || !m.opt.Session.Saving().Pending {
		return nil
	}
	m.saving = true
	s := m.opt.Session
	return func() tea.Msg { return savedMsg(s.Save()) }
}

func (m *Model) saved(saved session.Saved) {
	m.saving, m.failed = false, saved.Err != nil
	if saved.Err != nil { // Whatever the footer said before, nothing in it is saved.
		m.note = "not saved, will try again at the next key: " + reports.Line(saved.Err.Error())
	}
	if err := m.list.Settle(saved); err != nil && saved.Err == nil {
		m.note = reports.Line(err.Error())
	}
}

func (m *Model) load() tea.Cmd {
	s := m.opt.Session
	return func() tea.Msg { return loadedMsg(s.Load()) }
}

// release takes in what others have written. What may bring other clauses waits
// until nothing lies over the walk: a box is about the clause that it was opened
// for.
func (m *Model) release() {
	for _, one := range m.loaded {
		if len(m.layers) > 0 && one.MayAskOthers() {
			return
		}
	}
	loaded := m.loaded
	m.loaded = nil
	for _, one := range loaded {
		if err := m.list.Merge(one); err != nil {
			m.note = "not read: " + reports.Line(err.Error())
		}
	}
}

// draft writes the words that were typed, one write at a time.
func (m *Model) draft() tea.Cmd {
	if m.redraft = m.drafting; m.drafting {
		return nil
	}
	m.drafting = true
	s := m.opt.Session
	return func() tea.Msg { return draftedMsg{s.WriteDrafts()} }
}

func (m *Model) drafted(err error) tea.Cmd {
	m.drafting = false
	if err != nil {
		m.note = "draft not saved: " + reports.Line(err.Error())
	}
	if m.redraft {
		return m.draft()
	}
	return nil
}
