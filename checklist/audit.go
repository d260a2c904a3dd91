// Package checklist holds what is answered: an audit is the fold of the events
// in its journals, and nothing else. The same events give the same audit in
// whatever order, and however often, they arrive.
//
// Only Apply, TakeIn, Know and SetLooks change an audit, and everything that can be
// derived from its events is derived then. All other functions only read: as long as
// nobody changes an audit, any number of goroutines may read it.
//
// The methods of an Audit change it, write through it, or say what stands. What
// is only concluded from that, such as a gate, a finding or a sign-off, is a
// function that takes the audit.
//
// The package itself does no I/O and reads no clock. Its folders do: journal
// keeps events, vault keeps evidence, workspace finds both on disk.
package checklist

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// HeadFormat is the version of audit.json that this program writes. It reads
// all versions from 1 on.
const HeadFormat = 2

// Head is what an audit is about. It is written once, and every clone that begins the
// audit writes the same: who began it and when is an event. Only a head of format 1
// says that itself.
type Head struct {
	Format   int          `json:"format"`
	ID       string       `json:"id"`
	App      string       `json:"app"`
	Release  string       `json:"release"`
	Created  time.Time    `json:"created,omitzero"` // zero while nothing was entered
	By       event.Person `json:"by,omitzero"`
	Policies []Edition    `json:"policies"`
	States   bool         `json:"-"` // the file itself says who began the audit, as format 1 did
}

// Edition names one text of a policy.
type Edition struct {
	ID      string `json:"id"`
	Edition string `json:"edition"`
}

// Audit is one or more policy editions asked of one app and one release.
type Audit struct {
	Head Head
	Asked
	Entries
	Places
	Standing
	People

	stated bool          // the head itself says who began it
	looks  Looks         // what SetLooks was given
	later  []event.Frame // in a state of the past, the rules that have been adopted by now
	chosen string        // the id of a submission that is looked at instead of the current one
}

// An OtherTextError says that a text is not that of the edition which an audit asks.
type OtherTextError struct {
	Audit string
	Asked Edition
	Found string // the edition of the text that is there
}

// Error names the audit and both editions.
func (e *OtherTextError) Error() string {
	return fmt.Sprintf("audit %s was made with edition %.12s of %s, but the text here is edition %.12s", e.Audit, e.Asked.Edition, e.Asked.ID, e.Found)
}

// New returns an audit in which nothing is answered. The policies must be the
// editions that the head names, in its order.
func New(head Head, policies []*policy.Policy) (*Audit, error) {
	if len(policies) != len(head.Policies) || len(policies) == 0 {
		return nil, fmt.Errorf("audit %s lists %d policies, and %d are here", head.ID, len(head.Policies), len(policies))
	}
	for i, p := range policies {
		if e := head.Policies[i]; p.ID != e.ID || p.Edition != e.Edition {
			return nil, &OtherTextError{head.ID, e, p.Edition}
		}
		if slices.ContainsFunc(policies[:i], func(o *policy.Policy) bool { return o.ID == p.ID }) {
			return nil, fmt.Errorf("audit %s names the policy %s twice", head.ID, p.ID)
		}
	}
	a := &Audit{
		Head: head, stated: !head.Created.IsZero(),
		Asked:   Asked{base: slices.Clone(policies)},
		Entries: Entries{events: map[string]*event.Event{}},
		People:  People{met: map[event.Person]bool{}, addresses: map[string][]string{}},
	}
	a.Places = Places{asked: &a.Asked, began: head.Policies, texts: map[Edition]*policy.Policy{}, versions: map[Edition][]*policy.Policy{}}
	a.Standing = Standing{entries: &a.Entries, places: &a.Places}
	a.Know(policies...)
	a.layAll(a.base)
	return a, nil
}

// Apply adds events to the audit. One that it has already is ignored; a different
// event with the same id is an error, and all others are applied.
func (a *Audit) Apply(events ...event.Event) error { return a.apply(slices.Clone(events)) }

// TakeIn is Apply for events that nobody else uses. The audit keeps them where they
// are, since copying those of a large journal takes time and memory.
func (a *Audit) TakeIn(events []event.Event) error {
	err := a.apply(events)
	for i := range events { // The ids by which events name others are kept once.
		for n, id := range events[i].Over {
			if over := a.events[id]; over != nil {
				events[i].Over[n] = over.ID
			}
		}
	}
	return err
}

func (a *Audit) apply(events []event.Event) error {
	var clash error
	adoptions := len(a.adoptions)
	a.Entries.expect(len(events))
	for i := range events {
		e := &events[i]
		known, ok := a.events[e.ID]
		switch {
		case !ok:
			a.add(e)
		case !known.Same(*e):
			clash = fmt.Errorf("two events have the id %s", e.ID)
		default:
			known.Locate(e)
			a.noteLine(known)
		}
	}
	a.derive(len(a.adoptions) > adoptions)
	return clash
}

// derive finds what follows from the events that came. Moved says that adoptions came,
// so that all events may have other places.
func (a *Audit) derive(moved bool) {
	a.Entries.unmix()
	a.Standing.settle()
	a.name()
	a.arrange(moved)
}

// add takes in one event, which belongs to the audit from then on. The few kinds that
// set no field, and adoptions, are handled here by name.
func (a *Audit) add(e *event.Event) {
	a.keep(e)
	a.clock = max(a.clock, e.Clock)
	a.meet(e.Named()...)
	a.mark(e)
	switch e.Kind {
	case event.KindUndo:
		a.undos = append(a.undos, e)
	case event.KindRepair:
		a.repairs = append(a.repairs, e)
	case event.KindBegin:
		a.begin(e)
	case event.KindAdopt:
		a.adoptions = append(a.adoptions, e)
	}
	if e.Kind.Spec().Sets {
		a.Standing.lay(a.Places.lay(e), e)
	}
}

