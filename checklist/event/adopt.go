package event

import (
	"fmt"
	"strings"

	"clausewalk/policy/editions"
)

// KindAdopt is the kind of an event by which an audit goes over to another
// edition of a policy; its value is an Adoption.
const KindAdopt Kind = "adopt"

var adoptSpec = Spec{
	Kind: KindAdopt, About: APolicy, Sets: true, Differ: true, CountedAs: Policies, Signed: true, Asks: true,
	values: of[Adoption]{Adoption.shape},
	// Two versions of the program may have matched the clauses differently.
	same: func(x, y Value) bool { return x.(Adoption).To == y.(Adoption).To },
}

// Adoption is an audit's change from one edition of a policy to another. It keeps
// what became of each clause, so that a later way of comparing texts cannot change
// where an answer belongs.
type Adoption struct {
	From string   `json:"from"`
	To   string   `json:"to"`
	Map  []Became `json:"map"` // a clause that it does not name kept its label and its words

	Rules *Rules `json:"rules,omitempty"` // the rules of To; nil where an older program has adopted it
}

// Became is what became of a clause, or of several that went together.
type Became struct {
	Kind editions.ChangeKind `json:"kind"`
	Old  []string            `json:"old,omitempty"`
	New  []string            `json:"new,omitempty"`
}

// Adopt goes over to another edition of a policy.
func Adopt(policyID string, d Adoption) Change {
	return Change{Field: Field{Kind: KindAdopt, Policy: policyID}, Value: d}
}

func (d Adoption) shape() error {
	for _, edition := range []string{d.From, d.To} {
		if !isDigest(edition) {
			return fmt.Errorf("%s: %q is not an edition", KindAdopt, edition)
		}
	}
	return nil
}

// String says how many clauses went each way.
func (d Adoption) String() string {
	n := map[editions.ChangeKind]int{}
	for _, b := range d.Map {
		n[b.Kind]++
	}
	said := []string{fmt.Sprintf("edition %.12s in place of %.12s", d.To, d.From)}
	for _, kind := range editions.ChangeKinds() {
		if n[kind] > 0 {
			said = append(said, fmt.Sprintf("%d %s", n[kind], kind))
		}
	}
	return strings.Join(said, ", ")
}

// InWords says how many clauses went each way.
func (d Adoption) InWords() string { return d.String() }

// Texts returns nothing: the program compares the editions.
func (d Adoption) Texts() []Text { return nil }

// Empty returns false: an adoption is withdrawn by undo.
func (d Adoption) Empty() bool { return false }

// Refuse refuses what are not editions.
func (d Adoption) Refuse(Field) error { return d.shape() }
