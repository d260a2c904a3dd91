package checklist

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"clausewalk/policy"
)

// FactAnswer is what a person says about a fact of the app. A yes-no fact holds
// "yes" or "no", a choice its option, a list its items; Unknown stands for "not
// yet known".
type FactAnswer struct {
	Unknown bool
	Values  []string
}

const unknownFact = "unknown"

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
			return fmt.Errorf("a fact's answer is a list or %q, not %q", unknownFact, word)
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

// ParseFact reads an answer to a fact: yes, no, an option, items with commas
// between them, "none" for an empty list, "unknown".
func ParseFact(f policy.Fact, s string) (FactAnswer, error) {
	s = strings.TrimSpace(s)
	if strings.EqualFold(s, unknownFact) || s == "?" {
		return FactAnswer{Unknown: true}, nil
	}
	switch f.Answer {
	case "yes-no":
		switch strings.ToLower(s) {
		case "y", "yes":
			return FactAnswer{Values: []string{"yes"}}, nil
		case "n", "no":
			return FactAnswer{Values: []string{"no"}}, nil
		}
		return FactAnswer{}, fmt.Errorf("%s is answered yes, no or unknown, not %q", f.ID, s)
	case "choice":
		if !slices.Contains(f.Options, s) {
			return FactAnswer{}, fmt.Errorf("%s is one of %s or unknown, not %q", f.ID, strings.Join(f.Options, ", "), s)
		}
		return FactAnswer{Values: []string{s}}, nil
	}
	if strings.EqualFold(s, "none") {
		return FactAnswer{}, nil
	}
	var values []string
	for _, item := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || unicode.IsSpace(r) }) {
		if len(f.Options) > 0 && !slices.Contains(f.Options, item) {
			return FactAnswer{}, fmt.Errorf("%s lists any of %s, none, or is unknown, not %q", f.ID, strings.Join(f.Options, ", "), item)
		}
		if !slices.Contains(values, item) {
			values = append(values, item)
		}
	}
	if len(values) == 0 {
		return FactAnswer{}, fmt.Errorf("%s: nothing given; write none for an empty list", f.ID)
	}
	return FactAnswer{Values: values}, checkText(f.ID, s)
}

// SetFact answers a scope question of a policy. The order of a list means
// nothing: two people who name the same things have given one answer.
func SetFact(policyID, fact string, answer FactAnswer) Change {
	answer.Values = slices.Sorted(slices.Values(answer.Values))
	return Change{Field{KindScope, policyID, "", fact}, answer}
}

// Overrule puts a clause into or out of scope whatever the facts say.
type Overrule struct {
	In     bool   `json:"in"`
	Reason string `json:"reason"`
}

// SetOverrule overrules scope for one clause; nil gives it back to the facts.
func SetOverrule(ref Ref, o *Overrule) Change {
	return Change{Field{KindOverrule, ref.Policy, ref.Label, ""}, o}
}

func (o *Overrule) check() error {
	if o != nil && strings.TrimSpace(o.Reason) == "" {
		return errors.New("overruling scope needs a reason")
	}
	if o == nil {
		return nil
	}
	return checkText("reason", o.Reason)
}

// holds tells whether a condition holds. What is not yet known keeps the clause
// in.
func holds(c policy.Condition, answer FactAnswer) bool {
	switch {
	case answer.Unknown:
		return true
	case c.Value != "":
		return slices.Contains(answer.Values, c.Value)
	default:
		return len(answer.Values) > 0 && !slices.Equal(answer.Values, []string{"no"})
	}
}
