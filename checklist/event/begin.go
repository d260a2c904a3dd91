package event

import (
	"errors"
	"strings"
)

// KindBegin is the kind of the event that comes with the first entry of an
// audit; its value is a Begin.
const KindBegin Kind = "begin"

var beginSpec = Spec{Kind: KindBegin, About: TheAudit, values: of[Begin]{}}

// Begin says under which rules an audit began. Two clones that begin the same
// audit each write one, and the older says who began it.
type Begin struct {
	App      string  `json:"app"`
	Release  string  `json:"release"`
	Policies []Rules `json:"policies"`
}

// Rules are the texts by which a policy's answers are judged, as digests of their
// bytes, empty for a text that is not there.
type Rules struct {
	ID      string `json:"id"`
	Edition string `json:"edition"`
	Guide   string `json:"guide,omitempty"`
	Assess  string `json:"assess,omitempty"`
	Clauses string `json:"clauses,omitempty"` // clauses.json: how the text was read
}

// InWords returns the app and its release.
func (b Begin) InWords() string { return strings.TrimSpace(b.App + " " + b.Release) }

// Texts returns nothing: the program writes what the audit was made with.
func (b Begin) Texts() []Text { return nil }

// Empty returns false.
func (b Begin) Empty() bool { return false }

// Refuse always refuses: the first change of an audit brings its own begin event.
func (b Begin) Refuse(Field) error {
	return errors.New("the entry that begins an audit has to be its first")
}
