package checklist

import (
	"slices"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// Places is where answers are in the editions in force. It is worked out when events or
// texts come, so that reading is only looking it up.
type Places struct {
	asked     *Asked
	began     []Edition // the editions that the audit began with
	texts     map[Edition]*policy.Policy
	versions  map[Edition][]*policy.Policy // the same text with different rules
	adoptions []*event.Event
	routes    map[Edition][]leg           // the way from each edition to the one in force
	moved     map[string]event.Field      // the fields of events that are not where their writer put them, by id
	archived  map[event.Ref]policy.Clause // the clauses of left editions that have answers, by id@edition
	offers    map[event.Ref][]event.Ref   // for a clause, the archived ones whose answers it may take
}

// ---- from edition to edition ----

// place is where the answers to a clause are in another edition.
type place struct {
	label   string
	offered bool // they are only offered there, since the clause was split or merged
}

// leg is the way from one edition to the next: the places of each clause that did not
// keep its label and words.
type leg struct {
	to     string // the edition that it leads to
	event  *event.Event
	places map[string][]place // by the clause's label; empty for a clause that was removed
	taken  map[string]bool    // the labels that belong to other clauses there
}

func (l leg) of(label string) []place {
	places, named := l.places[label]
	switch {
	case named:
		return places
	case l.taken[label]:
		return nil
	}
	return []place{{label: label}}
}

// legs returns the way of an adoption in both directions, since answers that were given
// in the new edition must be found when the adoption is undone.
func legs(e *event.Event) (from string, forth, back leg) {
	d, ok := event.As[event.Adoption](e)
	if !ok {
		return "", leg{}, leg{}
	}
	forth = leg{d.To, e, map[string][]place{}, map[string]bool{}}
	back = leg{d.From, e, map[string][]place{}, map[string]bool{}}
	for _, b := range d.Map {
		offered := len(b.Old) != 1 || len(b.New) != 1
		link := func(l leg, from, to []string) {
			for _, label := range from {
				l.places[label] = append(l.places[label], []place{}...)
				for _, other := range to {
					l.places[label] = append(l.places[label], place{other, offered})
				}
			}
			for _, other := range to {
				l.taken[other] = true
			}
		}
		link(forth, b.Old, b.New)
		link(back, b.New, b.Old)
	}
	for label := range back.places {
		forth.taken[label] = true
	}
	for label := range forth.places {
		back.taken[label] = true
	}
	return d.From, forth, back
}

// wayfind finds the shortest way from each edition to the one in force, if there is
// one. An adoption that was undone still shows the way.
func (p *Places) wayfind() {
	p.routes = map[Edition][]leg{}
	slices.SortFunc(p.adoptions, event.Order)
	for _, to := range p.asked.force {
		next := map[string][]leg{}
		for _, e := range p.adoptions {
			if e.Policy == to.ID {
				start, forth, back := legs(e)
				next[start] = append(next[start], forth)
				next[forth.to] = append(next[forth.to], back)
			}
		}
		for from := range next {
			if from != to.Edition {
				p.routes[Edition{to.ID, from}] = way(next, from, to.Edition)
			}
		}
	}
}

func way(next map[string][]leg, from, to string) []leg {
	ways := map[string][]leg{from: nil}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		for _, l := range next[queue[0]] {
			if _, seen := ways[l.to]; !seen {
				ways[l.to] = append(slices.Clone(ways[queue[0]]), l)
				queue = append(queue, l.to)
			}
		}
	}
	return ways[to]
}

