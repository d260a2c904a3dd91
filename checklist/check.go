package checklist

import (
	"fmt"
	"time"
)

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
	return Change{Field{KindCheck, ref.Policy, ref.Label, id}, c}
}

// String returns what was seen in words.
func (c Check) String() string {
	if c.Holds {
		return c.Outcome
	}
	return "failed: " + c.Outcome
}

// said tells who looked when, and what was seen, empty where nobody did.
func (c Check) said(text func(string) string) string {
	if c.At.IsZero() {
		return ""
	}
	return fmt.Sprintf("looked at %s by %s: %s", c.At.UTC().Format(time.DateOnly), text(c.By.String()), text(c.String()))
}
