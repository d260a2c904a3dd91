package event

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzPlainLine holds the quick way of reading a line to the other one: what it
// reads the other reads too, and in the same way, and what is odd in the line is
// odd in its value.
func FuzzPlainLine(f *testing.F) {
	for _, line := range plainLines {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, object []byte) {
		sum := sha256.Sum256(object)
		line := append(append(bytes.TrimSuffix(object, []byte("}")), sumKey...), hex.EncodeToString(sum[:])+`"}`...)
		e, other := Event{Sum: "sum"}, Event{Sum: "sum"}
		if !new(Decoder).decodePlain(line, &e) {
			if diff := cmp.Diff(Event{Sum: "sum"}, e); diff != "" {
				t.Fatalf("%q is not plain and was read:\n%s", line, diff)
			}
			return
		}
		if err := other.decodeAny(line); err != nil {
			t.Fatalf("%q is plain, and: %v", line, err)
		}
		if diff := cmp.Diff(other, e); diff != "" {
			t.Fatalf("%q is read as (-) and decodePlain as (+):\n%s", line, diff)
		}
		whole, value := ambiguity(line, 0), ambiguity(e.Value, inValue)
		if (whole == nil) != (value == nil) || whole != nil && whole.Error() != value.Error() {
			t.Fatalf("%q is odd: %v; its value: %v", line, whole, value)
		}
	})
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
