package checklist

import (
	"slices"
	"time"
)

// Carry returns the step by which an audit takes over what an older one says of
// clauses with the same text, and of the same facts. Each event names the older
// audit, and a verdict that was carried is stale until a person confirms it.
// Left are the clauses of the older audit that were answered and that this one
// has no clause for, or are in conflict.
func (a *Audit) Carry(by Hand, old *Audit) (step []Event, left []Ref, err error) {
	now := by.Now()
	var changes []Change
	for _, f := range old.Facts() {
		if _, known := a.Policy(f.Policy); known && f.Answered && a.asksFact(f.Policy, f.Question.ID) {
			changes = append(changes, SetFact(f.Policy, f.Question.ID, f.Answer))
		}
	}
	taken := map[Ref]bool{}
	for _, i := range old.Items(now) {
		if !i.Touched() && i.Overrule == nil {
			continue
		}
		ref, same := a.sameClause(i)
		if !same || taken[ref] || i.Has(Conflict) {
			left = append(left, i.Ref)
			continue
		}
		taken[ref] = true
		changes = append(changes, i.carried(ref)...)
	}
	if step, err = a.Step(by, changes...); err != nil {
		return nil, nil, err
	}
	for n := range step {
		step[n].Carried = old.Head.ID
	}
	return step, left, nil
}

func (a *Audit) asksFact(policy, fact string) bool {
	p, ok := a.Policy(policy)
	if ok {
		_, ok = p.Fact(fact)
	}
	return ok
}

// sameClause finds the clause whose text is that of an item of another audit:
// under its label, else under another one.
func (a *Audit) sameClause(i Item) (Ref, bool) {
	if c, ok := a.clauses[i.Ref]; ok && c.Digest == i.Clause.Digest {
		return i.Ref, true
	}
	for _, ref := range a.order {
		if ref.Policy == i.Ref.Policy && a.clauses[ref].Digest == i.Clause.Digest {
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

func compareFields(x, y Field) int {
	switch {
	case x == y:
		return 0
	case string(x.Kind)+x.Subject < string(y.Kind)+y.Subject:
		return -1
	}
	return 1
}

func isDay(s string) bool { _, err := time.Parse(time.DateOnly, s); return err == nil }
