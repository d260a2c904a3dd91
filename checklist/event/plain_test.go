package event

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// FuzzPlainLine holds the quick way of reading a line to the other one: what it
// reads the other reads too, and in the same way, and what is odd in the line is
// odd in its value.
func FuzzPlainLine(f *testing.F) {
	for _, line := range plainLines {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, object []byte) { readAlike(t, new(Decoder), object) })
}

// readAlike holds one line to what FuzzPlainLine says of all.
func readAlike(t *testing.T, d *Decoder, object []byte) {
	t.Helper()
	sum := sha256.Sum256(object)
	line := append(append(bytes.TrimSuffix(object, []byte("}")), sumKey...), hex.EncodeToString(sum[:])+`"}`...)
	e, other := Event{Sum: "sum"}, Event{Sum: "sum"}
	if !d.decodePlain(line, &e) {
		if diff := cmp.Diff(Event{Sum: "sum"}, e); diff != "" {
			t.Fatalf("%q is not plain and was read:\n%s", line, diff)
		}
		return
	}
	if err := other.decodeAny(line); err != nil {
		t.Fatalf("%q is plain, and: %v", line, err)
	}
	if !reflect.DeepEqual(other, e) {
		t.Fatalf("%q is read as (-) and decodePlain as (+):\n%s", line, cmp.Diff(other, e))
	}
	whole, value := ambiguity(line, 0), ambiguity(e.Value, inValue)
	if (whole == nil) != (value == nil) || whole != nil && whole.Error() != value.Error() {
		t.Fatalf("%q is odd: %v; its value: %v", line, whole, value)
	}
}

const plainLine = `{"format":2,"id":"a","seq":1,"time":"2026-11-24T09:00:00.123Z","clock":1,"writer":"ana","who":{"name":"Ana"},` +
	`"kind":"reason","policy":"rules","clause":"A.1","value":"words"}`

var plainLines = func() []string {
	lines := []string{plainLine}
	for _, c := range [][2]string{
		{`"words"`, `null`}, {`"words"`, `{"a":[1,2],"b":{"c":"d"}}`}, {`"words"`, `{"a":1,"A":2}`}, {`"words"`, `{"a":1,"a":2}`}, {`"words"`, `"caf\u00e9 \ud83d\ude00"`},
		{`"words"`, `"\ud800"`}, {`"words"`, "\"\xff\""}, {`"words"`, ` "words" `}, {`"words"`, `1e400`}, {`"words"`, strings.Repeat("[", 9999) + strings.Repeat("]", 9999)},
		{`"words"`, strings.Repeat("[", 10000) + strings.Repeat("]", 10000)}, {`"seq":1`, `"seq":1.0`}, {`"seq":1`, `"seq":null`}, {`"seq":1`, `"Seq":1`}, {`"seq":1`, `"seq":1,"seq":2`},
		{`"seq":1`, `"seq":1,"mood":"good"`}, {`"seq":1`, `"seq":-0`}, {`"seq":1`, `"seq":9223372036854775808`}, {`"format":2`, `"format":3`}, {`"format":2`, `"\u0066ormat":2`},
		{`.123Z`, `.123456789123Z`}, {`.123Z`, `,123Z`}, {`.123Z`, `+23:59`}, {`.123Z`, `+24:00`}, {`.123Z`, `z`}, {`T09:`, `T9:`}, {`T09:`, `t09:`}, {`T09:`, ` 09:`}, {`09:00:00.123Z`, `23:59:60Z`},
		{`"2026-11-24T09:00:00.123Z"`, `null`}, {`"2026-11-24T09:00:00.123Z"`, `""`}, {`{"name":"Ana"}`, `null`}, {`{"name":"Ana"}`, `{"name":"Ana","Email":"a@b"}`},
		{`"kind"`, `"over":null,"ends":[],"said":{},"more":true,"prev":"p","kind"`}, {`"kind"`, `"over":["a",null],"ends":["b"],"said":null,"kind"`},
		{`"kind"`, `"said":{"by":{"name":"Lena"},"at":"2026-01-24T09:00:00Z","confirmedBy":{"email":"x"},"confirmedAt":null},"kind"`}, {`"kind"`, `"file":"x","kind"`}, {`"kind"`, `"Field":{"kind":"x"},"kind"`},
	} {
		lines = append(lines, strings.Replace(plainLine, c[0], c[1], 1))
	}
	return lines
}()

func TestTheLinesThatAreWrittenArePlain(t *testing.T) {
	var e Event
	plain, err := new(Decoder).decode([]byte(sealedLine(plainLine)), &e)
	if err != nil || !plain || e.ID != "a" {
		t.Fatal(e, plain, err)
	}
}

