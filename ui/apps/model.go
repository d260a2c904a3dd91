package apps

import (
	"cmp"
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"clausewalk/reports"
	"clausewalk/reports/portfolio"
	"clausewalk/ui"
	"clausewalk/ui/walk/frame"
	"clausewalk/ui/walk/style"
)

// Model is the list on the screen.
type Model struct {
	ctx   context.Context
	opt   Options
	table *ui.Table
	style *style.Styles
	frame frame.Layout

	rows    *rows // while they are read, the reading's alone
	reading *reading
	count   int // what was read
	book    *portfolio.Book
	views   []*view // the one that is seen comes last
	begun   bool    // the question that one came with was looked for

	helps       bool
	helpTop     int             // the first line of the help that is shown
	note        string          // one line for the person, until the next key
	chosen      *portfolio.Line // whose walk is to be opened
	changed     string          // the folder that a walk was opened in and that is to be read again
	failed      error           // why the source could not be read to its end
	interrupted bool
}

// view is the answer to one question, with what is typed to filter it.
type view struct {
	question portfolio.Question
	answer   portfolio.Table
	widths   []int    // of the columns, in cells
	texts    []string // of the rows, folded to be looked through
	filter   string
	shown    []int // the rows that the filter leaves
	at       int   // which of them the cursor is at
}

// widest is how wide a column is at most.
const widest = 40

func newModel(ctx context.Context, o Options) *Model {
	m := &Model{ctx: ctx, opt: o, table: o.Settings.Table(), style: style.New(o.ASCII, o.Theme), rows: &rows{at: o.At, days: o.Days}}
	m.book = m.rows.book()
	m.views = []*view{m.answer(portfolio.Question{By: cmp.Or(o.Question.By, portfolio.ByApp)})}
	return m
}

// Init begins to read, once. The terminal sends its size by itself.
func (m *Model) Init() tea.Cmd {
	if m.chosen != nil { // One comes back from the walk.
		m.changed = m.chosen.Folder
		m.chosen = nil
		if m.reading != nil {
			return m.reading.wait
		}
		return m.again()
	}
	return m.read()
}

// again reads the folder anew that a walk may have changed.
func (m *Model) again() tea.Cmd {
	folder, all := m.changed, m.rows
	if m.changed = ""; folder == "" {
		return nil
	}
	return func() tea.Msg { return all.again(m.ctx, m.opt.Again(folder), folder) }
}

func (m *Model) read() tea.Cmd {
	m.rows, m.count = &rows{at: m.opt.At, days: m.opt.Days}, 0
	m.reading = startReading(m.ctx, m.opt.From, m.rows)
	return m.reading.wait
}

// back takes note of what came of the walk that was opened.
func (m *Model) back(err error) {
	if err != nil {
		m.note = reports.Line(err.Error())
	}
}

// Update takes one message. It waits for nothing.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.update(msg)
	m.frame = m.frame.Noted(m.note)
	return m, cmd
}

func (m *Model) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.frame = frame.Layout{Width: msg.Width, Height: msg.Height}
	case newsMsg:
		return m.told()
	case againMsg:
		switch {
		case msg.err != nil:
			m.note = reports.Line(msg.err.Error())
		case msg.of == m.rows:
			m.show(msg.book)
		}
	case tea.KeyMsg:
		m.note = ""
		return m.key(msg)
	}
	return nil
}

// told takes in how far reading has come.
func (m *Model) told() tea.Cmd {
	if m.reading == nil {
		return nil // Somebody else was told of the end before.
	}
	msg := m.reading.take()
	m.count = msg.count
	if msg.book != nil {
		m.show(msg.book)
	}
	if !msg.done {
		return m.reading.wait
	}
	m.reading = nil
	if m.failed = msg.err; msg.err != nil {
		m.note = reports.Line(msg.err.Error())
	}
	if !m.begun {
		m.begun = true
		q, err := m.opt.Settle(m.book)
		if err != nil {
			m.note = reports.Line(err.Error())
		} else if q.Clause != nil || q.Narrow {
			m.views = append(m.views, m.answer(q))
		}
	}
	return m.again()
}

// show takes another book, and keeps where the person is.
func (m *Model) show(book *portfolio.Book) {
	m.book = book
	for n, old := range m.views {
		q := old.question
		if q.Clause != nil {
			found := book.Find(q.Clause.Policy + "/" + q.Clause.Label)
			if len(found) == 0 {
				m.views = m.views[:n]
				break
			}
			q.Clause = found[0]
		}
		fresh := m.answer(q)
		fresh.narrow(old.filter)
		if old.at > 0 { // At the top one stays at the top, whatever comes there.
			fresh.goTo(old.key())
		}
		m.views[n] = fresh
	}
}

// answer asks the book.
func (m *Model) answer(q portfolio.Question) *view {
	v := &view{question: q, answer: m.book.Answer(q)}
	v.widths = make([]int, len(v.answer.Head))
	v.texts = make([]string, len(v.answer.Rows))
	full := make([]bool, len(v.widths))
	for n, row := range v.answer.Rows {
		var text strings.Builder
		for c, cell := range row {
			text.WriteString(cell.Words)
			text.WriteByte('\n')
			if v.widths[c] < widest && cell.Words != "" {
				v.widths[c], full[c] = max(v.widths[c], min(widest, ansi.StringWidth(reports.Line(cell.Words)))), true
			}
		}
		v.texts[n] = strings.ToLower(text.String())
	}
	for c, head := range v.answer.Head {
		if full[c] {
			v.widths[c] = max(v.widths[c], ansi.StringWidth(head))
		}
		if head == columns[v.answer.Head[0]].wide { // It takes what room there is.
			v.widths[c] = max(v.widths[c], 2*widest)
		}
	}
	v.narrow("")
	return v
}

func (m *Model) view() *view { return m.views[len(m.views)-1] }

// narrow shows the rows that have all words of a filter. One that is longer than
// before looks only through what is shown.
func (v *view) narrow(filter string) {
	from := v.shown
	if v.shown == nil || !strings.HasPrefix(filter, v.filter) {
		from = make([]int, len(v.texts))
		for n := range from {
			from[n] = n
		}
	}
	words := strings.Fields(strings.ToLower(filter))
	shown := make([]int, 0, len(from))
next:
	for _, n := range from {
		for _, word := range words {
			if !strings.Contains(v.texts[n], word) {
				continue next
			}
		}
		shown = append(shown, n)
	}
	v.filter, v.shown = filter, shown
	v.move(0)
}

// move goes by a number of rows, and stops at the ends.
func (v *view) move(by int) { v.at = max(0, min(v.at+by, len(v.shown)-1)) }

// key is what the row under the cursor is known by when the book is another.
func (v *view) key() string {
	if len(v.shown) == 0 {
		return ""
	}
	return v.rowKey(v.shown[v.at])
}

func (v *view) rowKey(n int) string {
	row := v.answer.Rows[n]
	if last := len(row) - 1; v.answer.Apps[n] >= 0 {
		return row[0].Words + "\n" + row[last].Words // An app, or a day of one: with its place.
	}
	return row[0].Words
}

func (v *view) goTo(key string) {
	v.at = 0
	for n, row := range v.shown {
		if v.rowKey(row) == key {
			v.at = n
			return
		}
	}
}
