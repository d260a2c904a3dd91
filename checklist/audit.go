// Package checklist holds what is answered: an audit is the fold of the events
// in its journals, and nothing else. The same events give the same audit in
// whatever order, and however often, they arrive.
//
// The package itself does no I/O and reads no clock. Its folders do: journal
// keeps events, vault keeps evidence, workspace finds both on disk.
package checklist

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"time"

	"clausewalk/policy"
)

// HeadFormat is the version of audit.json that this program writes. It reads
// all versions from 1 on.
const HeadFormat = 2

// Head is what an audit is about. It is written once, and the same by every
// clone that begins the audit: who began it and when is an event. A head of
// format 1 still says it itself.
type Head struct {
	Format   int       `json:"format"`
	ID       string    `json:"id"`
	App      string    `json:"app"`
	Release  string    `json:"release"`
	Created  time.Time `json:"created,omitzero"` // zero while nothing was entered
	By       Person    `json:"by,omitzero"`
	Policies []Edition `json:"policies"`
}

// Edition names one text of a policy.
type Edition struct {
	ID      string `json:"id"`
	Edition string `json:"edition"`
}

// Ref names a clause: instagram-platform/A.12.
type Ref struct{ Policy, Label string }

// String returns the policy and the label with a slash between them.
func (r Ref) String() string { return r.Policy + "/" + r.Label }

// Audit is one or more policy editions asked of one app and one release.
type Audit struct {
	Head     Head
	Policies []*policy.Policy // the editions in force, as they are asked: what repeats is there for each entry

	base      []*policy.Policy      // those that the head names
	force     []*policy.Policy      // those in force, as their texts stand
	repeating map[Ref]policy.Clause // the clauses of force that repeat
	lists     map[Field][]string    // the entries they repeat for, nothing for a list that is not known
	texts     map[Edition]*policy.Policy
	adoptions []*Event
	routes    map[Edition][]step
	archived  map[Ref]policy.Clause // of the editions that were left, by id@edition
	offers    map[Ref][]Ref         // the archived clauses whose answers a clause may take
	clauses   map[Ref]policy.Clause
	order     []Ref
	labels    map[string]int // how many policies ask under each label
	events    map[string]*Event
	fields    map[Field][]*Event
	byRef     map[Ref][]*Event
	decided   []Field // the outcomes
	undos     []*Event
	begun     []*Event // the first of them says who began the audit
	stated    bool     // the head itself says it
	repairs   []*Event
	withdrawn map[string]bool // the events that a counting undo takes back
	clock     int64
	looks     Looks
}

// New returns an audit in which nothing is answered. The policies must be the
// editions that the head names, in its order.
func New(head Head, policies []*policy.Policy) (*Audit, error) {
	if len(policies) != len(head.Policies) || len(policies) == 0 {
		return nil, fmt.Errorf("audit %s names %d policies, %d are at hand", head.ID, len(head.Policies), len(policies))
	}
	a := &Audit{
		Head: head, base: slices.Clone(policies), texts: map[Edition]*policy.Policy{}, events: map[string]*Event{},
		stated: !head.Created.IsZero(),
	}
	for i, p := range policies {
		if e := head.Policies[i]; p.ID != e.ID || p.Edition != e.Edition {
			return nil, fmt.Errorf("audit %s was made against edition %.12s of %s, but the text at hand is edition %.12s", head.ID, e.Edition, e.ID, p.Edition)
		}
		if slices.ContainsFunc(policies[:i], func(o *policy.Policy) bool { return o.ID == p.ID }) {
			return nil, fmt.Errorf("audit %s names the policy %s twice", head.ID, p.ID)
		}
	}
	a.Know(policies...)
	a.layAll(a.base)
	return a, nil
}

// Refs returns every clause in the order of the policies.
func (a *Audit) Refs() []Ref { return a.order }

// Policy finds the edition in force of one of the audit's policies by its id, as
// its text stands: what repeats is in it once.
func (a *Audit) Policy(id string) (*policy.Policy, bool) {
	for _, p := range a.force {
		if p.ID == id {
			return p, true
		}
	}
	return nil, false
}

