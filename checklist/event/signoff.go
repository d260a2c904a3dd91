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

// A sign-off is not part of the state that is signed, so that signing does not change
// it.
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
	Ends      []string       `json:"ends,omitempty"`  // the journal ends that were signed; see Without
	Seen      map[string]int `json:"seen,omitempty"`  // in format 1 instead: for each writer, the number of the last event
	Bound     *Bound         `json:"bound,omitempty"` // what else was signed, nil in those of older programs

	// Signature is an armoured signature by a person's SSH key over all members before
	// it, empty for none. It is the last member of the value.
	Signature string `json:"signature,omitempty"`

	By      Person    `json:"-"` // who was at the keyboard
	At      time.Time `json:"-"`
	EventID string    `json:"-"` // of the event that keeps it
}

// Sign returns the change by which a person vouches for a state of the audit.
func Sign(s SignOff) Change {
	who := s.Name
	if s.Bound != nil && s.Bound.By.Email != "" {
		who += " <" + s.Bound.By.Email + ">" // Two people may have the same name.
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

// Empty returns false: a sign-off is withdrawn by undo.
func (s SignOff) Empty() bool { return false }

// signedValue is a sign-off's value as it is in the journal, with its signature.
var signedValue = pattern.New(`^(\{.*),"signature":"[^"]*"\}$`)

// SignedText returns the text that the signature of a stored sign-off is over: the
// value as it is in the journal's line, without its last member. It returns nil where
// the last member is not a signature.
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

// Without is put before an end that was named by some event but not there, as on a
// branch with only some commits of another one. Events that come before such an end
// were not seen, even if they turn up later.
const Without = "-"

// Present returns the ends that were there.
func Present(ends []string) []string {
	return slices.DeleteFunc(slices.Clone(ends), func(end string) bool { return strings.HasPrefix(end, Without) })
}
