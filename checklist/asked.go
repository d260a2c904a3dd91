package checklist

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// Asked is what is asked now: the editions in force, with their repeating sections
// laid out for each entry of the list.
type Asked struct {
	Policies []*policy.Policy // the editions in force, as they are asked

	base       []*policy.Policy            // the editions that the audit began with
	force      []*policy.Policy            // the editions in force, as their texts are
	repeating  map[event.Ref]policy.Clause // the clauses of force that repeat
	lists      map[event.Field][]string    // the entries they repeat for; a list that is not known is missing
	left       map[event.Field][]string    // the entries that the submission being prepared leaves out
	clauses    map[event.Ref]policy.Clause // all clauses, by the label under which they are asked
	order      []event.Ref                 // their order
	labels     map[string]int              // how many policies ask under each label
	keys       func() map[askedKey]event.Ref
	nth        func() map[event.Ref]int    // where each clause is in the order
	parts      map[event.Ref]policy.Clause // the parts of clauses of force, asked or not
	clauseKeys func() map[askedKey]inText  // the clauses of force, asked or not
	partKeys   func() map[askedKey]policy.Clause
	answered   map[event.Ref]bool        // the parts about which something stands
	below      map[event.Ref][]event.Ref // the parts of a clause that are asked
}

// askedKey is what finds a clause of a policy by a label as people type it.
type askedKey struct{ policy, key string }

// inText is a clause as its text has it, with the list that its section is asked for
// each of, if any.
type inText struct{ label, repeat string }

// ask puts editions in force. What repeats is laid out by repeat.
func (a *Asked) ask(force []*policy.Policy) {
	a.clauseKeys, a.partKeys = sync.OnceValue(func() map[askedKey]inText { return clausesByKey(force) }), sync.OnceValue(func() map[askedKey]policy.Clause { return partsByKey(force) })
	a.force, a.Policies, a.repeating, a.parts = force, nil, map[event.Ref]policy.Clause{}, map[event.Ref]policy.Clause{}
	for _, p := range force {
		for _, s := range p.Sections {
			for _, c := range s.Clauses {
				for _, part := range c.Parts {
					a.parts[event.Ref{Policy: p.ID, Label: part.Label}] = c.PartClause(part)
				}
				if s.Repeat != "" {
					a.repeating[event.Ref{Policy: p.ID, Label: c.Label}] = c
				}
			}
		}
	}
}

// repeat lays out what repeats, once for each entry that the scope lists now, and the
// parts of clauses that were answered. Entries returns the entries of a list that are
// asked about and those that are left out now, and false while that is not known.
func (a *Asked) repeat(entries func(list event.Field) (asked, left []string, known bool), answered map[event.Ref]bool) {
	lists := map[event.Field][]string{}
	a.left = map[event.Field][]string{}
	for _, p := range a.force {
		for _, s := range p.Sections {
			if s.Repeat == "" {
				continue
			}
			list := listField(p.ID, s.Repeat)
			if asked, left, known := entries(list); known {
				lists[list], a.left[list] = asked, left
			}
		}
	}
	if a.Policies != nil && maps.EqualFunc(lists, a.lists, slices.Equal) && maps.Equal(answered, a.answered) {
		return
	}
	a.lists, a.answered, a.below = lists, answered, map[event.Ref][]event.Ref{}
	a.Policies, a.clauses, a.order, a.labels = nil, map[event.Ref]policy.Clause{}, nil, map[string]int{}
	for _, p := range a.force {
		asked := p.Repeated(func(fact string) ([]string, bool) {
			entries, known := lists[listField(p.ID, fact)]
			return entries, known
		}).Parted(func(label string) bool { return answered[event.Ref{Policy: p.ID, Label: label}] })
		a.Policies = append(a.Policies, asked)
		for _, c := range asked.Clauses() {
			ref := event.Ref{Policy: p.ID, Label: c.Label}
			a.clauses[ref] = c
			a.order = append(a.order, ref)
			a.labels[c.Label]++
			if c.Parent != "" {
				up := event.Ref{Policy: p.ID, Label: c.Parent}
				a.below[up] = append(a.below[up], ref)
			}
		}
	}
	a.index()
}

// clausesByKey finds the clauses of texts by their labels as people type them.
func clausesByKey(texts []*policy.Policy) map[askedKey]inText {
	keys := map[askedKey]inText{}
	for _, p := range texts {
		for _, s := range p.Sections {
			for _, c := range s.Clauses {
				key := askedKey{p.ID, policy.LabelKey(c.Label)}
				if _, known := keys[key]; !known {
					keys[key] = inText{c.Label, s.Repeat}
				}
			}
		}
	}
	return keys
}

