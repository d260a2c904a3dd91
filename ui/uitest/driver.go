// Package uitest drives the terminal program in tests: synchronously through
// its messages, or as the real binary under a pseudo-terminal.
package uitest

import (
	"reflect"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
)

// Driver runs a model without a terminal. Commands run at once, one after the
// other, so that nothing depends on time.
type Driver struct {
	Model tea.Model
	Quit  bool // the model has asked to quit
}

// Start returns a driver whose model has seen its first size.
func Start(m tea.Model, width, height int) *Driver {
	d := &Driver{Model: m}
	d.run(m.Init())
	d.Send(tea.WindowSizeMsg{Width: width, Height: height})
	return d
}

// Send gives the model a message and runs what comes of it.
func (d *Driver) Send(msg tea.Msg) {
	if _, quit := msg.(tea.QuitMsg); quit {
		d.Quit = true
		return
	}
	var cmd tea.Cmd
	d.Model, cmd = d.Model.Update(msg)
	d.run(cmd)
}

func (d *Driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	default:
		if reflect.TypeOf(msg).PkgPath() == reflect.TypeOf(tea.QuitMsg{}).PkgPath() {
			if _, quit := msg.(tea.QuitMsg); !quit {
				return // Bubble Tea's own messages, such as suspending, are for its runtime.
			}
		}
		d.Send(msg)
	}
}

// Press presses keys by the names that Bubble Tea gives them: "j", "ctrl+s".
func (d *Driver) Press(keys ...string) {
	for _, k := range keys {
		d.Send(Key(k))
	}
}

// Type types text, a key for each rune, faster than the work that comes of one is
// done; a newline is the enter key, before which all is done.
func (d *Driver) Type(text string) {
	var cmds []tea.Cmd
	done := func() {
		for _, cmd := range cmds {
			d.run(cmd)
		}
		cmds = nil
	}
	for _, r := range text {
		if r == '\n' {
			done()
			d.Press("enter")
			continue
		}
		var cmd tea.Cmd
		d.Model, cmd = d.Model.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		cmds = append(cmds, cmd)
	}
	done()
}

// Paste pastes text in one piece.
func (d *Driver) Paste(text string) {
	d.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
}

// Frame returns the screen as plain text.
func (d *Driver) Frame() string {
	lines := strings.Split(ansi.Strip(d.Model.View()), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n")
}

var named = func() map[string]tea.KeyType {
	m := map[string]tea.KeyType{}
	for t := tea.KeyType(-100); t <= 127; t++ {
		if name := (tea.Key{Type: t}).String(); name != "" && t != tea.KeyRunes {
			m[name] = t
		}
	}
	return m
}()

// Key returns the message of the key with the name.
func Key(name string) tea.KeyMsg {
	if t, ok := named[name]; ok {
		return tea.KeyMsg{Type: t}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
}
