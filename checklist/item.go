package checklist

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/policy"
)

// Flag is something about an answer that keeps it from being taken as it is.
type Flag string

// The flags.
const (
	Stale       Flag = "stale"        // answered, but no longer to be trusted
	Conflict    Flag = "conflict"     // two answers, neither made in sight of the other
	Unsupported Flag = "unsupported"  // met, without what the guide says a met needs
	OutOfScope  Flag = "out-of-scope" // the facts of the app, or a person, put it out
	NoReason    Flag = "no-reason"    // a verdict that needs a reason has none
)

// Item is all that the audit knows of one clause at one moment.
type Item struct {
	Ref        Ref
	Clause     policy.Clause
	Verdict    Verdict
	Reason     string
	By         Person    // who gave the verdict, or the reason where there is no verdict
	At         time.Time // when
	ValidUntil string    // how long the answer holds, as a person said: a day or a span; empty for the guide's
	Ends       time.Time // when the answer runs out, zero for never
	Evidence   []Evidence
	Doubted    []Evidence // what of it no longer holds, and makes a met stale
	Gap        Gap
	Flags      []Flag
	Why        []string // a sentence for each flag, in the order of Flags
	Sides      []Side   // what is in conflict
	Overrule   *Overrule
	Reworded   *Reworded // where the clause says something else than what was answered
	Offered    []Item    // older answers that the clause may take, while it has none
	Outcomes   []Outcome // what the platform decided about the clause or its entry, oldest first
}

// Side is one of the values of a field in conflict.
type Side struct {
	Field Field
	Value string
	By    Person
	At    time.Time
}

// Has tells whether the item carries the flag.
func (i Item) Has(f Flag) bool { return slices.Contains(i.Flags, f) }

// Open tells whether the clause still waits for an answer in this audit.
func (i Item) Open() bool {
	return !i.Has(OutOfScope) && (i.Verdict == Unanswered || i.Has(Conflict) || i.Has(Stale))
}

// Answered tells whether somebody's answer stands and can be trusted.
func (i Item) Answered() bool { return !i.Has(OutOfScope) && !i.Open() }

// Touched tells whether anything was entered for the clause.
func (i Item) Touched() bool {
	return i.Verdict != Unanswered || i.Reason != "" || i.ValidUntil != "" || len(i.Evidence) > 0 || i.Gap.Entered() || len(i.Sides) > 0
}

// Entered tells whether anything but the guide's severity is known of the gap.
func (g Gap) Entered() bool { return g.Fix != "" || g.Owner != "" || g.Due != "" }

// IsGap tells whether the clause counts as partly or not met.
func (i Item) IsGap() bool { return i.Answered() && i.Verdict.IsGap() }

// VerdictWords returns the verdict in words: two that are in conflict read "in
// conflict", since none of them stands; a notice that is met reads
// "acknowledged", and a met that lacks support says so.
func (i Item) VerdictWords() string {
	if i.Has(Conflict) && slices.ContainsFunc(i.Sides, func(s Side) bool { return s.Field.Kind == KindVerdict }) {
		return "in conflict"
	}
	words := i.Verdict.String()
	if i.Verdict == Met && i.Clause.Kind() == policy.Notice {
		words = "acknowledged"
	}
	if i.Has(Unsupported) {
		words += ", unsupported"
	}
	return words
}

// Item returns what is known of a clause at a moment, which decides what has
// run out by then. The clause must be one of the audit's.
func (a *Audit) Item(ref Ref, at time.Time) Item {
	item := Item{Ref: ref, Clause: a.clause(ref), Verdict: Unanswered}
	reason, reasonEvent := value[string](a, SetReason(ref, "").Field)
	item.Reason = reason
	if reasonEvent != nil {
		item.By, item.At = reasonEvent.Who, reasonEvent.Time
	}
	v, verdictEvent := value[Verdict](a, SetVerdict(ref, "").Field)
	if verdictEvent != nil {
		item.Verdict = v
		if v != Unanswered {
			item.By, item.At = verdictEvent.Who, verdictEvent.Time
		}
	}
	item.ValidUntil, _ = value[string](a, SetValidUntil(ref, "").Field)
	if item.Verdict != Unanswered {
		item.Ends, _ = a.holds(ref, verdictEvent)
	}
	item.Gap = a.gap(ref)
	item.Evidence = a.Pieces(ref)
	for n, e := range item.Evidence {
		item.Evidence[n].Fault = e.fault(at)
	}
	item.Overrule, _ = value[*Overrule](a, SetOverrule(ref, nil).Field)
	item.Sides = a.sides(ref)
	switch {
	case item.Verdict != Unanswered:
		item.Reworded = a.reworded(ref, verdictEvent)
	case len(item.Sides) == 0:
		item.Offered = a.offered(ref, at)
	}
	item.Outcomes = a.outcomesAt(ref)
	item.flag(a, verdictEvent, at)
	return item
}

