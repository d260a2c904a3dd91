package event_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"clausewalk/checklist/event"
	"clausewalk/checklist/event/eventtest"
)

// maxClock is the last clock that an event may have.
const maxClock = 1 << 53

// sealed gives a JSON object the sum that makes it an event's line.
func sealed(object string) []byte {
	sum := sha256.Sum256([]byte(object))
	return []byte(strings.TrimSuffix(object, "}") + `,"sum":"` + hex.EncodeToString(sum[:]) + `"}`)
}

const oneEvent = `{"format":2,"id":"a","seq":1,"time":"2026-11-24T09:00:00.123Z","clock":1,"writer":"ana","who":{"name":"Ana"},` +
	`"kind":"reason","policy":"rules","clause":"A.1","value":"words"}`

func drawEvent(t *rapid.T) event.Event {
	text := rapid.StringOf(rapid.Rune())
	some := rapid.StringMatching(`[a-z0-9]{1,8}`)
	e := event.Event{
		Format: event.Format, ID: some.Draw(t, "id"), Seq: rapid.IntRange(1, 1<<40).Draw(t, "seq"),
		Time:  time.UnixMilli(rapid.Int64Range(0, 253402300799000).Draw(t, "time")).UTC(),
		Clock: rapid.Int64Range(1, maxClock).Draw(t, "clock"), Writer: some.Draw(t, "writer"),
		Who:  event.Person{Name: text.Draw(t, "name"), Email: text.Draw(t, "email")},
		Text: text.Draw(t, "text"), More: rapid.Bool().Draw(t, "more"), Prev: text.Draw(t, "prev"),
		Over: rapid.SliceOfN(some, 1, 3).Draw(t, "over"),
	}
	e.Field = event.Field{Kind: rapid.SampledFrom(event.Kinds()).Draw(t, "kind"), Policy: text.Draw(t, "policy"), Clause: text.Draw(t, "clause")}
	e.Subject, e.Value = eventtest.Of(t, schemas, e.Kind).Draw(t, func(t *rapid.T, path string) string { return text.Draw(t, path) })
	return e
}

func TestEventIsReadAsItWasWrittenWhateverTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawEvent(t)
		line, err := e.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if bytes.ContainsAny(line, "\n\r") {
			t.Fatalf("%q is not one line", line)
		}
		again, err := event.Decode(line)
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if diff := cmp.Diff(e, again); diff != "" {
			t.Fatalf("written (-) and read (+):\n%s", diff)
		}
	})
}

func TestValuesThatAreWrittenAreReadInTheQuickWayToo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawEvent(t)
		if e.Kind == event.KindUndo {
			return // It has no value.
		}
		plain, ok, other, err := event.Both(e.Kind, e.Value)
		if err != nil || !ok {
			t.Fatalf("%s %s: read quickly %v, error %v", e.Kind, e.Value, ok, err)
		}
		if diff := cmp.Diff(other, plain); diff != "" {
			t.Fatalf("%s %s is read as (-) and quickly as (+):\n%s", e.Kind, e.Value, diff)
		}
	})
}

// FuzzPlainValue holds the quick way of reading a value to the other one.
func FuzzPlainValue(f *testing.F) {
	for n := range event.Kinds() {
		for _, value := range []string{
			`"words"`, `null`, `{}`, `[]`, `["a"]`, `[null]`, `true`, `"unknown"`, `{"kind":"file","name":"a.txt","size":3}`, `{"severity":"major","fix":"f","owner":"o","due":"2026-01-01"}`,
			`{"at":"2026-11-24T09:00:00Z","holds":true}`, `{"counts":{"met":1,"met":2}}`, `{"counts":{"met":null}}`, `{"ends":null,"seen":{"a":1}}`, `{"found":{"a":["b",null],"c":null}}`, `{"Kind":"file"}`,
		} {
			f.Add(n, []byte(value))
		}
	}
	f.Fuzz(func(t *testing.T, n int, raw []byte) {
		if n < 0 || n >= len(event.Kinds()) {
			return
		}
		kind := event.Kinds()[n]
		plain, ok, other, err := event.Both(kind, raw)
		if !ok {
			return
		}
		if err != nil {
			t.Fatalf("%s %q is read in the quick way, and: %v", kind, raw, err)
		}
		if diff := cmp.Diff(other, plain); diff != "" {
			t.Fatalf("%s %q is read as (-) and quickly as (+):\n%s", kind, raw, diff)
		}
	})
}

func TestAnyAlteredByteOfAnEventIsNoticed(t *testing.T) {
	line := sealed(oneEvent)
	whole, err := event.Decode(line)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]*event.Event{whole.Sum: &whole}
	if again, odd, err := event.DecodeAgain(line, known); err != nil || odd != nil || cmp.Diff(&whole, again) != "" {
		t.Fatalf("%+v, %v", again, err)
	}
	for i := range line {
		for bit := range 8 {
			altered := bytes.Clone(line)
			altered[i] ^= 1 << bit
			if e, err := event.Decode(altered); err == nil {
				t.Fatalf("%q was read as %+v", altered, e)
			}
			if e, _, err := event.DecodeAgain(altered, known); err == nil {
				t.Fatalf("%q was taken for %+v", altered, e)
			}
		}
	}
	for i := range line {
		if _, err := event.Decode(line[:i]); err == nil {
			t.Fatalf("cut at %d it is still an event", i)
		}
	}
}

