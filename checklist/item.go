package checklist

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// Flag is something about an answer that keeps it from counting as it is.
type Flag string

// The flags.
const (
	Stale       Flag = "stale"        // answered, but no longer to be trusted
	Conflict    Flag = "conflict"     // two answers that were made without knowing of each other
	Unsupported Flag = "unsupported"  // met, but without the evidence that the guide asks for
	OutOfScope  Flag = "out-of-scope" // excluded by the facts about the app, or by a person
	NoReason    Flag = "no-reason"    // a verdict that needs a reason and has none
)

// Item is everything that the audit knows about one clause at one moment.
type Item struct {
	Ref         event.Ref
	Clause      policy.Clause
	Verdict     event.Verdict
	Reason      string
	event.Stamp           // of the verdict, or of the reason where there is no verdict
	ValidUntil  string    // how long the answer holds, as a person said: a day or a span; empty for the guide's
	Ends        time.Time // when the answer runs out, zero for never
	Evidence    []event.Evidence
	Doubted     []event.Evidence // the evidence that is in doubt, which makes the answer stale
	Gap         Gap
	Same        *event.Same    // whose answer it shares, nil for one of its own
	ToPaste     *event.ToPaste // what goes into a form, nil if that is left to the guide
	Flags       []Flag
	Why         []string // a sentence for each flag, in the order of Flags
	Sides       []Side   // what is in conflict
	Overrule    *event.Overrule
	Reworded    *Reworded       // the text that was answered, if the clause has another one now
	Covered     string          // whose answer stands for this clause while it has none: a clause's label, or ByParts
	Offered     []Item          // older answers that the clause may take while it has none
	Suggested   []Suggested     // what is proposed for it, whatever became of that
	Outcomes    []event.Outcome // what the platform decided about the clause or its entry, oldest first
}

// Has tells whether the item carries the flag.
func (i Item) Has(f Flag) bool { return slices.Contains(i.Flags, f) }

// Open tells whether the clause still waits for an answer in this audit.
func (i Item) Open() bool {
	return !i.Has(OutOfScope) && (i.Verdict == event.Unanswered && i.Covered == "" || i.Has(Conflict) || i.Has(Stale))
}

// Answered tells whether somebody's answer stands and can be trusted.
func (i Item) Answered() bool { return !i.Has(OutOfScope) && !i.Open() }

// Touched tells whether anything was entered for the clause.
func (i Item) Touched() bool {
	return i.Verdict != event.Unanswered || i.Reason != "" || i.ValidUntil != "" || len(i.Evidence) > 0 || i.Gap.Entered() || len(i.Sides) > 0
}

// Gap is what a team knows about a clause that is partly or not met.
type Gap struct {
	Severity string // blocker, major or minor
	Fix      string
	Owner    string
	Due      string // 2026-03-31
}

// Entered tells whether more is known about the gap than its severity.
func (g Gap) Entered() bool { return g.Fix != "" || g.Owner != "" || g.Due != "" }

// IsGap tells whether the clause counts as partly or not met.
func (i Item) IsGap() bool { return i.Answered() && i.Verdict.IsGap() }

// VerdictWords returns the verdict in words: "in conflict" for several that contradict
// one another, "acknowledged" for a notice that is met; and a met that lacks support
// says so.
func (i Item) VerdictWords() string {
	if i.Has(Conflict) && slices.ContainsFunc(i.Sides, func(s Side) bool { return s.Field.Kind == event.KindVerdict }) {
		return "in conflict"
	}
	words := i.Verdict.String()
	if i.Verdict == event.Met && i.Clause.Kind() == policy.Notice {
		words = "acknowledged"
	}
	switch {
	case i.Verdict != event.Unanswered:
	case i.Covered == ByParts:
		words = "answered by its parts"
	case i.Covered != "":
		words = "answered with " + i.Covered
	}
	if i.Has(Unsupported) {
		words += ", unsupported"
	}
	return words
}

// Item returns what is known about a clause at a moment, which decides what has run
// out. The clause must be one of the audit's.
func (a *Audit) Item(ref event.Ref, at time.Time) Item {
	item := Item{Ref: ref, Clause: a.clause(ref), Verdict: event.Unanswered}
	reason, words := value[event.Reason](a, event.SetReason(ref, "").Field)
	item.Reason = string(reason)
	if words != nil {
		item.Stamp = words.Stamp()
	}
	v, verdict := value[event.Verdict](a, event.SetVerdict(ref, "").Field)
	if verdict != nil {
		item.Verdict = v
		if v != event.Unanswered {
			item.Stamp = verdict.Stamp()
		}
	}
	until, _ := value[event.Until](a, event.SetValidUntil(ref, "").Field)
	item.ValidUntil = string(until)
	if item.Verdict != event.Unanswered {
		item.Ends, _ = holds(a, ref, verdict, at)
	}
	item.Gap = gapAt(a, ref)
	item.Same = sameAs(a, ref)
	item.ToPaste, _ = value[*event.ToPaste](a, event.Paste(ref, nil).Field)
	item.Evidence = a.Pieces(ref)
	for n, e := range item.Evidence {
		item.Evidence[n].Fault = e.FaultAt(at)
		if item.Verdict != event.Unanswered && event.DoubtFor(item.Verdict, e, at) != "" {
			item.Doubted = append(item.Doubted, item.Evidence[n])
		}
	}
	item.Overrule, _ = value[*event.Overrule](a, event.SetOverrule(ref, nil).Field)
	item.Sides = a.disputed(ref)
	switch {
	case item.Verdict != event.Unanswered:
		item.Reworded = a.reworded(ref, verdict)
	case len(item.Sides) == 0:
		item.Offered = offered(a, ref, at)
	}
	item.Outcomes = outcomesAt(a, ref)
	item.Suggested = suggestedAt(a, ref)
	item.Covered = a.covered(item)
	item.flag(a, verdict, at)
	return item
}

