package event

import (
	"fmt"
	"time"
)

// KindCheck is the kind of an event that records a check of a piece of evidence; its
// value is a Check, its subject the piece's ID.
const KindCheck Kind = "check"

var checkSpec = Spec{
	Kind: KindCheck, About: AClause, Sets: true, Differ: true, CountedAs: Evidences, Signed: true, Newest: true,
	values: of[Check]{},
}

// Check is what a person who asked for it was told when a link was opened, or a
// command was run again.
type Check struct {
	Outcome string `json:"outcome"`          // in words: "200 OK", "exit code 1"
	Holds   bool   `json:"holds"`            // the piece still shows what it did
	SHA256  string `json:"sha256,omitempty"` // of what came back

	By Person    `json:"-"`
	At time.Time `json:"-"`
}

// CheckEvidence records a check of a piece of evidence, named by its ID. The newest
// check counts, whoever made it.
func CheckEvidence(ref Ref, id string, c Check) Change {
	return Change{Field: Field{KindCheck, ref.Policy, ref.Label, id}, Value: c}
}

// String returns what was seen in words.
func (c Check) String() string {
	if c.Holds {
		return c.Outcome
	}
	return "failed: " + c.Outcome
}

// InWords returns what was seen in words.
func (c Check) InWords() string { return c.String() }

// Texts returns nothing: the program writes the outcome.
func (c Check) Texts() []Text { return nil }

// Empty returns false: every check says something.
func (c Check) Empty() bool { return false }

// Refuse refuses an outcome that is not UTF-8.
func (c Check) Refuse(Field) error { return CheckText("the outcome", c.Outcome) }

// said says who checked when, and the outcome; it is empty if nobody did.
func (c Check) said(text func(string) string) string {
	if c.At.IsZero() {
		return ""
	}
	return fmt.Sprintf("looked at %s by %s: %s", c.At.UTC().Format(time.DateOnly), text(c.By.String()), text(c.String()))
}
