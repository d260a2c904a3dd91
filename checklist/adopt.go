package checklist

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/editions"
)

func adoption(policyID string) event.Field {
	return event.Field{Kind: event.KindAdopt, Policy: policyID}
}

// Adopt returns the change by which the audit goes over to another edition of one of
// its policies, and the comparison of the two editions. The change can be made once the
// audit knows the new text (Know).
func Adopt(a *Audit, next *policy.Policy) (c event.Change, found editions.Comparison, err error) {
	now, ok := a.Policy(next.ID)
	if !ok {
		return c, found, &UnknownError{What: "policy", Name: next.ID, Known: a.policyIDs()}
	}
	if now.Edition == next.Edition && !event.InConflict(a.heads(adoption(next.ID))) {
		return c, found, fmt.Errorf("the audit already asks edition %s of %s", next.ShortEdition(), next.ID)
	}
	found = editions.Compare(now, next)
	rules := rulesAt(next)
	d := event.Adoption{From: now.Edition, To: next.Edition, Map: became(now, next, found.Changes), Rules: &rules}
	return event.Adopt(next.ID, d), found, nil
}

// Adopted returns the event by which the edition in force of a policy came,
// nil where it is the one that the audit began with.
func Adopted(a *Audit, id string) *event.Event { return a.head(adoption(id)) }

// Disputes returns the adoptions that were made without knowing of each other
// and that go to different editions. The newest is in force until one more
// adoption settles it.
func Disputes(a *Audit) []Side {
	var all []Side
	for _, p := range a.Policies {
		all = append(all, a.sides(adoption(p.ID))...)
	}
	return all
}