// flag sets the item's flags with a sentence for each.
func (i *Item) flag(a *Audit, verdict *event.Event, at time.Time) {
	add := func(f Flag, why string) { i.Flags, i.Why = append(i.Flags, f), append(i.Why, why) }
	if why := outOfScope(a, *i); why != "" {
		add(OutOfScope, why)
	}
	if len(i.Sides) > 0 {
		add(Conflict, i.conflictWords())
	}
	if i.Verdict == event.Unanswered {
		return
	}
	var stale []string
	if why := staleWords(a, i.Ref, verdict, at); why != "" {
		stale = append(stale, why)
	}
	for _, e := range i.Doubted {
		stale = append(stale, "its evidence "+e.Doubt(at))
	}
	if len(stale) > 0 {
		add(Stale, strings.Join(stale, "; "))
	}
	if i.Verdict == event.Met && i.Clause.Guide != nil && !supports(i.Clause.Guide.Needs, i.Evidence) {
		add(Unsupported, needWords(i.Clause.Guide.Needs))
	}
	if i.Verdict.NeedsReason() && strings.TrimSpace(i.Reason) == "" {
		add(NoReason, fmt.Sprintf("%q needs a reason", i.Verdict))
	}
}

// outOfScope returns what puts the clause out of scope, empty when it is in.
// Where people have not agreed yet it stays in.
func outOfScope(a *Audit, i Item) string {
	if slices.ContainsFunc(i.Sides, func(s Side) bool { return s.Field.Kind == event.KindOverrule }) {
		return ""
	}
	if i.Overrule != nil {
		if i.Overrule.In {
			return ""
		}
		return "put out of scope by hand: " + i.Overrule.Reason
	}
	if i.Clause.Parent != "" {
		up := event.Ref{Policy: i.Ref.Policy, Label: i.Clause.Parent}
		o, _ := value[*event.Overrule](a, event.SetOverrule(up, nil).Field)
		return outOfScope(a, Item{Ref: up, Clause: a.clause(up), Overrule: o, Sides: a.disputed(up)})
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
		heads := a.heads(listField(i.Ref.Policy, cond.Fact))
		if len(heads) == 0 {
			return ""
		}
		var answer event.FactAnswer
		for _, h := range heads {
			var ok bool
			if answer, ok = event.As[event.FactAnswer](h); !ok {
				return ""
			}
			if answer.Values = submitted(a, listField(i.Ref.Policy, cond.Fact), answer.Values); answer.Holds(cond, fact) {
				return ""
			}
		}
		if said := cond.Fact + ": " + answer.String(); !slices.Contains(facts, said) {
			facts = append(facts, said)
		}
	}
	return strings.Join(facts, "; ")
}

func gapAt(a *Audit, ref event.Ref) Gap {
	part := func(p event.GapPart) string {
		text, _ := value[event.GapText](a, event.SetGap(ref, p, "").Field)
		return string(text)
	}
	g := Gap{Severity: part(event.GapSeverity), Fix: part(event.GapFix), Owner: part(event.GapOwner), Due: part(event.GapDue)}
	if g.Severity == "" {
		g.Severity = "major"
		if guide := a.clause(ref).Guide; guide != nil && guide.Severity != "" {
			g.Severity = guide.Severity
		}
	}
	return g
}

// disputed returns the values of the clause's fields that are in conflict.
func (s *Standing) disputed(ref event.Ref) []Side {
	if !slices.ContainsFunc(s.byRef[ref], func(f event.Field) bool { return event.InConflict(s.heads(f)) }) {
		return nil
	}
	var all []Side
	for _, f := range s.setAt(ref) {
		all = append(all, s.sides(f)...)
	}
	return all
}

func (i *Item) conflictWords() string {
	said := make([]string, len(i.Sides))
	for n, s := range i.Sides {
		said[n] = fmt.Sprintf("%s says %s %q", s.By, s.Field.Name(), s.Value)
	}
	return strings.Join(said, "; ")
}

// StaleWords returns why the answer is stale, empty where it is not.
func (i Item) StaleWords() string {
	if n := slices.Index(i.Flags, Stale); n >= 0 {
		return i.Why[n]
	}
	return ""
}

// Confirmable tells whether a person can say that a stale answer still holds: it is
// not in conflict, and none of its evidence is in doubt.
func (i Item) Confirmable() bool {
	return i.Has(Stale) && !i.Has(OutOfScope) && !i.Has(Conflict) && len(i.Doubted) == 0
}

// Items returns every clause of the audit at a moment, in the policies' order.
func (a *Audit) Items(at time.Time) []Item {
	items := make([]Item, len(a.order))
	for n, ref := range a.order {
		items[n] = a.Item(ref, at)
	}
	return items
}
