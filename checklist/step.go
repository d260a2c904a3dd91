package checklist

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist/event"
)

// Hand is who changes an audit, with the clock and the randomness to do it.
type Hand struct {
	Person event.Person
	Writer string // names the journal file of this person on this clone
	Now    func() time.Time
	NewID  func() string // returns a new id for an event at each call
}

// moment returns the present moment as events have it.
func (by Hand) moment() time.Time { return by.Now().UTC().Truncate(time.Millisecond) }

// event returns an event that the hand makes at a moment.
func (by Hand) event(now time.Time, clock int64, f event.Field, value json.RawMessage) event.Event {
	return event.Event{
		Format: event.Format, ID: by.NewID(), Time: now, Clock: clock,
		Writer: by.Writer, Who: by.Person, Field: f, Value: value,
	}
}

// ErrNothingToUndo says that a writer has no change that could be undone.
var ErrNothingToUndo = errors.New("nothing to undo")

// A ReasonError says that a verdict was given without the reason it needs.
type ReasonError struct {
	Ref     event.Ref
	Verdict event.Verdict
}

// Error names the clause and the verdict.
func (e *ReasonError) Error() string {
	return fmt.Sprintf("%s: %q needs a reason", e.Ref.Label, e.Verdict)
}

// Check returns the error with which Step would refuse the changes, nil if it would
// not.
func (a *Audit) Check(by Hand, changes ...event.Change) error {
	g := stepping{a: a, by: by, now: by.moment()}
	_, err := g.check(g.complete(changes))
	return err
}

// Step is the gate that every change goes through, whoever makes it: it checks the
// changes and turns them into events, ready for Journal.Append and Apply. It does not
// change the audit. Changes that change nothing make no event. The error says why a
// change is refused, such as a *SecretError, *ReasonError or *UnknownError; then there
// are no events at all.
func (a *Audit) Step(by Hand, changes ...event.Change) ([]event.Event, error) {
	g := stepping{a: a, by: by, now: by.moment()}
	made, err := g.check(g.complete(changes))
	if err != nil {
		return nil, err
	}
	last := map[event.Field]int{} // Of several values for a field the last one counts.
	for n, c := range made {
		last[c.Field] = n
	}
	var step []event.Event
	clock := a.clock
	add := func(f event.Field, value json.RawMessage) *event.Event {
		clock++
		step = append(step, by.event(g.now, clock, f, value))
		return &step[len(step)-1]
	}
	for n, c := range made {
		if last[c.Field] != n {
			continue
		}
		heads := a.heads(c.Field)
		if c.Field.Kind == event.KindRules {
			heads = ruled(a, c.Field.Subject)
		}
		if g.stands(c, heads) {
			continue
		}
		if len(step) == 0 && a.unbegun() {
			value, err := event.EncodeValue(a.rules())
			if err != nil {
				return nil, err
			}
			add(event.Field{Kind: event.KindBegin}, value)
		}
		e := add(c.Field, c.encoded)
		e.Said = event.KeptSaid(g.said(c.Change))
		e.Text = a.clause(c.Field.Ref()).Digest
		if c.Field.Clause != "" {
			e.Edition = a.Labels(c.Field.Policy)
		}
		for _, h := range heads {
			e.Over = append(e.Over, h.ID)
		}
	}
	for n := range step {
		step[n].More = n < len(step)-1
	}
	return step, nil
}

// Withdraw returns the event that undoes a step, or the undo of a step. A begin event
// in the step stays.
func (a *Audit) Withdraw(by Hand, step []event.Event) event.Event {
	e := by.event(by.moment(), a.clock+1, event.Field{Kind: event.KindUndo}, nil)
	for _, s := range step {
		if s.Kind != event.KindBegin {
			e.Over = append(e.Over, s.ID)
		}
	}
	return e
}

// Repaired returns the event that records a repair.
func (a *Audit) Repaired(by Hand, r event.Repair) (event.Event, error) {
	value, err := event.EncodeValue(r)
	return by.event(by.moment(), a.clock+1, event.Field{Kind: event.KindRepair}, value), err
}

// LastStep returns the events of the writer's last step that still counts,
// none where there is none. Undos are not steps.
func (a *Audit) LastStep(writer string) []event.Event { return a.placed(a.lastStep(writer)) }

// Supposing returns the audit as it would be after these changes, without making them.
// The error is that of Step.
func (a *Audit) Supposing(changes ...event.Change) (*Audit, error) {
	then := a.Refold(nil)
	made := 0
	step, err := a.Step(Hand{Now: a.LastChange, NewID: func() string { made++; return fmt.Sprint("then ", made) }}, changes...)
	if err != nil {
		return nil, err
	}
	return then, then.Apply(step...)
}

