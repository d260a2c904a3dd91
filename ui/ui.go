// Package ui is what a person sees and does in the terminal: the table of
// actions, and what a walk through an audit's clauses is given. Its rooms are
// walk, the screen; plain, the same actions as plain prompts; and command, the
// command line, which alone reads flags and environment and hands everything in.
//
// A key becomes an action, an action a change of the session, a change an event
// in the journal.
package ui

import (
	"errors"
	"io"
	"time"

	"clausewalk/reports"
	_ "clausewalk/ui/firstgc"
	"clausewalk/ui/session"
	_ "clausewalk/ui/termbg"
)

// Options is what a walk needs from the command line.
type Options struct {
	Session  *session.Session // open for changes
	Dir      string           // where typed file paths are looked for
	Editor   string           // the command of the person's editor, empty for none
	AskScope bool             // begin with the facts about the app
	Overview bool             // begin with where the audit stands, unless nothing is entered
	Welcome  string           // said when the walk opens, with keys as clauses.Key names them
	ASCII    bool             // marks of ASCII alone
	Theme    Theme            // the colours, empty for Auto
	Mouse    bool
	Settings Settings // the keys that are bound; the rest of it is in the fields above
	// Clock tells how far two keys lie apart; nil where none is ever held down.
	Clock func() time.Time
	// Opener hands an address or a file to the system, and does not wait for it.
	Opener func(target string) error
	// WriteReport writes the report to a file, whose ending tells the format. A
	// file that is there and is no report of this audit is a *ForeignFile, unless
	// it is to be replaced.
	WriteReport func(r reports.Report, file string, replace bool) error
	// WritePacket writes the packet for a review likewise.
	WritePacket func(r reports.Report, file string, replace bool) error
	// WriteHandedIn writes what a reviewer gets of a submission to a .zip or a new
	// folder. What is there is a *ForeignFile, unless it is to be replaced.
	WriteHandedIn func(h reports.Handing, file string, replace bool) error
	// NoClipboard says that the terminal is known to take no OSC 52.
	NoClipboard bool
	// Links says that the terminal knows links (OSC 8).
	Links bool
	Tool  string // the program's name and version, for the report
	In    io.Reader
	Out   io.Writer
}

// ForeignFile says that a file is there and is no report of this audit.
type ForeignFile struct{ Path string }

// Error names the file.
func (e *ForeignFile) Error() string {
	return e.Path + " exists and is not a report of this audit"
}

// ErrInterrupted says that the person left with ctrl+c. Everything was saved.
var ErrInterrupted = errors.New("interrupted")

// Theme names the colours of the walk.
type Theme string

// The themes. Auto's colours are readable on light and dark alike; Light and
// Dark have the accents that stand out best on theirs; Mono has none.
const (
	Auto  Theme = "auto"
	Light Theme = "light"
	Dark  Theme = "dark"
	Mono  Theme = "mono"
)

// Themes returns the names of the themes.
func Themes() []string { return []string{string(Auto), string(Light), string(Dark), string(Mono)} }
