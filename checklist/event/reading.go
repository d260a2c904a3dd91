package event

import (
	"errors"
	"fmt"
)

// KindReading is the kind of an event by which a person accepts how well a policy's
// text was read; its value is a *Reading, nil to withdraw that.
const KindReading Kind = "reading"

var readingSpec = Spec{
	Kind: KindReading, About: APolicy, Sets: true, Differ: true, CountedAs: Readings, Signed: true, Newest: true,
	values: of[*Reading]{},
}

// Reading is how well the text of one edition was read when somebody accepted that.
// The acceptance does not cover a worse reading.
type Reading struct {
	Edition string `json:"edition"`
	Share   int    `json:"share"`   // the percentage of words that are asked
	Unasked int    `json:"unasked"` // how many sentences bind somebody and are not asked
	Reason  string `json:"reason"`
}

// AcceptReading accepts how well a policy's text was read; nil withdraws that.
func AcceptReading(policyID string, r *Reading) Change {
	return Change{Field: Field{Kind: KindReading, Policy: policyID}, Value: r}
}

// InWords returns what was accepted, and why.
func (r *Reading) InWords() string {
	if r == nil {
		return "no longer accepted"
	}
	duties := fmt.Sprintf("%d duties", r.Unasked)
	if r.Unasked == 1 {
		duties = "1 duty"
	}
	return fmt.Sprintf("accepted with %d%% of the words asked and %s not asked: %s", r.Share, duties, r.Reason)
}

// Texts returns the reason.
func (r *Reading) Texts() []Text {
	if r == nil {
		return nil
	}
	return []Text{{"reason", r.Reason}}
}

// Empty tells whether nothing is accepted.
func (r *Reading) Empty() bool { return r == nil }

// Refuse returns what an acceptance lacks.
func (r *Reading) Refuse(Field) error {
	switch {
	case r == nil:
		return nil
	case r.Edition == "":
		return errors.New("accepting a reading needs the edition that was read")
	case blank(r.Reason):
		return errors.New("accepting what is not asked needs a reason")
	}
	return nil
}
