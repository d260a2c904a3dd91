package event

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// KindSubmission is the kind of an event that says what is handed in for one
// review; its value is a *Submission, nil to remove it, its subject the submission's
// ID, its policy the questionnaire of the review.
const KindSubmission Kind = "submission"

var submissionSpec = Spec{
	Kind: KindSubmission, About: AClauseOrFact, Sets: true, Differ: true, CountedAs: Submissions, Signed: true, Asks: true,
	values: of[*Submission]{},
}

// SubmissionState is how far a submission has come.
type SubmissionState string

// The states, in their order.
const (
	Draft         SubmissionState = "draft"
	ReadyToHandIn SubmissionState = "ready"
	HandedIn      SubmissionState = "handed-in"
	Decided       SubmissionState = "decided"
)

// SubmissionStates lists every state, in their order.
func SubmissionStates() []SubmissionState {
	return []SubmissionState{Draft, ReadyToHandIn, HandedIn, Decided}
}

// String returns the state in words.
func (s SubmissionState) String() string { return strings.ReplaceAll(string(s), "-", " ") }

// Submission is what is handed in for one review: some of the permissions that
// the scope lists. Its texts and recordings are the answers and the evidence of
// the items that are asked for these permissions.
type Submission struct {
	Permissions []string        `json:"permissions"`
	State       SubmissionState `json:"state"`
	On          string          `json:"on,omitempty"` // the day it was handed in
	Answers     []Reply         `json:"answers,omitempty"`

	ID     string `json:"-"`
	Policy string `json:"-"`
	Stamp  `json:"-"`
}

// Reply is what a team says it has done about a decision against an earlier
// submission.
type Reply struct {
	Outcome string `json:"outcome"` // its ID
	Words   string `json:"words"`
}

// Submit returns the change that sets a submission, or removes it where s is nil.
// Its permissions are sorted, since their order does not matter.
func Submit(policyID, id string, s *Submission) Change {
	if s != nil {
		kept := *s
		kept.Permissions = slices.Sorted(slices.Values(s.Permissions))
		s = &kept
	}
	return Change{Field: Field{Kind: KindSubmission, Policy: policyID, Subject: id}, Value: s}
}

// When returns the state with its day: handed in on 2026-12-01.
func (s Submission) When() string {
	if s.On == "" {
		return s.State.String()
	}
	if s.State == HandedIn {
		return "handed in on " + s.On
	}
	return fmt.Sprintf("%s, handed in on %s", s.State, s.On)
}

// InWords says what is in it, how far it has come, and what it answers.
func (s *Submission) InWords() string {
	if s == nil {
		return "removed"
	}
	said := fmt.Sprintf("%s: %s", s.When(), strings.Join(s.Permissions, ", "))
	for _, a := range s.Answers {
		said += fmt.Sprintf("; to the decision %s: %s", a.Outcome, a.Words)
	}
	return said
}

// Texts returns its permissions and what it answers.
func (s *Submission) Texts() []Text {
	if s == nil {
		return nil
	}
	var all []Text
	for _, p := range s.Permissions {
		all = append(all, Text{"permission", p})
	}
	for _, a := range s.Answers {
		all = append(all, Text{"reply to a decision", a.Words})
	}
	return all
}

// Empty tells whether the submission is removed.
func (s *Submission) Empty() bool { return s == nil }

// Refuse returns what a submission lacks.
func (s *Submission) Refuse(f Field) error {
	switch {
	case f.Subject == "" || f.Clause != "":
		return errors.New("a submission needs an id and a policy")
	case s == nil:
		return nil
	case len(s.Permissions) == 0:
		return errors.New("a submission needs at least one permission")
	case !slices.Contains(SubmissionStates(), s.State):
		return fmt.Errorf("a submission is draft, ready, handed-in or decided, not %q", string(s.State))
	case s.On != "" && !IsDay(s.On):
		return fmt.Errorf("write the day it was handed in as 2026-03-31, not %q", s.On)
	case s.State == HandedIn && s.On == "":
		return errors.New("a submission that was handed in needs the day")
	}
	for n, p := range s.Permissions {
		if blank(p) || slices.Contains(s.Permissions[:n], p) {
			return fmt.Errorf("%q is listed twice", p)
		}
	}
	for _, a := range s.Answers {
		if blank(a.Words) || blank(a.Outcome) {
			return errors.New("a reply needs the decision and what was done")
		}
	}
	return nil
}