// places returns where the answers to a clause of another edition are in the
// one in force.
func (p *Places) places(id, edition, label string) []place {
	route := p.routes[Edition{id, edition}]
	if len(route) == 0 {
		return nil
	}
	all := []place{{label: label}}
	for _, l := range route {
		var next []place
		for _, at := range all {
			for _, to := range l.of(at.label) {
				to.offered = to.offered || at.offered
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
func (p *Places) editionOf(e *event.Event) string {
	if e.Edition != "" {
		return e.Edition
	}
	for _, began := range p.began {
		if began.ID == e.Policy {
			return began.Edition
		}
	}
	return ""
}

// place returns the field that an event sets in the editions in force. If it has no
// place of its own there it is archived: its policy is then id@edition, and it is
// offered to the clauses at the places, if there are any.
func (p *Places) place(e *event.Event) (f event.Field, offered []place) {
	f = e.Field
	force, known := p.asked.Policy(f.Policy)
	edition := p.editionOf(e)
	if f.Clause == "" || !known || edition == force.Edition {
		return f, nil
	}
	base, entry := policy.CutEntry(f.Clause)
	all := p.places(f.Policy, edition, base)
	if len(all) == 1 && !all[0].offered {
		f.Clause = policy.WithEntry(all[0].label, entry)
		return f, nil
	}
	f.Policy += "@" + edition[:min(12, len(edition))]
	return f, all
}

// lay finds the place of an event. It notes if that is archived, and to which clauses
// it is offered then.
func (p *Places) lay(e *event.Event) event.Field {
	f, offered := p.place(e)
	if f != e.Field {
		p.moved[e.ID] = f
	}
	if c, ok := p.asked.unlisted(f.Ref()); ok {
		p.archived[f.Ref()] = c
	}
	if f.Policy == e.Policy {
		return f
	}
	text := p.texts[Edition{e.Policy, p.editionOf(e)}]
	if text == nil {
		return f
	}
	base, entry := policy.CutEntry(e.Clause)
	c, ok := text.Clause(base)
	if !ok {
		c, ok = text.Part(base)
	}
	if !ok || c.Label != base {
		return f
	}
	p.archived[f.Ref()] = c.ForEntry(entry)
	for _, to := range offered {
		ref := event.Ref{Policy: e.Policy, Label: to.label}
		if _, repeats := p.asked.repeating[ref]; repeats {
			ref.Label = policy.WithEntry(to.label, entry)
		}
		if !slices.Contains(p.offers[ref], f.Ref()) {
			p.offers[ref] = append(p.offers[ref], f.Ref())
		}
	}
	return f
}

func (p *Places) clear() {
	p.moved, p.archived, p.offers = map[string]event.Field{}, map[event.Ref]policy.Clause{}, map[event.Ref][]event.Ref{}
}

// at returns the field of an event that the audit has.
func (p *Places) at(e *event.Event) event.Field {
	if f, moved := p.moved[e.ID]; moved {
		return f
	}
	return e.Field
}

// Placed returns an event with the label that its clause has now. The audit need not
// have the event.
func (p *Places) Placed(e event.Event) event.Event {
	e.Field, _ = p.place(&e)
	return e
}

// clause returns the text of a clause, which may be archived.
func (p *Places) clause(ref event.Ref) policy.Clause {
	if c, ok := p.asked.clauses[ref]; ok {
		return c
	}
	if c, ok := p.archived[ref]; ok {
		return c
	}
	c, _ := p.asked.unlisted(ref)
	return c
}

// Reworded is the text that an answer was given to, where the clause says
// something else now.
type Reworded struct {
	Was policy.Clause
	At  time.Time // when the other text was adopted, zero where that is not known
}

// reworded returns what a verdict was given to, nil for the text in force.
func (p *Places) reworded(ref event.Ref, verdict *event.Event) *Reworded {
	if verdict.Text == p.clause(ref).Digest || verdict.Text == "" {
		return nil
	}
	edition := p.editionOf(verdict)
	text := p.texts[Edition{verdict.Policy, edition}]
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
	for _, l := range p.routes[Edition{verdict.Policy, edition}] {
		to := l.of(label)
		if len(to) != 1 {
			break
		}
		label, r.At = to[0].label, l.event.Time
		if next := p.texts[Edition{verdict.Policy, l.to}]; next != nil {
			if c, ok := next.Clause(label); ok && c.Digest != was.Digest {
				break
			}
		}
	}
	return r
}
