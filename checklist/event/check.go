package event

import (
	"fmt"
	"time"
)

// KindCheck is the kind of an event that tells what came of looking at a piece
// of evidence again; its value is a Check, its subject the piece's ID.
const KindCheck Kind = "check"

var checkSpec = Spec{
	Kind: KindCheck, About: AClause, Sets: true, Differ: true, Under: Evidences, Signed: true, Newest: true,
	values: of[Check]{},
}

// Check is what came of looking at a link, or of running a command again,
// because a person asked for it.
type Check struct {
	Outcome string `json:"outcome"`          // in words: "200 OK", "exit code 1"
	Holds   bool   `json:"holds"`            // the piece still shows what it did
	SHA256  string `json:"sha256,omitempty"` // of what came back

	By Person    `json:"-"`
	At time.Time `json:"-"`
}

// CheckEvidence keeps what came of looking at a piece of evidence, named by its
// ID. The newest check counts, whoever made it.
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

// Empty returns false: that somebody looked is always news.
func (c Check) Empty() bool { return false }

// Refuse returns what cannot be kept of it.
func (c Check) Refuse(Field) error { return CheckText("the outcome", c.Outcome) }

// said tells who looked when, and what was seen, empty where nobody did.
func (c Check) said(text func(string) string) string {
	if c.At.IsZero() {
		return ""
	}
	return fmt.Sprintf("looked at %s by %s: %s", c.At.UTC().Format(time.DateOnly), text(c.By.String()), text(c.String()))
}