// Find resolves what a person types for a clause: "A.12", "a12",
// "instagram-platform/A.12". A label that several policies have needs the
// policy, and one that is asked for several entries the entry.
func (a *Audit) Find(label string) (Ref, error) {
	var found []Ref
	var repeated []string
	note := ""
	for _, p := range a.Policies {
		rest, qualified := strings.CutPrefix(label, p.ID+"/")
		if !qualified && slices.ContainsFunc(a.Policies, func(o *policy.Policy) bool { return strings.HasPrefix(label, o.ID+"/") }) {
			continue
		}
		if c, ok := p.Clause(rest); ok {
			found = append(found, Ref{p.ID, c.Label})
		} else if g, ok := p.Gap(rest); ok {
			note = g.Note()
		} else if n, ok := a.asked(p, rest); ok {
			note, repeated = n.note, append(repeated, n.labels...)
			if len(n.labels) == 1 {
				found = append(found, Ref{p.ID, n.labels[0]})
			}
		}
	}
	switch len(found) {
	case 0:
		if note != "" {
			return Ref{}, &UnknownError{What: "clause", Name: label, Note: note, Known: repeated}
		}
		known := make([]string, 0, len(a.order))
		for _, r := range a.order {
			known = append(known, a.Name(r))
		}
		return Ref{}, &UnknownError{What: "clause", Name: label, Known: known}
	case 1:
		return found[0], nil
	default:
		return Ref{}, &UnknownError{What: "clause", Name: label, Note: "several policies have it", Known: []string{found[0].String(), found[1].String()}}
	}
}

// NameFor returns what Find knows a clause by when it is about an entry of a
// list: E.3 is then the one that is asked for the entry, if any is.
func (a *Audit) NameFor(name, entry string) string {
	if _, given := policy.CutEntry(name); given != "" {
		return name
	}
	of := policy.WithEntry(name, entry)
	if _, err := a.Find(of); err != nil {
		return name
	}
	return of
}

// Name returns how a clause is called as briefly as the audit allows: by its
// label where only one policy asks under it, else with the policy. Find finds it
// by that.
func (a *Audit) Name(ref Ref) string {
	_, asked := a.clauses[ref]
	if asked && a.labels[ref.Label] == 1 || len(a.force) == 1 && !strings.Contains(ref.Policy, "@") {
		return ref.Label // Archived ones have their edition in front.
	}
	return ref.String()
}

// An UnknownError says that a name a person gave is not known.
type UnknownError struct {
	What, Name string
	Note       string   // more to say, may be empty
	Known      []string // the names that are known, may be empty
}

// Error names what was not found.
func (e *UnknownError) Error() string {
	if e.Note != "" {
		return fmt.Sprintf("unknown %s %q: %s", e.What, e.Name, e.Note)
	}
	return fmt.Sprintf("unknown %s %q", e.What, e.Name)
}

// Apply adds events to the audit. An event that is there already is passed
// over; another one with the same id is an error, and the rest is applied.
func (a *Audit) Apply(events ...Event) error {
	var clash error
	adoptions := len(a.adoptions)
	for i := range events {
		e := &events[i]
		known, ok := a.events[e.ID]
		switch {
		case !ok:
			a.add(e)
		case !known.Same(*e):
			clash = fmt.Errorf("two events have the id %s", e.ID)
		default:
			known.settle(e)
		}
	}
	a.withdraw()
	a.arrange(len(a.adoptions) > adoptions)
	return clash
}

func (a *Audit) add(e *Event) {
	own := *e
	a.events[own.ID] = &own
	a.clock = max(a.clock, own.Clock)
	switch own.Kind {
	case KindUndo:
		a.undos = append(a.undos, &own)
		return
	case KindRepair:
		a.repairs = append(a.repairs, &own)
		return
	case KindBegin:
		a.begin(&own)
		return
	}
	if own.Kind == KindAdopt {
		a.adoptions = append(a.adoptions, &own)
	}
	a.lay(&own)
}

