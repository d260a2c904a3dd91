package event

import "strings"

// KindReason is the kind of an event that gives the reason for a verdict; its value
// is a Reason.
const KindReason Kind = "reason"

var reasonSpec = Spec{
	Kind: KindReason, About: AClause, Sets: true, Differ: true, Signed: true, Copied: true, Carried: true,
	values: of[Reason]{},
}

// Reason is the words that a person gives for the verdict. An empty one withdraws
// them.
type Reason string

// SetReason gives the reason for a clause's verdict.
func SetReason(ref Ref, reason string) Change {
	return Change{Field: Field{Kind: KindReason, Policy: ref.Policy, Clause: ref.Label}, Value: Reason(reason)}
}

// InWords returns the reason.
func (r Reason) InWords() string { return string(r) }

// Texts returns the reason.
func (r Reason) Texts() []Text { return []Text{{"reason", string(r)}} }

// Empty tells whether there are no words.
func (r Reason) Empty() bool { return r == "" }

// Refuse returns nil: any words are a reason.
func (r Reason) Refuse(Field) error { return nil }

// thinWords is the number of words that a reason needs to help a reader.
const thinWords = 5

// ThinReason tells whether there is a reason, but too short to help a reader.
func ThinReason(reason string) bool {
	words := strings.Fields(reason)
	return len(words) > 0 && len(words) < thinWords
}