// became reduces a comparison to the clauses that are asked. A clause that it leaves
// out has the same label and words in both editions.
func became(old, next *policy.Policy, changes []editions.Change) []event.Became {
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
	all := []event.Became{}
	for _, one := range changes {
		b := event.Became{Kind: one.Kind, Old: asked(one.Old, was, named[0]), New: asked(one.New, is, named[1])}
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
	all = append(all, partsBecame(old, next, changes)...)
	// A clause that was split and merged at once may be in no change.
	for _, c := range old.Clauses() {
		if !named[0][c.Label] {
			all = append(all, event.Became{Kind: editions.Removed, Old: []string{c.Label}})
		}
	}
	for _, c := range next.Clauses() {
		if !named[1][c.Label] {
			all = append(all, event.Became{Kind: editions.Added, New: []string{c.Label}})
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

// Archived is a clause whose answers have no place of their own: it is of an edition
// that was left, or for an entry that is not in its list.
type Archived struct {
	Item
	Offered []event.Ref // the clauses that may take them, none where it was removed
}

// Archive returns the clauses with such answers, by policy and edition, in the order of
// the older text.
func Archive(a *Audit, at time.Time) []Archived {
	var all []Archived
	offered := map[event.Ref][]event.Ref{}
	for _, to := range a.order {
		for _, old := range offersTo(a, to) {
			offered[old] = append(offered[old], to)
		}
	}
	for ref := range a.archived {
		if _, asked := a.clauses[ref]; asked || len(a.byRef[ref]) == 0 {
			continue
		}
		all = append(all, Archived{Item: a.Item(ref, at), Offered: offered[ref]})
	}
	slices.SortFunc(all, func(x, y Archived) int {
		return cmp.Or(cmp.Compare(x.Ref.Policy, y.Ref.Policy), cmp.Compare(x.Clause.FirstLine, y.Clause.FirstLine), cmp.Compare(x.Ref.Label, y.Ref.Label))
	})
	return all
}

// offersTo returns the clauses whose answers a clause may take: of editions
// that were left, and what was answered before the list was known, in this
// edition and in those. One that is archived itself may take nothing.
func offersTo(a *Audit, ref event.Ref) []event.Ref {
	if _, asked := a.clauses[ref]; !asked {
		return nil
	}
	all := slices.Clone(a.offers[ref])
	if base, entry := policy.CutEntry(ref.Label); entry != "" {
		once := event.Ref{Policy: ref.Policy, Label: base}
		all = append(append(all, a.offers[once]...), once)
	}
	return slices.DeleteFunc(all, func(old event.Ref) bool { return !offerable(a, old) })
}

// offerable tells whether anything stands for a clause that another one could
// take.
func offerable(a *Audit, ref event.Ref) bool {
	return slices.ContainsFunc(a.byRef[ref], func(f event.Field) bool {
		return f.Kind.Spec().Copied && slices.ContainsFunc(a.heads(f), func(h *event.Event) bool {
			v, err := event.DecodeValue(h.Kind, h.Value)
			return err == nil && !v.Empty()
		})
	})
}

// offered returns the older answers that a clause may take.
func offered(a *Audit, ref event.Ref, at time.Time) []Item {
	var all []Item
	for _, old := range offersTo(a, ref) {
		all = append(all, a.Item(old, at))
	}
	slices.SortFunc(all, func(x, y Item) int {
		return cmp.Or(cmp.Compare(x.Ref.Policy, y.Ref.Policy), cmp.Compare(x.Clause.FirstLine, y.Clause.FirstLine), cmp.Compare(x.Ref.Label, y.Ref.Label))
	})
	return all
}

// TakeOlder returns the changes by which a clause takes one of the older answers
// that it is offered, counted from 1: all that was entered for it.
func TakeOlder(a *Audit, ref event.Ref, number int, at time.Time) ([]event.Change, error) {
	offers := a.Item(ref, at).Offered
	switch {
	case len(offers) == 0:
		return nil, fmt.Errorf("%s has no older answer on offer", ref.Label)
	case number < 1 || number > len(offers):
		return nil, fmt.Errorf("%s has %d older answers on offer, but no number %d", ref.Label, len(offers), number)
	}
	return takeOlder(a, ref, offers[number-1])
}

// takeOlder returns the changes by which a clause takes an older answer.
func takeOlder(a *Audit, ref event.Ref, old Item) ([]event.Change, error) {
	if old.Has(Conflict) {
		return nil, fmt.Errorf("%s is in conflict: give %s a new answer", old.Ref, ref.Label)
	}
	var changes []event.Change
	for _, c := range answersAt(a, old.Ref) {
		if c.Field.Kind.Spec().Copied {
			c.Field.Policy, c.Field.Clause = ref.Policy, ref.Label
			c.Confirms = c.Field.Kind == event.KindVerdict // It was said of other words.
			changes = append(changes, c)
		}
	}
	return event.Meant(changes...), nil // The audit keeps these words already.
}

// answersAt returns the changes by which all that stands for a clause would be
// said again, in the order in which it was said first.
func answersAt(a *Audit, ref event.Ref) []event.Change {
	var all []event.Change
	seen := map[event.Field]bool{}
	for _, e := range a.Log(ref) {
		if seen[e.Field] {
			continue
		}
		seen[e.Field] = true
		head := a.head(e.Field)
		if head == nil {
			continue
		}
		if v, err := event.DecodeValue(head.Kind, head.Value); err == nil && !v.Empty() {
			all = append(all, event.Change{Field: e.Field, Value: v, Said: head.Origin()})
		}
	}
	return all
}

// InEditionsOf returns the audit with its answers at their places in the editions that
// another state of it asks.
func (a *Audit) InEditionsOf(o *Audit) *Audit {
	then := a.Refold(nil)
	then.texts, then.adoptions = o.texts, slices.Clone(o.adoptions)
	then.layAll(o.force)
	return then
}

// Fate counts what becomes of the answers in an adoption.
type Fate struct {
	Kept     int // at their clauses
	Confirm  int // at clauses that say something else now
	Offered  int // to the clauses that came of a split or a merger
	Archived int // the clause is no more
	Open     int // clauses that have no answer
}

// Fates counts what has become of all answers.
func Fates(a *Audit, at time.Time) Fate {
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
	for _, old := range Archive(a, at) {
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
