package workspace_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/reading"
)

func nextRules(t *testing.T) *policy.Policy {
	t.Helper()
	p, err := reading.Parse("rules", []byte("# Rules\n\n## A. One\n\n1. Be on time.\n2. Be kind.\n3. Be brief.\n"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func adopt(t *testing.T, o *workspace.Open, next *policy.Policy) {
	t.Helper()
	plan, err := workspace.PlanAdoption(o.Workspace, o.Audit, next)
	if err == nil {
		err = workspace.Pin(o.Workspace, plan)
	}
	if err == nil {
		o.Know(plan.Next)
		_, err = o.Do(plan.Change)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnAdoptionIsReadAgainAndWrittenAsItsSchemaSays(t *testing.T) {
	w := create(t, t.TempDir())
	h := newAudit(t, w, "Photobook", "2.4")
	o, err := w.Open(h.ID, hand("ana"))
	if err != nil {
		t.Fatal(err)
	}
	first := event.Ref{Policy: "rules", Label: "A.1"}
	if _, err := o.Do(event.SetVerdict(first, event.Met)); err != nil {
		t.Fatal(err)
	}
	adopt(t, o, nextRules(t))
	if _, err := o.Do(event.SetReason(first, "by the clock")); err != nil {
		t.Fatal(err)
	}
	again, err := w.Open(h.ID, hand(""))
	if err != nil {
		t.Fatal(err)
	}
	if again.Policies[0].Edition != nextRules(t).Edition || again.Item(event.Ref{Policy: "rules", Label: "A.2"}, day).Verdict != event.Met ||
		again.Item(first, day).Reason != "by the clock" {
		t.Errorf("read again: %+v", again.Items(day))
	}
	schema, err := jsonschema.NewCompiler().Compile("../../docs/schemas/event.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	journal, err := os.ReadFile(journalOf(t, w, h.ID, "ana"))
	if err != nil || !strings.Contains(string(journal), `"edition":"`+nextRules(t).Edition) {
		t.Fatalf("%v\n%s", err, journal)
	}
	for line := range bytes.SplitSeq(bytes.TrimSpace(journal), []byte("\n")) {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
		if err == nil {
			err = schema.Validate(v)
		}
		if err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
}

func TestAnAdoptedTextThatIsGoneIsNamed(t *testing.T) {
	w := create(t, t.TempDir())
	h := newAudit(t, w, "Photobook", "2.4")
	o, err := w.Open(h.ID, hand("ana"))
	if err != nil {
		t.Fatal(err)
	}
	adopt(t, o, nextRules(t))
	if err := os.RemoveAll(filepath.Join(w.Root, workspace.Dir, "policies", "rules", nextRules(t).Edition)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Open(h.ID, hand("")); err == nil || !strings.Contains(err.Error(), "which Ana adopted, cannot be read: bring its folder back from git") {
		t.Errorf("err %v", err)
	}
}

func TestADraftStaysWithItsClauseWhenAnEditionIsAdopted(t *testing.T) {
	w := create(t, t.TempDir())
	h := newAudit(t, w, "Photobook", "2.4")
	o, err := w.Open(h.ID, hand("ana"))
	if err != nil {
		t.Fatal(err)
	}
	older := workspace.Draft{Policy: "rules", Label: "A.1", Edition: o.Labels("rules"), Text: "kind to"}
	adopt(t, o, nextRules(t))
	newer := workspace.Draft{Policy: "rules", Label: "A.1", Edition: o.Labels("rules"), Text: "on time in"}
	for _, d := range []workspace.Draft{older, newer} {
		if err := o.Drafts.Save(d); err != nil {
			t.Fatal(err)
		}
	}
	all, err := o.Drafts.All()
	if err != nil || len(all) != 2 {
		t.Fatalf("%+v: %v", all, err)
	}
	for _, d := range all {
		want := map[string]string{"kind to": "A.2", "on time in": "A.1"}[d.Text]
		if got := d.At(o.Audit); got.Label != want || got.Policy != "rules" {
			t.Errorf("%q is at %s, want %s", d.Text, got, want)
		}
	}
}
