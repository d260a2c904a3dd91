package event

import "errors"

// KindOverrule is the kind of an event that puts a clause into or out of scope;
// its value is an *Overrule, nil to withdraw that.
const KindOverrule Kind = "overrule"

var overruleSpec = Spec{
	Kind: KindOverrule, About: AClause, Sets: true, Differ: true, CountedAs: Scope, Signed: true, Carried: true,
	Name:   func(Field) string { return "scope" },
	values: of[*Overrule]{},
}

// Overrule puts a clause into or out of scope whatever the facts say.
type Overrule struct {
	In     bool   `json:"in"`
	Reason string `json:"reason"`
}

// SetOverrule overrules scope for one clause; nil gives it back to the facts.
func SetOverrule(ref Ref, o *Overrule) Change {
	return Change{Field: Field{KindOverrule, ref.Policy, ref.Label, ""}, Value: o}
}

// InWords returns whether the clause is in scope, and why.
func (o *Overrule) InWords() string {
	switch {
	case o == nil:
		return "as the facts say"
	case o.In:
		return "in scope: " + o.Reason
	default:
		return "out of scope: " + o.Reason
	}
}

// Texts returns the reason.
func (o *Overrule) Texts() []Text {
	if o == nil {
		return nil
	}
	return []Text{{"scope reason", o.Reason}}
}

// Empty tells whether the facts decide.
func (o *Overrule) Empty() bool { return o == nil }

// Refuse refuses an overrule without a reason.
func (o *Overrule) Refuse(Field) error {
	if o != nil && blank(o.Reason) {
		return errors.New("overruling scope needs a reason")
	}
	return nil
}
