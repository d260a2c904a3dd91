package checklist

import (
	"encoding/json"
	"slices"
	"time"

	"clausewalk/policy"
)

// ---- from edition to edition ----

// place is where the answers to a clause are in another edition. They are
// offered where they are not one clause's alone.
type place struct {
	label   string
	offered bool
}

// step leads from an edition to one beside it: the places of each clause that
// did not stay as it was, none for one that has none.
type step struct {
	to     string // the edition
	event  *Event
	places map[string][]place
	taken  map[string]bool // the labels that belong to clauses from elsewhere
}

func (s step) of(label string) []place {
	places, named := s.places[label]
	switch {
	case named:
		return places
	case s.taken[label]:
		return nil
	}
	return []place{{label: label}}
}

// steps returns the way of an adoption in both directions: what was answered in
// an edition that was adopted must be found when the adoption is taken back.
func steps(e *Event) (from string, forth, back step) {
	var d Adoption
	if json.Unmarshal(e.Value, &d) != nil {
		return "", step{}, step{}
	}
	forth = step{d.To, e, map[string][]place{}, map[string]bool{}}
	back = step{d.From, e, map[string][]place{}, map[string]bool{}}
	for _, b := range d.Map {
		offered := len(b.Old) != 1 || len(b.New) != 1
		link := func(s step, from, to []string) {
			for _, label := range from {
				s.places[label] = append(s.places[label], []place{}...)
				for _, other := range to {
					s.places[label] = append(s.places[label], place{other, offered})
				}
			}
			for _, other := range to {
				s.taken[other] = true
			}
		}
		link(forth, b.Old, b.New)
		link(back, b.New, b.Old)
	}
	for s, other := range map[*step]step{&forth: back, &back: forth} {
		for label := range other.places {
			s.taken[label] = true
		}
	}
	return d.From, forth, back
}

// route returns the shortest way from an edition of a policy to the one in
// force, none where there is none. An adoption that was taken back still knows
// the way.
func (a *Audit) route(id, from string) []step {
	to, ok := a.Policy(id)
	if !ok || from == to.Edition {
		return nil
	}
	key := Edition{id, from}
	if way, known := a.routes[key]; known {
		return way
	}
	next := map[string][]step{}
	slices.SortFunc(a.adoptions, inOrder)
	for _, e := range a.adoptions {
		if e.Policy == id {
			start, forth, back := steps(e)
			next[start] = append(next[start], forth)
			next[forth.to] = append(next[forth.to], back)
		}
	}
	ways := map[string][]step{from: nil}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		for _, s := range next[queue[0]] {
			if _, seen := ways[s.to]; !seen {
				ways[s.to] = append(slices.Clone(ways[queue[0]]), s)
				queue = append(queue, s.to)
			}
		}
	}
	a.routes[key] = ways[to.Edition]
	return a.routes[key]
}

// places returns where the answers to a clause of another edition are in the
// one in force.
func (a *Audit) places(id, edition, label string) []place {
	way := a.route(id, edition)
	if len(way) == 0 {
		return nil
	}
	all := []place{{label: label}}
	for _, s := range way {
		var next []place
		for _, p := range all {
			for _, to := range s.of(p.label) {
				to.offered = to.offered || p.offered
				if !slices.Contains(next, to) {
					next = append(next, to)
				}
			}
		}
		all = next
	}
	return all
}

// ---- where answers are now ----

// editionOf returns the edition whose label an event names.
func (a *Audit) editionOf(e *Event) string {
	if e.Edition != "" {
		return e.Edition
	}
	for _, p := range a.Head.Policies {
		if p.ID == e.Policy {
			return p.Edition
		}
	}
	return ""
}

// place returns the field that an event sets in the editions in force. What has
// no place of its own there is archived: its policy is then id@edition.
func (a *Audit) place(e *Event) Field {
	f := e.Field
	p, known := a.Policy(f.Policy)
	edition := a.editionOf(e)
	if f.Clause == "" || !known || edition == p.Edition {
		return f
	}
	base, entry := policy.CutEntry(f.Clause)
	all := a.places(f.Policy, edition, base)
	if len(all) == 1 && !all[0].offered {
		f.Clause = policy.WithEntry(all[0].label, entry)
		return f
	}
	old := Ref{f.Policy + "@" + edition[:min(12, len(edition))], f.Clause}
	f.Policy = old.Policy
	text := a.texts[Edition{p.ID, edition}]
	if text == nil {
		return f
	}
	c, ok := text.Clause(base)
	if !ok || c.Label != base {
		return f
	}
	a.archived[old] = c.ForEntry(entry)
	for _, to := range all {
		ref := Ref{p.ID, to.label}
		if _, repeats := a.repeating[ref]; repeats {
			ref.Label = policy.WithEntry(to.label, entry)
		}
		if !slices.Contains(a.offers[ref], old) {
			a.offers[ref] = append(a.offers[ref], old)
		}
	}
	return f
}