// index makes the tables by which clauses are found when somebody asks for one.
func (a *Asked) index() {
	order := a.order
	a.keys = sync.OnceValue(func() map[askedKey]event.Ref {
		keys := make(map[askedKey]event.Ref, len(order))
		for _, ref := range order {
			key := askedKey{ref.Policy, policy.LabelKey(ref.Label)}
			if _, known := keys[key]; !known {
				keys[key] = ref
			}
		}
		return keys
	})
	a.nth = sync.OnceValue(func() map[event.Ref]int {
		nth := make(map[event.Ref]int, len(order))
		for n, ref := range order {
			nth[ref] = n
		}
		return nth
	})
}

func listField(policyID, fact string) event.Field {
	return event.Field{Kind: event.KindScope, Policy: policyID, Subject: fact}
}

// Refs returns every clause in the order of the policies.
func (a *Asked) Refs() []event.Ref { return a.order }

// Editions returns the editions that are asked.
func (a *Asked) Editions() []Edition {
	var all []Edition
	for _, p := range a.Policies {
		all = append(all, Edition{p.ID, p.Edition})
	}
	return all
}

// Policy finds the edition in force of one of the audit's policies by its id, as its
// text is: what repeats is in it once.
func (a *Asked) Policy(id string) (*policy.Policy, bool) {
	for _, p := range a.force {
		if p.ID == id {
			return p, true
		}
	}
	return nil, false
}

func (a *Asked) policyIDs() (ids []string) {
	for _, p := range a.force {
		ids = append(ids, p.ID)
	}
	return ids
}

// Labels returns the edition whose labels the clauses of a policy have now, as
// an event names it: empty for the one that the audit began with.
func (a *Asked) Labels(id string) string {
	for n, p := range a.force {
		if p.ID == id && p.Edition != a.base[n].Edition {
			return p.Edition
		}
	}
	return ""
}

// Find resolves what a person types for a clause: "A.12", "a12",
// "instagram-platform/A.12". A label that several policies have needs the
// policy, and one that is asked for several entries the entry. It takes no longer
// in a long policy: each letter of a search and each line of a sheet is asked about.
func (a *Asked) Find(label string) (event.Ref, error) {
	var found []event.Ref
	var repeated []string
	note := ""
	for _, p := range a.Policies {
		rest, qualified := strings.CutPrefix(label, p.ID+"/")
		if !qualified && slices.ContainsFunc(a.Policies, func(o *policy.Policy) bool { return strings.HasPrefix(label, o.ID+"/") }) {
			continue
		}
		if ref, ok := a.keys()[askedKey{p.ID, policy.LabelKey(rest)}]; ok {
			found = append(found, ref)
		} else if part, ok := a.part(p, rest); ok {
			found = append(found, part)
		} else if g, ok := p.Skips(rest); ok {
			note = g.Note()
		} else if n, ok := a.askedAs(p, rest); ok {
			note, repeated = n.note, append(repeated, n.labels...)
			if len(n.labels) == 1 {
				found = append(found, event.Ref{Policy: p.ID, Label: n.labels[0]})
			}
		}
	}
	switch len(found) {
	case 0:
		if note != "" {
			return event.Ref{}, &UnknownError{What: "clause", Name: label, Note: note, Known: repeated}
		}
		return event.Ref{}, &UnknownError{What: "clause", Name: label, asked: a}
	case 1:
		return found[0], nil
	default:
		return event.Ref{}, &UnknownError{What: "clause", Name: label, Note: "several policies have it", Known: []string{found[0].String(), found[1].String()}}
	}
}

// NameFor returns the name by which Find finds a clause for an entry of a list: for
// E.3 that of the one that is asked for the entry, if there is one.
func (a *Asked) NameFor(name, entry string) string {
	if _, given := policy.CutEntry(name); given != "" {
		return name
	}
	of := policy.WithEntry(name, entry)
	if _, err := a.Find(of); err != nil {
		return name
	}
	return of
}

// Name returns the shortest name by which Find finds a clause: its label if only one
// policy has it, or else with the policy.
func (a *Asked) Name(ref event.Ref) string {
	_, asked := a.clauses[ref]
	if asked && a.labels[ref.Label] == 1 || len(a.force) == 1 && !strings.Contains(ref.Policy, "@") {
		return ref.Label // Archived ones have their edition in front.
	}
	return ref.String()
}

// compareRefs orders clauses as they are asked, and then by name.
func (a *Asked) compareRefs(x, y event.Ref) int {
	place := func(ref event.Ref) int {
		if n, asked := a.nth()[ref]; asked {
			return n
		}
		return -1
	}
	return cmp.Or(cmp.Compare(place(x), place(y)), cmp.Compare(x.String(), y.String()))
}

// askable tells whether a clause is asked, or would be for another list.
func (a *Asked) askable(ref event.Ref) bool {
	_, asked := a.clauses[ref]
	if !asked {
		_, asked = a.unlisted(ref)
	}
	return asked
}

