package checklist

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/policy"
	"clausewalk/policy/editions"
)

// Adoption is an audit's change from one edition of a policy to another. What
// became of each clause is kept with it: no later way of comparing texts may
// change where an answer belongs.
type Adoption struct {
	From string   `json:"from"`
	To   string   `json:"to"`
	Map  []Became `json:"map"` // what is named in none of these kept its label and its words
}

// Became is what became of a clause, or of several that went together.
type Became struct {
	Kind editions.ChangeKind `json:"kind"`
	Old  []string            `json:"old,omitempty"`
	New  []string            `json:"new,omitempty"`
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

// Adopt returns the change by which the audit goes over to another edition of
// one of its policies, and the comparison behind it. The audit knows the text
// from then on.
func (a *Audit) Adopt(next *policy.Policy) (c Change, found editions.Comparison, err error) {
	now, ok := a.Policy(next.ID)
	if !ok {
		return c, found, &UnknownError{What: "policy", Name: next.ID, Known: a.policyIDs()}
	}
	field := Field{Kind: KindAdopt, Policy: next.ID}
	if now.Edition == next.Edition && !differ(a.heads(field)) {
		return c, found, fmt.Errorf("the audit asks edition %s of %s already", next.ShortEdition(), next.ID)
	}
	found = editions.Compare(now, next)
	a.Know(next)
	return Change{field, Adoption{From: now.Edition, To: next.Edition, Map: became(now, next, found.Changes)}}, found, nil
}

func (a *Audit) policyIDs() (ids []string) {
	for _, p := range a.force {
		ids = append(ids, p.ID)
	}
	return ids
}

// became reduces a comparison to the clauses that are asked. What is left out
// has its label and its words in both editions.
func became(old, next *policy.Policy, changes []editions.Change) []Became {
	was, is := digests(old), digests(next)
	named := [2]map[string]bool{{}, {}}
	asked := func(side []policy.Clause, in map[string]string, seen map[string]bool) (labels []string) {
		for _, c := range side {
			if _, ok := in[c.Label]; ok {
				labels, seen[c.Label] = append(labels, c.Label), true
			}
		}
		return labels
	}
	all := []Became{}
	for _, one := range changes {
		b := Became{one.Kind, asked(one.Old, was, named[0]), asked(one.New, is, named[1])}
		switch {
		case len(b.Old) == 0 && len(b.New) == 0:
			continue
		case len(b.Old) == 0:
			b.Kind = editions.Added
		case len(b.New) == 0:
			b.Kind = editions.Removed
		case len(b.Old) > 1:
			b.Kind = editions.Merged
		case len(b.New) > 1:
			b.Kind = editions.Split
		case was[b.Old[0]] != is[b.New[0]]:
			b.Kind = editions.Reworded
		case b.Old[0] != b.New[0]:
			b.Kind = editions.Moved
		default:
			continue
		}
		all = append(all, b)
	}
	// A clause that was split and merged at once may be in no change.
	for _, c := range old.Clauses() {
		if !named[0][c.Label] {
			all = append(all, Became{Kind: editions.Removed, Old: []string{c.Label}})
		}
	}
	for _, c := range next.Clauses() {
		if !named[1][c.Label] {
			all = append(all, Became{Kind: editions.Added, New: []string{c.Label}})
		}
	}
	return all
}

func digests(p *policy.Policy) map[string]string {
	all := map[string]string{}
	for _, c := range p.Clauses() {
		all[c.Label] = c.Digest
	}
	return all
}

// ---- the archive and what it offers ----

// Archived is a clause with answers that have no place of their own: of an
// edition that was left, or for an entry that is not in its list.
type Archived struct {
	Item
	Offered []Ref // the clauses that may take them, none where it was removed
}

// Archive returns the answers that were left behind, by policy and edition, in
// the order of the older text.
func (a *Audit) Archive(at time.Time) []Archived {
	var all []Archived
	for ref := range a.archived {
		if _, asked := a.clauses[ref]; asked || len(a.byRef[ref]) == 0 {
			continue
		}
		one := Archived{Item: a.Item(ref, at)}
		for _, to := range a.order {
			if slices.Contains(a.offersTo(to), ref) {
				one.Offered = append(one.Offered, to)
			}
		}
		all = append(all, one)
	}
	slices.SortFunc(all, func(x, y Archived) int {
		return cmp.Or(cmp.Compare(x.Ref.Policy, y.Ref.Policy), cmp.Compare(x.Clause.FirstLine, y.Clause.FirstLine), cmp.Compare(x.Ref.Label, y.Ref.Label))
	})
	return all
}

// offered returns the older answers that a clause may take.
func (a *Audit) offered(ref Ref, at time.Time) []Item {
	var all []Item
	for _, old := range a.offersTo(ref) {
		all = append(all, a.Item(old, at))
	}
	slices.SortFunc(all, func(x, y Item) int {
		return cmp.Or(cmp.Compare(x.Ref.Policy, y.Ref.Policy), cmp.Compare(x.Clause.FirstLine, y.Clause.FirstLine), cmp.Compare(x.Ref.Label, y.Ref.Label))
	})
	return all
}

// Take returns the changes by which a clause takes one of the older answers
// that it is offered, counted from 1: all that was entered for it.
func (a *Audit) Take(ref Ref, number int, at time.Time) ([]Change, error) {
	offers := a.Item(ref, at).Offered
	switch {
	case len(offers) == 0:
		return nil, fmt.Errorf("%s is offered no older answer", ref.Label)
	case number < 1 || number > len(offers):
		return nil, fmt.Errorf("%s is offered %d older answers, there is no number %d", ref.Label, len(offers), number)
	}
	old := offers[number-1]
	if old.Has(Conflict) {
		return nil, fmt.Errorf("%s is in conflict: answer %s anew", old.Ref, ref.Label)
	}
	var changes []Change
	for _, e := range a.Log(old.Ref) {
		c := Change{Field: e.Field}
		c.Field.Policy, c.Field.Clause = ref.Policy, ref.Label
		switch e.Kind {
		case KindReason:
			c.Value = old.Reason
		case KindVerdict:
			c.Value = old.Verdict
		case KindValidUntil:
			c.Value = old.ValidUntil
		case KindGap:
			c.Value, _ = value[string](a, e.Field)
		case KindEvidence:
			piece, _ := value[*Evidence](a, e.Field)
			if piece == nil {
				continue
			}
			c.Value = piece
		default:
			continue // What puts a clause out of scope is to be said of this one anew.
		}
		changes = append(changes, c)
	}
	return changes, nil
}

// Under returns the audit with its answers at their places in the editions that
// another state of it asks.
func (a *Audit) Under(o *Audit) *Audit {
	then := a.When(func(Event) bool { return true })
	then.texts, then.adoptions = o.texts, slices.Clone(o.adoptions)
	then.layAll(o.force)
	return then
}

// If returns the audit as it would be after a change that nobody makes.
func (a *Audit) If(changes ...Change) (*Audit, error) {
	then := a.When(func(Event) bool { return true })
	made := 0
	step, err := a.Step(Hand{Now: a.LastChange, NewID: func() string { made++; return fmt.Sprint("then ", made) }}, changes...)
	if err != nil {
		return nil, err
	}
	return then, then.Apply(step...)
}

// Fate counts what becomes of the answers when one state of an audit turns into
// another by an adoption.
type Fate struct {
	Kept     int // at their clauses
	Confirm  int // at clauses that say something else now
	Offered  int // to the clauses that came of a split or a merger
	Archived int // the clause is no more
	Open     int // clauses that have no answer
}

// Fates counts what has become of all answers.
func (a *Audit) Fates(at time.Time) Fate {
	var f Fate
	for _, i := range a.Items(at) {
		switch {
		case i.Reworded != nil:
			f.Confirm++
		case i.Touched():
			f.Kept++
		default:
			f.Open++
		}
	}
	for _, old := range a.Archive(at) {
		switch {
		case !old.Touched():
		case len(old.Offered) > 0:
			f.Offered++
		default:
			f.Archived++
		}
	}
	return f
}

// String says it in one line.
func (f Fate) String() string {
	return fmt.Sprintf("answers: %d kept, %d to confirm again, %d offered to other clauses, %d archived; clauses without one: %d",
		f.Kept, f.Confirm, f.Offered, f.Archived, f.Open)
}
