// Command pager shows a Markdown file in the terminal with the libraries that
// clausewalk has, and does nothing else. It is what benchmarks compare with
// where no other program of that kind is installed.
//
// Usage: pager FILE, or pager --version, which ends at once.
package main

import (
	"fmt"
	"os"

	"github.com/charmbracelet/bubbles/viewport"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/glamour"
)

type model struct {
	source string
	view   viewport.Model
}

func (m model) Init() tea.Cmd { return nil }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.view = viewport.New(msg.Width, msg.Height-1)
		r, err := glamour.NewTermRenderer(glamour.WithStandardStyle("dark"), glamour.WithWordWrap(msg.Width))
		if err != nil {
			panic(err)
		}
		text, err := r.Render(m.source)
		if err != nil {
			panic(err)
		}
		m.view.SetContent(text)
	case tea.KeyMsg:
		if msg.String() == "q" {
			return m, tea.Quit
		}
		m.view, _ = m.view.Update(msg)
	}
	return m, nil
}

func (m model) View() string { return m.view.View() + "\nq quit" }

func main() {
	if len(os.Args) != 2 || os.Args[1] == "--version" {
		fmt.Println("pager 1")
		return
	}
	source, err := os.ReadFile(os.Args[1])
	if err == nil {
		_, err = tea.NewProgram(model{source: string(source)}, tea.WithAltScreen()).Run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
