package workspace_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
)

// sample is a workspace of format 1. It is kept for ever: whatever a later
// version writes, this must still open.
const sample = "testdata/format-1"

func TestWorkspaceOfFormat1StillOpens(t *testing.T) {
	w, err := workspace.Find(sample)
	if err != nil {
		t.Fatal(err)
	}
	o, err := w.Open("photobook-2.4", checklist.Hand{})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)
	p := checklist.Tally(o.Items(at))
	if p.Clauses != 51 || p.OutOfScope != 2 || p.Verdicts[event.Met] != 2 || p.Gaps != 1 {
		t.Errorf("counts %+v", p)
	}
	item := func(label string) checklist.Item {
		ref, err := o.Find(label)
		if err != nil {
			t.Fatal(err)
		}
		return o.Item(ref, at)
	}
	if i := item("A.12"); i.Reason != "the CDN keeps copies | for <48> hours\nand a second line" || i.Gap != (checklist.Gap{Severity: "blocker", Fix: "purge it", Owner: "Ben", Due: "2026-12-05"}) || i.By.Name != "Ben" {
		t.Errorf("A.12 %+v", i)
	}
	if i := item("A.1"); len(i.Evidence) != 2 || o.Vault.Verify(i.Evidence[0]) != nil {
		t.Errorf("A.1 %+v", i.Evidence)
	}
	if i := item("A.2"); i.Verdict != event.Unanswered {
		t.Errorf("A.2 is %s although it was undone", i.Verdict)
	}
	if i := item("A.3"); !i.Has(checklist.OutOfScope) {
		t.Errorf("A.3 %v", i.Flags)
	}
	if s := checklist.SignOffs(o.Audit); len(s) != 1 || s[0].Name != "Ana Ruiz" || checklist.ChangedSince(o.Audit, s[0], time.Now()).Count() != 1 {
		t.Errorf("sign-offs %+v", s)
	}
}

// TestFilesAreAsTheSchemasSay holds what is written against docs/schemas.
func TestFilesAreAsTheSchemasSay(t *testing.T) {
	schema := func(name string) *jsonschema.Schema {
		s, err := jsonschema.NewCompiler().Compile(filepath.Join("../../docs/schemas", name))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	holds := func(s *jsonschema.Schema, what string, data []byte) {
		t.Helper()
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err == nil {
			err = s.Validate(v)
		}
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	read := func(parts ...string) []byte {
		data, err := os.ReadFile(filepath.Join(append([]string{sample, workspace.Dir}, parts...)...))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	holds(schema("workspace.schema.json"), "workspace.json", read("workspace.json"))
	holds(schema("audit.schema.json"), "audit.json", read("audits", "photobook-2.4", "audit.json"))
	events := schema("event.schema.json")
	journals, err := filepath.Glob(filepath.Join(sample, workspace.Dir, "audits", "*", "journal", "*.jsonl"))
	if err != nil || len(journals) == 0 {
		t.Fatalf("no journal: %v", err)
	}
	for _, file := range journals {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.SplitSeq(bytes.TrimSpace(data), []byte("\n")) {
			holds(events, file, line)
			var e map[string]any
			if err := json.Unmarshal(line, &e); err != nil {
				t.Fatal(err)
			}
			e["kind"] = "guess"
			if broken, err := json.Marshal(e); err != nil || events.Validate(e) == nil {
				t.Errorf("an unknown kind is accepted: %s %v", broken, err)
			}
		}
	}
}