// unlisted returns a clause that repeats, or a part of a clause, as it is asked under a
// label or would be: for an entry, or once while the list is not known.
func (a *Asked) unlisted(ref event.Ref) (policy.Clause, bool) {
	base, entry := policy.CutEntry(ref.Label)
	if c, ok := a.repeating[event.Ref{Policy: ref.Policy, Label: base}]; ok {
		return c.ForEntry(entry), true
	}
	if c, ok := a.parts[event.Ref{Policy: ref.Policy, Label: base}]; ok {
		return c.ForEntry(entry), true
	}
	if entry == "" {
		return policy.Clause{}, false
	}
	p, ok := a.Policy(ref.Policy)
	if !ok {
		return policy.Clause{}, false
	}
	c, ok := p.Clause(base) // It does not repeat any more.
	return c.ForEntry(entry), ok && c.Label == base
}

// askedAs is how a clause that repeats is asked.
type askedAs struct {
	note   string
	labels []string
}

// askedAs tells how a clause of a policy that repeats is asked, where a person
// has typed it without its entry, or with one that is not listed.
func (a *Asked) askedAs(p *policy.Policy, label string) (askedAs, bool) {
	base, entry := policy.CutEntry(label)
	c := a.clauseKeys()[askedKey{p.ID, policy.LabelKey(base)}]
	fact := c.repeat
	if fact == "" {
		return askedAs{}, false
	}
	if entry != "" {
		if slices.Contains(a.left[listField(p.ID, fact)], entry) {
			return askedAs{note: fmt.Sprintf("the submission being prepared leaves %s out", entry)}, true
		}
		return askedAs{note: fmt.Sprintf("%s does not list %q", fact, entry)}, true
	}
	as := askedAs{note: fmt.Sprintf("it is asked for each of %s, and none are listed", fact)}
	for _, entry := range a.lists[listField(p.ID, fact)] {
		as.labels = append(as.labels, policy.WithEntry(c.label, entry))
		as.note = fmt.Sprintf("it is asked for each of %s", fact)
	}
	return as, true
}

// sameQuestion returns the facts of other policies that ask what a fact asks.
func (a *Asked) sameQuestion(fact event.Field) []event.Field {
	p, ok := a.Policy(fact.Policy)
	if !ok {
		return nil
	}
	q, ok := p.Fact(fact.Subject)
	if !ok {
		return nil
	}
	var all []event.Field
	for _, other := range a.force {
		o, ok := other.Fact(q.ID)
		if other != p && ok && o.Question == q.Question && o.Answer == q.Answer && slices.Equal(o.Options, q.Options) {
			all = append(all, listField(other.ID, q.ID))
		}
	}
	return all
}

// IsList tells whether a fact is a list that a section is asked for each of.
func (a *Asked) IsList(f event.Field) bool {
	p, ok := a.Policy(f.Policy)
	return ok && f.Kind == event.KindScope && slices.ContainsFunc(p.Sections, func(s policy.Section) bool { return s.Repeat == f.Subject })
}

// Repeat is one entry of a list, with the section that is asked for it.
type Repeat struct {
	Policy  string
	Fact    string // the list
	Entry   string
	Refs    []event.Ref // the section's clauses for this entry
	Needing []event.Ref // those of them whose answers show that the entry is needed
}

// Unused returns the sentence about an entry that nothing needs.
func (r Repeat) Unused() string { return r.Entry + " is requested, but nothing shows it is used" }

// Repeats returns the entries that sections are asked for, as they are asked.
func (a *Asked) Repeats() []Repeat {
	var all []Repeat
	for _, p := range a.Policies {
		for _, s := range p.Sections {
			if s.Entry == "" {
				continue
			}
			one := Repeat{Policy: p.ID, Fact: s.Repeat, Entry: s.Entry}
			for _, c := range s.Clauses {
				ref := event.Ref{Policy: p.ID, Label: c.Label}
				one.Refs = append(one.Refs, ref)
				if base, _ := policy.CutEntry(c.Label); slices.Contains(s.NeededBy, base) {
					one.Needing = append(one.Needing, ref)
				}
			}
			all = append(all, one)
		}
	}
	return all
}

// An UnknownError says that a name a person gave is not known.
type UnknownError struct {
	What, Name string
	Note       string   // more to say, may be empty
	Known      []string // the names that are known, may be empty
	asked      *Asked   // whose clauses are known instead
}

// Names returns the names that are known. Of clauses they are made only here: most
// who ask for one want no more than to know that there is none.
func (e *UnknownError) Names() []string {
	if e.asked == nil {
		return e.Known
	}
	known := make([]string, 0, len(e.asked.order))
	for _, ref := range e.asked.order {
		known = append(known, e.asked.Name(ref))
	}
	return known
}

// Error names what was not found.
func (e *UnknownError) Error() string {
	if e.Note != "" {
		return fmt.Sprintf("unknown %s %q: %s", e.What, e.Name, e.Note)
	}
	return fmt.Sprintf("unknown %s %q", e.What, e.Name)
}
