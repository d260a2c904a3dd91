package checklist

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// EvidenceKind says what shows an answer to be true.
type EvidenceKind string

// The kinds of evidence.
const (
	FileEvidence       EvidenceKind = "file"       // a file kept in the workspace
	LinkEvidence       EvidenceKind = "link"       // an http or https address
	PlaceEvidence      EvidenceKind = "place"      // lines in the app's repository
	PermissionEvidence EvidenceKind = "permission" // a written permission: a file or a link
	StatementEvidence  EvidenceKind = "statement"  // a named person's words
	OutputEvidence     EvidenceKind = "output"     // what a command printed when a person had it run
)

// Evidence is one piece of what shows an answer to be true.
type Evidence struct {
	Kind      EvidenceKind `json:"kind"`
	Name      string       `json:"name,omitempty"`    // a file's name, as it was given
	Size      int64        `json:"size,omitempty"`    // a file's size in bytes
	Media     string       `json:"media,omitempty"`   // a file's media type, as its bytes say
	Secrets   string       `json:"secrets,omitempty"` // what in a file looked like a secret when it was kept all the same
	SHA256    string       `json:"sha256,omitempty"`  // of the file, or of the place's lines
	URL       string       `json:"url,omitempty"`
	Path      string       `json:"path,omitempty"` // a place's file, with slashes, from the repository's top
	From      int          `json:"from,omitempty"` // a place's first line, 0 for the whole file
	To        int          `json:"to,omitempty"`   // a place's last line
	Commit    string       `json:"commit,omitempty"`
	Statement string       `json:"statement,omitempty"` // the words of Person
	Command   string       `json:"command,omitempty"`   // what was run for the output that the file holds
	Exit      int          `json:"exit,omitempty"`      // its exit code, -1 where it was stopped
	Took      string       `json:"took,omitempty"`      // how long it ran
	Cut       bool         `json:"cut,omitempty"`       // it printed more than is kept
	Details

	ID   string     `json:"-"` // names the piece within its clause
	By   Person     `json:"-"`
	At   time.Time  `json:"-"`
	Look `json:"-"` // what was found when it was looked at again
	// Checked is what came of the last look at a link, or of the last run of a
	// command; the zero value where a person has asked for neither.
	Checked Check `json:"-"`
}

// A part is one of the texts that people give with a piece of evidence.
type part struct{ what, text string }

// words returns what a person has written in a piece of evidence.
func (e *Evidence) words() []part {
	return []part{{"statement", e.Statement}, {"caption", e.Caption}, {"link", e.URL}, {"command", e.Command}, {"file name", e.Name}}
}

// Details is what a person says about a piece of evidence. Days are written as
// 2026-03-31.
type Details struct {
	Caption   string `json:"caption,omitempty"`
	Shows     string `json:"shows,omitempty"`     // ShowsPolicy or ShowsPractice
	Person    string `json:"person,omitempty"`    // who gave the permission, or whose words they are
	Given     string `json:"given,omitempty"`     // the day of the permission or of the words
	Collected string `json:"collected,omitempty"` // the day on which it was collected
	Expires   string `json:"expires,omitempty"`   // the last day on which it shows anything
}

// What a piece of evidence can show: what is meant to be done, or what is done.
const (
	ShowsPolicy   = "policy"
	ShowsPractice = "practice"
)

// or returns the details with those of old where there are none.
func (d Details) or(old Details) Details {
	return Details{
		cmp.Or(d.Caption, old.Caption), cmp.Or(d.Shows, old.Shows), cmp.Or(d.Person, old.Person),
		cmp.Or(d.Given, old.Given), cmp.Or(d.Collected, old.Collected), cmp.Or(d.Expires, old.Expires),
	}
}

// check refuses evidence that does not say what its kind has to.
func (e *Evidence) check() error {
	for _, s := range []string{e.Name, e.URL, e.Path, e.Commit, e.Media, e.Secrets, e.Statement, e.Command, e.Took, e.Caption, e.Person} {
		if err := checkText("evidence", s); err != nil {
			return err
		}
	}
	for _, day := range []struct{ name, value string }{{"given", e.Given}, {"collected", e.Collected}, {"expires", e.Expires}} {
		if _, err := time.Parse(time.DateOnly, day.value); day.value != "" && err != nil {
			return fmt.Errorf("evidence: the day %q under %q is not written as 2026-03-31", day.value, day.name)
		}
	}
	switch {
	case e.Shows != "" && e.Shows != ShowsPolicy && e.Shows != ShowsPractice:
		return fmt.Errorf("evidence shows %s or %s, not %q", ShowsPolicy, ShowsPractice, e.Shows)
	case e.Kind == StatementEvidence && strings.TrimSpace(e.Statement) == "":
		return errors.New("a statement needs its words")
	case e.Kind == StatementEvidence && strings.TrimSpace(e.Person) == "":
		return errors.New("a statement needs the name of the person whose words they are")
	case e.Kind != StatementEvidence && e.Kind != PermissionEvidence && e.Person+e.Given != "":
		return fmt.Errorf("a %s is given by nobody: only a permission and a statement are", e.Kind)
	}
	return nil
}

