package checklist

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/policy"
)

// Result is how the platform decided.
type Result string

// The results.
const (
	Approved Result = "approved"
	Rejected Result = "rejected"
	Changes  Result = "changes" // asked for before it decides
)

// Results lists every result.
func Results() []Result { return []Result{Approved, Rejected, Changes} }

// String returns the result in words.
func (r Result) String() string {
	if r == Changes {
		return "changes asked for"
	}
	return string(r)
}

// Outcome is what the platform really decided about a submission. One that is
// about several clauses is kept at each of them under one id.
type Outcome struct {
	Result     Result `json:"result"`
	On         string `json:"on"`                   // the day of the decision
	Release    string `json:"release"`              // the app's release that it is about
	Permission string `json:"permission,omitempty"` // the entry of a list that it is about, empty for all
	Words      string `json:"words,omitempty"`      // the platform's own
	Was        string `json:"was,omitempty"`        // the clause of an older audit that it was about and that this one does not ask

	ID      string    `json:"-"`
	Carried string    `json:"-"` // the audit that it was taken over from, empty for this one
	Refs    []Ref     `json:"-"` // the clauses that it is about
	By      Person    `json:"-"` // who entered it
	At      time.Time `json:"-"` // when it was entered
}

// String says it in one line: rejected on 2026-03-02 (2.3),
// instagram_business_basic: "...".
func (o Outcome) String() string {
	said := fmt.Sprintf("%s on %s (%s)", o.Result, o.On, o.Release)
	for _, more := range []string{o.Permission, o.Was} {
		if more != "" {
			said += ", " + more
		}
	}
	if o.Words != "" {
		said += ": \"" + o.Words + "\""
	}
	return said
}

// same tells whether two outcomes tell of one decision, wherever they are kept.
func (o Outcome) same(other Outcome) bool {
	return o.Result == other.Result && o.On == other.On && o.Release == other.Release && o.Permission == other.Permission && o.Words == other.Words
}

func (o *Outcome) check() error {
	if o == nil {
		return nil
	}
	if !slices.Contains(Results(), o.Result) {
		return fmt.Errorf("unknown result %q", o.Result)
	}
	if !isDay(o.On) {
		return fmt.Errorf("the day of a decision is written 2026-03-31, not %q", o.On)
	}
	if o.Result != Approved && strings.TrimSpace(o.Words) == "" {
		return errors.New("a decision that is no approval needs the platform's words")
	}
	for _, text := range []string{o.Words, o.Permission, o.Release, o.Was} {
		if err := checkText("outcome", text); err != nil {
			return err
		}
	}
	return nil
}

// AddOutcome returns the changes that keep what the platform decided, at each
// of the clauses that it is about, or for the whole audit. The id must be new.
func AddOutcome(id string, o Outcome, about ...Ref) []Change {
	o.ID, o.Carried, o.Refs, o.By, o.At = "", "", nil, Person{}, time.Time{}
	if len(about) == 0 {
		about = []Ref{{}}
	}
	var all []Change
	for _, ref := range about {
		all = append(all, Change{Field{KindOutcome, ref.Policy, ref.Label, id}, &o})
	}
	return all
}

// RemoveOutcome returns the changes that take an outcome out again.
func (a *Audit) RemoveOutcome(id string) ([]Change, error) {
	var all []Change
	var known []string
	for _, o := range a.Outcomes() {
		known = append(known, o.ID)
		if o.ID != id {
			continue
		}
		for _, f := range a.decided {
			if f.Subject == id {
				all = append(all, Change{f, (*Outcome)(nil)})
			}
		}
	}
	if len(all) == 0 {
		return nil, &UnknownError{What: "outcome", Name: id, Known: known}
	}
	return all, nil
}

// wholeOutcome tells whether a field is an outcome that is about no clause.
func (f Field) wholeOutcome() bool { return f.Kind == KindOutcome && f.Ref() == Ref{} }

// Outcomes returns what the platform decided, oldest decision first. What was
// kept at several clauses is one.
func (a *Audit) Outcomes() []Outcome {
	found := map[string]*Outcome{}
	for _, f := range a.decided {
		o, e := value[*Outcome](a, f)
		if o == nil {
			continue
		}
		if found[f.Subject] == nil {
			o.ID, o.Carried, o.By, o.At = f.Subject, e.Carried, e.Who, e.Time
			found[f.Subject] = o
		}
		if f.Ref() != (Ref{}) {
			found[f.Subject].Refs = append(found[f.Subject].Refs, f.Ref())
		}
	}
	all := make([]Outcome, 0, len(found))
	for _, o := range found {
		slices.SortFunc(o.Refs, a.compareRefs)
		all = append(all, *o)
	}
	slices.SortFunc(all, func(x, y Outcome) int {
		return cmp.Or(cmp.Compare(x.On, y.On), x.At.Compare(y.At), cmp.Compare(x.ID, y.ID))
	})
	return all
}

// outcomesAt returns what was decided about a clause, and about its permission
// as a whole.
func (a *Audit) outcomesAt(ref Ref) []Outcome {
	_, entry := policy.CutEntry(ref.Label)
	// Most clauses were decided about by nobody, and are not looked at further.
	if !slices.ContainsFunc(a.decided, func(f Field) bool { return f.Ref() == ref || entry != "" && f.wholeOutcome() }) {
		return nil
	}
	var all []Outcome
	for _, o := range a.Outcomes() {
		if slices.Contains(o.Refs, ref) || entry != "" && len(o.Refs) == 0 && o.Was == "" && o.Permission == entry {
			all = append(all, o)
		}
	}
	return all
}

// compareRefs orders clauses as they are asked, and then by name.
func (a *Audit) compareRefs(x, y Ref) int {
	return cmp.Or(cmp.Compare(slices.Index(a.order, x), slices.Index(a.order, y)), cmp.Compare(x.String(), y.String()))
}
