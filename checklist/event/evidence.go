package event

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// KindEvidence is the kind of an event that adds a piece of evidence to a clause;
// its value is an *Evidence, nil to remove it, its subject the piece's ID.
const KindEvidence Kind = "evidence"

var evidenceSpec = Spec{
	Kind: KindEvidence, About: AClause, Sets: true, Differ: true, CountedAs: Evidences, Signed: true, Copied: true, Carried: true,
	values: of[*Evidence]{},
}

// EvidenceKind says what sort of thing a piece of evidence is.
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

// EvidenceKinds lists every kind of evidence.
func EvidenceKinds() []EvidenceKind {
	return []EvidenceKind{FileEvidence, LinkEvidence, PlaceEvidence, PermissionEvidence, StatementEvidence, OutputEvidence}
}

// Evidence is one piece of what shows an answer to be true.
type Evidence struct {
	Kind      EvidenceKind `json:"kind"`
	Name      string       `json:"name,omitempty"`    // a file's name, as it was given
	Size      int64        `json:"size,omitempty"`    // in bytes, of a file; of a place's lines if the vault keeps them, else 0
	Media     string       `json:"media,omitempty"`   // a file's media type, told by its bytes
	Secrets   string       `json:"secrets,omitempty"` // what in a file looked like a secret, if a person kept it anyway
	SHA256    string       `json:"sha256,omitempty"`  // of the file, or of the place's lines
	URL       string       `json:"url,omitempty"`
	Path      string       `json:"path,omitempty"` // a place's file, with slashes, from the repository's top
	From      int          `json:"from,omitempty"` // a place's first line, 0 for the whole file
	To        int          `json:"to,omitempty"`   // a place's last line
	Commit    string       `json:"commit,omitempty"`
	Statement string       `json:"statement,omitempty"` // the words of Person
	Command   string       `json:"command,omitempty"`   // what was run for the output that the file holds
	Exit      int          `json:"exit,omitempty"`      // its exit code, -1 if it was stopped
	Took      string       `json:"took,omitempty"`      // how long it ran, in words
	Cut       bool         `json:"cut,omitempty"`       // it printed more than was kept
	Details

	ID    string `json:"-"` // names the piece within its clause
	Stamp `json:"-"`
	Look  `json:"-"` // what was found when it was looked at again
	// Checked is the result of the last check of a link, or the last run of a command;
	// zero if nobody has asked for one.
	Checked Check `json:"-"`
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

// What a piece of evidence can show: a written rule, or that it is followed.
const (
	ShowsPolicy   = "policy"
	ShowsPractice = "practice"
)

// Or returns the details, with those of old for each that is empty.
func (d Details) Or(old Details) Details {
	return Details{
		cmp.Or(d.Caption, old.Caption), cmp.Or(d.Shows, old.Shows), cmp.Or(d.Person, old.Person),
		cmp.Or(d.Given, old.Given), cmp.Or(d.Collected, old.Collected), cmp.Or(d.Expires, old.Expires),
	}
}

// Look is what was found when the program looked at a piece of evidence again.
type Look struct {
	Fault string // why it no longer shows anything, empty if it does; in an Item also because of the day or of a command
	Moved string // where a place's lines are now, empty if they have not moved
	Film  Film   // of a recording, what its container says
	Weak  string // why a file shows little even though it is unchanged, such as "is empty"
}

// Key names a piece together with its bytes: if they are added again with other
// bytes, they are to be looked at again.
func (e Evidence) Key() string { return e.ID + " " + e.SHA256 }

// AddEvidence adds a piece of evidence to a clause.
func AddEvidence(ref Ref, e Evidence) Change {
	return Change{Field: Field{KindEvidence, ref.Policy, ref.Label, e.newID()}, Value: &e}
}

// RemoveEvidence removes a piece of evidence, named by its ID, from a clause. A file
// stays in the workspace, since the history refers to it.
func RemoveEvidence(ref Ref, id string) Change {
	return Change{Field: Field{KindEvidence, ref.Policy, ref.Label, id}, Value: (*Evidence)(nil)}
}

// InWords returns what the piece points at and what was said about it.
func (e *Evidence) InWords() string {
	if e == nil {
		return "removed"
	}
	as := func(s string) string { return s }
	return strings.Join(append([]string{string(e.Kind) + " " + e.Target()}, e.Described(as)...), ", ")
}

// Texts returns what a person has written in a piece of evidence.
func (e *Evidence) Texts() []Text {
	if e == nil {
		return nil
	}
	return []Text{
		{"statement", e.Statement}, {"caption", e.Caption}, {"link", e.URL}, {"command", e.Command}, {"file name", e.Name}, {"place", e.Path}, {"person", e.Person},
	}
}

// Empty tells whether the piece is removed.
func (e *Evidence) Empty() bool { return e == nil }

// Refuse returns what a piece of its kind must have and lacks, or may not have.
func (e *Evidence) Refuse(Field) error {
	if e == nil {
		return nil
	}
	if err := e.details(); err != nil {
		return err
	}
	switch {
	case !slices.Contains(EvidenceKinds(), e.Kind):
		return fmt.Errorf("unknown kind of evidence %q", string(e.Kind))
	case (e.Kind == OutputEvidence) != (e.Command != ""):
		return errors.New("an output needs its command, and nothing else has one")
	case e.Kind == OutputEvidence && e.Path+e.URL != "":
		return errors.New("an output cannot be a place or a link")
	case e.Kind == StatementEvidence && blank(e.Statement):
		return errors.New("a statement needs its words")
	case e.Kind == StatementEvidence && blank(e.Person):
		return errors.New("a statement needs the name of the person who made it")
	case e.Kind != StatementEvidence && e.Kind != PermissionEvidence && e.Person+e.Given != "":
		return fmt.Errorf("a %s does not take --by or --given: only permissions and statements do", e.Kind)
	}
	return nil
}

// details checks what evidence of every kind has.
func (e *Evidence) details() error {
	for _, found := range []string{e.Commit, e.Media, e.Secrets, e.Took} { // Texts has only what people write.
		if err := CheckText("evidence", found); err != nil {
			return err
		}
	}
	for _, day := range []struct{ name, value string }{{"given", e.Given}, {"collected", e.Collected}, {"expires", e.Expires}} {
		if day.value != "" && !IsDay(day.value) {
			return fmt.Errorf("evidence: the day %q in %q is not written as 2026-03-31", day.value, day.name)
		}
	}
	if e.Shows != "" && e.Shows != ShowsPolicy && e.Shows != ShowsPractice {
		return fmt.Errorf("evidence can show %s or %s, not %q", ShowsPolicy, ShowsPractice, e.Shows)
	}
	return nil
}

// Doubt returns why the piece can no longer be trusted at a moment, with its name;
// empty if it can.
func (e Evidence) Doubt(at time.Time) string {
	if fault := e.FaultAt(at); fault != "" {
		return e.Target() + " " + fault
	}
	return ""
}

// DoubtFor is Doubt for a piece that supports a verdict. For any verdict but met,
// evidence may have run out, and a command may fail: one that fails again in the same
// way still shows that a clause is not met.
func DoubtFor(v Verdict, e Evidence, at time.Time) string {
	if v == Met {
		return e.Doubt(at)
	}
	e.Expires = ""
	if e.Exit != 0 {
		e.Checked.Holds = e.Checked.Outcome == fmt.Sprintf("exit code %d", e.Exit)
		e.Exit = 0
	}
	return e.Doubt(at)
}

// FaultAt returns what Doubt says of the piece, without its name.
func (e Evidence) FaultAt(at time.Time) string {
	switch {
	case e.Fault != "":
		return e.Fault
	case !e.Checked.At.IsZero() && !e.Checked.Holds:
		return fmt.Sprintf("was looked at on %s: %s", e.Checked.At.UTC().Format(time.DateOnly), e.Checked.Outcome)
	case e.Exit != 0 && e.Checked.At.IsZero():
		return fmt.Sprintf("ended with exit code %d", e.Exit)
	case Passed(e.Expires, at):
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

// newID names the piece by what it points at: two people who add the same thing add
// the same piece.
func (e Evidence) newID() string {
	target := e.Target()
	if e.Path == "" && e.URL == "" && e.Statement == "" && e.Command == "" {
		target = e.SHA256
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{string(e.Kind), target}, "\x00")))
	return hex.EncodeToString(sum[:4])
}

// Described returns what is known about the piece apart from its Target, in words:
// its details, what a command did, what a check found. Text makes what people wrote
// safe for where it is shown.
func (e Evidence) Described(text func(string) string) []string {
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
			all = append(all, "only the beginning was kept")
		}
	}
	if e.Film.Known() {
		all = append(all, e.Film.String())
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

// Kept tells whether the vault has the piece's bytes under its digest: those of a
// file, or the lines of a place that has a size. Older programs did not keep them.
func (e Evidence) Kept() bool {
	return e.SHA256 != "" && e.URL == "" && (e.Path == "" || e.Size > 0)
}
