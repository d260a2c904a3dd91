package event

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// KindRules is the kind of the event by which a person has an audit judged by
// different rules from now on; its value is a RulesTaken.
const KindRules Kind = "rules"

var rulesSpec = Spec{
	Kind: KindRules, About: TheAudit, Sets: true, Differ: true, CountedAs: RuleTexts, Signed: true, Asks: true,
	Name: func(f Field) string {
		if f.Subject == "" {
			return "audit.json"
		}
		return "rules of " + f.Subject
	},
	values: of[RulesTaken]{RulesTaken.shape},
	same:   func(x, y Value) bool { return x.(RulesTaken).To.Equal(y.(RulesTaken).To) },
}

// Frame is one piece of what an audit is judged by: the rules of one of its policies;
// or what audit.json says, with policies that have no digest but their edition.
type Frame struct {
	App      string  `json:"app,omitempty"`
	Release  string  `json:"release,omitempty"`
	Policies []Rules `json:"policies"`
}

// Equal tells whether two frames are the same.
func (f Frame) Equal(o Frame) bool {
	return f.App == o.App && f.Release == o.Release && slices.Equal(f.Policies, o.Policies)
}

// RulesTaken says that a person took the rules To instead of From.
type RulesTaken struct {
	From *Frame `json:"from,omitempty"` // nil where it is not known what the audit began with
	To   Frame  `json:"to"`
}

// TakeRules takes other rules for a policy, or takes what audit.json says where
// policyID is empty.
func TakeRules(policyID string, t RulesTaken) Change {
	return Change{Field: Field{Kind: KindRules, Subject: policyID}, Value: t}
}

func (t RulesTaken) shape() error {
	if len(t.To.Policies) == 0 {
		return errors.New("rules: they need a policy")
	}
	return nil
}

// InWords says what is different from before.
func (t RulesTaken) InWords() string {
	was := Frame{}
	if t.From != nil {
		was = *t.From
	}
	if len(t.To.Policies) == 1 && t.To.App == "" { // The field names the policy.
		var from Rules
		if len(was.Policies) > 0 {
			from = was.Policies[0]
		}
		if words := t.To.Policies[0].since(from); len(words) > 0 {
			return strings.Join(words, ", ")
		}
	}
	var said []string
	if t.To.App != "" || t.To.Release != "" {
		said = append(said, strings.TrimSpace(t.To.App+" "+t.To.Release))
	}
	for _, to := range t.To.Policies {
		var from Rules
		if n := slices.IndexFunc(was.Policies, func(r Rules) bool { return r.ID == to.ID }); n >= 0 {
			from = was.Policies[n]
		}
		words := to.since(from)
		said = append(said, strings.Join(append([]string{to.ID}, words...), ", "))
	}
	return strings.Join(said, "; ")
}

// since says which texts differ from those of other rules.
func (r Rules) since(from Rules) (all []string) {
	if r.Edition != from.Edition {
		all = append(all, fmt.Sprintf("edition %.12s", r.Edition))
	}
	for _, text := range []struct{ name, was, is string }{
		{"guide.yaml", from.Guide, r.Guide}, {"assess.yaml", from.Assess, r.Assess}, {"clauses.json", from.Clauses, r.Clauses},
	} {
		switch {
		case text.was == text.is:
		case text.is == "":
			all = append(all, "no "+text.name)
		case text.was == "":
			all = append(all, fmt.Sprintf("%s %.12s", text.name, text.is))
		default:
			all = append(all, fmt.Sprintf("%s %.12s in place of %.12s", text.name, text.is, text.was))
		}
	}
	return all
}

// Texts returns nothing: the program writes the digests.
func (t RulesTaken) Texts() []Text { return nil }

// Empty returns false: taking rules is withdrawn by undo.
func (t RulesTaken) Empty() bool { return false }

// Refuse refuses rules without a policy.
func (t RulesTaken) Refuse(Field) error { return t.shape() }

// Known tells whether the digest of any text is known.
func (r Rules) Known() bool { return r.Guide != "" || r.Assess != "" || r.Clauses != "" }

// Frame returns what an audit began with: the rules of a policy, or what its
// audit.json said where policyID is empty. It returns false where that is not known.
func (b Begin) Frame(policyID string) (Frame, bool) {
	if policyID == "" {
		f := Frame{App: b.App, Release: b.Release}
		for _, r := range b.Policies {
			f.Policies = append(f.Policies, Rules{ID: r.ID, Edition: r.Edition})
		}
		return f, len(f.Policies) > 0
	}
	for _, r := range b.Policies {
		if r.ID == policyID && r.Known() {
			return Frame{Policies: []Rules{r}}, true
		}
	}
	return Frame{}, false
}
