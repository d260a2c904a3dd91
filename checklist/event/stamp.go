package event

import (
	"cmp"
	"errors"
	"time"

	"clausewalk/policy/pattern"
)

// Said is who first said what an event enters, and when. It stays with the value
// wherever that goes: into a later audit, from a file that somebody else has signed
// into this one, or through a confirmation that it still holds.
type Said struct {
	By          Person    `json:"by,omitzero"`
	At          time.Time `json:"at,omitzero"`
	ConfirmedBy Person    `json:"confirmedBy,omitzero"` // who last said that it still holds
	ConfirmedAt time.Time `json:"confirmedAt,omitzero"`
}

// check returns an error for a person without a time, or a time without a person.
func (s Said) check() error {
	switch {
	case s == (Said{}):
		return nil
	case s.By.unnamed() || s.At.IsZero():
		return errors.New("the event does not say who gave its value, or when")
	case s.ConfirmedBy.unnamed() != s.ConfirmedAt.IsZero():
		return errors.New("the event does not say who confirmed its value, or when")
	}
	return nil
}

// KeptSaid returns s as an event has it: nil where it names nobody. It is not a
// method, since values that embed Said would pass it on to templates.
func KeptSaid(s Said) *Said {
	if s == (Said{}) {
		return nil
	}
	return &s
}

func (s Said) same(o Said) bool {
	return s.By.plain() == o.By.plain() && s.At.Equal(o.At) && s.ConfirmedBy.plain() == o.ConfirmedBy.plain() && s.ConfirmedAt.Equal(o.ConfirmedAt)
}

// Origin returns who said the event's value and when, for another event that takes
// it over: its Said, or else Who at Time.
func (e *Event) Origin() Said {
	if e.Said == nil {
		return Said{By: e.Who, At: e.Time}
	}
	return *e.Said
}

// said returns what Said holds, the zero Said for nobody.
func (e *Event) said() Said {
	if e.Said == nil {
		return Said{}
	}
	return *e.Said
}

// Named returns the people that the event names: who entered it, and who said and
// confirmed its value. The latter may be nobody.
func (e *Event) Named() []Person {
	if e.Said == nil {
		return []Person{e.Who}
	}
	return []Person{e.Who, e.Said.By, e.Said.ConfirmedBy}
}

// Confirms tells whether the event only says that a value still holds.
func (e *Event) Confirms() bool {
	return e.Said != nil && !e.Said.ConfirmedAt.IsZero() && e.Said.ConfirmedAt.Equal(e.Time)
}

// Since returns when somebody last said or confirmed the value. It is never later
// than the event.
func (e *Event) Since() time.Time {
	said := e.Origin()
	if !said.ConfirmedAt.IsZero() {
		said.At = said.ConfirmedAt
	}
	if said.At.After(e.Time) {
		return e.Time
	}
	return said.At
}

// Stamp is who said, confirmed and entered a value, and when, all as claimed.
type Stamp struct {
	Said
	EnteredBy Person    // who put it into this audit, where that is neither who said it nor who confirmed it
	EnteredAt time.Time // zero where EnteredBy is nobody
}

// Stamp returns the stamp of the event's value.
func (e *Event) Stamp() Stamp {
	s := Stamp{Said: e.Origin()}
	if e.Who != s.By && (e.Who != s.ConfirmedBy || !e.Time.Equal(s.ConfirmedAt)) {
		s.EnteredBy, s.EnteredAt = e.Who, e.Time
	}
	return s
}

// Person is who somebody claims to be. Nothing verifies it.
type Person struct {
	Name  string `json:"name"`
	Email string `json:"email,omitempty"`

	// Apart says that somebody else in the audit has this name too. It is found
	// when an audit is folded, and never stored.
	Apart bool `json:"-"`
}

// String returns the name, or the e-mail where there is no name. It adds the address
// where another person of the audit has the same name.
func (p Person) String() string {
	switch {
	case p.Name == "":
		return p.Email
	case p.Apart:
		return p.Name + " <" + cmp.Or(p.Email, "no address") + ">"
	}
	return p.Name
}

// plain returns the person as it is stored.
func (p Person) plain() Person { return Person{Name: p.Name, Email: p.Email} }

func (p Person) unnamed() bool { return p.Name == "" && p.Email == "" }

var address = pattern.New(`^(.*?)\s*<([^<>]*)>$`)

// ParsePerson reads a line such as "Ana Ruiz" or "Ana Ruiz <ana@example.org>".
func ParsePerson(line string) Person {
	if m := address.FindStringSubmatch(line); m != nil {
		return Person{Name: m[1], Email: m[2]}
	}
	return Person{Name: line}
}
