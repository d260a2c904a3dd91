package checklist

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// sealed gives a JSON object the sum that makes it an event's line.
func sealed(object string) []byte {
	sum := sha256.Sum256([]byte(object))
	return []byte(strings.TrimSuffix(object, "}") + sumKey + hex.EncodeToString(sum[:]) + `"}`)
}

const oneEvent = `{"format":2,"id":"a","seq":1,"time":"2026-11-24T09:00:00.123Z","clock":1,"writer":"ana","who":{"name":"Ana"},` +
	`"kind":"reason","policy":"rules","clause":"A.1","value":"words"}`

func drawEvent(t *rapid.T) Event {
	text := rapid.StringOf(rapid.Rune())
	some := rapid.StringMatching(`[a-z0-9]{1,8}`)
	quote := func(s string) json.RawMessage {
		b, err := encodeValue(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	e := Event{
		Format: EventFormat, ID: some.Draw(t, "id"), Seq: rapid.IntRange(1, 1<<40).Draw(t, "seq"),
		Time:  time.UnixMilli(rapid.Int64Range(0, 253402300799000).Draw(t, "time")).UTC(),
		Clock: rapid.Int64Range(1, maxClock).Draw(t, "clock"), Writer: some.Draw(t, "writer"),
		Who:  Person{text.Draw(t, "name"), text.Draw(t, "email")},
		Text: text.Draw(t, "text"), More: rapid.Bool().Draw(t, "more"), Prev: text.Draw(t, "prev"),
		Over: rapid.SliceOfN(some, 1, 3).Draw(t, "over"),
	}
	e.Field = Field{rapid.SampledFrom(kinds).Draw(t, "kind"), text.Draw(t, "policy"), text.Draw(t, "clause"), text.Draw(t, "subject")}
	switch e.Kind {
	case KindVerdict:
		e.Value = quote(string(rapid.SampledFrom(append(Verdicts(), Unanswered)).Draw(t, "verdict")))
	case KindReason, KindValidUntil, KindGap:
		e.Value = quote(text.Draw(t, "value"))
	case KindScope:
		e.Value = json.RawMessage(`["yes"]`)
	case KindOutcome:
		e.Value = json.RawMessage(`{"result":"rejected","on":"2026-03-02","release":"2.3","words":"no"}`)
	case KindEvidence, KindOverrule:
		e.Value = json.RawMessage("null")
	case KindCheck:
		e.Value = json.RawMessage(`{"outcome":"200 OK","holds":true}`)
	case KindAdopt:
		e.Value = json.RawMessage(`{"from":"` + strings.Repeat("0", 64) + `","to":"` + strings.Repeat("f", 64) + `","map":[]}`)
	case KindSign:
		e.Value = json.RawMessage(`{"name":"Ana","state":"","ends":[]}`)
	case KindBegin:
		e.Value = json.RawMessage(`{"app":"Photobook","release":"2.4","policies":[]}`)
	case KindRepair:
		e.Value = json.RawMessage(`{"file":"ana","into":["ana","anab"]}`)
	}
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
		again, err := DecodeEvent(line)
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if diff := cmp.Diff(e, again); diff != "" {
			t.Fatalf("written (-) and read (+):\n%s", diff)
		}
	})
}

func TestAnyAlteredByteOfAnEventIsNoticed(t *testing.T) {
	line := sealed(oneEvent)
	if _, err := DecodeEvent(line); err != nil {
		t.Fatal(err)
	}
	for i := range line {
		for bit := range 8 {
			altered := bytes.Clone(line)
			altered[i] ^= 1 << bit
			if e, err := DecodeEvent(altered); err == nil {
				t.Fatalf("%q was read as %+v", altered, e)
			}
		}
	}
	for i := range line {
		if _, err := DecodeEvent(line[:i]); err == nil {
			t.Fatalf("cut at %d it is still an event", i)
		}
	}
}

func TestDecodeEventRefusesWhatItWouldNotHaveWritten(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"nothing amiss", "words", "other words", ""},
		{"member of a newer program", `"clock":1`, `"clock":1,"mood":{"of":["the","day"]}`, ""},
		{"format 1", `"format":2`, `"format":1`, ""},
		{"format 3", `"format":2`, `"format":3`, "event of format 3, but this clausewalk reads format 2"},
		{"format 3 of another shape", `"format":2,"id":"a"`, `"format":3,"id":{"n":7}`, "event of format 3, but this clausewalk reads format 2"},
		{"no format", `"format":2,`, ``, "event of format 0, but this clausewalk reads format 2"},
		{"no id", `"id":"a",`, ``, "lacks its id"},
		{"an id that a shell would run", `"id":"a"`, `"id":"$(touch x)"`, `the id "$(touch x)" is not made of small letters and digits`},
		{"an end that is no sum", `"clock":1`, `"clock":1,"ends":["x"]`, `"x" is not the sum of an event`},
		{"no writer", `"writer":"ana",`, ``, "lacks its id, writer"},
		{"seq 0", `"seq":1`, `"seq":0`, "lacks its id"},
		{"clock below 1", `"clock":1`, `"clock":-5`, "lacks its id"},
		{"clock at the end of numbers", `"clock":1`, `"clock":9223372036854775807`, "clock 9223372036854775807 is out of reach"},
		{"no time", `"time":"2026-11-24T09:00:00.123Z",`, ``, "lacks its id"},
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
		_, err := DecodeEvent(sealed(strings.Replace(oneEvent, c.old, c.new, 1)))
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want …%s", c.name, err, c.want)
		}
		var format *FormatError
		if strings.HasPrefix(c.want, "event of format") && !errors.As(err, &format) {
			t.Errorf("%s: %T is no FormatError", c.name, err)
		}
	}
}

