package checklist

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"clausewalk/checklist/event"
)

// People knows who is who in an audit. People with the same name are one person unless
// their addresses differ, so that what somebody entered before git knew their address
// is still theirs. People with the same name and different addresses are named with
// their address.
type People struct {
	met       map[event.Person]bool
	last      event.Person        // who was met last: most events are by the same person
	addresses map[string][]string // the different addresses of people with a name, by its nameKey
	news      bool                // somebody was met since tellApart
	apart     map[string]bool     // the names that several people have
}

// meet takes note of people.
func (p *People) meet(some ...event.Person) {
	for _, one := range some {
		one.Apart = false
		if one == p.last || one == (event.Person{}) {
			continue
		}
		if p.last = one; p.met[one] {
			continue
		}
		p.met[one], p.news = true, true
		key, address := nameKey(one.Name), strings.ToLower(one.Email)
		if address != "" && !slices.Contains(p.addresses[key], address) {
			p.addresses[key] = append(p.addresses[key], address)
		}
	}
}

// several tells whether more than one person has a name.
func (p *People) several(name string) bool { return len(p.addresses[nameKey(name)]) > 1 }

func sameName(x, y string) bool { return nameKey(x) == nameKey(y) }

// nameKey is the same for all ways to write a name.
func nameKey(name string) string {
	return strings.ToLower(strings.ToUpper(strings.Join(strings.Fields(name), " ")))
}

// SamePerson tells whether two people are the same, as far as anybody can tell:
// somebody without an address is the person with that name, unless there are several.
func (p *People) SamePerson(x, y event.Person) bool {
	if !sameName(x.Name, y.Name) {
		return false
	}
	if x.Email != "" && y.Email != "" || x.Email == y.Email {
		return strings.EqualFold(x.Email, y.Email)
	}
	only := strings.ToLower(x.Email + y.Email) // One of them has none.
	return !slices.ContainsFunc(p.addresses[nameKey(x.Name)], func(known string) bool { return known != only })
}

// Known returns everybody who has entered, said or confirmed anything, each
// person once and with an address where one is known, by name.
func (p *People) Known() []event.Person {
	var all []event.Person
	for one := range p.met {
		one.Apart = p.several(one.Name)
		all = append(all, one)
	}
	slices.SortFunc(all, func(x, y event.Person) int {
		return cmp.Or(cmp.Compare(x.Name, y.Name), -cmp.Compare(min(len(x.Email), 1), min(len(y.Email), 1)), cmp.Compare(x.Email, y.Email))
	})
	var each []event.Person
	for _, one := range all {
		if !slices.ContainsFunc(each, func(o event.Person) bool { return p.SamePerson(o, one) }) {
			each = append(each, one)
		}
	}
	return each
}

// tellApart marks the people of events who share a name with somebody else.
func (p *People) tellApart(events map[string]*event.Event) {
	if !p.news {
		return
	}
	p.news = false
	apart := map[string]bool{}
	for one := range p.met {
		if p.several(one.Name) {
			apart[one.Name] = true
		}
	}
	if maps.Equal(apart, p.apart) {
		return // Whoever came is marked by mark.
	}
	p.apart = apart
	for _, e := range events {
		p.mark(e)
	}
}

// mark marks the people of an event who share a name with somebody else.
func (p *People) mark(e *event.Event) {
	e.Who.Apart = p.apart[e.Who.Name]
	if e.Said == nil {
		return
	}
	said := *e.Said // Other audits and copies of the event have it too.
	said.By.Apart, said.ConfirmedBy.Apart = p.apart[said.By.Name], p.apart[said.ConfirmedBy.Name]
	if said != *e.Said {
		e.Said = &said
	}
}
