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

// KindEvidence is the kind of an event that puts a piece of evidence behind a
// clause; its value is an *Evidence, nil to take it away, its subject the
// piece's ID.
const KindEvidence Kind = "evidence"

var evidenceSpec = Spec{
	Kind: KindEvidence, About: AClause, Sets: true, Differ: true, Under: Evidences, Signed: true, Taken: true, Carried: true,
	values: of[*Evidence]{},
}

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

// EvidenceKinds lists every kind of evidence.
func EvidenceKinds() []EvidenceKind {
	return []EvidenceKind{FileEvidence, LinkEvidence, PlaceEvidence, PermissionEvidence, StatementEvidence, OutputEvidence}
}

// Evidence is one piece of what shows an answer to be true.
type Evidence struct {
	Kind      EvidenceKind `json:"kind"`
	Name      string       `json:"name,omitempty"`    // a file's name, as it was given
	Size      int64        `json:"size,omitempty"`    // a file's size in bytes; of a place's lines where the vault keeps them
	Media     string       `json:"media,omitempty"`   // a file's media type, as its bytes say
	Secrets   string       `json:"secrets,omitempty"` // what in a file looked like a secret when it was kept anyway
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

	ID    string `json:"-"` // names the piece within its clause
	Stamp `json:"-"`
	Look  `json:"-"` // what was found when it was looked at again
	// Checked is what came of the last look at a link, or of the last run of a
	// command; the zero value where a person has asked for neither.
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

// What a piece of evidence can show: what is meant to be done, or what is done.
const (
	ShowsPolicy   = "policy"
	ShowsPractice = "practice"
)

// Or returns the details with those of old where there are none.
func (d Details) Or(old Details) Details {
	return Details{
		cmp.Or(d.Caption, old.Caption), cmp.Or(d.Shows, old.Shows), cmp.Or(d.Person, old.Person),
		cmp.Or(d.Given, old.Given), cmp.Or(d.Collected, old.Collected), cmp.Or(d.Expires, old.Expires),
	}
}

// Look is what was found when somebody looked at a piece of evidence again.
type Look struct {
	Fault string // why it no longer shows anything, empty when it does; of an Item's evidence also for what the day or a command says
	Moved string // where a place's lines are now, empty where they were
	Film  Film   // of a recording, what its container says
	Weak  string // why a file shows little though it is as it was added, such as "is empty"
}

// Key names a piece with its bytes: what is added anew is to be looked at anew.
func (e Evidence) Key() string { return e.ID + " " + e.SHA256 }

// AddEvidence puts a piece of evidence behind a clause.
func AddEvidence(ref Ref, e Evidence) Change {
	return Change{Field: Field{KindEvidence, ref.Policy, ref.Label, e.newID()}, Value: &e}
}

// RemoveEvidence takes a piece of evidence, named by its ID, from a clause. The
// file itself stays in the workspace, since the history refers to it.
func RemoveEvidence(ref Ref, id string) Change {
	return Change{Field: Field{KindEvidence, ref.Policy, ref.Label, id}, Value: (*Evidence)(nil)}
}

// InWords returns what the piece points at and what was said about it.
func (e *Evidence) InWords() string {
	if e == nil {
		return "removed"
	}
	as := func(s string) string { return s }
	return strings.Join(append([]string{string(e.Kind) + " " + e.Target()}, e.Said(as)...), ", ")
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

// Empty tells whether the piece is taken away.
func (e *Evidence) Empty() bool { return e == nil }

// Refuse returns what a piece does not say although its kind has to.
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

// details refuses what no kind of evidence may have.
func (e *Evidence) details() error {
	for _, found := range []string{e.Commit, e.Media, e.Secrets, e.Took} { // The program wrote them, of what it found.
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

// Doubt returns why the piece can no longer be trusted at a moment, empty when
// it can.
func (e Evidence) Doubt(at time.Time) string {
	if fault := e.FaultAt(at); fault != "" {
		return e.Target() + " " + fault
	}
	return ""
}

// DoubtUnder is Doubt for a verdict that the piece stands behind. Only a met wants
// evidence that has not run out; and a command that fails, and fails in the same
// way when it is run again, is what shows that a clause is not met.
func DoubtUnder(v Verdict, e Evidence, at time.Time) string {
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

// newID names the piece by what it points at, so that two people who add the same
// thing have added one piece.
func (e Evidence) newID() string {
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
// file, and those of a place's lines since they are kept, which is when they have
// a size.
func (e Evidence) Kept() bool {
	return e.SHA256 != "" && e.URL == "" && (e.Path == "" || e.Size > 0)
}
