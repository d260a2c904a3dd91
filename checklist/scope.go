package checklist

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
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

// holds tells whether a condition on a fact holds. What is not yet known keeps
// the clause in, and so does an entry that the guide does not know.
func holds(c policy.Condition, fact policy.Fact, answer FactAnswer) bool {
	switch {
	case answer.Unknown:
		return true
	case len(fact.Known) > 0 && slices.ContainsFunc(answer.Values, func(v string) bool { return !slices.Contains(fact.Known, v) }):
		return true
	case c.Value != "":
		return slices.Contains(answer.Values, c.Value)
	default:
		return len(answer.Values) > 0 && !slices.Equal(answer.Values, []string{"no"})
	}
}

// Fact is a scope question with its answer.
type Fact struct {
	Policy   string
	Question policy.Fact
	Answer   FactAnswer
	Answered bool
	By       Person
	At       time.Time
	Sides    []Side // the answers that are in conflict; Answer is the newest of them
}

// Facts returns the scope questions of all policies with their answers. What
// several policies ask in the same words is there once, under the first of
// them, unless it was answered differently.
func (a *Audit) Facts() []Fact {
	var all []Fact
	for _, p := range a.force {
		for _, q := range p.Scope {
			f := Fact{Policy: p.ID, Question: q}
			field := Field{KindScope, p.ID, "", q.ID}
			if slices.ContainsFunc(all, func(o Fact) bool {
				same := Field{KindScope, o.Policy, "", q.ID}
				return slices.Contains(a.sameQuestion(same), field) && a.standing(same) == a.standing(field)
			}) {
				continue
			}
			f.Sides = a.sidesOf(field)
			answer, event := value[FactAnswer](a, field)
			if event != nil {
				f.Answer, f.Answered, f.By, f.At = answer, true, event.Who, event.Time
			}
			all = append(all, f)
		}
	}
	return all
}

// sameQuestion returns the facts of other policies that ask what a fact asks.
func (a *Audit) sameQuestion(fact Field) []Field {
	p, ok := a.Policy(fact.Policy)
	if !ok {
		return nil
	}
	q, ok := p.Fact(fact.Subject)
	if !ok {
		return nil
	}
	var all []Field
	for _, other := range a.force {
		o, ok := other.Fact(q.ID)
		if other != p && ok && o.Question == q.Question && o.Answer == q.Answer && slices.Equal(o.Options, q.Options) {
			all = append(all, Field{KindScope, other.ID, "", q.ID})
		}
	}
	return all
}
