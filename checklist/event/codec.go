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

// Encode returns the event as one line without its newline, and sets Sum. What
// Decode would refuse is not written either.
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

// sumOf returns the sum of a line, which has to be the one that it ends in.
func sumOf(line []byte) (string, error) {
	at := len(line) - len(sumKey) - 2*sha256.Size - len(`"}`)
	if at < 1 || !bytes.HasPrefix(line[at:], []byte(sumKey)) || !bytes.HasSuffix(line, []byte(`"}`)) {
		return "", errors.New("not an event: it does not end in its sum")
	}
	digest := sha256.New()
	digest.Write(line[:at])
	digest.Write([]byte{'}'})
	var sum [sha256.Size]byte
	is := hex.EncodeToString(digest.Sum(sum[:0]))
	if string(line[at+len(sumKey):len(line)-2]) != is {
		return is, errors.New("the line was changed after it was written: its sum does not fit")
	}
	return is, nil
}

// Again is Decode for lines that may have been decoded before: known has their
// events by their sums. Two lines of one sum are the same bytes.
func Again(line []byte, known map[string]*Event) (Event, error) {
	if len(known) > 0 {
		if sum, err := sumOf(line); err == nil && known[sum] != nil {
			return *known[sum], nil
		}
	}
	return Decode(line)
}

// Decode reads a line that Encode has written. Members that this version does
// not know are passed over; a newer format and a sum that does not fit are
// errors.
func Decode(line []byte) (e Event, err error) {
	if e.Sum, err = sumOf(line); err != nil {
		return e, err
	}
	var head struct {
		Format int `json:"format"`
	}
	err = json.Unmarshal(line, &e)
	if err == nil && e.Format >= 1 && e.Format <= Format {
		return e, e.check()
	}
	// An event of another format may have other shapes: its format is told first.
	if headErr := json.Unmarshal(line, &head); headErr != nil {
		return e, fmt.Errorf("not an event: %w", headErr)
	}
	if head.Format < 1 || head.Format > Format {
		return e, &FormatError{What: "event", Found: head.Format, Known: Format}
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
	}
	for _, end := range e.Ends {
		if !isDigest(end) {
			return fmt.Errorf("%q is not the sum of an event", end)
		}
	}
	if err := e.Said.check(); err != nil {
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
// value of another shape and an unknown kind are errors.
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
