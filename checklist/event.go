package checklist

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// EventFormat is the version of the events that this program writes. It reads
// all versions from 1 on.
const EventFormat = 2

// EventKind says which part of the audit an event sets.
type EventKind string

// The kinds of event. The value of each is given behind it.
const (
	KindVerdict    EventKind = "verdict"     // a Verdict
	KindReason     EventKind = "reason"      // text
	KindValidUntil EventKind = "valid-until" // text, a day or a span; empty leaves it to the guide
	KindEvidence   EventKind = "evidence"    // Evidence, subject its id; null removes it
	KindGap        EventKind = "gap"         // text, subject a GapPart
	KindScope      EventKind = "scope"       // FactAnswer, subject the fact, no clause
	KindCheck      EventKind = "check"       // Check of the piece of evidence in Subject
	KindOverrule   EventKind = "overrule"    // Overrule; null takes it back
	KindAdopt      EventKind = "adopt"       // Adoption, no clause
	KindOutcome    EventKind = "outcome"     // Outcome, subject its id, with a clause or without; null removes it
	KindSign       EventKind = "sign-off"    // SignOff, no policy and no clause
	KindUndo       EventKind = "undo"        // none; withdraws the events in Over
	KindBegin      EventKind = "begin"       // Begin: who began the audit, when, and under which rules
	KindRepair     EventKind = "repair"      // Repair: what was done to a damaged journal
)

var kinds = []EventKind{KindBegin, KindRepair, KindVerdict, KindReason, KindValidUntil, KindEvidence, KindCheck, KindGap, KindScope, KindOverrule, KindAdopt, KindOutcome, KindSign, KindUndo}

// Person is who somebody claims to be. Nothing verifies it.
type Person struct {
	Name  string `json:"name"`
	Email string `json:"email,omitempty"`
}

// String returns the name, or the e-mail where there is no name.
func (p Person) String() string {
	if p.Name == "" {
		return p.Email
	}
	return p.Name
}

// Field is one thing in an audit that can have a value.
type Field struct {
	Kind    EventKind `json:"kind"`
	Policy  string    `json:"policy,omitempty"`
	Clause  string    `json:"clause,omitempty"`
	Subject string    `json:"subject,omitempty"`
}

// Ref returns the clause that the field belongs to.
func (f Field) Ref() Ref { return Ref{f.Policy, f.Clause} }

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
	Edition string          `json:"edition,omitempty"` // the one that has the clause; empty for the one the audit began with
	Text    string          `json:"text,omitempty"`    // digest of the clause's text as answered
	Value   json.RawMessage `json:"value,omitempty"`   // by kind
	Over    []string        `json:"over,omitempty"`    // ids of the events whose values this one replaces
	Carried string          `json:"carried,omitempty"` // id of the audit that the value was taken over from
	More    bool            `json:"more,omitempty"`    // the change goes on in the writer's next event
	Ends    []string        `json:"ends,omitempty"`    // Sums of the ends of other journal files that the writer had read, see Audit.Ends
	Prev    string          `json:"prev,omitempty"`    // Sum of the line before in this file, empty for the first
	Sum     string          `json:"-"`                 // SHA-256 of the encoded event without this sum
	File    string          `json:"-"`                 // name of the journal file that has the event, empty while none has
}

// setsField tells whether the event gives a field a value. The others tell of
// the audit and its journal.
func (e *Event) setsField() bool {
	return e.Kind != KindUndo && e.Kind != KindBegin && e.Kind != KindRepair
}

// Before orders events by the logical clock; wall clocks may be wrong by days.
func (e *Event) Before(o *Event) bool {
	switch {
	case e.Clock != o.Clock:
		return e.Clock < o.Clock
	case e.Writer != o.Writer:
		return e.Writer < o.Writer
	case e.Seq != o.Seq:
		return e.Seq < o.Seq
	default:
		return e.ID < o.ID
	}
}

// inOrder compares events as before does, for sorting.
func inOrder(x, y *Event) int {
	if x.Before(y) {
		return -1
	}
	return 1
}

// Same tells whether two events with one id are one event. Its place in a
// journal is not known before it is kept there.
func (e Event) Same(o Event) bool {
	return e.Format == o.Format && e.Time.Equal(o.Time) && e.Clock == o.Clock && e.Writer == o.Writer && e.Who == o.Who &&
		e.Field == o.Field && e.Edition == o.Edition && e.Text == o.Text && e.Carried == o.Carried && e.More == o.More && slices.Equal(e.Over, o.Over) && sameValue(e.Value, o.Value)
}

// sumKey begins the last member of an encoded event: its own sum.
const sumKey = `,"sum":"`

// Encode returns the event as one line without its newline, and sets Sum. What
// DecodeEvent would refuse is not written either.
func (e *Event) Encode() ([]byte, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // The journal is read by people too.
	if err := enc.Encode(e); err != nil {
		return nil, err
	}
	body := bytes.TrimSuffix(b.Bytes(), []byte("}\n"))
	sum := sha256.Sum256(append(slices.Clone(body), '}'))
	e.Sum = hex.EncodeToString(sum[:])
	return append(append(append(body, sumKey...), e.Sum...), `"}`...), nil
}

