package event

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// KindRules is the kind of the event by which a person takes other rules for an
// audit than those it was judged by; its value is a Taken.
const KindRules Kind = "rules"

var rulesSpec = Spec{
	Kind: KindRules, About: TheAudit, Sets: true, Differ: true, Under: RuleTexts, Signed: true, Asks: true,
	Name: func(f Field) string {
		if f.Subject == "" {
			return "audit.json"
		}
		return "rules of " + f.Subject
	},
	values: of[Taken]{Taken.shape},
	same:   func(x, y Value) bool { return x.(Taken).To.Equal(y.(Taken).To) },
}

// Frame is what an audit is judged by: the rules of one of its policies, or what
// its audit.json says, without the texts' digests.
type Frame struct {
	App      string  `json:"app,omitempty"`
	Release  string  `json:"release,omitempty"`
	Policies []Rules `json:"policies"`
}

// Equal tells whether two frames are the same.
func (f Frame) Equal(o Frame) bool {
	return f.App == o.App && f.Release == o.Release && slices.Equal(f.Policies, o.Policies)
}

// Taken says that a person took the rules To, in place of From.
type Taken struct {
	From *Frame `json:"from,omitempty"` // nil where it is not known what the audit began with
	To   Frame  `json:"to"`
}

// TakeRules takes other rules: those of the policy that is named, or what
// audit.json says where none is.
func TakeRules(policyID string, t Taken) Change {
	return Change{Field: Field{Kind: KindRules, Subject: policyID}, Value: t}
}

func (t Taken) shape() error {
	if len(t.To.Policies) == 0 {
		return errors.New("rules: they need a policy")
	}
	return nil
}

// InWords says what is not as it was.
func (t Taken) InWords() string {
	was := Frame{}
	if t.From != nil {
		was = *t.From
	}
	if len(t.To.Policies) == 1 && t.To.App == "" { // The field names the policy.
		if words := t.To.Policies[0].since(first(was.Policies)); len(words) > 0 {
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

func first(all []Rules) (r Rules) {
	if len(all) > 0 {
		r = all[0]
	}
	return r
}

// since says which texts the rules have in place of others.
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

// Texts returns nothing: the program writes down what is there.
func (t Taken) Texts() []Text { return nil }

// Empty returns false: rules that were taken are taken back by undo.
func (t Taken) Empty() bool { return false }

// Refuse returns what is wrong with rules that are none.
func (t Taken) Refuse(Field) error { return t.shape() }

// Known tells whether any text of the rules is known by its digest.
func (r Rules) Known() bool { return r.Guide != "" || r.Assess != "" || r.Clauses != "" }

// Frame returns what an audit began with: the rules of the policy that is named,
// or what its audit.json said where none is. It is false where that is not known.
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
