package checklist

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"clausewalk/policy"
	"clausewalk/policy/editions"
)

// Left is something of an older audit that was not taken over.
type Left struct {
	Ref Ref    // its clause in the older audit, the policy alone for a fact
	Why string // in a few words
}

// Carry returns the step by which an audit takes over what an older one says:
// the same facts, the answers to clauses with the same text, asked for the same
// entry, and what the platform decided. Each event names the older audit, and a
// verdict that was carried is stale until a person confirms it. Left is what
// was entered there and is not taken over.
func (a *Audit) Carry(by Hand, old *Audit) (step []Event, left []Left, err error) {
	facts, left := a.carriedFacts(old)
	then, err := a.If(facts...) // What repeats is asked as the facts have it.
	if err != nil {
		return nil, nil, err
	}
	changes := facts
	taken := map[Ref]bool{}
	now := by.Now()
	for _, i := range old.Items(now) {
		if !i.Touched() && i.Overrule == nil {
			continue
		}
		ref, same := then.sameClause(i)
		switch {
		case !same:
			left = append(left, Left{i.Ref, "no clause has its text"})
		case taken[ref]:
			left = append(left, Left{i.Ref, "another clause has the same text"})
		case i.Has(Conflict):
			left = append(left, Left{i.Ref, "it is in conflict"})
		default:
			taken[ref] = true
			changes = append(changes, i.carried(ref)...)
		}
	}
	for _, i := range old.Archive(now) {
		if i.Touched() {
			left = append(left, Left{i.Ref, "it was archived"})
		}
	}
	changes = append(changes, then.carriedOutcomes(old, now)...)
	if step, err = a.Step(by, changes...); err != nil {
		return nil, nil, err
	}
	for n := range step {
		step[n].Carried = old.Head.ID
	}
	return step, left, nil
}

func (a *Audit) carriedFacts(old *Audit) (facts []Change, left []Left) {
	for _, f := range old.Facts() {
		if !f.Answered {
			continue
		}
		why := ""
		p, known := a.Policy(f.Policy)
		if known {
			_, known = p.Fact(f.Question.ID)
		}
		switch {
		case !known:
			why = "it is not asked"
		case len(f.Sides) > 0:
			why = "it is in conflict"
		default:
			facts = append(facts, SetFact(f.Policy, f.Question.ID, f.Answer))
			continue
		}
		left = append(left, Left{Ref{Policy: f.Policy}, fmt.Sprintf("the fact %s: %s", f.Question.ID, why)})
	}
	return facts, left
}

// sameClause finds the clause whose text is that of an item of another audit
// and that is asked for the same entry: under its label, else under another one.
func (a *Audit) sameClause(i Item) (Ref, bool) {
	same := func(ref Ref) bool {
		c, ok := a.clauses[ref]
		return ok && c.Digest == i.Clause.Digest && c.Entry == i.Clause.Entry
	}
	if same(i.Ref) {
		return i.Ref, true
	}
	for _, ref := range a.order {
		if ref.Policy == i.Ref.Policy && same(ref) {
			return ref, true
		}
	}
	return Ref{}, false
}

// carried returns the changes that say of a clause what the item says.
func (i Item) carried(ref Ref) []Change {
	var all []Change
	if i.Verdict != Unanswered {
		all = append(all, SetVerdict(ref, i.Verdict))
	}
	if i.Reason != "" {
		all = append(all, SetReason(ref, i.Reason))
	}
	if i.ValidUntil != "" && !isDay(i.ValidUntil) {
		all = append(all, SetValidUntil(ref, i.ValidUntil)) // A day was meant for that release.
	}
	entered := i.Gap
	for part, value := range map[GapPart]string{GapSeverity: entered.Severity, GapOwner: entered.Owner, GapDue: entered.Due, GapFix: entered.Fix} {
		if value != "" {
			all = append(all, SetGap(ref, part, value))
		}
	}
	slices.SortFunc(all, func(x, y Change) int { return compareFields(x.Field, y.Field) })
	for _, e := range i.Evidence {
		e.ID, e.By, e.At, e.Look, e.Checked = "", Person{}, time.Time{}, Look{}, Check{}
		all = append(all, AddEvidence(ref, e))
	}
	if i.Overrule != nil {
		all = append(all, SetOverrule(ref, i.Overrule))
	}
	return all
}

// carriedOutcomes returns the changes that take over what the platform decided:
// at the same clauses, also where these were reworded or have other labels now,
// else for the whole audit, with the clause's old name.
func (a *Audit) carriedOutcomes(old *Audit, at time.Time) []Change {
	mine, theirs := a.Outcomes(), old.Outcomes()
	if len(theirs) == 0 {
		return nil
	}
	renamed := a.renamed(old)
	var all []Change
	for _, o := range theirs {
		if slices.ContainsFunc(mine, o.same) {
			continue
		}
		var refs []Ref
		for _, ref := range o.Refs {
			to, ok := a.successor(old.Item(ref, at), renamed)
			switch {
			case !ok:
				gone := o
				gone.Was = cmp.Or(o.Was, ref.String())
				all = append(all, AddOutcome(o.ID+"-"+ref.Label, gone)...)
			case !slices.Contains(refs, to):
				refs = append(refs, to)
			}
		}
		if len(refs) > 0 || len(o.Refs) == 0 {
			all = append(all, AddOutcome(o.ID, o, refs...)...)
		}
	}
	return all
}

// renamed returns what the clauses of an older audit are called here that have
// other labels or other words in the edition that is asked, entries aside.
func (a *Audit) renamed(old *Audit) map[Ref]Ref {
	all := map[Ref]Ref{}
	for _, was := range old.force {
		is, asks := a.Policy(was.ID)
		if !asks || was.Edition == is.Edition {
			continue
		}
		for _, b := range became(was, is, editions.Compare(was, is).Changes) {
			if len(b.Old) == 1 && len(b.New) == 1 {
				all[Ref{was.ID, b.Old[0]}] = Ref{is.ID, b.New[0]}
			}
		}
	}
	return all
}

// successor finds the clause that a clause of another audit is in this one.
func (a *Audit) successor(i Item, renamed map[Ref]Ref) (Ref, bool) {
	if ref, ok := a.sameClause(i); ok {
		return ref, true
	}
	label, entry := policy.CutEntry(i.Ref.Label)
	to, ok := renamed[Ref{i.Ref.Policy, label}]
	if !ok {
		return Ref{}, false
	}
	to.Label = policy.WithEntry(to.Label, entry)
	_, ok = a.clauses[to]
	return to, ok
}

func compareFields(x, y Field) int {
	return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Subject, y.Subject))
}

func isDay(s string) bool { _, err := time.Parse(time.DateOnly, s); return err == nil }
