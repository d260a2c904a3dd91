package checklist

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist/event"
)

// The groups in which changes since a sign-off are counted, besides those of the kinds
// of event.
const (
	ChangedApp = "app" // its name, its release or the audit's id
	RanOut     = "run out"
)

// Changed counts what has changed since a sign-off, by kind.
type Changed map[string]int

// Count returns how many changes there are.
func (c Changed) Count() int {
	n := 0
	for _, one := range c {
		n += one
	}
	return n
}

// InWords says how many changes there are and of which kinds, or "nothing". Since
// follows the number, as in "2 changes since ...", and may be empty.
func (c Changed) InWords(since string) string {
	n := c.Count()
	if n == 0 {
		return "nothing"
	}
	said := slices.Sorted(maps.Keys(c))
	for at, kind := range said {
		if len(said) > 1 {
			said[at] = fmt.Sprintf("%d %s", c[kind], kind)
		}
	}
	many := "changes"
	if n == 1 {
		many = "change"
	}
	return fmt.Sprintf("%d %s%s (%s)", n, many, since, strings.Join(said, ", "))
}

// ChangedSince returns what has changed since a person signed: what was entered since,
// other rules, another app, evidence that has come into doubt, and answers that have run
// out by a moment. For a sign-off of an older program it knows only what was entered.
func ChangedSince(a *Audit, s event.SignOff, at time.Time) Changed {
	return ChangesBy(a, at)(s, nil)
}

// ChangesBy returns ChangedSince for many sign-offs and one moment. Its second
// argument is the audit as it was when the person signed, nil to have it made.
func ChangesBy(a *Audit, at time.Time) func(event.SignOff, *Audit) Changed {
	state, doubted, ended := a.StateDigest(), doubted(a, at), ended(a, at)
	return func(s event.SignOff, then *Audit) Changed {
		c := changed(a, s, then, state)
		if s.Bound == nil {
			return c
		}
		for _, name := range doubted {
			if !slices.Contains(s.Bound.Doubted, name) {
				c[event.Evidences]++
			}
		}
		for _, ends := range ended {
			if !ends.Before(s.Bound.At) {
				c[RanOut]++
			}
		}
		return c
	}
}

// changed returns what was entered since a person signed, and which rules and
// whose app are others. State is the digest of the audit as it is.
func changed(a *Audit, s event.SignOff, then *Audit, state string) Changed {
	c := Changed{}
	if state != s.State {
		if then == nil {
			then = AsSigned(a, s)
		}
		for _, d := range Differences(then, a) {
			c[d.Field.Kind.Spec().Counted()]++
		}
		if len(c) == 0 {
			c[event.Answers] = 1 // It reads the same, but is written differently.
		}
	}
	if s.Bound == nil {
		return c
	}
	b := s.Bound
	if n := unlike(b.Audit, a.Head.ID) + unlike(b.App, a.Head.App) + unlike(b.Release, a.Head.Release); n > 0 {
		c[ChangedApp] = n
	}
	rules, policies := changedRules(b.Policies, rulesOf(a.force))
	if rules > c[event.RuleTexts] {
		c[event.RuleTexts] = rules
	}
	if policies > c[event.Policies] {
		c[event.Policies] = policies
	}
	return c
}

// doubted names the evidence that is not as it was, or has run out by a moment.
func doubted(a *Audit, at time.Time) (names []string) {
	for ref, piece := range allPieces(a) {
		if piece.Look.Fault != "" || event.Passed(piece.Expires, at) {
			names = append(names, pieceName(ref, piece))
		}
	}
	return names
}

// ended returns when the answers in scope ran out that have by a moment.
func ended(a *Audit, at time.Time) (all []time.Time) {
	for _, ref := range a.order {
		if v, verdict := value[event.Verdict](a, event.SetVerdict(ref, "").Field); verdict != nil && v != event.Unanswered {
			ends, _ := holds(a, ref, verdict, at)
			if !ends.IsZero() && ends.Before(at) && !a.Item(ref, at).Has(OutOfScope) {
				all = append(all, ends)
			}
		}
	}
	return all
}

func unlike(x, y string) int {
	if x == y {
		return 0
	}
	return 1
}

// changedRules counts the texts that are others for the same edition of a policy,
// and the policies that are asked in another edition, no more or only since.
func changedRules(then, now []event.Rules) (rules, policies int) {
	was := map[string]event.Rules{}
	for _, r := range then {
		was[r.ID] = r
	}
	for _, r := range now {
		old, there := was[r.ID]
		delete(was, r.ID)
		if !there || old.Edition != r.Edition {
			policies++
			continue
		}
		rules += unlike(old.Guide, r.Guide) + unlike(old.Assess, r.Assess) + unlike(old.Clauses, r.Clauses)
	}
	return rules, policies + len(was)
}

// CheckSignOff compares a sign-off with the entries that it vouches for, as they were
// then, and with what the audit is about. Faults are what is wrong, notes what is odd but
// may be as it was signed. Then is the audit as AsSigned returns it.
func CheckSignOff(a *Audit, s event.SignOff, then *Audit) (faults, notes []error) {
	name := s.Signer() + " signed on " + s.At.UTC().Format(time.DateOnly)
	wrong := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	b := s.Bound
	if then.StateDigest() != s.State {
		wrong("the state that %s cannot be reproduced: lines are missing or were changed", name)
		return faults, nil
	}
	if b == nil {
		return nil, []error{fmt.Errorf("what %s covers less: an older version made the sign-off, without rules, app and release", name)}
	}
	// What an audit began with is held against audit.json wherever that is known.
	if len(a.begun) == 0 && (b.Audit != a.Head.ID || b.App != a.Head.App || b.Release != a.Head.Release) {
		wrong("what %s was %s %s, audit %s; audit.json says %s %s, audit %s", name, b.App, b.Release, b.Audit, a.Head.App, a.Head.Release, a.Head.ID)
	}
	if b.By.Name != s.By.Name || b.By.Email != s.By.Email || b.At.After(s.At.Add(ClocksDiffer)) {
		wrong("what %s was signed by %s at %s; the entry that keeps it says %s at %s", name, b.By, b.At.Format(time.RFC3339), s.By, s.At.Format(time.RFC3339))
	}
	rules := rulesOf(then.force)
	changed, policies := changedRules(b.Policies, rules)
	if policies > 0 {
		wrong("what %s used other editions than the entries before it", name)
	}
	made := BoundOf(then, b.At, nil)
	if made.Evidence != b.Evidence {
		wrong("what %s had other evidence than the entries before it", name)
	}
	if changed == 0 && len(b.Doubted) == 0 && !maps.Equal(made.Counts, b.Counts) {
		notes = append(notes, fmt.Errorf("what %s counted %s; this version counts %s", name, b.Counted(), made.Counted()))
	}
	return faults, notes
}
