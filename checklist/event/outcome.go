package event

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// KindOutcome is the kind of an event that keeps what the platform decided; its
// value is an *Outcome, nil to remove it, its subject the outcome's ID.
const KindOutcome Kind = "outcome"

// A decision of the platform changes nothing that a person has signed.
var outcomeSpec = Spec{
	Kind: KindOutcome, About: AnyClause, Sets: true, Differ: true, CountedAs: Decisions,
	values: of[*Outcome]{},
}

// Result is how the platform decided.
type Result string

// The results.
const (
	Approved Result = "approved"
	Rejected Result = "rejected"
	Changes  Result = "changes" // the platform wants changes before it decides
)

// Results lists every result.
func Results() []Result { return []Result{Approved, Rejected, Changes} }

// ParseResult reads a result as people write it.
func ParseResult(s string) (Result, error) {
	folded := strings.ToLower(strings.TrimSpace(s))
	for _, r := range Results() {
		if folded == string(r) || folded == r.String() {
			return r, nil
		}
	}
	return "", fmt.Errorf("unknown result %q: it is one of %s", s, joined(Results()))
}

// String returns the result in words.
func (r Result) String() string {
	if r == Changes {
		return "changes asked for"
	}
	return string(r)
}

// Outcome is what the platform decided. One that is about several clauses is kept at
// each of them under the same id.
type Outcome struct {
	Result     Result `json:"result"`
	On         string `json:"on"`                   // the day of the decision
	Release    string `json:"release"`              // the app's release that it is about
	Permission string `json:"permission,omitempty"` // the list entry that it is about, empty for all
	Words      string `json:"words,omitempty"`      // the platform's own words
	Submission string `json:"submission,omitempty"` // the id of the submission that it is about, empty if none is kept
	Was        string `json:"was,omitempty"`        // the clause of an older audit that it was about, if this one does not ask it

	ID      string `json:"-"`
	Lifted  bool   `json:"-"` // it is not an approval, but everything that it was about was approved later
	Carried string `json:"-"` // the audit that it was taken over from, empty for this one
	Refs    []Ref  `json:"-"` // the clauses that it is about
	Stamp   `json:"-"`
}

// AddOutcome returns the changes that keep what the platform decided, one for each
// clause that it is about, or a single one for the whole audit. The stamp of o says
// who entered it first, if that was somebody else. The id must be new.
func AddOutcome(id string, o Outcome, about ...Ref) []Change {
	said := o.Said
	o.ID, o.Carried, o.Refs, o.Stamp, o.Lifted = "", "", nil, Stamp{}, false
	if len(about) == 0 {
		about = []Ref{{}}
	}
	var all []Change
	for _, ref := range about {
		all = append(all, Change{Field: Field{KindOutcome, ref.Policy, ref.Label, id}, Value: &o, Said: said})
	}
	return all
}

// String returns the outcome in one line: rejected on 2026-03-02 (2.3),
// instagram_business_basic: "...".
func (o Outcome) String() string {
	said := fmt.Sprintf("%s on %s (%s)", o.Result, o.On, o.Release)
	for _, more := range []string{o.Permission, o.Was} {
		if more != "" {
			said += ", " + more
		}
	}
	if o.Words != "" {
		said += ": \"" + o.Words + "\""
	}
	return said
}

// SameDecision tells whether two outcomes are about the same decision, whichever
// clauses they are kept at.
func (o Outcome) SameDecision(other Outcome) bool {
	return o.Result == other.Result && o.On == other.On && o.Release == other.Release && o.Permission == other.Permission && o.Submission == other.Submission && o.Words == other.Words
}

// InWords returns the outcome in one line.
func (o *Outcome) InWords() string {
	if o == nil {
		return "removed"
	}
	return o.String()
}

// Texts returns the platform's words and the names that a person has given.
func (o *Outcome) Texts() []Text {
	if o == nil {
		return nil
	}
	return []Text{{"outcome", o.Words}, {"permission", o.Permission}, {"release", o.Release}, {"clause", o.Was}}
}

// Empty tells whether the outcome is removed.
func (o *Outcome) Empty() bool { return o == nil }

// Refuse returns what a decision lacks.
func (o *Outcome) Refuse(Field) error {
	switch {
	case o == nil:
		return nil
	case !slices.Contains(Results(), o.Result):
		return fmt.Errorf("unknown result %q", string(o.Result))
	case !IsDay(o.On):
		return fmt.Errorf("write the day of a decision as 2026-03-31, not %q", o.On)
	case o.Result != Approved && blank(o.Words):
		return errors.New("a decision other than approved needs the platform's words")
	}
	return nil
}
