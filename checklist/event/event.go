// Package event has what a journal is made of: the envelope of an event, and each
// kind of event in a file of its own. A kind's file has the value that such an event
// gives, its words, the texts in it that a person wrote, what is refused, and what
// it concerns. Code that keeps, folds, shows or checks events asks the table of kinds
// (kinds.go), so that it need not know any kind by name.
//
// The package does no I/O, reads no clock, and does not know audits: what depends on
// other events is decided by package checklist.
package event

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"
)

// Format is the version of the events that this program writes. It reads all
// versions from 1 on.
const Format = 2

// Ref names a clause: instagram-platform/A.12.
type Ref struct{ Policy, Label string }

// String returns the policy and the label with a slash between them.
func (r Ref) String() string { return r.Policy + "/" + r.Label }

// Field is one thing in an audit that can have a value.
type Field struct {
	Kind    Kind   `json:"kind"`
	Policy  string `json:"policy,omitempty"`
	Clause  string `json:"clause,omitempty"`
	Subject string `json:"subject,omitempty"`
}

// Ref returns the clause that the field belongs to.
func (f Field) Ref() Ref { return Ref{f.Policy, f.Clause} }

// Name returns what a reader calls the field, apart from its clause: verdict,
// fix, fact login.
func (f Field) Name() string {
	if name := f.Kind.Spec().Name; name != nil {
		return name(f)
	}
	return string(f.Kind)
}

// Event is one change, made by one person at one moment. It is written once
// and never altered.
type Event struct {
	Format int       `json:"format"`
	ID     string    `json:"id"`
	Seq    int       `json:"seq"`   // number of the line in its journal file, from 1
	Time   time.Time `json:"time"`  // UTC, to the millisecond
	Clock  int64     `json:"clock"` // one more than any event its writer had seen
	Writer string    `json:"writer"`
	Who    Person    `json:"who"`
	Field
	Edition string          `json:"edition,omitempty"` // the edition that has the clause; empty for the one the audit began with
	Text    string          `json:"text,omitempty"`    // digest of the clause's text as it was answered
	Value   json.RawMessage `json:"value,omitempty"`   // of the kind's type, as DecodeValue reads it
	Over    []string        `json:"over,omitempty"`    // ids of the events whose values this one replaces
	Said    *Said           `json:"said,omitzero"`     // who said the value first, where that is not Who at Time; never altered
	Carried string          `json:"carried,omitempty"` // id of the audit that the value was taken over from
	More    bool            `json:"more,omitempty"`    // the change goes on in the writer's next event
	Ends    []string        `json:"ends,omitempty"`    // Sums of the ends of other journal files that the writer had read
	Prev    string          `json:"prev,omitempty"`    // Sum of the line before in this file, empty for the first
	Sum     string          `json:"-"`                 // SHA-256 of the encoded event without this sum
	File    string          `json:"-"`                 // name of the journal file that has the event, empty while none has
}

// Order compares events by the logical clock; wall clocks may be wrong by days.
func Order(x, y *Event) int {
	if x.Clock != y.Clock {
		return cmp.Compare(x.Clock, y.Clock)
	}
	return cmp.Or(cmp.Compare(x.Writer, y.Writer), cmp.Compare(x.Seq, y.Seq), cmp.Compare(x.ID, y.ID))
}

// Before tells whether the event comes before another one in that order.
func (e *Event) Before(o *Event) bool { return Order(e, o) < 0 }

// Same tells whether two events with the same id are the same event, whether or not
// they are in a journal yet.
func (e Event) Same(o Event) bool {
	return e.Format == o.Format && e.Time.Equal(o.Time) && e.Clock == o.Clock && e.Writer == o.Writer && e.Who.plain() == o.Who.plain() && e.said().same(o.said()) &&
		e.Field == o.Field && e.Edition == o.Edition && e.Text == o.Text && e.Carried == o.Carried && e.More == o.More && slices.Equal(e.Over, o.Over) && SameValue(e.Value, o.Value)
}

// Locate notes where the same event is kept in a journal, once that is known. If two
// journal files have it, the one with the smaller sum counts, in whatever order they
// come.
func (e *Event) Locate(kept *Event) {
	if kept.Sum == "" || e.Sum != "" && e.Sum <= kept.Sum {
		return
	}
	e.Seq, e.Ends, e.Prev, e.Sum, e.File = kept.Seq, kept.Ends, kept.Prev, kept.Sum, kept.File
}

// A Change is a value that a person gives to a field. It becomes an event at
// the audit's gate, checklist.Audit.Step, or is refused there.
type Change struct {
	Field Field
	Value Value
	Meant bool // keep it even if something in it looks like a secret: the person was told
	// Said is who said the value first, if it is taken over from somewhere; zero if
	// the person who makes the change says it.
	Said Said
	// Confirms means that the person who makes the change only says that the value
	// of Said still holds.
	Confirms bool
}

// Meant returns the changes with Meant set in each.
func Meant(changes ...Change) []Change {
	all := slices.Clone(changes)
	for n := range all {
		all[n].Meant = true
	}
	return all
}
