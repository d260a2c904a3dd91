package checklist

import (
	"cmp"
	"fmt"
	"slices"

	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/editions"
)

// Left is something of an older audit that was not taken over.
type Left struct {
	Ref event.Ref // its clause in the older audit, the policy alone for a fact
	Why string    // in a few words
}

// Carry returns the step by which an audit takes over what an older one says: the same
// facts, the answers to clauses with the same text and for the same entry, and what the
// platform decided. Each event names the older audit, and a carried verdict is stale
// until a person confirms it. Answers to clauses that others have replaced are suggested
// for those; known are the texts that guides mean (see FollowOf). Left is what was
// neither taken over nor suggested, including what the gate refuses.
func Carry(a *Audit, by Hand, old *Audit, known ...*policy.Policy) (step []event.Event, left []Left, err error) {
	c := carrying{from: old, to: a, by: by, followed: map[event.Ref]bool{}}
	if err := c.facts(); err != nil {
		return nil, nil, err
	}
	for _, one := range FollowOf(c.then, old, by.Now(), known).Suggested {
		c.followed[one.From] = c.take(one.From, one.Change) || c.followed[one.From]
	}
	c.items()
	c.judged()
	c.outcomes()
	if step, err = a.Step(by, c.changes...); err != nil {
		return nil, nil, err
	}
	for n := range step {
		step[n].Carried = old.Head.ID
	}
	return step, c.left, nil
}

// carrying is one call of Carry.
type carrying struct {
	from, to *Audit
	then     *Audit // as it will be asked: what repeats as the facts have it
	by       Hand
	changes  []event.Change
	left     []Left
	followed map[event.Ref]bool // clauses of from whose answers are suggested
}

// take takes changes over if the gate lets them through, and notes them as left if it
// does not.
func (c *carrying) take(ref event.Ref, changes ...event.Change) bool {
	if err := c.then.Check(c.by, changes...); err != nil {
		c.left = append(c.left, Left{ref, err.Error()})
		return false
	}
	c.changes = append(c.changes, changes...)
	return true
}

func (c *carrying) facts() (err error) {
	for _, f := range c.from.Facts() {
		if !f.Answered {
			continue
		}
		why := ""
		ref := event.Ref{Policy: f.Policy}
		p, known := c.to.Policy(f.Policy)
		if known {
			_, known = p.Fact(f.Question.ID)
		}
		switch {
		case !known && c.to.followed(f) != nil:
			continue // It is suggested.
		case !known:
			why = "it is not asked"
		case len(f.Sides) > 0:
			why = "it is in conflict"
		default:
			change := event.SetFact(f.Policy, f.Question.ID, f.Answer)
			change.Said = f.Said
			err := c.to.Check(c.by, change)
			if err == nil {
				c.changes = append(c.changes, change)
				continue
			}
			why = err.Error()
		}
		c.left = append(c.left, Left{ref, fmt.Sprintf("the fact %s: %s", f.Question.ID, why)})
	}
	c.then, err = c.to.Supposing(c.changes...)
	return err
}

func (c *carrying) items() {
	taken := map[event.Ref]bool{}
	now := c.by.Now()
	for _, i := range c.from.Items(now) {
		if !i.Touched() && i.Overrule == nil {
			continue
		}
		ref, same := c.then.sameClause(i)
		switch {
		case !same && c.followed[i.Ref]:
		case !same:
			c.left = append(c.left, Left{i.Ref, "no clause has its text"})
		case taken[ref]:
			c.left = append(c.left, Left{i.Ref, "another clause has the same text"})
		case i.Has(Conflict):
			c.left = append(c.left, Left{i.Ref, "it is in conflict"})
		default:
			taken[ref] = c.take(i.Ref, c.answers(i.Ref, ref)...)
		}
	}
	for _, i := range Archive(c.from, now) {
		if i.Touched() {
			c.left = append(c.left, Left{i.Ref, "it was archived"})
		}
	}
}

