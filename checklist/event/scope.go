package event

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"clausewalk/policy"
)

// KindScope is the kind of an event that answers a question about the app; its
// value is a FactAnswer, its subject the fact.
const KindScope Kind = "scope"

var scopeSpec = Spec{
	Kind: KindScope, About: APolicy, Sets: true, Differ: true, CountedAs: Scope, Signed: true, Asks: true,
	Name:   func(f Field) string { return "fact " + f.Subject },
	values: of[FactAnswer]{},
}

// FactAnswer is what a person says about a fact of the app. Values is "yes" or "no"
// for a yes-no fact, the option of a choice, or the items of a list; Unknown means
// "not yet known".
type FactAnswer struct {
	Unknown bool
	Values  []string
}

const unknownFact = "unknown"

// SetFact answers a scope question of a policy. A list is sorted, since two people
// who name the same things give the same answer.
func SetFact(policyID, fact string, answer FactAnswer) Change {
	answer.Values = slices.Sorted(slices.Values(answer.Values))
	return Change{Field: Field{KindScope, policyID, "", fact}, Value: answer}
}

// MarshalJSON writes "unknown" or the list of values.
func (f FactAnswer) MarshalJSON() ([]byte, error) {
	if f.Unknown {
		return json.Marshal(unknownFact)
	}
	return json.Marshal(append([]string{}, f.Values...))
}

// UnmarshalJSON reads what MarshalJSON has written.
func (f *FactAnswer) UnmarshalJSON(b []byte) error {
	var word string
	if json.Unmarshal(b, &word) == nil {
		if word != unknownFact {
			return fmt.Errorf("a fact's answer must be a list or %q, not %q", unknownFact, word)
		}
		*f = FactAnswer{Unknown: true}
		return nil
	}
	f.Unknown = false
	return json.Unmarshal(b, &f.Values)
}

// String returns the answer in words.
func (f FactAnswer) String() string {
	switch {
	case f.Unknown:
		return "not yet known"
	case len(f.Values) == 0:
		return "none"
	default:
		return strings.Join(f.Values, ", ")
	}
}

// InWords returns the answer in words.
func (f FactAnswer) InWords() string { return f.String() }

// Texts returns the items of a list.
func (f FactAnswer) Texts() []Text {
	texts := make([]Text, len(f.Values))
	for n, value := range f.Values {
		texts[n] = Text{"answer", value}
	}
	return texts
}

// Empty returns false: an empty list is an answer.
func (f FactAnswer) Empty() bool { return false }

// Refuse refuses an answer without a fact. Whether the question allows the answer is
// checked by Fits.
func (f FactAnswer) Refuse(field Field) error {
	if field.Subject == "" {
		return errors.New("an answer about the app needs the fact that it answers")
	}
	return nil
}

// Fits returns why the question does not allow the answer, nil if it does.
func (f FactAnswer) Fits(q policy.Fact) error {
	options := q.Options
	if q.Answer == "yes-no" {
		options = []string{"yes", "no"}
	}
	switch {
	case f.Unknown:
		return nil
	case q.Answer != "list" && len(f.Values) != 1:
		return fmt.Errorf("%s takes one answer, not %d", q.ID, len(f.Values))
	}
	for _, value := range f.Values {
		switch {
		case len(options) == 0 || slices.Contains(options, value):
		case q.Answer == "yes-no":
			return fmt.Errorf("%q does not answer %s: write yes, no or unknown", value, q.ID)
		case q.Answer == "choice":
			return fmt.Errorf("%q does not answer %s: write one of %s, or unknown", value, q.ID, strings.Join(options, ", "))
		default:
			return fmt.Errorf("%q does not answer %s: write one or more of %s, as in %s; or none, or unknown",
				value, q.ID, strings.Join(options, ", "), strings.Join(options[:min(2, len(options))], ","))
		}
	}
	return nil
}

// ParseFact reads an answer to a fact: yes, no, an option, items with commas or
// spaces between them, "none" for an empty list, "unknown" or "?". The error says
// what the question allows.
func ParseFact(q policy.Fact, s string) (FactAnswer, error) {
	s = strings.TrimSpace(s)
	if strings.EqualFold(s, unknownFact) || s == "?" {
		return FactAnswer{Unknown: true}, nil
	}
	answer := FactAnswer{Values: []string{s}}
	switch q.Answer {
	case "yes-no":
		switch strings.ToLower(s) {
		case "y", "yes":
			answer.Values[0] = "yes"
		case "n", "no":
			answer.Values[0] = "no"
		}
	case "choice":
	default:
		if strings.EqualFold(s, "none") {
			return FactAnswer{}, nil
		}
		answer.Values = nil
		for _, item := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || unicode.IsSpace(r) }) {
			if !slices.Contains(answer.Values, item) {
				answer.Values = append(answer.Values, item)
			}
		}
		if len(answer.Values) == 0 {
			return FactAnswer{}, fmt.Errorf("%s: the answer is empty; write none for an empty list", q.ID)
		}
	}
	if err := answer.Fits(q); err != nil {
		return FactAnswer{}, err
	}
	return answer, CheckText(q.ID, s)
}

// Holds tells whether a condition on a fact holds with this answer. It also holds
// where the answer is unknown, or has an entry that the guide does not know: doubt
// keeps a clause in scope.
func (f FactAnswer) Holds(c policy.Condition, fact policy.Fact) bool {
	unknown := func(v string) bool { return !slices.Contains(fact.Known, v) }
	switch {
	case f.Unknown, len(fact.Known) > 0 && slices.ContainsFunc(f.Values, unknown):
		return true
	case c.Value != "":
		return slices.Contains(f.Values, c.Value)
	default:
		return len(f.Values) > 0 && !slices.Equal(f.Values, []string{"no"})
	}
}
