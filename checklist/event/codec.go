package event

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
)

// sumKey begins the last member of an encoded event: its own sum.
const sumKey = `,"sum":"`

// Encode returns the event as one line without its newline, and sets Sum. The error
// is that of Decode for the same event.
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

var (
	errNoSum    = errors.New("not an event: its checksum is missing")
	errOtherSum = errors.New("the line was changed after it was written: its checksum does not match")
)

// Decode reads a line that Encode has written. Members that this version does not
// know are ignored. A newer format is a *FormatError; a sum that does not match and a
// value that is not of its kind are errors too.
func Decode(line []byte) (e Event, err error) {
	err = new(Decoder).Decode(line, &e)
	return e, err
}

// DecodeAgain is Decode for a line that may have been decoded before: known has the
// events of such lines by their sums, and lines with the same sum are the same
// bytes. Odd says what in the line other readers of JSON may understand differently,
// nil for nothing; a line that is refused may have it too.
func DecodeAgain(line []byte, known map[string]*Event) (e *Event, odd, err error) {
	var d Decoder
	sum, err := d.sumOf(line)
	if err == nil && known[sum] != nil {
		return known[sum], ambiguity(line, 0), nil
	}
	e = &Event{Sum: sum}
	plain := false
	if err == nil {
		plain, err = d.decode(line, e)
	}
	if plain {
		return e, ambiguity(e.Value, inValue), err
	}
	return e, ambiguity(line, 0), err
}

// decodeAny reads any line, as encoding/json does: of members that occur twice, in
// whatever letter case, the last counts, and those that this version does not know
// are ignored.
func (e *Event) decodeAny(line []byte) error {
	err := json.Unmarshal(line, e)
	if err == nil && e.Format >= 1 && e.Format <= Format {
		return nil
	}
	// An event of a newer format may have other types of members, so its format is
	// the first thing to say.
	var head struct {
		Format int `json:"format"`
	}
	if headErr := json.Unmarshal(line, &head); headErr != nil {
		return fmt.Errorf("not an event: %w", headErr)
	}
	if head.Format < 1 || head.Format > Format {
		return &FormatError{What: "event", Found: head.Format, Known: Format}
	}
	return fmt.Errorf("not an event: %w", err)
}

// maxClock leaves room above any clock that counting one by one can reach, and
// is a whole number in every program that reads JSON.
const maxClock = 1 << 53

// check returns why this program would not have written the event.
func (e *Event) check() error {
	switch {
	case e.Clock > maxClock:
		return fmt.Errorf("the clock %d is out of range", e.Clock)
	case !only(e.ID, 'z'):
		return fmt.Errorf("the id %q must be lower-case letters and digits", e.ID)
	case e.ID == "" || e.Writer == "" || e.Seq < 1 || e.Clock < 1 || e.Time.IsZero():
		return errors.New("the event has no id, writer, seq, clock or time")
	}
	for _, end := range e.Ends {
		if !isDigest(end) {
			return fmt.Errorf("%q is not an event's checksum", end)
		}
	}
	if err := e.said().check(); err != nil {
		return err
	}
	spec, known := specs[e.Kind]
	if !known {
		return fmt.Errorf("unknown kind of event %q", e.Kind)
	}
	return spec.values.check(e.Kind, e.Value)
}

// isDigest tells whether a text is a SHA-256 in lower-case hex.
func isDigest(text string) bool {
	return len(text) == 2*sha256.Size && only(text, 'f')
}

// only tells whether a text has nothing but digits and the letters from a to last.
func only(text string, last byte) bool {
	for _, c := range []byte(text) {
		if (c < '0' || '9' < c) && (c < 'a' || last < c) {
			return false
		}
	}
	return true
}

// A FormatError says that something was written in a format that this program does
// not read.
type FormatError struct {
	What         string // that has the format, as in "event"
	Found, Known int
}

// Error names both versions.
func (e *FormatError) Error() string {
	return fmt.Sprintf("%s of format %d, but this clausewalk reads format %d", e.What, e.Found, e.Known)
}

// EncodeValue returns a value as an event has it.
func EncodeValue(v Value) (json.RawMessage, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return json.RawMessage(strings.TrimSpace(b.String())), nil
}

// DecodeValue reads a value that EncodeValue has written for a kind of event. A
// value of another type and an unknown kind are errors.
func DecodeValue(kind Kind, raw json.RawMessage) (Value, error) {
	spec, known := specs[kind]
	if !known {
		return nil, fmt.Errorf("unknown kind of event %q", kind)
	}
	return spec.values.decode(kind, raw)
}

// As returns the value of an event, and false where it is not of type T.
func As[T Value](e *Event) (v T, ok bool) {
	values, ok := e.Kind.Spec().values.(of[T])
	if !ok {
		return v, false
	}
	v, err := values.read(e.Kind, e.Value)
	return v, err == nil
}

// SameValue tells whether two encoded values are equal.
func SameValue(a, b json.RawMessage) bool {
	if bytes.Equal(a, b) {
		return true
	}
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
}
