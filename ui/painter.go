package ui

import (
	"io"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
)

// painter draws the frames of the walk on a terminal: each at once, and of it
// the lines that changed. Bubble Tea's renderer would wait for its next tick,
// and tick up to 120 times a second while nobody types; it is left to open and
// close the screen and is given nothing to draw. docs/decisions/painter.md
// tells more.
type painter struct {
	*Model
	out   io.Writer
	drawn []string // the lines that the terminal shows, nil when that is not known
}

// nothing is what the renderer is given: it changes no cell of the screen, and
// an empty string would be drawn as a blank.
const nothing = "\x1b[m"

// terminalSize is the terminal's size. A renderer that knows the width erases what
// is right of what it was given to draw.
type terminalSize tea.WindowSizeMsg

func hideSize(_ tea.Model, msg tea.Msg) tea.Msg {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		return terminalSize(size)
	}
	return msg
}

// Update hands a message on. The size comes at the start, when it changes, and
// whenever another program may have had the terminal.
func (p *painter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if size, ok := msg.(terminalSize); ok {
		p.drawn = nil
		msg = tea.WindowSizeMsg(size)
	}
	_, cmd := p.Model.Update(msg)
	return p, cmd
}

// View draws the frame.
func (p *painter) View() string {
	if frame := p.Model.View(); frame != "" {
		p.draw(strings.Split(frame, "\n"))
	}
	return nothing
}

// draw writes the lines that the terminal does not show yet. Meanwhile nothing
// wraps, so a character that the terminal takes for wider than we do spoils no
// other line. The cursor rests at the top: left further down in a terminal that
// has grown, tmux 3.3 leaves lines of ours behind when the program ends.
func (p *painter) draw(lines []string) {
	var b strings.Builder
	for y, line := range lines {
		if y < len(p.drawn) && p.drawn[y] == line {
			continue
		}
		b.WriteString(ansi.CursorPosition(1, y+1) + line)
		if ansi.StringWidth(line) < p.width {
			b.WriteString(ansi.EraseLineRight)
		}
	}
	p.drawn = lines
	if b.Len() > 0 {
		_, _ = io.WriteString(p.out, ansi.ResetModeAutoWrap+b.String()+ansi.SetModeAutoWrap+ansi.CursorHomePosition)
	}
}
