package reports

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"clausewalk/checklist/event"
)

func results(t *testing.T, doc []byte) oscalResult {
	t.Helper()
	var all map[string]oscalResults
	if err := json.Unmarshal(doc, &all); err != nil {
		t.Fatal(err)
	}
	return all["assessment-results"].Results[0]
}

func TestOSCALIsSoundAndCountsAsTheReportDoes(t *testing.T) {
	schema := published(t, "oscal-assessment-results-1.2.1.json")
	for name, b := range oddities(t) {
		r := Build(b.Audit, Options{Tool: "clausewalk 0.1.0"})
		out := OSCAL(r)
		if !bytes.Equal(out, OSCAL(r)) {
			t.Errorf("%s: not the same bytes twice", name)
		}
		obeys(t, schema, out)
		if bad := drives(bytes.ReplaceAll(out, []byte("\t"), nil)); bad != "" {
			t.Errorf("%s: %s", name, bad)
		}
		one := results(t, out)
		satisfied, seen := 0, map[string]bool{}
		for _, o := range one.Observations {
			seen[o.UUID] = true
		}
		for _, f := range one.Findings {
			if f.Target.Status.State == "satisfied" {
				satisfied++
			}
			for _, o := range f.Related {
				if !seen[o.UUID] {
					t.Errorf("%s: %s is about an observation that is not there", name, f.Title)
				}
			}
			if seen[f.UUID] {
				t.Errorf("%s: %s is there twice", name, f.UUID)
			}
			seen[f.UUID] = true
		}
		c := r.Coverage
		if want := c.Met() + c.Acknowledged + c.Verdicts[event.NotApplicable]; satisfied != want {
			t.Errorf("%s: %d are satisfied, want %d", name, satisfied, want)
		}
		if len(one.Findings) != c.Clauses || len(one.Reviewed.Selections[0].Exclude) != c.OutOfScope {
			t.Errorf("%s: %d findings and %d excluded for %+v", name, len(one.Findings), len(one.Reviewed.Selections[0].Exclude), c)
		}
	}
}

func TestOSCALSaysWhenAnAnswerRunsOut(t *testing.T) {
	b := newBook(t, rules(t))
	b.answer(ana, "A.1", event.Met, "We looked at it twice.")
	b.answer(ana, "A.2", event.Met, "We looked at it twice.")
	b.do(ben, event.AddEvidence(b.ref("A.3"), event.Evidence{Kind: event.FileEvidence, Name: "door.png", Size: 1, SHA256: digest(1)}))
	for n, want := range [][2]string{{"2026-05-04T09:01:00Z", "2026-06-04T09:01:00Z"}, {"2026-05-04T09:02:00Z", ""}, {"2026-05-04T09:03:00Z", ""}} {
		for _, at := range []time.Time{{}, day.AddDate(1, 0, 0)} { // Observed then, whenever it is told.
			o := results(t, OSCAL(Build(b.Audit, Options{At: at}))).Observations[n]
			if got := [2]string{o.Collected, o.Expires}; got != want {
				t.Errorf("collected and expires are %q, want %q", got, want)
			}
		}
	}
}

func TestUUIDsStayAndDifferFromAuditToAudit(t *testing.T) {
	one, other := Report{}, Report{}
	one.Head.ID, other.Head.ID = "photobook-2.4", "photobook-2.5"
	if got, want := oscalUUID(one, "finding", "instagram-platform/A.12"), "64593476-2ae5-59ae-9fb4-21264b73a784"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if oscalUUID(one, "finding", "a/A.1") == oscalUUID(other, "finding", "a/A.1") || oscalUUID(one, "finding", "a/A.1") == oscalUUID(one, "observation", "a/A.1") {
		t.Error("two things have one UUID")
	}
}