// DecodeEvent reads a line that Encode has written. Members that this version
// does not know are passed over; a newer format and a sum that does not fit
// are errors.
func DecodeEvent(line []byte) (Event, error) {
	var e Event
	at := len(line) - len(sumKey) - 2*sha256.Size - len(`"}`)
	if at < 1 || !bytes.HasPrefix(line[at:], []byte(sumKey)) || !bytes.HasSuffix(line, []byte(`"}`)) {
		return e, errors.New("not an event: it does not end in its sum")
	}
	digest := sha256.New()
	digest.Write(line[:at])
	digest.Write([]byte{'}'})
	var sum [sha256.Size]byte
	e.Sum = hex.EncodeToString(digest.Sum(sum[:0]))
	if string(line[at+len(sumKey):len(line)-2]) != e.Sum {
		return e, errors.New("the line was changed after it was written: its sum does not fit")
	}
	var head struct {
		Format int `json:"format"`
	}
	err := json.Unmarshal(line, &e)
	if err == nil && e.Format >= 1 && e.Format <= EventFormat {
		return e, e.check()
	}
	// An event of another format may have other shapes: its format is told first.
	if headErr := json.Unmarshal(line, &head); headErr != nil {
		return e, fmt.Errorf("not an event: %w", headErr)
	}
	if head.Format < 1 || head.Format > EventFormat {
		return e, &FormatError{What: "event", Found: head.Format, Known: EventFormat}
	}
	return e, fmt.Errorf("not an event: %w", err)
}

// maxClock leaves room above any clock that counting one by one can reach, and
// is a whole number in every program that reads JSON.
const maxClock = 1 << 53

// check refuses an event that this program would not have written.
func (e *Event) check() error {
	switch {
	case e.Clock > maxClock:
		return fmt.Errorf("the clock %d is out of reach", e.Clock)
	case strings.Trim(e.ID, "0123456789abcdefghijklmnopqrstuvwxyz") != "":
		return fmt.Errorf("the id %q is not made of small letters and digits", e.ID)
	case e.ID == "" || e.Writer == "" || e.Seq < 1 || e.Clock < 1 || e.Time.IsZero():
		return errors.New("the event lacks its id, writer, seq, clock or time")
	case !slices.Contains(kinds, e.Kind):
		return fmt.Errorf("unknown kind of event %q", e.Kind)
	case e.Kind == KindUndo:
		return nil
	}
	for _, end := range e.Ends {
		if !isDigest(end) {
			return fmt.Errorf("%q is not the sum of an event", end)
		}
	}
	return checkValue(e.Kind, e.Value)
}

// checkValue tells whether a value has the shape that its kind asks for.
func checkValue(kind EventKind, value json.RawMessage) error {
	var target any
	switch kind {
	case KindVerdict:
		var v Verdict
		if err := json.Unmarshal(value, &v); err != nil {
			return fmt.Errorf("%s: %w", kind, err)
		}
		if v != Unanswered && !slices.Contains(Verdicts(), v) {
			return fmt.Errorf("unknown verdict %q", v)
		}
		return nil
	case KindReason, KindValidUntil, KindGap:
		target = new(string)
	case KindEvidence:
		target = new(*Evidence)
	case KindCheck:
		target = new(Check)
	case KindScope:
		target = new(FactAnswer)
	case KindOverrule:
		target = new(*Overrule)
	case KindOutcome:
		target = new(*Outcome)
	case KindAdopt:
		var d Adoption
		if err := json.Unmarshal(value, &d); err != nil {
			return fmt.Errorf("%s: %w", kind, err)
		}
		for _, edition := range []string{d.From, d.To} {
			if !isDigest(edition) {
				return fmt.Errorf("%s: %q is no edition", kind, edition)
			}
		}
		return nil
	case KindSign:
		target = new(SignOff)
	case KindBegin:
		target = new(Begin)
	case KindRepair:
		target = new(Repair)
	}
	if err := json.Unmarshal(value, target); err != nil {
		return fmt.Errorf("%s: %w", kind, err)
	}
	return nil
}

// isDigest tells whether a text is a SHA-256 in lower-case hex.
func isDigest(text string) bool {
	return len(text) == 2*sha256.Size && strings.Trim(text, "0123456789abcdef") == ""
}

// A FormatError says that a file was written in a format that this program
// does not read.
type FormatError struct {
	What         string
	Found, Known int
}

// Error names both versions.
func (e *FormatError) Error() string {
	return fmt.Sprintf("%s of format %d, but this clausewalk reads format %d", e.What, e.Found, e.Known)
}

// sameAnswer tells whether two events say the same. Adoptions do that go to the same
// edition: on the way another program may have matched clauses otherwise.
func sameAnswer(x, y *Event) bool {
	if x.Kind == KindAdopt {
		var a, b Adoption
		return json.Unmarshal(x.Value, &a) == nil && json.Unmarshal(y.Value, &b) == nil && a.To == b.To
	}
	return sameValue(x.Value, y.Value)
}

// sameValue tells whether two encoded values are equal.
func sameValue(a, b json.RawMessage) bool {
	if bytes.Equal(a, b) {
		return true
	}
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
}
