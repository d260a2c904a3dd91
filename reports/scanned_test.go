package reports

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"clausewalk/checklist/event"
	signal "clausewalk/checklist/scan"
	"clausewalk/policy/signals"
)

func TestEachPlaceOfASignalIsAResultAndASignalWithoutOnePointsAtTheAudit(t *testing.T) {
	b := half(t)
	a := b.Audit
	at := func(path string, from, to int) event.Place {
		return event.Place{Path: path, From: from, To: to, SHA256: strings.Repeat("a", 64)}
	}
	all := []signal.Signal{
		{ID: "one", Level: signals.Finding, Suggestion: event.Suggestion{Rule: "old-version", Words: "An old version.", Places: []event.Place{at("src/api.ts", 2, 3), at("src/login.ts", 7, 7)}}},
		{ID: "two", Level: signals.Question, Suggestion: event.Suggestion{Rule: "no-callback", Words: "Nothing was found."}},
	}
	for i := range all {
		all[i].Ref = b.ref("A.6")
	}
	report, err := sarif.FromBytes(ScanSARIF(a, "1.0", "services/shop", all))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range report.Runs[0].Results {
		if len(r.Locations) != 1 {
			t.Fatalf("a result has %d places", len(r.Locations))
		}
		p := r.Locations[0].PhysicalLocation
		got = append(got, fmt.Sprintf("%s %s %s:%d-%d", r.Level, *r.RuleID, *p.ArtifactLocation.URI, *p.Region.StartLine, *p.Region.EndLine))
	}
	want := []string{
		"warning old-version services/shop/src/api.ts:2-3",
		"warning old-version services/shop/src/login.ts:7-7",
		"note no-callback services/shop/.clausewalk/audits/" + a.Head.ID + "/audit.json:1-1",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
