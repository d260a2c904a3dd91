// Package painter draws the frames of the walk on a terminal: each at once, and of
// it the cells that changed. Bubble Tea's renderer would wait for its next tick,
// and tick up to 120 times a second while nobody types; it is left to open and
// close the screen and is given nothing to draw. docs/decisions/painter.md tells
// more.
package painter

import (
	"io"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"clausewalk/ui/walk/style"
)

// Painter is a model that draws the frames of another one.
type Painter struct {
	model tea.Model
	out   io.Writer
	width int
	links bool     // the terminal knows links
	drawn []string // the lines that the terminal shows, nil when that is not known
	pen   pen
}

// New returns a painter of a model's frames. HideSize has to filter the messages
// of its program.
func New(model tea.Model, out io.Writer) *Painter { return &Painter{model: model, out: out} }

// WithLinks lets the terminal have the links of the frames. Without it they are
// words like others.
func (p *Painter) WithLinks(known bool) *Painter {
	p.links = known
	return p
}

// Init is the model's.
func (p *Painter) Init() tea.Cmd { return p.model.Init() }

// nothing is what the renderer is given: it changes no cell of the screen, and
// an empty string would be drawn as a blank.
const nothing = "\x1b[m"

// terminalSize is the terminal's size. A renderer that knows the width erases what
// is right of what it was given to draw.
type terminalSize tea.WindowSizeMsg

// HideSize keeps the size from the renderer.
func HideSize(_ tea.Model, msg tea.Msg) tea.Msg {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		return terminalSize(size)
	}
	return msg
}

// Update hands a message on and draws the frame that comes of it, before the
// commands begin. The size comes at the start, when it changes, and whenever
// another program may have had the terminal.
func (p *Painter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if size, ok := msg.(terminalSize); ok {
		p.drawn, p.width = nil, size.Width
		msg = tea.WindowSizeMsg(size)
	}
	var cmd tea.Cmd
	p.model, cmd = p.model.Update(msg)
	if frame := p.model.View(); frame != "" {
		p.draw(strings.Split(frame, "\n"))
	}
	return p, cmd
}

// View is what the renderer gets. The frame is drawn already.
func (p *Painter) View() string { return nothing }

// draw writes the cells that the terminal does not show yet. Meanwhile nothing
// wraps, so a character that the terminal takes for wider than we do spoils no
// other line. The cursor rests at the top: left further down in a terminal that
// has grown, tmux 3.3 leaves lines of ours behind when the program ends.
func (p *Painter) draw(lines []string) {
	p.pen.Reset()
	p.pen.WriteString(ansi.ResetModeAutoWrap)
	empty := p.pen.Len()
	for y, line := range lines {
		if y < len(p.drawn) && (p.drawn[y] == line || p.pen.change(y, p.drawn[y], line, p.width)) {
			continue
		}
		p.pen.put("")
		p.pen.WriteString(ansi.CursorPosition(1, y+1) + style.Linked(line, p.links))
		if style.Width(line) < p.width {
			p.pen.WriteString(ansi.EraseLineRight)
		}
	}
	p.drawn = lines
	if p.pen.Len() > empty {
		p.pen.put("")
		p.pen.WriteString(ansi.SetModeAutoWrap + ansi.CursorHomePosition)
		_, _ = p.out.Write(p.pen.Bytes())
	}
}