func TestEncodeWritesNothingThatCouldNotBeReadAgain(t *testing.T) {
	good, err := DecodeEvent(sealed(oneEvent))
	if err != nil {
		t.Fatal(err)
	}
	for name, alter := range map[string]func(*Event){
		"no seq":      func(e *Event) { e.Seq = 0 },
		"clock":       func(e *Event) { e.Clock = maxClock + 1 },
		"kind":        func(e *Event) { e.Kind = "mood" },
		"verdict":     func(e *Event) { e.Kind, e.Value = KindVerdict, json.RawMessage(`"perhaps"`) },
		"broken JSON": func(e *Event) { e.Value = json.RawMessage(`{`) },
		"year 10000":  func(e *Event) { e.Time = e.Time.AddDate(8000, 0, 0) },
	} {
		e := good
		alter(&e)
		if line, err := e.Encode(); err == nil {
			t.Errorf("%s: %s", name, line)
		}
	}
}

// hostile returns events that no honest program has written.
func hostile() []Event {
	var events []Event
	var all []string
	add := func(kind EventKind, clock int64, value string, over ...string) {
		id := fmt.Sprint("e", len(events))
		field := Field{Kind: kind}
		if kind != KindUndo {
			field.Policy, field.Clause = "rules", "A.1"
		}
		events = append(events, Event{
			Format: 1, ID: id, Seq: len(events) + 1, Time: day, Clock: clock, Writer: "mallory", Field: field,
			Value: json.RawMessage(value), Over: over, More: len(events)%3 == 0,
		})
		all = append(all, id)
	}
	add(KindVerdict, 5, `"met"`, "e1", "e0")      // over itself and a later event
	add(KindVerdict, 5, `"partly"`, "e0", "e2")   // over one another
	add(KindVerdict, 9, `"not-met"`, "e1", "e99") // over what is nowhere
	add(KindUndo, 6, "", "e4")                    // undos of one another
	add(KindUndo, 6, "", "e3")
	add(KindUndo, 3, "", "e5", "e0") // an undo of itself, and of what came later
	for n := range 80 {              // each takes back all before it: followed one by one they never end
		add(KindUndo, int64(20+n), "", all...)
	}
	for n := range 2000 { // a long chain of undos
		add(KindUndo, int64(200+n), "", all[len(all)-1])
	}
	add(KindReason, maxClock, `"the clock can go no further"`)
	events[1].Seq = events[0].Seq // one place for two events of one moment
	return events
}

func TestHostileJournalNeitherHangsNorPanics(t *testing.T) {
	events := hostile()
	forth, back := newPerson(t, "Ana"), newPerson(t, "Ana")
	if err := forth.Apply(events...); err != nil {
		t.Fatal(err)
	}
	for n := len(events) - 1; n >= 0; n-- {
		if err := back.Apply(events[n]); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(said(forth.Audit), said(back.Audit)); diff != "" {
		t.Errorf("forth (-) and back (+):\n%s", diff)
	}
	if diff := cmp.Diff(forth.Log(clause("A.1")), back.Log(clause("A.1"))); diff != "" {
		t.Errorf("history forth (-) and back (+):\n%s", diff)
	}
	step, err := forth.Step(forth.hand, SetVerdict(clause("A.2"), Met))
	if err != nil {
		t.Fatal(err)
	}
	step[0].Seq = 1
	if line, err := step[0].Encode(); err == nil {
		t.Errorf("a clock was run over, and %s would be written", line)
	}
}

func TestAnEventReachesOnlyWhatCameBeforeIt(t *testing.T) {
	for name, other := range map[string]Event{
		"undo":    {Clock: 3, Field: Field{Kind: KindUndo}},
		"itself":  {Clock: 5, Field: Field{Kind: KindUndo}},
		"verdict": {Clock: 5, Field: SetVerdict(clause("A.2"), "").Field, Value: json.RawMessage(`"met"`)},
	} {
		a := newPerson(t, "Ana")
		a.clock = 4
		met := a.does(t, SetVerdict(clause("A.2"), Met))
		other.ID, other.Writer, other.Over = "other", "mallory", []string{met[0].ID, "other"}
		if err := a.Apply(other); err != nil {
			t.Fatal(err)
		}
		if i := a.Item(clause("A.2"), day); i.Verdict != Met || !a.Counts(met[0].ID) || len(a.heads(met[0].Field)) == 0 || a.heads(met[0].Field)[0].ID != met[0].ID {
			t.Errorf("%s: an answer was taken back by what its maker had not seen: %s", name, i.Verdict)
		}
	}
}

func FuzzDecodeEvent(f *testing.F) {
	f.Add([]byte(oneEvent))
	f.Add([]byte(strings.Replace(oneEvent, `"kind":"reason"`, `"kind":"undo","over":["a","a"]`, 1)))
	f.Add([]byte(strings.Replace(oneEvent, `"value":"words"`, `"value":null,"more":true`, 1)))
	for _, e := range hostile()[:8] {
		if line, err := e.Encode(); err == nil {
			f.Add(line)
		}
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		for _, line := range [][]byte{line, sealed(string(line))} {
			e, err := DecodeEvent(line)
			if err != nil {
				continue
			}
			again, err := e.Encode()
			if err != nil {
				t.Fatalf("%q was read and cannot be written: %v", line, err)
			}
			if read, err := DecodeEvent(again); err != nil || !read.Same(e) {
				t.Fatalf("%q was written as %q: %v", line, again, err)
			}
			if err := newPerson(t, "Ana").Apply(e, e); err != nil {
				t.Fatal(err)
			}
		}
	})
}
