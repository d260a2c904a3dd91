package answers

import (
	"bytes"
	"encoding/json"
	"sync"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"clausewalk/checklist/event"
)

// asTheSchemaSays returns what the schema has against an answer file.
func asTheSchemaSays(t rapid.TB, file string) error {
	t.Helper()
	schema, err := answersSchema()
	if err != nil {
		t.Fatal(err)
	}
	var read any
	if err := yaml.Unmarshal([]byte(file), &read); err != nil {
		t.Fatal(err)
	}
	encoded, err := json.Marshal(read)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(encoded))
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(value)
}

var answersSchema = sync.OnceValues(func() (*jsonschema.Schema, error) {
	return jsonschema.NewCompiler().Compile("../../docs/schemas/answers.schema.json")
})

// The schema is for people who write an answer file in an editor; the program
// itself does not read it. It must say what the program does.
func TestSchemaAndProgramAgree(t *testing.T) {
	t.Parallel()
	b := newBook(t)
	a12 := b.ref(t, "A.12")
	b.do(t, ana, event.SetReason(a12, "1\n2"), event.SetVerdict(a12, event.NotMet), event.SetGap(a12, event.GapDue, "2026-12-05"),
		event.AddEvidence(a12, event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org"}),
		event.SetFact("instagram-platform", "writes", event.FactAnswer{Values: []string{"comment", "publish"}}))
	const clause = "format: 1\nclauses: {instagram-platform: {A.1: "
	for _, c := range []struct {
		file string
		good bool
	}{
		{string(Encode(b.Audit, day, false)), true},
		{string(Encode(b.Audit, day, true)), true},
		{"format: 1\n", true},
		{clause + "{verdict: Not met, reason: 12, due: }}}", true},
		{clause + "{verdict: N/A, reason: true}}}", true},
		{clause + "{evidence: link:x}}}", true},
		{clause + "{in-scope: x}}}", true},
		{"{}", false},
		{"format: 2\n", false},
		{"format: 1\nextra: 1\n", false},
		{"format: 1\nseen: {ana: x}\n", false},
		{"format: 1\nscope: {instagram-platform: {gambling: {a: b}}}\n", false},
		{clause + "{verdict: meet}}}", false},
		{clause + "{verdict: [met]}}}", false},
		{clause + "{reason: [x]}}}", false},
		{clause + "{severity: bad}}}", false},
		{clause + "{due: tomorrow}}}", false},
		{clause + "{due: 5 Dec, valid-until: 'Dec 24, 2026'}}}", true},
		{clause + "{extra: 1}}}", false},
		{clause + "{evidence: {a: b}}}}", false},
		{clause + "{in-scope: x, out-of-scope: y}}}", false},
		{clause + "met}}", false},
	} {
		if err := asTheSchemaSays(t, c.file); (err == nil) != c.good {
			t.Errorf("schema: %v\n%s", err, c.file)
		}
		if _, err := Decode(b.Audit, "answers.yaml", []byte(c.file), day); (err == nil) != c.good {
			t.Errorf("program: %v\n%s", err, c.file)
		}
	}
}
