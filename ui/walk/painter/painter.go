// Package painter is the terminal of a Bubble Tea program. It takes the terminal and
// gives it back, and draws each frame as soon as there is one, of it the cells that
// changed. Bubble Tea reads the keys and runs the commands; its renderer would tick
// while nobody types. docs/decisions/painter.md tells more.
package painter

import (
	"io"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/term"

	"clausewalk/ui/walk/style"
)

// Options is what there is to draw on.
type Options struct {
	In    io.Reader // where keys come from
	Out   io.Writer
	Mouse bool // the mouse is for the model, not for marking text
	Links bool // the terminal knows links; without them they are words like others
}

// Painter is a model that draws the frames of another one.
type Painter struct {
	model   tea.Model
	opt     Options
	program *tea.Program
	keys    *keys       // nil where Bubble Tea reads from In
	taken   bool        // the terminal is ours
	found   *term.State // how it was
	obeys   func()      // undoes what obey did
	width   int         // of the terminal, 0 while nobody knows
	drawn   []string    // the lines that the terminal shows, nil when that is not known
	pen     pen
}

// New returns a painter of a model's frames. Run takes the terminal.
func New(model tea.Model, o Options) *Painter {
	p := &Painter{model: model, opt: o, keys: openKeys(o.In)}
	options := []tea.ProgramOption{tea.WithoutRenderer(), tea.WithInput(o.In), tea.WithOutput(o.Out), tea.WithFilter(each)}
	if p.keys != nil {
		options = append(options, tea.WithInput(p.keys))
	}
	if o.Mouse {
		options = append(options, tea.WithMouseCellMotion()) // On Windows the mouse comes with the keys.
	}
	p.program = tea.NewProgram(p, options...)
	return p
}

// Send gives the model a message, once it runs. When it has ended nothing happens.
func (p *Painter) Send(msg tea.Msg) { p.program.Send(msg) }

// Quit ends the model as its own tea.Quit does.
func (p *Painter) Quit() { p.program.Quit() }

// Init draws the first frame.
func (p *Painter) Init() tea.Cmd {
	first := p.model.Init()
	_, sized := p.Update(redraw{})
	return safely(tea.Batch(first, sized))
}

// Update hands a message on and draws the frame that comes of it, before the
// commands begin.
func (p *Painter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	well := false
	defer func() {
		if !well { // Bubble Tea tells of the panic on the terminal.
			p.giveBack()
		}
	}()
	switch broken := msg.(type) {
	case *panicked:
		panic(broken)
	case redraw:
		msg = p.size()
	}
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case leave:
		cmd = func() tea.Msg { p.keys.leave(); return tea.Exec(away{msg.to, p}, msg.then)() }
	case tea.WindowSizeMsg:
		p.drawn, p.width = nil, msg.Width
		p.model, cmd = p.model.Update(msg)
	default:
		p.model, cmd = p.model.Update(msg)
	}
	if frame := p.model.View(); frame != "" && p.width > 0 {
		p.draw(strings.Split(frame, "\n"))
	}
	well = true
	return p, safely(cmd)
}

// View is nothing: the frame is drawn already.
func (p *Painter) View() string { return "" }

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
		p.pen.WriteString(ansi.CursorPosition(1, y+1) + style.Linked(line, p.opt.Links))
		if style.Width(line) < p.width {
			p.pen.WriteString(ansi.EraseLineRight)
		}
	}
	p.drawn = lines
	if p.pen.Len() > empty {
		p.pen.put("")
		p.pen.WriteString(ansi.SetModeAutoWrap + ansi.CursorHomePosition)
		_, _ = p.opt.Out.Write(p.pen.Bytes())
	}
}
