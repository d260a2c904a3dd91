package checklist

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"
)

// Change is a value that a person gives to a field.
type Change struct {
	Field Field
	Value any
}

// SetVerdict answers a clause. Unanswered takes the answer back.
func SetVerdict(ref Ref, v Verdict) Change {
	return Change{Field{Kind: KindVerdict, Policy: ref.Policy, Clause: ref.Label}, v}
}

// SetReason gives the words behind a verdict.
func SetReason(ref Ref, reason string) Change {
	return Change{Field{Kind: KindReason, Policy: ref.Policy, Clause: ref.Label}, reason}
}

// ErrNothingToUndo says that a writer has no change that could be taken back.
var ErrNothingToUndo = errors.New("nothing to undo")

// A ReasonError says that a verdict was given without the reason it needs.
type ReasonError struct {
	Ref     Ref
	Verdict Verdict
}

// Error names the clause and the verdict.
func (e *ReasonError) Error() string {
	return fmt.Sprintf("%s: %q needs a reason", e.Ref.Label, e.Verdict)
}

// Step checks the changes and turns them into the events that make them, ready
// for Journal.Append and Apply. Changes that change nothing make no event.
func (a *Audit) Step(by Hand, changes ...Change) ([]Event, error) {
	now := by.Now().UTC().Truncate(time.Millisecond)
	changes = a.settle(changes, now)
	if err := a.check(changes); err != nil {
		return nil, err
	}
	for _, text := range []string{by.Person.Name, by.Person.Email} {
		if err := checkText("your name", text); err != nil {
			return nil, err
		}
	}
	clock := a.clock
	var step []Event
	event := func(f Field, value json.RawMessage) Event {
		clock++
		return Event{
			Format: EventFormat, ID: by.NewID(), Time: now, Clock: clock, Writer: by.Writer, Who: by.Person,
			Field: f, Value: value, More: true,
		}
	}
	last := map[Field]int{} // Of several values for a field the last one counts.
	for n, c := range changes {
		last[c.Field] = n
	}
	for n, c := range changes {
		if last[c.Field] != n {
			continue
		}
		encoded, err := encodeValue(c.Value)
		if err != nil {
			return nil, err
		}
		if err := checkValue(c.Field.Kind, encoded); err != nil {
			return nil, err
		}
		heads := a.heads(c.Field)
		if a.stands(c, heads, encoded, now) {
			continue
		}
		if len(step) == 0 && a.unbegun() {
			value, err := encodeValue(a.rules())
			if err != nil {
				return nil, err
			}
			step = append(step, event(Field{Kind: KindBegin}, value))
		}
		e := event(c.Field, encoded)
		e.Edition, e.Text = a.edition(c.Field), a.clause(c.Field.Ref()).Digest
		for _, h := range heads {
			e.Over = append(e.Over, h.ID)
		}
		step = append(step, e)
	}
	if len(step) > 0 {
		step[len(step)-1].More = false
	}
	return step, nil
}

// settle adds to a fact's answer that of each other policy that asks the same
// question, and to a verdict that is given alone what makes the clause whole. A
// reason or a validity in conflict becomes that of the side which gave this
// verdict, else the newest: one key then settles the clause. A day that has
// gone by no longer bounds the answer. A piece of evidence that is added again
// keeps the details that are not given anew.
func (a *Audit) settle(changes []Change, now time.Time) []Change {
	given := map[Field]bool{}
	for _, c := range changes {
		given[c.Field] = true
	}
	all := slices.Clone(changes)
	for n, c := range changes {
		if c.Field.Kind == KindScope {
			for _, same := range a.sameQuestion(c.Field) {
				if !given[same] {
					all = append(all, Change{same, c.Value})
				}
			}
		}
		if piece, ok := c.Value.(*Evidence); ok && piece != nil {
			if old, _ := value[*Evidence](a, c.Field); old != nil {
				more := *piece
				more.Details = more.Details.or(old.Details)
				all[n].Value = &more
			}
		}
		v, ok := c.Value.(Verdict)
		if !ok {
			continue
		}
		ref := c.Field.Ref()
		for _, field := range []Field{SetReason(ref, "").Field, SetValidUntil(ref, "").Field} {
			heads := a.heads(field)
			if given[field] || len(heads) == 0 {
				continue
			}
			chosen := heads[len(heads)-1]
			for _, said := range a.heads(c.Field) {
				for _, h := range heads {
					if sameValue(said.Value, json.RawMessage(`"`+v+`"`)) && h.Writer == said.Writer {
						chosen = h
					}
				}
			}
			var text string
			if json.Unmarshal(chosen.Value, &text) != nil {
				continue
			}
			over := field.Kind == KindValidUntil && passed(text, now)
			if over {
				text = ""
			}
			if over || differ(heads) {
				all = append(all, Change{field, text})
			}
		}
	}
	return all
}

// stands tells whether a field has the value already. A verdict that went stale
// does not stand: to give it again is to renew it.
func (a *Audit) stands(c Change, heads []*Event, encoded json.RawMessage, now time.Time) bool {
	if len(heads) == 0 {
		return isUnset(c)
	}
	if c.Field.Kind == KindCheck {
		return false // That it is so again today is news.
	}
	for _, h := range heads {
		if !sameAnswer(h, &Event{Field: c.Field, Value: encoded}) {
			return false
		}
	}
	return c.Field.Kind != KindVerdict || a.staleWords(c.Field.Ref(), heads[len(heads)-1], now) == ""
}

func (a *Audit) edition(f Field) string {
	if f.Clause == "" {
		return ""
	}
	return a.Labels(f.Policy)
}