func TestDecodeRefusesWhatItWouldNotHaveWritten(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"nothing amiss", "words", "different words", ""},
		{"member of a newer program", `"clock":1`, `"clock":1,"mood":{"of":["the","day"]}`, ""},
		{"format 1", `"format":2`, `"format":1`, ""},
		{"format 3", `"format":2`, `"format":3`, "event of format 3, but this clausewalk reads format 2"},
		{"format 3 of another shape", `"format":2,"id":"a"`, `"format":3,"id":{"n":7}`, "event of format 3, but this clausewalk reads format 2"},
		{"no format", `"format":2,`, ``, "event of format 0, but this clausewalk reads format 2"},
		{"no id", `"id":"a",`, ``, "the event has no id, writer, seq, clock or time"},
		{"an id that a shell would run", `"id":"a"`, `"id":"$(touch x)"`, `the id "$(touch x)" must be lower-case letters and digits`},
		{"an end that is no sum", `"clock":1`, `"clock":1,"ends":["x"]`, `"x" is not an event's checksum`},
		{"no writer", `"writer":"ana",`, ``, "the event has no id, writer, seq, clock or time"},
		{"seq 0", `"seq":1`, `"seq":0`, "the event has no id, writer, seq, clock or time"},
		{"clock below 1", `"clock":1`, `"clock":-5`, "the event has no id, writer, seq, clock or time"},
		{"clock at the end of numbers", `"clock":1`, `"clock":9223372036854775807`, "clock 9223372036854775807 is out of range"},
		{"the last clock", `"clock":1`, `"clock":9007199254740992`, ""},
		{"the clock behind it", `"clock":1`, `"clock":9007199254740993`, "clock 9007199254740993 is out of range"},
		{"format 1 with a member of another program", `"format":2`, `"format":1,"mood":7`, ""},
		{"no time", `"time":"2026-11-24T09:00:00.123Z",`, ``, "the event has no id, writer, seq, clock or time"},
		{"said before", `"clock":1`, `"clock":1,"said":{"by":{"name":"Lena"},"at":"2026-01-24T09:00:00Z"}`, ""},
		{"said by nobody", `"clock":1`, `"clock":1,"said":{"at":"2026-01-24T09:00:00Z"}`, "the event does not say who gave its value, or when"},
		{"confirmed by nobody", `"clock":1`, `"clock":1,"said":{"by":{"name":"Lena"},"at":"2026-01-24T09:00:00Z","confirmedAt":"2026-02-24T09:00:00Z"}`, "the event does not say who confirmed its value, or when"},
		{"unknown kind", `"kind":"reason"`, `"kind":"mood"`, `unknown kind of event "mood"`},
		{"value of another kind", `"value":"words"`, `"value":7`, "reason: "},
		{"no value", `,"value":"words"`, ``, "reason: "},
		{"unknown verdict", `"kind":"reason"`, `"kind":"verdict"`, `unknown verdict "words"`},
		{"not JSON", `{"format"`, `{format`, "not an event: "},
		{"a list", oneEvent, `[1}`, "not an event: "},
	} {
		if !strings.Contains(oneEvent, c.old) {
			t.Fatalf("%s: nothing to alter", c.name)
		}
		line := sealed(strings.Replace(oneEvent, c.old, c.new, 1))
		_, err := event.Decode(line)
		if _, _, again := event.DecodeAgain(line, nil); (again == nil) != (err == nil) || again != nil && again.Error() != err.Error() {
			t.Errorf("%s: read among others it gives %v, and alone %v", c.name, again, err)
		}
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want …%s", c.name, err, c.want)
		}
		var format *event.FormatError
		if strings.HasPrefix(c.want, "event of format") && !errors.As(err, &format) {
			t.Errorf("%s: %T is no event.FormatError", c.name, err)
		}
	}
}

// TestTheJournalIsReadableByPeople holds that words stand in a line as they were typed.
func TestTheJournalIsReadableByPeople(t *testing.T) {
	const words = `"<b> & it's é"`
	value, err := event.EncodeValue(event.Reason("<b> & it's é"))
	if err != nil || string(value) != strings.ReplaceAll(words, `\u00e9`, "é") {
		t.Errorf("%s, %v", value, err)
	}
	e, err := event.Decode(sealed(oneEvent))
	if err != nil {
		t.Fatal(err)
	}
	e.Value, e.Who.Name = value, "A & B"
	line, err := e.Encode()
	if err != nil || !bytes.Contains(line, value) || !bytes.Contains(line, []byte("A & B")) {
		t.Errorf("%s, %v", line, err)
	}
}

func TestEncodeWritesNothingThatCouldNotBeReadAgain(t *testing.T) {
	good, err := event.Decode(sealed(oneEvent))
	if err != nil {
		t.Fatal(err)
	}
	for name, alter := range map[string]func(*event.Event){
		"no seq":      func(e *event.Event) { e.Seq = 0 },
		"clock":       func(e *event.Event) { e.Clock = maxClock + 1 },
		"kind":        func(e *event.Event) { e.Kind = "mood" },
		"verdict":     func(e *event.Event) { e.Kind, e.Value = event.KindVerdict, json.RawMessage(`"perhaps"`) },
		"broken JSON": func(e *event.Event) { e.Value = json.RawMessage(`{`) },
		"year 10000":  func(e *event.Event) { e.Time = e.Time.AddDate(8000, 0, 0) },
	} {
		e := good
		alter(&e)
		if line, err := e.Encode(); err == nil {
			t.Errorf("%s: %s", name, line)
		}
	}
}