// flag sets the item's flags with a sentence for each.
func (i *Item) flag(a *Audit, verdict *Event, at time.Time) {
	add := func(f Flag, why string) { i.Flags, i.Why = append(i.Flags, f), append(i.Why, why) }
	if why := a.outOfScope(*i); why != "" {
		add(OutOfScope, why)
	}
	if len(i.Sides) > 0 {
		add(Conflict, i.conflictWords())
	}
	if i.Verdict == Unanswered {
		return
	}
	var stale []string
	if why := a.staleWords(i.Ref, verdict, at); why != "" {
		stale = append(stale, why)
	}
	if i.Verdict == Met {
		for _, e := range i.Evidence {
			if why := e.Doubt(at); why != "" {
				i.Doubted = append(i.Doubted, e)
				stale = append(stale, "its evidence "+why)
			}
		}
	}
	if len(stale) > 0 {
		add(Stale, strings.Join(stale, "; "))
	}
	if i.Verdict == Met && i.Clause.Guide != nil && !supports(i.Clause.Guide.Needs, i.Evidence) {
		add(Unsupported, needWords(i.Clause.Guide.Needs))
	}
	if i.Verdict.NeedsReason() && strings.TrimSpace(i.Reason) == "" {
		add(NoReason, fmt.Sprintf("%q needs a reason", i.Verdict))
	}
}

// outOfScope returns what puts the clause out of scope, empty when it is in.
// Where people have not agreed yet it stays in.
func (a *Audit) outOfScope(i Item) string {
	if slices.ContainsFunc(i.Sides, func(s Side) bool { return s.Field.Kind == KindOverrule }) {
		return ""
	}
	if i.Overrule != nil {
		if i.Overrule.In {
			return ""
		}
		return "put out of scope by hand: " + i.Overrule.Reason
	}
	if i.Clause.Guide == nil || len(i.Clause.Guide.Applies) == 0 {
		return ""
	}
	var facts []string
	p, inForce := a.Policy(i.Ref.Policy)
	for _, cond := range i.Clause.Guide.Applies {
		var fact policy.Fact
		if inForce {
			fact, _ = p.Fact(cond.Fact)
		}
		heads := a.heads(Field{KindScope, i.Ref.Policy, "", cond.Fact})
		if len(heads) == 0 {
			return ""
		}
		var answer FactAnswer
		for _, h := range heads {
			if json.Unmarshal(h.Value, &answer) != nil || holds(cond, fact, answer) {
				return ""
			}
		}
		if said := cond.Fact + ": " + answer.String(); !slices.Contains(facts, said) {
			facts = append(facts, said)
		}
	}
	return strings.Join(facts, "; ")
}

func (a *Audit) gap(ref Ref) Gap {
	part := func(p GapPart) string {
		v, _ := value[string](a, SetGap(ref, p, "").Field)
		return v
	}
	g := Gap{Severity: part(GapSeverity), Fix: part(GapFix), Owner: part(GapOwner), Due: part(GapDue)}
	if g.Severity == "" {
		g.Severity = "major"
		if guide := a.clause(ref).Guide; guide != nil && guide.Severity != "" {
			g.Severity = guide.Severity
		}
	}
	return g
}

// sides returns the values of the clause's fields that are in conflict.
func (a *Audit) sides(ref Ref) []Side {
	var all []Side
	seen := map[Field]bool{}
	for _, e := range a.Log(ref) {
		if seen[e.Field] {
			continue
		}
		seen[e.Field] = true
		all = append(all, a.sidesOf(e.Field)...)
	}
	return all
}

// sidesOf returns the values of a field in conflict, none where it is in none.
func (a *Audit) sidesOf(f Field) []Side {
	heads := a.heads(f)
	if f.Kind == KindCheck || !differ(heads) {
		return nil
	}
	var all []Side
	for _, h := range heads {
		all = append(all, Side{f, Words(h.Kind, h.Value), h.Who, h.Time})
	}
	return all
}