// Labels returns the edition whose labels the clauses of a policy have now, as
// an event names it: empty for the one that the audit began with.
func (a *Audit) Labels(id string) string {
	for n, p := range a.force {
		if p.ID == id && p.Edition != a.base[n].Edition {
			return p.Edition
		}
	}
	return ""
}

func isUnset(c Change) bool {
	switch v := c.Value.(type) {
	case string:
		return v == ""
	case Verdict:
		return v == Unanswered
	case *Evidence:
		return v == nil
	case *Outcome:
		return v == nil
	case *Overrule:
		return v == nil
	}
	return false
}

func encodeValue(v any) (json.RawMessage, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return json.RawMessage(strings.TrimSpace(b.String())), nil
}

// check refuses changes that break a rule. A verdict's reason may stand in the
// audit already or come in the same step.
func (a *Audit) check(changes []Change) error {
	reasons := map[Ref]string{}
	for _, c := range changes {
		ref := c.Field.Ref()
		if c.Field.Kind != KindScope && c.Field.Kind != KindAdopt && c.Field.Kind != KindSign {
			_, asked := a.clauses[ref]
			if _, unlisted := a.unlisted(ref); !asked && !unlisted && !c.Field.wholeOutcome() {
				return &UnknownError{What: "clause", Name: ref.String()}
			}
		}
		switch v := c.Value.(type) {
		case string:
			if err := checkText(string(c.Field.Kind)+" of "+ref.Label, v); err != nil {
				return err
			}
			if c.Field.Kind == KindGap {
				if err := checkGap(GapPart(c.Field.Subject), v); err != nil {
					return err
				}
			}
			if c.Field.Kind == KindValidUntil {
				if err := checkUntil(v); err != nil {
					return err
				}
			}
			if c.Field.Kind == KindReason {
				reasons[ref] = v
			}
		case Verdict:
			if v != Unanswered && !slices.Contains(Verdicts(), v) {
				return fmt.Errorf("unknown verdict %q", v)
			}
		case *Overrule:
			if err := v.check(); err != nil {
				return err
			}
		case *Evidence:
			if v != nil {
				if err := v.check(); err != nil {
					return err
				}
			}
		case Check:
			if err := checkText(string(KindCheck), v.Outcome); err != nil {
				return err
			}
		case *Outcome:
			if err := v.check(); err != nil {
				return err
			}
		case Adoption:
			if a.texts[Edition{c.Field.Policy, v.To}] == nil {
				return fmt.Errorf("the text of edition %.12s of %s is not at hand", v.To, c.Field.Policy)
			}
		case FactAnswer:
			p, ok := a.Policy(c.Field.Policy)
			if !ok {
				return &UnknownError{What: "policy", Name: c.Field.Policy}
			}
			if _, ok := p.Fact(c.Field.Subject); !ok {
				return &UnknownError{What: "scope fact", Name: c.Field.Subject}
			}
			if err := checkText(c.Field.Subject, strings.Join(v.Values, "\n")); err != nil {
				return err
			}
		}
	}
	for _, c := range changes {
		v, ok := c.Value.(Verdict)
		if !ok || !v.NeedsReason() {
			continue
		}
		ref := c.Field.Ref()
		reason, given := reasons[ref]
		if !given {
			reason, _ = value[string](a, SetReason(ref, "").Field)
		}
		if strings.TrimSpace(reason) == "" {
			return &ReasonError{ref, v}
		}
	}
	return nil
}

// Withdraw returns the event that takes back a step, or an undo of one. That
// the audit was begun is not taken back.
func (a *Audit) Withdraw(by Hand, step []Event) Event {
	e := Event{
		Format: EventFormat, ID: by.NewID(), Time: by.Now().UTC().Truncate(time.Millisecond), Clock: a.clock + 1,
		Writer: by.Writer, Who: by.Person, Field: Field{Kind: KindUndo},
	}
	for _, s := range step {
		if s.Kind != KindBegin {
			e.Over = append(e.Over, s.ID)
		}
	}
	return e
}

// LastStep returns the events of the writer's last step that still counts,
// none where there is none. Undos are not steps.
func (a *Audit) LastStep(writer string) []Event {
	files := map[string][]*Event{}
	for _, e := range a.events {
		if e.Writer == writer && e.setsField() {
			files[e.File] = append(files[e.File], e)
		}
	}
	var last []*Event
	for file, own := range files {
		step := a.lastStep(own)
		if step == nil {
			continue
		}
		// What is not in a file yet comes last; between files the clock decides.
		if last == nil || file == "" || last[0].File != "" && last[len(last)-1].Before(step[len(step)-1]) {
			last = step
		}
	}
	var placed []Event
	for _, e := range last {
		placed = append(placed, a.Placed(*e))
	}
	return placed
}

// lastStep returns the counting events of the last step in one file that has
// any.
func (a *Audit) lastStep(own []*Event) []*Event {
	// Two programs of one writer may use a clock twice; in the file their steps
	// stand one behind the other.
	place := func(e *Event) uint { return uint(e.Seq) - 1 }
	sort.Slice(own, func(i, j int) bool {
		if place(own[i]) != place(own[j]) {
			return place(own[i]) < place(own[j])
		}
		return own[i].Before(own[j])
	})
	for end := len(own); end > 0; {
		start := end - 1
		for start > 0 && own[start-1].More {
			start--
		}
		if step := slices.DeleteFunc(slices.Clone(own[start:end]), func(e *Event) bool { return !a.active(e) }); len(step) > 0 {
			return step
		}
		end = start
	}
	return nil
}
