package checklist

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist/event"
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

// hostile returns events that no honest program has written.
func hostile() []event.Event {
	var events []event.Event
	var all []string
	add := func(kind event.Kind, clock int64, value string, over ...string) {
		id := fmt.Sprint("e", len(events))
		field := event.Field{Kind: kind}
		if kind != event.KindUndo {
			field.Policy, field.Clause = "rules", "A.1"
		}
		events = append(events, event.Event{
			Format: 1, ID: id, Seq: len(events) + 1, Time: day, Clock: clock, Writer: "mallory", Field: field,
			Value: json.RawMessage(value), Over: over, More: len(events)%3 == 0,
		})
		all = append(all, id)
	}
	add(event.KindVerdict, 5, `"met"`, "e1", "e0")      // over itself and a later event
	add(event.KindVerdict, 5, `"partly"`, "e0", "e2")   // over one another
	add(event.KindVerdict, 9, `"not-met"`, "e1", "e99") // over what is nowhere
	add(event.KindUndo, 6, "", "e4")                    // undos of one another
	add(event.KindUndo, 6, "", "e3")
	add(event.KindUndo, 3, "", "e5", "e0") // an undo of itself, and of what came later
	for n := range 80 {                    // each takes back all before it: followed one by one they never end
		add(event.KindUndo, int64(20+n), "", all...)
	}
	for n := range 2000 { // a long chain of undos
		add(event.KindUndo, int64(200+n), "", all[len(all)-1])
	}
	add(event.KindReason, maxClock, `"the clock can go no further"`)
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
	step, err := forth.Step(forth.hand, event.SetVerdict(clause("A.2"), event.Met))
	if err != nil {
		t.Fatal(err)
	}
	step[0].Seq = 1
	if line, err := step[0].Encode(); err == nil {
		t.Errorf("a clock was run over, and %s would be written", line)
	}
}

func TestAnEventReachesOnlyWhatCameBeforeIt(t *testing.T) {
	for name, other := range map[string]event.Event{
		"undo":    {Clock: 3, Field: event.Field{Kind: event.KindUndo}},
		"itself":  {Clock: 5, Field: event.Field{Kind: event.KindUndo}},
		"verdict": {Clock: 5, Field: event.SetVerdict(clause("A.2"), "").Field, Value: json.RawMessage(`"met"`)},
	} {
		a := newPerson(t, "Ana")
		a.clock = 4
		met := a.does(t, event.SetVerdict(clause("A.2"), event.Met))
		other.ID, other.Writer, other.Over = "other", "mallory", []string{met[0].ID, "other"}
		if err := a.Apply(other); err != nil {
			t.Fatal(err)
		}
		if i := a.Item(clause("A.2"), day); i.Verdict != event.Met || !a.Counts(met[0].ID) || len(a.heads(met[0].Field)) == 0 || a.heads(met[0].Field)[0].ID != met[0].ID {
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
			e, err := event.Decode(line)
			if err != nil {
				continue
			}
			again, err := e.Encode()
			if err != nil {
				t.Fatalf("%q was read and cannot be written: %v", line, err)
			}
			if read, err := event.Decode(again); err != nil || !read.Same(e) {
				t.Fatalf("%q was written as %q: %v", line, again, err)
			}
			if err := newPerson(t, "Ana").Apply(e, e); err != nil {
				t.Fatal(err)
			}
		}
	})
}
