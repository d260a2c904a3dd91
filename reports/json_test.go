package reports

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"clausewalk/checklist/event"
)

// texts returns every text of a JSON document as a reader sees it.
func texts(doc []byte) string {
	var value any
	if err := json.Unmarshal(doc, &value); err != nil {
		panic(err)
	}
	var all []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			all = append(all, Line(v))
		case []any:
			for _, one := range v {
				walk(one)
			}
		case map[string]any:
			for _, one := range v {
				walk(one)
			}
		}
	}
	walk(value)
	return fold(strings.Join(all, " \x00 "))
}

// strictSchema returns a schema with every member named.
func strictSchema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	file, err := os.ReadFile("../docs/schemas/" + name)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	var close func(any)
	close = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, one := range v {
				close(one)
			}
		case map[string]any:
			if _, ok := v["properties"].(map[string]any); ok {
				v["additionalProperties"] = false
			}
			for _, one := range v {
				close(one)
			}
		}
	}
	close(doc)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("report.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("report.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func TestJSONIsAsItsSchemaSays(t *testing.T) {
	schema := strictSchema(t, "report.schema.json")
	n := 0
	strange, _ := strangers(t, func() string {
		n++
		return strings.ToValidUTF8(hostile[n%len(hostile)], "\ufffd") + "x"
	})
	for name, b := range map[string]*book{"half": half(t), "empty": newBook(t, builtin(t)), "strange": strange} {
		o := Options{Tool: "clausewalk 0.1.0", Since: &Earlier{"2026-11-21", b.now, b.AsOf(b.now.Add(-time.Hour))}}
		out := JSON(Build(b.Audit, o))
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if again := JSON(Build(b.Audit, o)); !bytes.Equal(out, again) {
			t.Errorf("%s: not the same bytes twice", name)
		}
	}
}

func TestJSONKeepsTextsAndDrivesNoTerminal(t *testing.T) {
	for _, s := range append(hostile, "\u009b31m", "\U000e0001\u202e", "\x7f\x00", "<&>\u2028") {
		s = strings.ToValidUTF8(s, "\ufffd")
		b := newBook(t, builtin(t))
		b.do(ana, event.SetReason(b.ref("A.1"), s))
		out := JSON(Build(b.Audit, Options{}))
		for _, r := range string(out) {
			if hidden(r) {
				t.Errorf("%q: the JSON has %U", s, r)
			}
		}
		var got jsonReport
		if err := json.Unmarshal(out, &got); err != nil {
			t.Fatal(err)
		}
		found := ""
		for _, section := range got.Policies[0].Sections {
			for _, c := range section.Clauses {
				if c.Reason != nil {
					found = c.Reason.Value
				}
			}
		}
		if found != s {
			t.Errorf("%q has become %q", s, found)
		}
	}
}

// checkCounts holds the counts of a format against the clauses' states.
func checkCounts(t failer, r Report, codes []string) {
	t.Helper()
	got, want := map[string]int{}, map[string]int{}
	for _, code := range codes {
		got[code]++
	}
	for _, row := range coverageRows {
		if n := row.of(r.Coverage); n > 0 && row.code != inScope {
			want[row.code] = n
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal("the clauses do not add up to the coverage:\n" + diff)
	}
}

// jsonCodes returns the state of every clause, and checks the counts beside it.
func jsonCodes(t failer, r Report) []string {
	t.Helper()
	var doc jsonReport
	if err := json.Unmarshal(JSON(r), &doc); err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, p := range doc.Policies {
		for _, s := range p.Sections {
			for _, c := range s.Clauses {
				codes = append(codes, c.State)
			}
		}
	}
	for _, row := range coverageRows {
		if doc.Coverage[row.code] != row.of(r.Coverage) {
			t.Fatal("the JSON counts " + row.code + " otherwise")
		}
	}
	if len(doc.Gaps) != r.Coverage.Gaps || len(doc.Files) != len(r.Files) || doc.Entries.Count != r.Events || len(doc.History) != r.Events {
		t.Fatal("the JSON has other lists than the model")
	}
	return codes
}

func TestJSONTellsWhenAnAnswerRunsOut(t *testing.T) {
	b := newBook(t, rules(t))
	b.answer(ana, "A.1", event.Met, "We looked at it twice.") // The guide lets it hold for a month.
	b.answer(ana, "A.2", event.Met, "We looked at it twice.")
	b.do(ana, event.SetValidUntil(b.ref("A.3"), "2027-01-31"), event.SetVerdict(b.ref("A.3"), event.Met))
	var doc jsonReport
	if err := json.Unmarshal(JSON(Build(b.Audit, Options{})), &doc); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, c := range doc.Policies[0].Sections[0].Clauses {
		got[c.Label] = c.Ends
	}
	at := func(label string) string { return Instant(b.Item(b.ref(label), b.now).Ends) }
	want := map[string]string{"A.1": "2026-06-04T09:01:00Z", "A.2": "", "A.3": at("A.3")}
	if diff := cmp.Diff(want, got); diff != "" || !strings.HasPrefix(got["A.3"], "2027-01-31") {
		t.Error(diff, got["A.3"])
	}
}

func TestJSONTellsWhyAPieceOfEvidenceNoLongerShowsAnything(t *testing.T) {
	b := newBook(t, builtin(t))
	ref := b.ref("A.1")
	b.do(ana, event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "the test fails"),
		event.AddEvidence(ref, event.Evidence{Kind: event.OutputEvidence, Command: "go test", Exit: 2, SHA256: strings.Repeat("0", 64)}),
		event.AddEvidence(ref, event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org/a", Details: event.Details{Expires: "2026-05-03"}}),
		event.AddEvidence(ref, event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org/b"}))
	b.do(ana, event.CheckEvidence(ref, b.Pieces(ref)[2].ID, event.Check{Outcome: "404 Not Found"}))
	var got jsonReport
	if err := json.Unmarshal(JSON(Build(b.Audit, Options{})), &got); err != nil {
		t.Fatal(err)
	}
	var faults []string
	for _, e := range got.Policies[0].Sections[1].Clauses[0].Evidence {
		faults = append(faults, e.Fault)
	}
	want := []string{"ended with exit code 2", "ran out after 2026-05-03", "was looked at on 2026-05-04: 404 Not Found"}
	if diff := cmp.Diff(want, faults); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}
