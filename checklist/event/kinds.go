package event

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	strict "github.com/go-json-experiment/json"
)

// Kind says what an event is about.
type Kind string

// all is the table of kinds, in the order in which documents name them. A new
// kind is its file, its line here and its schema.
var all = []Spec{
	beginSpec,
	repairSpec,
	verdictSpec,
	reasonSpec,
	validUntilSpec,
	sameSpec,
	evidenceSpec,
	checkSpec,
	gapSpec,
	scopeSpec,
	overruleSpec,
	readingSpec,
	adoptSpec,
	rulesSpec,
	submissionSpec,
	toPasteSpec,
	pastedSpec,
	outcomeSpec,
	signSpec,
	suggestionSpec,
	responseSpec,
	undoSpec,
}

// A Value is what an event of some kind says. The zero Value withdraws what was said
// before, for kinds that can be withdrawn.
type Value interface {
	// InWords returns the value as a reader would say it, for history and diff.
	InWords() string
	// Texts returns what a person has written in it, each as it was typed.
	Texts() []Text
	// Refuse returns why a person may not give the field this value, nil if they
	// may. It need not check that the clause is asked, nor that texts are UTF-8 and
	// hide no secret: the audit's gate does that for every kind.
	Refuse(f Field) error
	// Empty tells whether the value is as good as none.
	Empty() bool
}

// A Text is something that a person wrote, and what a reader calls it.
type Text struct{ What, Words string }

// About is what a field belongs to.
type About int

// What a field can belong to.
const (
	TheAudit      About = iota // neither a policy nor a clause
	APolicy                    // a policy, and a fact of it where there is a subject
	AClause                    // a clause that is asked, or was
	AnyClause                  // a clause, or the audit as a whole
	AClauseOrFact              // a clause, or something else of a policy that the value names
)

// The groups in which changes since a sign-off are counted.
const (
	Answers     = "answers"
	Evidences   = "evidence"
	Scope       = "scope"
	Policies    = "policies"
	Decisions   = "decisions"
	Submissions = "submissions"
	Readings    = "reading"
	RuleTexts   = "rules"
)

// Spec is what there is to know about a kind, apart from its values.
type Spec struct {
	Kind  Kind
	About About
	Name  func(Field) string // what a reader calls the field; nil for the kind's own name

	Sets      bool   // gives a field a value; the other kinds are about the audit and its journal
	Differ    bool   // a change of it is listed where two states of an audit are compared
	CountedAs string // the group in which changes of it since a sign-off are counted, Answers if empty
	Signed    bool   // it is part of the state that a sign-off vouches for
	Newest    bool   // the newest of several values counts: they are never in conflict, and saying the same again is a change
	Copied    bool   // it goes along when an answer is copied to another clause of the audit
	Carried   bool   // it goes along when a later audit takes an answer over
	Aside     bool   // it is kept beside the answers and does not count for progress, gate or sign-off
	Asks      bool   // it decides which clauses are asked

	values codec
	same   func(x, y Value) bool // whether two values say the same; nil where only equal ones do
}

var specs = map[Kind]*Spec{}

func init() {
	for n := range all {
		specs[all[n].Kind] = &all[n]
	}
}

// Kinds returns every kind of event, in the order in which documents name them.
func Kinds() []Kind {
	kinds := make([]Kind, len(all))
	for n, s := range all {
		kinds[n] = s.Kind
	}
	return kinds
}

// Spec returns what there is to know about the kind, the zero Spec for an unknown
// one.
func (k Kind) Spec() Spec {
	if s, known := specs[k]; known {
		return *s
	}
	return Spec{}
}

// Counted returns the group in which changes of the kind since a sign-off are
// counted.
func (s Spec) Counted() string { return cmp.Or(s.CountedAs, Answers) }

// A codec reads the values of a kind.
type codec interface {
	decode(Kind, json.RawMessage) (Value, error)
	check(Kind, json.RawMessage) error
}

// of reads values of type T. Shape, which may be nil, returns what is wrong with a
// value beyond its JSON.
type of[T Value] struct{ shape func(T) error }

func (o of[T]) read(kind Kind, raw json.RawMessage) (v T, err error) {
	if v, ok := plainValue[T](raw); ok {
		return v, o.shaped(v)
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		return v, fmt.Errorf("%s: %w", kind, err)
	}
	return v, o.shaped(v)
}

// plainValue reads a value as EncodeValue writes it, in less than half the time of
// encoding/json, and returns false for any other value.
func plainValue[T Value](raw json.RawMessage) (v T, ok bool) {
	if is := reflect.ValueOf(&v).Elem(); is.Kind() == reflect.String && isWords(raw) {
		is.SetString(string(raw[1 : len(raw)-1])) // No kind's text has a way of its own to be read.
		return v, true
	}
	err := strict.Unmarshal(raw, &v, asKnown)
	return v, err == nil
}

func (o of[T]) shaped(v T) error {
	if o.shape != nil {
		return o.shape(v)
	}
	return nil
}

func (o of[T]) decode(kind Kind, raw json.RawMessage) (Value, error) {
	v, err := o.read(kind, raw)
	if err != nil {
		return nil, err
	}
	return v, nil
}

func (o of[T]) check(kind Kind, raw json.RawMessage) error {
	_, err := o.read(kind, raw)
	return err
}

// Words returns a stored value as a person would read it. A value that is not of its
// kind is returned as it is stored.
func Words(kind Kind, raw json.RawMessage) string {
	if v, err := DecodeValue(kind, raw); err == nil {
		return v.InWords()
	}
	return string(raw)
}

// InFull returns a stored value as Words does, but with everything that was entered,
// including what is usually shown elsewhere.
func InFull(kind Kind, raw json.RawMessage) string {
	v, err := DecodeValue(kind, raw)
	if err != nil {
		return string(raw)
	}
	if full, ok := v.(interface{ InFull() string }); ok {
		return full.InFull()
	}
	return v.InWords()
}

// Agree tells whether two events say the same about their field.
func Agree(x, y *Event) bool {
	if bytes.Equal(x.Value, y.Value) {
		return true
	}
	if same := x.Kind.Spec().same; same != nil {
		a, errA := DecodeValue(x.Kind, x.Value)
		b, errB := DecodeValue(y.Kind, y.Value)
		return errA == nil && errB == nil && same(a, b)
	}
	return SameValue(x.Value, y.Value)
}

// InConflict tells whether the standing events of one field contradict one another.
func InConflict(standing []*Event) bool {
	if len(standing) < 2 || standing[0].Kind.Spec().Newest {
		return false
	}
	return slices.ContainsFunc(standing[1:], func(e *Event) bool { return !Agree(standing[0], e) })
}
