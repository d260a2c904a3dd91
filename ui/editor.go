package ui

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/mattn/go-shellwords"

	"clausewalk/reports"
)

// editing hands the words of the reason box to the person's editor. All that
// touches the disk is in Run, which Bubble Tea calls while it is away from the
// screen.
type editing struct {
	command string // with its arguments, as a shell would read it
	words   string
	back    string // what came back
	stdin   io.Reader
	stdout  io.Writer
	stderr  io.Writer
}

// SetStdin, SetStdout and SetStderr take the terminal that the editor gets.
func (e *editing) SetStdin(r io.Reader)  { e.stdin = r }
func (e *editing) SetStdout(w io.Writer) { e.stdout = w }
func (e *editing) SetStderr(w io.Writer) { e.stderr = w }

// Run opens the editor on a file with the words and reads them back. Where
// anything fails the file stays, and the error says where it is.
func (e *editing) Run() error {
	command, err := shellwords.Parse(e.command)
	if err != nil {
		return fmt.Errorf("cannot read the editor's command %q: %w", e.command, err)
	}
	if len(command) == 0 {
		return errors.New("no editor is named: set VISUAL or EDITOR")
	}
	dir, err := os.MkdirTemp("", "clausewalk-")
	if err != nil {
		return err
	}
	file := filepath.Join(dir, "reason.md")
	if err := os.WriteFile(file, []byte(e.words), 0o600); err != nil {
		return err
	}
	editor := exec.Command(command[0], append(command[1:], file)...)
	editor.Stdin, editor.Stdout, editor.Stderr = e.stdin, e.stdout, e.stderr
	if err := editor.Run(); err != nil {
		return fmt.Errorf("%s: %w; the words are in %s", command[0], err, file)
	}
	words, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("the editor's file is gone: %w", err)
	}
	e.back = string(words)
	return os.RemoveAll(dir)
}

// editedMsg brings the words back from the editor.
type editedMsg struct {
	box   *reasonBox
	words string
	err   error
}

func (m *Model) editReason() tea.Cmd {
	m.openReason()
	return m.edit()
}

// edit leaves the screen for the editor. Words that nobody has changed yet go
// there as they are stored, since the box does not keep tabs and line ends.
func (m *Model) edit() tea.Cmd {
	b := m.dialog.(*reasonBox)
	e := &editing{command: m.opt.Editor, words: b.words()}
	return tea.Exec(e, func(err error) tea.Msg { return editedMsg{b, e.back, err} })
}

// edited puts what came back into the box. Others may have written meanwhile,
// and the terminal may have another size.
func (m *Model) edited(msg editedMsg) tea.Cmd {
	fresh := tea.Batch(m.load(), tea.WindowSize())
	if msg.err != nil {
		m.note = reports.Line(msg.err.Error())
		return fresh
	}
	if m.dialog != dialog(msg.box) || msg.words == msg.box.words() {
		return fresh
	}
	msg.box.take(msg.words)
	if msg.box.overrule != nil {
		return fresh
	}
	return tea.Batch(fresh, m.keepDraft(msg.box.draft(m)))
}
