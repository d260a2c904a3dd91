package event

import "errors"

// KindResponse is the kind of an event that says what a person did with a
// suggestion; its value is a *Response, nil to withdraw that, its subject the
// suggestion's ID.
const KindResponse Kind = "response"

var responseSpec = Spec{
	Kind: KindResponse, About: AClauseOrFact, Sets: true, Newest: true, Aside: true,
	values: of[*Response]{},
}

// Response is what a person did with a suggestion: they took it as their answer, or
// dismissed it with a reason.
type Response struct {
	Taken  bool     `json:"taken"`            // false: it was dismissed
	Reason string   `json:"reason,omitempty"` // why it was dismissed
	Own    bool     `json:"own,omitempty"`    // the answer has words of the person's own
	Opened bool     `json:"opened,omitempty"` // the person has looked at its evidence
	Source string   `json:"source"`           // of the suggestion
	Words  string   `json:"words"`            // of the suggestion, as they were then
	Keys   []string `json:"keys,omitempty"`   // of the suggestion, as they were then
}

// Respond returns the change that says what a person did with a suggestion.
func Respond(ref Ref, id string, r *Response) Change {
	return Change{Field: Field{KindResponse, ref.Policy, ref.Label, id}, Value: r}
}

// InWords says what became of the suggestion, and of which.
func (r *Response) InWords() string {
	switch {
	case r == nil:
		return "taken back"
	case r.Taken:
		said := "taken from " + r.Source
		if !r.Own {
			said += ", without words of their own"
		}
		if !r.Opened {
			said += ", without looking at its evidence"
		}
		return said + ": " + r.Words
	}
	return "dismissed: " + r.Reason + " (" + r.Source + ": " + r.Words + ")"
}

// Texts returns the reason, and what the suggestion said.
func (r *Response) Texts() []Text {
	if r == nil {
		return nil
	}
	all := []Text{{"source", r.Source}, {"suggestion", r.Words}}
	if !r.Taken {
		all = append(all, Text{"reason", r.Reason})
	}
	return all
}

// Empty tells whether the response is withdrawn.
func (r *Response) Empty() bool { return r == nil }

// Refuse returns what a response lacks.
func (r *Response) Refuse(Field) error {
	switch {
	case r == nil:
		return nil
	case !r.Taken && blank(r.Reason):
		return errors.New("dismissing a suggestion needs a reason")
	case r.Taken && r.Reason != "":
		return errors.New("a suggestion that was taken has its reason in the answer")
	}
	return nil
}