// Placed returns an event under the label that its clause has now.
func (a *Audit) Placed(e Event) Event {
	e.Field = a.place(&e)
	return e
}

// lay puts an event to the others of its field.
func (a *Audit) lay(e *Event) {
	f := a.place(e)
	a.fields[f] = append(a.fields[f], e)
	a.byRef[f.Ref()] = append(a.byRef[f.Ref()], e)
	if c, ok := a.unlisted(f.Ref()); ok {
		a.archived[f.Ref()] = c
	}
	if f.Kind == KindOutcome && len(a.fields[f]) == 1 {
		a.decided = append(a.decided, f)
	}
}

// Know gives the audit the texts of editions that were adopted, or that an
// adoption has left.
func (a *Audit) Know(editions ...*policy.Policy) {
	for _, p := range editions {
		if key := (Edition{p.ID, p.Edition}); a.texts[key] == nil {
			a.texts[key] = p
		}
	}
}

// arrange puts the editions in force, and every event to its place in them
// where they are others than before.
func (a *Audit) arrange(anew bool) {
	force := make([]*policy.Policy, len(a.base))
	for n, p := range a.base {
		force[n] = p
		for _, h := range a.heads(Field{Kind: KindAdopt, Policy: p.ID}) {
			var d Adoption
			if json.Unmarshal(h.Value, &d) == nil && a.texts[Edition{p.ID, d.To}] != nil {
				force[n] = a.texts[Edition{p.ID, d.To}]
			}
		}
	}
	if anew || !slices.Equal(force, a.force) {
		a.layAll(force)
	}
	a.repeat()
}

func (a *Audit) layAll(force []*policy.Policy) {
	a.force, a.Policies = force, nil
	a.routes, a.repeating = map[Edition][]step{}, map[Ref]policy.Clause{}
	a.fields, a.byRef, a.decided = map[Field][]*Event{}, map[Ref][]*Event{}, nil
	a.archived, a.offers = map[Ref]policy.Clause{}, map[Ref][]Ref{}
	for _, p := range force {
		for _, s := range p.Sections {
			for _, c := range s.Clauses {
				if s.Repeat != "" {
					a.repeating[Ref{p.ID, c.Label}] = c
				}
			}
		}
	}
	for _, e := range a.events {
		if e.setsField() {
			a.lay(e)
		}
	}
	a.repeat()
}

// clause returns the text of a clause, of an archived one too.
func (a *Audit) clause(ref Ref) policy.Clause {
	if c, ok := a.clauses[ref]; ok {
		return c
	}
	if c, ok := a.archived[ref]; ok {
		return c
	}
	c, _ := a.unlisted(ref)
	return c
}

// Editions returns the editions that are asked.
func (a *Audit) Editions() []Edition {
	var all []Edition
	for _, p := range a.Policies {
		all = append(all, Edition{p.ID, p.Edition})
	}
	return all
}

// Disputes returns the adoptions that nobody made in sight of each other and
// that go to different editions. The newest is in force until one more
// adoption settles it.
func (a *Audit) Disputes() []Side {
	var all []Side
	for _, p := range a.Policies {
		all = append(all, a.sidesOf(Field{Kind: KindAdopt, Policy: p.ID})...)
	}
	return all
}

// Adopted returns the event by which the edition in force of a policy came,
// nil where it is the one that the audit began with.
func (a *Audit) Adopted(id string) *Event { return a.head(Field{Kind: KindAdopt, Policy: id}) }

// Reworded is the text that an answer was given to, where the clause says
// something else now.
type Reworded struct {
	Was policy.Clause
	At  time.Time // when the other text was adopted, zero where that is not known
}

// reworded returns what a verdict was given to, nil for the text in force.
func (a *Audit) reworded(ref Ref, verdict *Event) *Reworded {
	if verdict.Text == a.clause(ref).Digest || verdict.Text == "" {
		return nil
	}
	edition := a.editionOf(verdict)
	text := a.texts[Edition{verdict.Policy, edition}]
	if text == nil {
		return nil
	}
	label, entry := policy.CutEntry(verdict.Clause)
	was, ok := text.Clause(label)
	if !ok || was.Digest != verdict.Text {
		return nil
	}
	r := &Reworded{Was: was.ForEntry(entry)}
	label = was.Label
	for _, s := range a.route(verdict.Policy, edition) {
		to := s.of(label)
		if len(to) != 1 {
			break
		}
		label, r.At = to[0].label, s.event.Time
		if next := a.texts[Edition{verdict.Policy, s.to}]; next != nil {
			if c, ok := next.Clause(label); ok && c.Digest != was.Digest {
				break
			}
		}
	}
	return r
}