// judged takes over how people responded to suggestions, with each suggestion as it was
// then: what was dismissed in one release is not asked again in the next.
func (c *carrying) judged() {
	for _, s := range Suggestions(c.from) {
		ref, same := s.Ref, true
		if s.Fact != "" {
			var p *policy.Policy
			if p, same = c.then.Policy(ref.Policy); same {
				_, same = p.Fact(s.Fact)
			}
		} else {
			ref, same = c.then.sameClause(c.from.Item(ref, c.by.Now()))
		}
		if !same || s.Response == nil {
			continue
		}
		response := event.Respond(ref, s.ID, s.Response)
		response.Said = event.Said{By: s.Answered, At: s.On}
		c.take(s.Ref, event.Suggest(ref, s.ID, &s.Suggestion), response)
	}
}

// answers returns the changes that say of a clause what the older audit says of
// one.
func (c *carrying) answers(from, to event.Ref) []event.Change {
	var all []event.Change
	for _, one := range answersAt(c.from, from) {
		until, _ := one.Value.(event.Until)
		if !one.Field.Kind.Spec().Carried || event.IsDay(string(until)) {
			continue // A day was meant for that release.
		}
		one.Field.Policy, one.Field.Clause = to.Policy, to.Label
		all = append(all, one)
	}
	return all
}

// sameClause finds the clause whose text is that of an item of another audit
// and that is asked for the same entry: under its label, else under another one.
func (a *Asked) sameClause(i Item) (event.Ref, bool) {
	same := func(ref event.Ref) bool {
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
	return event.Ref{}, false
}

// outcomes takes over what the platform decided: at the same clauses, even if they were
// reworded or have other labels now, or else for the whole audit, with the clause's old
// name.
func (c *carrying) outcomes() {
	mine, theirs := Outcomes(c.then), Outcomes(c.from)
	if len(theirs) == 0 {
		return
	}
	renamed := c.then.renamed(&c.from.Asked)
	for _, o := range theirs {
		if slices.ContainsFunc(mine, o.SameDecision) {
			continue
		}
		var refs []event.Ref
		for _, ref := range o.Refs {
			to, ok := c.then.successor(c.from.Item(ref, c.by.Now()), renamed)
			switch {
			case !ok:
				gone := o
				gone.Was = cmp.Or(o.Was, ref.String())
				c.take(ref, event.AddOutcome(o.ID+"-"+ref.Label, gone)...)
			case !slices.Contains(refs, to):
				refs = append(refs, to)
			}
		}
		if len(refs) > 0 || len(o.Refs) == 0 {
			c.take(event.Ref{}, event.AddOutcome(o.ID, o, refs...)...)
		}
	}
}

// renamed returns what the clauses of an older audit are called here that have
// other labels or other words in the edition that is asked, entries aside.
func (a *Asked) renamed(old *Asked) map[event.Ref]event.Ref {
	all := map[event.Ref]event.Ref{}
	for _, was := range old.force {
		is, asks := a.Policy(was.ID)
		if !asks || was.Edition == is.Edition {
			continue
		}
		for _, b := range became(was, is, editions.Compare(was, is).Changes) {
			if len(b.Old) == 1 && len(b.New) == 1 {
				all[event.Ref{Policy: was.ID, Label: b.Old[0]}] = event.Ref{Policy: is.ID, Label: b.New[0]}
			}
		}
	}
	return all
}

// successor finds the clause that a clause of another audit is in this one.
func (a *Asked) successor(i Item, renamed map[event.Ref]event.Ref) (event.Ref, bool) {
	if ref, ok := a.sameClause(i); ok {
		return ref, true
	}
	label, entry := policy.CutEntry(i.Ref.Label)
	to, ok := renamed[event.Ref{Policy: i.Ref.Policy, Label: label}]
	if !ok {
		return event.Ref{}, false
	}
	to.Label = policy.WithEntry(to.Label, entry)
	_, ok = a.clauses[to]
	return to, ok
}
