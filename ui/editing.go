package ui

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/mattn/go-shellwords"
)

// Editing hands words to the person's editor. All that touches the disk is in
// Run, which Bubble Tea calls while it is away from the screen.
type Editing struct {
	Command string // with its arguments, as a shell would read it
	Words   string // what goes there, and what has come back
	stdin   io.Reader
	stdout  io.Writer
	stderr  io.Writer
}

// SetStdin, SetStdout and SetStderr take the terminal that the editor gets.
func (e *Editing) SetStdin(r io.Reader)  { e.stdin = r }
func (e *Editing) SetStdout(w io.Writer) { e.stdout = w }
func (e *Editing) SetStderr(w io.Writer) { e.stderr = w }

// Run opens the editor on a file with the words and reads them back. Where
// anything fails the file stays, and the error says where it is.
func (e *Editing) Run() error {
	command, err := shellwords.Parse(e.Command)
	if err != nil {
		return fmt.Errorf("cannot read the editor's command %q: %w", e.Command, err)
	}
	if len(command) == 0 {
		return errors.New("no editor is set: set VISUAL or EDITOR")
	}
	dir, err := os.MkdirTemp("", "clausewalk-")
	if err != nil {
		return err
	}
	file := filepath.Join(dir, "reason.md")
	if err := os.WriteFile(file, []byte(e.Words), 0o600); err != nil {
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
	e.Words = string(words)
	return os.RemoveAll(dir)
}
