package event

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"clausewalk/policy/pattern"
)

// KindSign is the kind of an event by which a person vouches for an audit; its
// value is a SignOff.
const KindSign Kind = "sign-off"

// What is vouched for is the state without any sign-off, and to sign changes
// nothing in it.
var signSpec = Spec{
	Kind: KindSign, About: TheAudit, Sets: true,
	values: of[SignOff]{},
}

// SignOff is a named person vouching for one exact state of the audit. The name
// is as claimed.
type SignOff struct {
	Name      string         `json:"name"`
	Role      string         `json:"role,omitempty"`
	Statement string         `json:"statement,omitempty"`
	State     string         `json:"state"`           // digest of what was signed
	Ends      []string       `json:"ends,omitempty"`  // the ends of what was signed
	Seen      map[string]int `json:"seen,omitempty"`  // in format 1 instead: of each writer, the number of the last event
	Bound     *Bound         `json:"bound,omitempty"` // what else was signed, nil where an older program made it

	// Signature is that of a person's SSH key under all that stands before it, armoured;
	// empty for none. It is the last member of the value.
	Signature string `json:"signature,omitempty"`

	By      Person    `json:"-"` // who was at the keyboard
	At      time.Time `json:"-"`
	EventID string    `json:"-"` // of the event that keeps it
}

// Sign vouches for a state of the audit.
func Sign(s SignOff) Change {
	who := s.Name
	if s.Bound != nil && s.Bound.By.Email != "" {
		who += " <" + s.Bound.By.Email + ">" // Two people may have one name.
	}
	return Change{Field: Field{Kind: KindSign, Subject: who + " " + s.State[:min(12, len(s.State))]}, Value: s}
}

// Signer returns the name under which the person signed, with the address where
// somebody else in the audit has the name too.
func (s SignOff) Signer() string {
	if s.By.Apart && strings.EqualFold(strings.TrimSpace(s.Name), strings.TrimSpace(s.By.Name)) {
		return s.By.String()
	}
	return s.Name
}

// InWords returns who vouched, and in which role.
func (s SignOff) InWords() string { return strings.TrimSpace(s.Name + " " + s.Role) }

// InFull returns who vouched in which role, for what, and with which words.
func (s SignOff) InFull() string {
	said := s.Name
	if s.Role != "" {
		said += ", " + s.Role
	}
	said += "; state " + s.State
	if s.Bound != nil {
		said += "; " + s.Bound.Counted() + "; " + s.Bound.Gate()
	}
	if s.Statement != "" {
		said += "; " + s.Statement
	}
	return said
}

// Texts returns the name, the role and the statement.
func (s SignOff) Texts() []Text {
	return []Text{{"name", s.Name}, {"role", s.Role}, {"statement", s.Statement}}
}

// Empty returns false: a sign-off is taken back by undo.
func (s SignOff) Empty() bool { return false }

// signedValue is a sign-off's value as it is in the journal, with its signature.
var signedValue = pattern.New(`^(\{.*),"signature":"[^"]*"\}$`)

// SignedText returns the text under which the signature of a stored sign-off
// stands: the value as it is in the journal's line without its last member. It
// returns nil where that is no signature.
func SignedText(value json.RawMessage) []byte {
	m := signedValue.FindSubmatch(value)
	if m == nil {
		return nil
	}
	return append(slices.Clone(m[1]), '}')
}

// Refuse returns what a sign-off lacks.
func (s SignOff) Refuse(Field) error {
	switch {
	case strings.TrimSpace(s.Name) == "":
		return errors.New("a sign-off needs a name")
	case !isDigest(s.State):
		return errors.New("a sign-off needs the state that it vouches for")
	}
	return nil
}

// Without stands before a sum that is named as one that was not there: on a
// branch with one commit of another branch, an event names what only the other
// has. What lies behind such a sum was not seen, even if it comes later.
const Without = "-"

// Present returns those of the ends that were there.
func Present(ends []string) []string {
	return slices.DeleteFunc(slices.Clone(ends), func(end string) bool { return strings.HasPrefix(end, Without) })
}
