package event_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"clausewalk/checklist/event"
	"clausewalk/checklist/event/eventtest"
)

var update = flag.Bool("update", false, "write the schemas that are made of those of the kinds")

// docs is the folder of the published schemas, schemas that of the kinds.
const docs = "../../docs/schemas"

var schemas = os.DirFS(docs + "/event")

// plain draws text that is nothing but text.
func plain(t *rapid.T, path string) string { return rapid.StringMatching(`[a-z]{4}`).Draw(t, path) }

// drawn returns some values of a kind, always the same ones, with their subjects.
func drawn(t *testing.T, kind event.Kind, text func(*rapid.T, string) string) []event.Event {
	t.Helper()
	schema := eventtest.Of(t, schemas, kind)
	one := rapid.Custom(func(t *rapid.T) event.Event {
		rapid.Bool().Draw(t, "any") // An undo draws nothing.
		subject, value := schema.Draw(t, text)
		return event.Event{Field: event.Field{Kind: kind, Subject: subject}, Value: value}
	})
	all := make([]event.Event, 300)
	for n := range all {
		all[n] = one.Example(n)
	}
	return all
}

func TestEveryKindReadsWhatItsSchemaAllowsAndSaysItInWords(t *testing.T) {
	for _, kind := range event.Kinds() {
		for _, e := range drawn(t, kind, plain) {
			v, err := event.DecodeValue(kind, e.Value)
			if err != nil {
				t.Fatalf("%s: the schema allows %s: %v", kind, e.Value, err)
			}
			if v.InWords() == "" && !v.Empty() {
				t.Errorf("%s: %s has no words", kind, e.Value)
			}
			if e.Field.Name() == "" {
				t.Errorf("%s: the field has no name", kind)
			}
			again, err := event.EncodeValue(v)
			if err != nil || kind != event.KindUndo && !same(t, kind, e.Value, again) {
				t.Errorf("%s: %s is written again as %s: %v", kind, e.Value, again, err)
			}
		}
	}
}

// same tells whether two values of a kind are read as one.
func same(t *testing.T, kind event.Kind, a, b json.RawMessage) bool {
	t.Helper()
	x, errX := event.DecodeValue(kind, a)
	y, errY := event.DecodeValue(kind, b)
	if errX != nil || errY != nil {
		t.Fatal(errX, errY)
	}
	return x.InWords() == y.InWords()
}

func TestEveryKindRefusesWhatItCannotBe(t *testing.T) {
	for _, kind := range event.Kinds() {
		taken, refused := 0, 0
		for _, e := range drawn(t, kind, plain) {
			if v, err := event.DecodeValue(kind, e.Value); err == nil && v.Refuse(e.Field) == nil {
				taken++
			} else {
				refused++
			}
		}
		switch {
		case !kind.Spec().Sets && taken > 0:
			t.Errorf("%s sets nothing, and a person may change it", kind)
		case kind.Spec().Sets && taken == 0:
			t.Errorf("%s: nothing that its schema allows is taken", kind)
		}
		if _, err := event.DecodeValue(kind, json.RawMessage(`{"in":`)); err == nil && kind != event.KindUndo {
			t.Errorf("%s takes what is no JSON", kind)
		}
		if _, err := event.DecodeValue(kind, json.RawMessage(`7`)); err == nil && kind != event.KindUndo {
			t.Errorf("%s takes the number 7", kind)
		}
	}
}

// TestEveryTextThatAPersonMayWriteIsKnown holds that nothing which the schema
// leaves to a person escapes those who look for secrets in it.
func TestEveryTextThatAPersonMayWriteIsKnown(t *testing.T) {
	const marker = "the-words-of-a-person"
	for _, kind := range event.Kinds() {
		for _, free := range eventtest.Of(t, schemas, kind).Free() {
			met := false
			for _, e := range drawn(t, kind, func(t *rapid.T, path string) string {
				if path == free {
					return marker
				}
				return plain(t, path)
			}) {
				if !strings.Contains(string(e.Value), marker) {
					continue
				}
				met = true
				v, err := event.DecodeValue(kind, e.Value)
				if err != nil {
					t.Fatal(err)
				}
				if !slices.ContainsFunc(v.Texts(), func(text event.Text) bool { return text.Words == marker && text.What != "" }) {
					t.Fatalf("%s: a person may write %s, and it is not among the texts of %s", kind, free, e.Value)
				}
			}
			if !met {
				t.Errorf("%s: %s was never drawn", kind, free)
			}
		}
	}
}

func TestEveryKindIsInTheTableOnceAndHasASchema(t *testing.T) {
	kinds := event.Kinds()
	files, err := filepath.Glob(filepath.Join(docs, "event", "*.schema.json"))
	if err != nil || len(files) != len(kinds) {
		t.Errorf("%d kinds and %d schemas: %v", len(kinds), len(files), err)
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for n, kind := range kinds {
		if slices.Contains(kinds[:n], kind) || kind.Spec().Kind != kind {
			t.Errorf("%s is not in the table once", kind)
		}
		if eventtest.Of(t, schemas, kind)["description"] == nil {
			t.Errorf("the schema of %s does not say what it is", kind)
		}
		found := 0
		for _, file := range sources {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(data, []byte(" Kind = \""+string(kind)+"\"\n")) {
				found++
			}
		}
		if found != 1 {
			t.Errorf("%s is at home in %d files", kind, found)
		}
	}
	if spec := event.Kind("mood").Spec(); spec.Sets || spec.Kind != "" {
		t.Errorf("there is a kind mood: %+v", spec)
	}
}

// TestSchemasAreMadeOfThoseOfTheKinds holds the published schemas, which each
// stand in one file, to the table.
func TestSchemasAreMadeOfThoseOfTheKinds(t *testing.T) {
	made := func(name string, change func(schema []byte) []byte) {
		path := filepath.Join(docs, name)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var is, to, want bytes.Buffer
		made := change(data)
		if err := errors.Join(json.Compact(&is, data), json.Compact(&to, made), json.Indent(&want, made, "", "  ")); err != nil {
			t.Fatal(err)
		}
		switch {
		case bytes.Equal(is.Bytes(), to.Bytes()): // Its lines may be broken otherwise.
		case *update:
			if err := os.WriteFile(path, want.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		default:
			t.Errorf("%s is not made of the schemas of the kinds: go test ./checklist/event -run Schemas -update", name)
		}
	}
	named, err := json.Marshal(event.Kinds())
	if err != nil {
		t.Fatal(err)
	}
	enum := regexp.MustCompile(`"enum": \[[^\]]*"sign-off"[^\]]*\]`)
	kinds := func(schema []byte) []byte {
		if !enum.Match(schema) {
			t.Error("a schema lists no kinds of event")
		}
		return enum.ReplaceAll(schema, append([]byte(`"enum": `), named...))
	}
	made("report.schema.json", kinds)
	made("event.schema.json", func(schema []byte) []byte {
		var all []string
		for _, kind := range event.Kinds() {
			one, err := os.ReadFile(filepath.Join(docs, "event", string(kind)+".schema.json"))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, fmt.Sprintf(`{"if": {"properties": {"kind": {"const": %q}}}, "then": %s}`, kind, one))
		}
		before, _, _ := bytes.Cut(kinds(schema), []byte(`"allOf": [`))
		return append(before, `"allOf": [`+strings.Join(all, ",")+"]}\n"...)
	})
}
