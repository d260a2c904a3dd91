package event

import "errors"

// KindSame is the kind of an event that says that a clause shares the answer to the
// same clause for another entry of a list. Its value is a *Same, nil for an answer of
// its own.
const KindSame Kind = "same"

var sameSpec = Spec{
	Kind: KindSame, About: AClause, Sets: true, Differ: true, Signed: true, Carried: true,
	Name:   func(Field) string { return "same answer" },
	values: of[*Same]{},
}

// Same says which other clause's answer a clause shares.
type Same struct {
	As  string `json:"as"`            // the label of the clause that was answered
	Of  string `json:"of"`            // the digest of that answer when somebody said that it holds here too
	But string `json:"but,omitempty"` // what differs here; it is appended to the other's reason
}

// SetSame returns the change that makes a clause share an answer; with nil it has one
// of its own again.
func SetSame(ref Ref, s *Same) Change {
	return Change{Field: Field{Kind: KindSame, Policy: ref.Policy, Clause: ref.Label}, Value: s}
}

// InWords names the clause that was answered, and what differs.
func (s *Same) InWords() string {
	switch {
	case s == nil:
		return "an answer of its own"
	case s.But != "":
		return "the same as " + s.As + ", but: " + s.But
	}
	return "the same as " + s.As
}

// Texts returns what differs.
func (s *Same) Texts() []Text {
	if s == nil {
		return nil
	}
	return []Text{{"what differs", s.But}}
}

// Empty tells whether it is an answer of its own.
func (s *Same) Empty() bool { return s == nil }

// Refuse returns what is missing. Whether there is such an answer is for the audit to
// check.
func (s *Same) Refuse(f Field) error {
	if s != nil && (blank(s.As) || !isDigest(s.Of) || s.As == f.Clause) {
		return errors.New("an answer that is the same as another names its clause, and the digest of that answer")
	}
	return nil
}
