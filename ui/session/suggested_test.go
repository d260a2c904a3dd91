package session_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/session"
	"clausewalk/ui/uitest"
)

// TestPlacesThatStandCloseTogetherAreSeenAndCitedAsOne looks at a suggestion and
// collects what it rests on.
func TestPlacesThatStandCloseTogetherAreSeenAndCitedAsOne(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var lines []string
	for n := range 30 {
		lines = append(lines, "const n"+strings.Repeat("x", n)+" = 1")
	}
	lines[7] = "const key = 'AKIAQ3EGRTV5WXYZ2JKL'"
	if err := os.WriteFile(filepath.Join(dir, "app.ts"), []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := uitest.Open(t, uitest.NewAudit(t, dir, "instagram-platform"), uitest.Hand("Ana"))
	made := &event.Suggestion{Source: "scan", Words: "it does", Confidence: event.Likely, Links: []string{"https://example.org/x"}}
	for _, spec := range []string{"app.ts:3", "app.ts:4", "app.ts:9", "app.ts:20"} {
		p, err := session.Point(s, spec)
		if err != nil {
			t.Fatal(err)
		}
		made.Places = append(made.Places, p)
	}
	ref := s.Refs()[0]
	if _, err := s.Do(event.Suggest(ref, "aabbccdd", made)); err != nil {
		t.Fatal(err)
	}
	s.Look()
	one, _ := checklist.FindSuggestion(s.Audit, "aabbccdd")
	var seen []string
	for _, p := range session.Preview(s, one) {
		seen = append(seen, p.Numbers()+" "+p.Where)
		for _, l := range p.Lines {
			if strings.Contains(l.Words, "AKIA") || l.Meant != (l.Number == 3 || l.Number == 4 || l.Number == 9 || l.Number == 20) {
				t.Errorf("line %d is seen as %+v", l.Number, l)
			}
		}
	}
	if got := strings.Join(seen, ", "); got != "1-3 app.ts:3-9, 4 app.ts:20, 5 https://example.org/x" {
		t.Errorf("it is seen as %s", got)
	}
	for want, numbers := range map[string][]int{"app.ts:3-9 app.ts:20 https://example.org/x": nil, "app.ts:4": {2}, "app.ts:3 app.ts:9": {1, 3}} {
		all, err := session.CollectSuggested(s, one, numbers, workspace.Allow{})
		var cited []string
		for _, e := range all {
			cited = append(cited, e.Target())
		}
		if got := strings.Join(cited, " "); err != nil || got != want {
			t.Errorf("%v is cited as %s, %v", numbers, got, err)
		}
	}
}