func differ(heads []*Event) bool {
	for i := 1; i < len(heads); i++ {
		if !sameAnswer(heads[0], heads[i]) {
			return true
		}
	}
	return false
}

func (i *Item) conflictWords() string {
	said := make([]string, len(i.Sides))
	for n, s := range i.Sides {
		said[n] = fmt.Sprintf("%s says %s %q", s.By, fieldWords(s.Field), s.Value)
	}
	return strings.Join(said, "; ")
}

func fieldWords(f Field) string {
	if f.Kind == KindGap {
		return f.Subject
	}
	return string(f.Kind)
}

// StaleWords returns why the answer is stale, empty where it is not.
func (i Item) StaleWords() string {
	if n := slices.Index(i.Flags, Stale); n >= 0 {
		return i.Why[n]
	}
	return ""
}

// Confirmable tells whether a person can say that a stale answer still holds:
// neither a conflict nor evidence that is in doubt stands against it.
func (i Item) Confirmable() bool {
	return i.Has(Stale) && !i.Has(OutOfScope) && !i.Has(Conflict) && len(i.Doubted) == 0
}

// Words returns a stored value as a person would read it.
func Words(kind EventKind, raw json.RawMessage) string {
	switch kind {
	case KindVerdict:
		var v Verdict
		if json.Unmarshal(raw, &v) == nil {
			return v.String()
		}
	case KindEvidence:
		var e *Evidence
		if json.Unmarshal(raw, &e) == nil {
			if e == nil {
				return "removed"
			}
			as := func(s string) string { return s }
			return strings.Join(append([]string{string(e.Kind) + " " + e.Target()}, e.Said(as)...), ", ")
		}
	case KindCheck:
		var c Check
		if json.Unmarshal(raw, &c) == nil {
			return c.String()
		}
	case KindAdopt:
		var d Adoption
		if json.Unmarshal(raw, &d) == nil {
			return d.String()
		}
	case KindBegin:
		var b Begin
		if json.Unmarshal(raw, &b) == nil {
			return strings.TrimSpace(b.App + " " + b.Release)
		}
	case KindRepair:
		var r Repair
		if json.Unmarshal(raw, &r) == nil {
			return r.String()
		}
	case KindSign:
		var s SignOff
		if json.Unmarshal(raw, &s) == nil {
			return strings.TrimSpace(s.Name + " " + s.Role)
		}
	case KindOutcome:
		var o *Outcome
		if json.Unmarshal(raw, &o) == nil {
			if o == nil {
				return "removed"
			}
			return o.String()
		}
	case KindScope:
		var f FactAnswer
		if json.Unmarshal(raw, &f) == nil {
			return f.String()
		}
	case KindOverrule:
		var o *Overrule
		if json.Unmarshal(raw, &o) == nil {
			switch {
			case o == nil:
				return "as the facts say"
			case o.In:
				return "in scope: " + o.Reason
			default:
				return "out of scope: " + o.Reason
			}
		}
	default:
		var s string
		if json.Unmarshal(raw, &s) == nil {
			return s
		}
	}
	return string(raw)
}

// Items returns every clause of the audit at a moment, in the policies' order.
func (a *Audit) Items(at time.Time) []Item {
	items := make([]Item, len(a.order))
	for n, ref := range a.order {
		items[n] = a.Item(ref, at)
	}
	return items
}

// Unplaced returns the events about clauses, facts and policies that the audit
// does not have, oldest first: they are kept and shown, never dropped.
func (a *Audit) Unplaced() []Event {
	var all []Event
	for ref, events := range a.byRef {
		_, asked := a.clauses[ref]
		_, archived := a.archived[ref]
		if asked || archived {
			continue
		}
		p, known := a.Policy(ref.Policy)
		for _, e := range events {
			placed := false
			switch e.Kind {
			case KindSign:
				placed = true
			case KindOutcome:
				placed = ref == Ref{}
			case KindAdopt:
				placed = known
			case KindScope:
				if known {
					_, placed = p.Fact(e.Subject)
				}
			}
			if !placed {
				all = append(all, a.Placed(*e))
			}
		}
	}
	slices.SortFunc(all, func(x, y Event) int { return inOrder(&x, &y) })
	return all
}