// stepping is one call of Step or Check.
type stepping struct {
	a   *Audit
	by  Hand
	now time.Time
}

// checked is a change that is not refused.
type checked struct {
	event.Change
	encoded json.RawMessage
}

// ---- what else a change says ----

// complete adds to changes what they imply. An answer to a fact is also one for each
// other policy that asks the same question; a verdict that is given alone takes a
// reason and a validity with it (see whole); a piece of evidence that is added again
// keeps the details that are not given this time.
func (g *stepping) complete(changes []event.Change) []event.Change {
	given := map[event.Field]bool{}
	for _, c := range changes {
		given[c.Field] = true
	}
	all := slices.Clone(changes)
	for n, c := range changes {
		all = append(all, g.ownAnswer(c, given)...)
		switch v := c.Value.(type) { // Only these three say more than is in them.
		case event.FactAnswer:
			for _, same := range g.a.sameQuestion(c.Field) {
				if !given[same] {
					all = append(all, event.Change{Field: same, Value: v, Meant: c.Meant, Said: c.Said})
				}
			}
		case *event.Evidence:
			if old, _ := value[*event.Evidence](g.a, c.Field); v != nil && old != nil {
				more := *v
				more.Details = more.Details.Or(old.Details)
				all[n].Value = &more
			}
		case event.Verdict:
			ref := c.Field.Ref()
			for _, whole := range []event.Change{event.SetReason(ref, ""), event.SetValidUntil(ref, "")} {
				if text, said, ok := g.whole(c, whole.Field); ok && !given[whole.Field] {
					whole.Value, whole.Said = text, said
					all = append(all, whole)
				}
			}
		}
	}
	return all
}

// whole returns what a reason or a validity becomes when a verdict is given alone, and
// false if it stays as it is. One in conflict becomes that of the side which gave this
// verdict, or else the newest, so that one key settles the clause. A validity whose day
// is over is dropped.
func (g *stepping) whole(verdict event.Change, f event.Field) (v event.Value, by event.Said, ok bool) {
	heads := g.a.heads(f)
	if len(heads) == 0 {
		return nil, by, false
	}
	chosen := heads[len(heads)-1]
	for _, said := range g.a.heads(verdict.Field) {
		v, _ := event.As[event.Verdict](said)
		for _, h := range heads {
			if v == verdict.Value && h.Writer == said.Writer {
				chosen = h
			}
		}
	}
	if until, ok := event.As[event.Until](chosen); ok && event.Passed(string(until), g.now) {
		return event.Until(""), by, true
	}
	said, err := event.DecodeValue(chosen.Kind, chosen.Value)
	return said, chosen.Origin(), err == nil && event.InConflict(heads)
}

// said returns whose value a change enters, zero if it is that of the person who makes
// the change.
func (g *stepping) said(c event.Change) event.Said {
	said := c.Said
	if said == (event.Said{}) {
		return said
	}
	if c.Confirms {
		said.ConfirmedBy, said.ConfirmedAt = g.by.Person, g.now
	}
	said.By.Apart, said.ConfirmedBy.Apart = false, false
	return said
}

// ---- what is refused ----