// Doubt returns why the piece can no longer be trusted at a moment, empty when
// it can.
func (e Evidence) Doubt(at time.Time) string {
	if fault := e.fault(at); fault != "" {
		return e.Target() + " " + fault
	}
	return ""
}

// fault returns what Doubt says of the piece, without its name.
func (e Evidence) fault(at time.Time) string {
	switch {
	case e.Fault != "":
		return e.Fault
	case !e.Checked.At.IsZero() && !e.Checked.Holds:
		return fmt.Sprintf("was looked at on %s: %s", e.Checked.At.UTC().Format(time.DateOnly), e.Checked.Outcome)
	case e.Exit != 0 && e.Checked.At.IsZero():
		return fmt.Sprintf("ended with exit code %d", e.Exit)
	case passed(e.Expires, at):
		return "ran out after " + e.Expires
	}
	return ""
}

// Target returns what the piece points at: a file's name, a link's address, a
// place's path and lines, a statement's person and words, a command.
func (e Evidence) Target() string {
	switch {
	case e.Command != "":
		return e.Command
	case e.Statement != "":
		return e.Person + ": " + e.Statement
	case e.URL != "":
		return e.URL
	case e.Path == "":
		return e.Name
	case e.From == 0:
		return e.Path
	case e.From == e.To:
		return fmt.Sprintf("%s:%d", e.Path, e.From)
	default:
		return fmt.Sprintf("%s:%d-%d", e.Path, e.From, e.To)
	}
}

// id names the piece by what it points at, so that two people who add the same
// thing have added one piece.
func (e Evidence) id() string {
	target := e.Target()
	if e.Path == "" && e.URL == "" && e.Statement == "" && e.Command == "" {
		target = e.SHA256
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{string(e.Kind), target}, "\x00")))
	return hex.EncodeToString(sum[:4])
}

// Said returns in words, each through text, what a person said about the piece.
func (e Evidence) Said(text func(string) string) []string {
	by := e.Person
	if e.Statement != "" {
		by = "" // The target names who it is.
	}
	var all []string
	if e.Command != "" {
		all = append(all, fmt.Sprintf("exit code %d", e.Exit))
		if e.Took != "" {
			all = append(all, "in "+text(e.Took))
		}
		if e.Cut {
			all = append(all, "only the beginning is kept")
		}
	}
	if said := e.Checked.said(text); said != "" {
		all = append(all, said)
	}
	for _, one := range []struct{ before, value string }{
		{"", e.Caption}, {"shows ", e.Shows}, {"by ", by}, {"given ", e.Given}, {"collected ", e.Collected}, {"runs out after ", e.Expires},
	} {
		if one.value != "" {
			all = append(all, one.before+text(one.value))
		}
	}
	return all
}

// AddEvidence puts a piece of evidence behind a clause.
func AddEvidence(ref Ref, e Evidence) Change {
	return Change{Field{KindEvidence, ref.Policy, ref.Label, e.id()}, &e}
}

// RemoveEvidence takes a piece of evidence, named by its ID, from a clause. The
// file itself stays in the workspace, since the history refers to it.
func RemoveEvidence(ref Ref, id string) Change {
	return Change{Field{KindEvidence, ref.Policy, ref.Label, id}, (*Evidence)(nil)}
}

// Pieces returns the clause's evidence in the order in which it came.
func (a *Audit) Pieces(ref Ref) []Evidence {
	var all []Evidence
	seen := map[Field]bool{}
	log := a.Log(ref)
	checks := map[string]Check{}
	for _, e := range log {
		var c Check
		switch {
		case !a.Counts(e.ID):
		case e.Kind == KindEvidence:
			delete(checks, e.Subject) // It is added anew, and was not checked since.
		case e.Kind == KindCheck && json.Unmarshal(e.Value, &c) == nil:
			c.By, c.At = e.Who, e.Time
			checks[e.Subject] = c // The newest comes last.
		}
	}
	for _, e := range log {
		if e.Kind != KindEvidence || seen[e.Field] {
			continue
		}
		seen[e.Field] = true
		if piece, event := value[*Evidence](a, e.Field); piece != nil && event != nil {
			piece.ID, piece.By, piece.At = e.Subject, event.Who, event.Time
			piece.Look = a.looks[piece.Key()]
			piece.Checked = checks[piece.ID]
			all = append(all, *piece)
		}
	}
	return all
}

func supports(needs string, evidence []Evidence) bool {
	switch needs {
	case "", "nothing":
		return true
	case "evidence":
		return len(evidence) > 0
	}
	return slices.ContainsFunc(evidence, func(e Evidence) bool { return string(e.Kind) == needs })
}

func needWords(needs string) string {
	switch needs {
	case "evidence":
		return "met needs evidence here"
	case "permission":
		return "met needs the written permission here"
	default:
		return "met needs a " + needs + " here"
	}
}
