package event

import "strings"

// KindReason is the kind of an event that gives the words behind a verdict; its
// value is a Reason.
const KindReason Kind = "reason"

var reasonSpec = Spec{
	Kind: KindReason, About: AClause, Sets: true, Differ: true, Signed: true, Taken: true, Carried: true,
	values: of[Reason]{},
}

// Reason is the words that a person gives for the verdict. No words take back
// those that were given.
type Reason string

// SetReason gives the words behind a verdict.
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

// thinWords is the number of words below which a reason tells a reader little.
const thinWords = 5

// ThinReason tells whether a reason is there and too thin to help a reader.
func ThinReason(reason string) bool {
	words := strings.Fields(reason)
	return len(words) > 0 && len(words) < thinWords
}
