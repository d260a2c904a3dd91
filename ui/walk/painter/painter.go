// Package painter draws the frames of the walk on a terminal: each at once, and of
// it the lines that changed. Bubble Tea's renderer would wait for its next tick,
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

// Update hands a message on. The size comes at the start, when it changes, and
// whenever another program may have had the terminal.
func (p *Painter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if size, ok := msg.(terminalSize); ok {
		p.drawn, p.width = nil, size.Width
		msg = tea.WindowSizeMsg(size)
	}
	var cmd tea.Cmd
	p.model, cmd = p.model.Update(msg)
	return p, cmd
}

// View draws the frame.
func (p *Painter) View() string {
	if frame := p.model.View(); frame != "" {
		p.draw(strings.Split(frame, "\n"))
	}
	return nothing
}

// draw writes the lines that the terminal does not show yet. Meanwhile nothing
// wraps, so a character that the terminal takes for wider than we do spoils no
// other line. The cursor rests at the top: left further down in a terminal that
// has grown, tmux 3.3 leaves lines of ours behind when the program ends.
func (p *Painter) draw(lines []string) {
	var b strings.Builder
	for y, line := range lines {
		if y < len(p.drawn) && p.drawn[y] == line {
			continue
		}
		b.WriteString(ansi.CursorPosition(1, y+1) + style.Linked(line, p.links))
		if style.Width(line) < p.width {
			b.WriteString(ansi.EraseLineRight)
		}
	}
	p.drawn = lines
	if b.Len() > 0 {
		_, _ = io.WriteString(p.out, ansi.ResetModeAutoWrap+b.String()+ansi.SetModeAutoWrap+ansi.CursorHomePosition)
	}
}