// Know gives the audit the texts of editions that it went over to or came from, and
// other rules for texts that it has. If it has several rules for a text, those that
// stand count, or else the first that it was given.
func (a *Audit) Know(editions ...*policy.Policy) {
	news := false
	for _, p := range editions {
		key := Edition{p.ID, p.Edition}
		if a.texts[key] == nil {
			a.texts[key] = p
		}
		if !slices.ContainsFunc(a.versions[key], func(o *policy.Policy) bool { return sameRules(o, p) }) {
			a.versions[key], news = append(slices.Clone(a.versions[key]), p), true
		}
	}
	if news && len(a.events) > 0 {
		a.arrange(true)
	}
}

// arrange finds the editions in force, and moves every event to its place in them if
// they have changed, or in any case if anew is true.
func (a *Audit) arrange(anew bool) {
	force := make([]*policy.Policy, len(a.base))
	for n, p := range a.base {
		force[n] = a.text(Edition{p.ID, p.Edition})
		for _, h := range a.heads(adoption(p.ID)) {
			d, _ := event.As[event.Adoption](h)
			if text := a.text(Edition{p.ID, d.To}); text != nil {
				force[n] = text
			}
		}
	}
	if anew || !slices.Equal(force, a.force) {
		a.layAll(force)
	} else {
		a.repeat(a.askedFor, a.answeredParts())
	}
}

// layAll puts these editions into force, and every event at its place in them.
func (a *Audit) layAll(force []*policy.Policy) {
	a.ask(force)
	a.wayfind()
	a.Places.clear()
	a.Standing.clear()
	for _, e := range a.sorted {
		if e.Kind.Spec().Sets {
			a.Standing.lay(a.Places.lay(e), e)
		}
	}
	a.Standing.settle()
	a.repeat(a.askedFor, a.answeredParts())
}

// listed returns what a list holds, in the order of the alphabet, and false
// while that is not known. Of answers in conflict it is what any of them names:
// asking too much loses nothing.
func (s *Standing) listed(list event.Field) ([]string, bool) {
	heads := s.heads(list)
	all := []string{}
	for _, h := range heads {
		answer, ok := event.As[event.FactAnswer](h)
		if !ok || answer.Unknown {
			return nil, false
		}
		all = append(all, answer.Values...)
	}
	slices.Sort(all)
	return slices.Compact(all), len(heads) > 0
}

// Log returns the events of a clause that are known, oldest first by the
// logical clock, under the labels that their clauses have now. The zero Ref
// stands for the whole audit, undos included.
func (s *Standing) Log(ref event.Ref) []event.Event {
	if ref == (event.Ref{}) {
		return s.placed(s.entries.sorted)
	}
	return s.placed(s.about(ref))
}

// Newest goes through the events of the whole audit as Log has them, the newest
// first.
func (s *Standing) Newest() iter.Seq[event.Event] {
	return func(yield func(event.Event) bool) {
		for _, e := range slices.Backward(s.entries.sorted) {
			one := *e
			one.Field = s.places.at(e)
			if !yield(one) {
				return
			}
		}
	}
}

// Values returns the events whose values stand for a field, oldest first. More
// than one whose values differ are in conflict.
func (s *Standing) Values(f event.Field) []event.Event { return s.placed(s.heads(f)) }

func (s *Standing) placed(events []*event.Event) []event.Event {
	all := make([]event.Event, len(events))
	for n, e := range events {
		all[n] = *e
		all[n].Field = s.places.at(e)
	}
	return all
}

// Concerns returns the clauses whose answers an event can change. It returns false if
// that may be any clause.
func (a *Audit) Concerns(e event.Event) ([]event.Ref, bool) {
	spec := e.Kind.Spec()
	switch {
	case spec.About == event.APolicy, spec.Asks && spec.Sets:
		return nil, false
	case spec.About != event.TheAudit:
		ref := a.Placed(e).Ref()
		_, asked := a.clauses[ref]
		return append(Followers(a, ref), ref), asked // What is archived may be offered to others, and what is about no clause told at several.
	case spec.Sets:
		return nil, true
	}
	var all []event.Ref // An undo changes what it takes back.
	for _, id := range e.Over {
		over, known := a.events[id]
		if !known {
			return nil, false
		}
		refs, known := a.Concerns(*over)
		if !known {
			return nil, false
		}
		all = append(all, refs...)
	}
	return all, true
}

// Unplaced returns the events about clauses, facts and policies that the audit does
// not have, oldest first. They are shown, and never dropped.
func (a *Audit) Unplaced() []event.Event {
	var all []*event.Event
	for ref := range a.byRef {
		_, asked := a.clauses[ref]
		_, archived := a.archived[ref]
		if asked || archived {
			continue
		}
		all = append(all, slices.DeleteFunc(a.about(ref), func(e *event.Event) bool { return a.hasPlace(e, ref) })...)
	}
	slices.SortFunc(all, event.Order)
	return a.placed(all)
}

// hasPlace tells whether an event that is not about a clause of the audit is about
// something else that it has.
func (a *Asked) hasPlace(e *event.Event, ref event.Ref) bool {
	switch e.Kind.Spec().About {
	case event.TheAudit:
		return true
	case event.AnyClause:
		return ref == event.Ref{}
	case event.AClauseOrFact:
		_, known := a.Policy(ref.Policy)
		return known && ref.Label == ""
	case event.APolicy:
		p, known := a.Policy(ref.Policy)
		if known && e.Subject != "" {
			_, known = p.Fact(e.Subject)
		}
		return known
	}
	return false
}