func sealedLine(object string) string {
	sum := sha256.Sum256([]byte(object))
	return strings.TrimSuffix(object, "}") + sumKey + hex.EncodeToString(sum[:]) + `"}`
}

// whole is an event that has every member.
func whole() Event {
	day := time.Date(2026, 11, 24, 9, 0, 0, 123e6, time.UTC)
	digest := strings.Repeat("a1", 32)
	return Event{
		Format: Format, ID: "a1", Seq: 10, Time: day, Clock: 1234567890, Writer: "ana", Who: Person{Name: "Añ", Email: "a@x.y"},
		Field:   Field{Kind: KindReason, Policy: "rules", Clause: "A.1", Subject: "s"},
		Edition: digest, Text: digest, Value: json.RawMessage(`"wörds"`), Over: []string{"b", "c"}, Said: &Said{By: Person{Name: "Lena"}, At: day, ConfirmedBy: Person{Name: "Ben"}, ConfirmedAt: day},
		Carried: "old", More: true, Ends: []string{digest, digest}, Prev: digest,
	}
}

// TestAWrittenLineIsPlainWhateverItLeavesOut holds that the quick way is taken for lines
// as they are written, behind one another, and reads what was written.
func TestAWrittenLineIsPlainWhateverItLeavesOut(t *testing.T) {
	d := new(Decoder)
	plain := func(e Event) {
		t.Helper()
		if e.check() != nil {
			return // Two of the alterations do not go together.
		}
		line, err := e.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got := Event{Sum: e.Sum}
		if !d.decodePlain(line, &got) {
			t.Errorf("%s is not plain", line)
		} else if diff := cmp.Diff(e, got); diff != "" {
			t.Errorf("%s: written (-) and read (+):\n%s", line, diff)
		}
	}
	leave := []func(*Event){
		func(*Event) {}, func(e *Event) { e.Who.Email = "" }, func(e *Event) { e.Policy = "" }, func(e *Event) { e.Clause = "" }, func(e *Event) { e.Subject = "" }, func(e *Event) { e.Edition = "" },
		func(e *Event) { e.Text = "" }, func(e *Event) { e.Over = nil }, func(e *Event) { e.Over = []string{"b"} }, func(e *Event) { e.Said = nil }, func(e *Event) { e.Carried = "" },
		func(e *Event) { e.More = false }, func(e *Event) { e.Ends = nil }, func(e *Event) { e.Prev = "" }, func(e *Event) { e.Format = 1 },
		func(e *Event) { e.Kind, e.Value = KindUndo, nil }, func(e *Event) { e.Writer = "anabel" }, func(e *Event) { e.Writer = "an" }, func(e *Event) { e.Clock = maxClock }, func(e *Event) { e.Seq = 1 },
		func(e *Event) { e.Kind, e.Value = KindEvidence, json.RawMessage(`null`) }, func(e *Event) { e.Kind, e.Value = KindScope, json.RawMessage(`[]`) },
		func(e *Event) {
			e.Kind, e.Value = KindEvidence, json.RawMessage(`{"kind":"link","url":"https://x.y/\"}{\\"}`)
		},
		func(e *Event) { e.Value = json.RawMessage(`"a \"quoted\" word, }"`) },
	}
	for _, one := range leave {
		for _, two := range leave {
			e := whole()
			one(&e)
			two(&e)
			plain(e)
		}
	}
}

// TestALineThatIsNearlyPlainIsReadAlike alters a line that has every member at each place.
func TestALineThatIsNearlyPlainIsReadAlike(t *testing.T) {
	e := whole()
	line, err := e.Encode()
	if err != nil {
		t.Fatal(err)
	}
	object := append(bytes.Clone(line[:len(line)-sealed]), '}')
	object = bytes.Replace(object, []byte(strings.Repeat("a1", 32)), []byte("a1"), -1) // What is shorter is tried sooner.
	for _, value := range []string{`"wörds"`, `{"a":[1,{"b":""}]}`, `-7`} {
		object := bytes.Replace(object, []byte(`"wörds"`), []byte(value), 1)
		d := new(Decoder)
		for at := range object {
			for _, put := range []string{"", string(object[at:at+1]) + string(object[at:at+1]), `"`, `\`, "{", "}", "[", "]", ",", ":", "0", "1", " ", "e", "\x1f", "\xff"} {
				readAlike(t, d, append(append(bytes.Clone(object[:at]), put...), object[at+1:]...))
			}
			readAlike(t, d, append(bytes.Clone(object[:at]), '}'))
		}
	}
}
