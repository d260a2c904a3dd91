package cli

import (
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"golang.org/x/term"
)

// Env is all that a run of the program takes from outside.
type Env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Dir            string // the current folder
	Getenv         func(string) string
	Now            func() time.Time
	NewID          func() string             // returns a new id for an event at each call
	Opener         func(target string) error // hands an address or a file to the system
	ConfigDir      func() (string, error)    // where the person's own settings are; nil for nowhere
	Called         string                    // the words that run the program again, such as "clausewalk"
	Terminal       bool                      // there is a screen to walk on, and a person in front of it
}

// System returns the environment of the process.
func System() Env {
	ignoreFileSizeSignal()
	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	terminal := func(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }
	return Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Dir: dir,
		Getenv: os.Getenv, ConfigDir: os.UserConfigDir, Now: time.Now, NewID: NewID, Opener: openWithSystem,
		Terminal: terminal(os.Stdin) && terminal(os.Stdout), Called: called(),
	}
}

// GoRun is how the program is called in a checkout, where nothing is installed.
const GoRun = "go run ."

// called returns the words that run the program again in the present folder.
// "clausewalk" leads nowhere for somebody who has not installed it.
func called() string {
	if program, err := os.Executable(); err == nil && strings.Contains(filepath.ToSlash(program), "/go-build") {
		return GoRun
	}
	if _, err := exec.LookPath("clausewalk"); err != nil {
		return Quoted(os.Args[0])
	}
	return "clausewalk"
}

// NewID returns a new id for an event.
func NewID() string { return strings.ToLower(rand.Text()[:12]) }

// openWithSystem hands an address or a file to the system's opener. It is
// detached and silent: what it prints would run into the screen.
func openWithSystem(target string) error {
	name, args := "xdg-open", []string{target}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", target}
	}
	cmd := exec.Command(name, args...)
	detach(cmd)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("the system's opener: %w", err)
	}
	go func() { _ = cmd.Wait() }() // Whether the program behind it was happy is not ours to tell.
	return nil
}

// Tool is the program's name and version, as reports carry it.
func Tool() string { return "clausewalk " + Version() }

// Checkout says from which commit of a checkout a build was made, and of which
// day; it is empty where the go command has not noted that.
func Checkout(info *debug.BuildInfo) string {
	noted := map[string]string{}
	for _, s := range info.Settings {
		noted[s.Key] = s.Value
	}
	commit, day := noted["vcs.revision"], noted["vcs.time"]
	if commit == "" {
		return ""
	}
	said := "commit " + commit[:min(len(commit), 12)]
	if len(day) >= len(time.DateOnly) {
		said += " of " + day[:len(time.DateOnly)]
	}
	if noted["vcs.modified"] == "true" {
		said += ", and changes that are not committed"
	}
	return said
}

// Version is the version that the program was built from.
func Version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