// withdraw finds the events that an undo takes back, an undo among them. An
// undo reaches only what its writer had seen, so the clocks rise along a chain
// of undos: taken from the last to the first, each is settled before it counts.
func (a *Audit) withdraw() {
	sort.Slice(a.undos, func(i, j int) bool { return a.undos[j].Before(a.undos[i]) })
	a.withdrawn = map[string]bool{}
	for _, u := range a.undos {
		if a.withdrawn[u.ID] {
			continue
		}
		for _, id := range u.Over {
			if e, ok := a.events[id]; ok && e.Clock < u.Clock {
				a.withdrawn[id] = true
			}
		}
	}
}

// active tells whether an event counts: nobody has withdrawn it, or the
// withdrawal was itself withdrawn.
func (a *Audit) active(e *Event) bool { return !a.withdrawn[e.ID] }

// heads returns the events whose values stand: those that count and that no
// other counting event of the field replaces, oldest first. What an event
// replaces stays replaced when that one had replaced something itself and was
// then withdrawn: whoever made the newer one had seen both.
func (a *Audit) heads(f Field) []*Event {
	log := slices.Clone(a.fields[f])
	sort.Slice(log, func(i, j int) bool { return log[i].Before(log[j]) })
	replaced := map[string]bool{}
	for _, e := range slices.Backward(log) {
		if !a.active(e) && !replaced[e.ID] {
			continue
		}
		for _, id := range e.Over {
			if old, ok := a.events[id]; ok && old.Clock < e.Clock {
				replaced[id] = true
			}
		}
	}
	return slices.DeleteFunc(log, func(e *Event) bool { return replaced[e.ID] || !a.active(e) })
}

// head returns the event whose value stands for the field, nil for none. Where
// the field is in conflict it is the newest; Item tells of the conflict.
func (a *Audit) head(f Field) *Event {
	heads := a.heads(f)
	if len(heads) == 0 {
		return nil
	}
	return heads[len(heads)-1]
}

// value decodes the standing value of a field into a T, and returns its event.
func value[T any](a *Audit, f Field) (T, *Event) {
	var v T
	e := a.head(f)
	if e == nil || json.Unmarshal(e.Value, &v) != nil {
		return v, nil // Values were checked when their event was decoded or made.
	}
	return v, e
}

// LastChange returns the time of the newest event, the zero time where there
// is none. Times are as the writers' clocks had them.
func (a *Audit) LastChange() time.Time {
	var last time.Time
	for _, e := range a.events {
		if e.Kind != KindBegin && e.Time.After(last) {
			last = e.Time
		}
	}
	return last
}

// Log returns the events of a clause that are known, oldest first by the
// logical clock, under the labels that their clauses have now. The zero Ref
// stands for the whole audit, undos included.
func (a *Audit) Log(ref Ref) []Event {
	known := a.byRef[ref]
	if ref == (Ref{}) {
		known = slices.Collect(maps.Values(a.events))
	} else {
		known = slices.Clone(known)
	}
	slices.SortFunc(known, inOrder)
	log := make([]Event, len(known))
	for n, e := range known {
		log[n] = a.Placed(*e)
	}
	return log
}

// Concerns returns the clauses whose answers an event can change, and false
// where it can be any of them.
func (a *Audit) Concerns(e Event) ([]Ref, bool) {
	switch e.Kind {
	case KindVerdict, KindReason, KindValidUntil, KindEvidence, KindCheck, KindGap, KindOverrule:
		ref := a.place(&e).Ref()
		_, asked := a.clauses[ref]
		return []Ref{ref}, asked // What is archived may be offered to others.
	case KindSign, KindBegin, KindRepair:
		return nil, true
	case KindOutcome:
		ref := a.place(&e).Ref()
		_, asked := a.clauses[ref]
		return []Ref{ref}, asked // One without a clause is told wherever its permission is asked about.
	case KindUndo:
		var all []Ref
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
	return nil, false
}

// Counts tells whether an event of the audit has not been taken back.
func (a *Audit) Counts(id string) bool {
	e, ok := a.events[id]
	return ok && a.active(e)
}

// Values returns the events whose values stand for a field, oldest first. More
// than one whose values differ are in conflict.
func (a *Audit) Values(f Field) []Event {
	var all []Event
	for _, h := range a.heads(f) {
		all = append(all, a.Placed(*h))
	}
	return all
}