// check refuses changes that break a rule. The reason that a verdict needs may be in
// the audit already, or come in the same step.
func (g *stepping) check(changes []event.Change) ([]checked, error) {
	var all []checked
	for _, c := range changes {
		one, err := g.one(c)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	given := map[event.Field]event.Value{} // the last value of each field counts
	for _, c := range all {
		given[c.Field] = c.Value
	}
	for _, c := range all {
		if v, ok := c.Value.(event.Verdict); ok && v.NeedsReason() && !g.hasReason(c.Field.Ref(), given) {
			return nil, &ReasonError{c.Field.Ref(), v}
		}
	}
	meant := len(changes) > 0 && changes[0].Meant
	for _, text := range []string{g.by.Person.Name, g.by.Person.Email} {
		if err := g.text(event.Change{Meant: meant}, event.Text{What: "your name", Words: text}); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// one refuses a change that cannot be made whatever the others are.
func (g *stepping) one(c event.Change) (checked, error) {
	if err := g.known(c.Field); err != nil {
		return checked{}, err
	}
	if c.Value == nil {
		return checked{}, fmt.Errorf("%s: no value", c.Field.Kind)
	}
	texts := append(c.Value.Texts(), event.Text{What: "author", Words: c.Said.By.Name}, event.Text{What: "author", Words: c.Said.By.Email})
	for _, t := range texts {
		if err := g.text(c, t); err != nil {
			return checked{}, err
		}
	}
	encoded, err := event.EncodeValue(c.Value)
	if err != nil {
		return checked{}, err
	}
	// As it will be read again: a value of the field's own kind.
	if c.Value, err = event.DecodeValue(c.Field.Kind, encoded); err != nil {
		return checked{}, err
	}
	if err := c.Value.Refuse(c.Field); err != nil {
		return checked{}, err
	}
	return checked{c, encoded}, g.fits(c)
}

// known refuses a field of something that the audit does not have.
func (g *stepping) known(f event.Field) error {
	spec, ref := f.Kind.Spec(), f.Ref()
	switch {
	case spec.About == event.AClause && !g.a.askable(ref), spec.About == event.AnyClause && ref != event.Ref{} && !g.a.askable(ref):
		return &UnknownError{What: "clause", Name: ref.String()}
	case spec.About == event.AClauseOrFact && f.Clause != "" && !g.a.askable(ref):
		return &UnknownError{What: "clause", Name: ref.String()}
	case spec.About == event.APolicy, spec.About == event.AClauseOrFact:
		if _, known := g.a.Policy(f.Policy); !known {
			return &UnknownError{What: "policy", Name: f.Policy, Known: g.a.policyIDs()}
		}
	}
	return nil
}

// fits refuses what the audit's policies do not allow. Only these kinds depend on
// their texts.
func (g *stepping) fits(c event.Change) error {
	p, _ := g.a.Policy(c.Field.Policy)
	switch v := c.Value.(type) {
	case event.FactAnswer:
		q, known := p.Fact(c.Field.Subject)
		if !known {
			return &UnknownError{What: "scope fact", Name: c.Field.Subject}
		}
		return v.Fits(q)
	case *event.Suggestion:
		if v == nil || v.Fact == "" {
			return nil
		}
		q, known := p.Fact(v.Fact)
		if !known {
			return &UnknownError{What: "scope fact", Name: v.Fact}
		}
		return event.FactAnswer{Values: v.Answer}.Fits(q)
	case *event.Submission:
		return g.fitsScope(c.Field, v)
	case *event.Same:
		return g.fitsSame(c.Field, v)
	case event.Adoption:
		if g.a.texts[Edition{p.ID, v.To}] == nil {
			return fmt.Errorf("the text of edition %.12s of %s is not at hand", v.To, p.ID)
		}
	}
	return nil
}

func (g *stepping) hasReason(ref event.Ref, given map[event.Field]event.Value) bool {
	field := event.SetReason(ref, "").Field
	reason, now := given[field].(event.Reason)
	if !now {
		reason, _ = value[event.Reason](g.a, field)
	}
	return strings.TrimSpace(string(reason)) != ""
}

// text refuses words that are not UTF-8, or that look like a secret and are not meant.
// Words that the field has already were meant before.
func (g *stepping) text(c event.Change, t event.Text) error {
	where := textName(c.Field, t)
	if err := event.CheckText(where, t.Words); err != nil || c.Meant {
		return err
	}
	found := Secrets([]byte(t.Words))
	if found == "" {
		return nil
	}
	for _, h := range g.a.heads(c.Field) {
		if v, err := event.DecodeValue(h.Kind, h.Value); err == nil && slices.Contains(v.Texts(), t) {
			return nil
		}
	}
	return &SecretError{where, found}
}

// textName says which text of which field it is.
func textName(f event.Field, t event.Text) string {
	switch {
	case f.Clause != "":
		return t.What + " of " + f.Clause
	case f.Kind.Spec().About == event.APolicy:
		return t.What + " to " + f.Subject
	}
	return t.What
}

// stands tells whether a field has the value already, so that the change need not be
// made. Giving a stale verdict again renews it.
func (g *stepping) stands(c checked, heads []*event.Event) bool {
	switch {
	case len(heads) == 0:
		return c.Value.Empty()
	case c.Field.Kind.Spec().Newest && !c.Field.Kind.Spec().Aside:
		return false // Saying the same again is a change.
	}
	same := &event.Event{Field: c.Field, Value: c.encoded}
	if slices.ContainsFunc(heads, func(h *event.Event) bool { return h.Kind != c.Field.Kind || !event.Agree(h, same) }) {
		return false
	}
	_, verdict := c.Value.(event.Verdict)
	return !verdict || staleWords(g.a, c.Field.Ref(), heads[len(heads)-1], g.now) == ""
}
