package reports

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
)

// vivid are the vectors that show most of what a report may have to say.
var vivid = []string{
	"adopt", "archived-severity", "checks", "conflict-settled-by-half", "ends", "evidence-file", "evidence-place", "merged-then-listed",
	"needs", "notice", "overrule", "repeat-conflict", "repeat-later", "response", "same", "scope", "severity", "sign-off", "sign-off-binds",
	"split", "submission", "submission-next", "suggestion", "two-policies", "verdicts",
}

// whole are those of them that are held in the formats for machines too.
var whole = []string{"evidence-place", "needs", "verdicts"}

// TestStoriesAreToldWordForWord holds each report of a vector to what a reviewer
// has read in testdata/stories.
func TestStoriesAreToldWordForWord(t *testing.T) {
	formats := []struct {
		name   string
		always bool
		render func(Report) []byte
	}{
		{"report.md", true, Markdown}, {"brief.md", true, Brief}, {"tasks.md", true, Tasks}, {"tasks.csv", true, TasksCSV}, {"report.csv", true, CSV},
		{"junit.xml", true, JUnit}, {"report.json", false, JSON}, {"report.sarif", false, SARIF}, {"oscal.json", false, OSCAL},
	}
	for _, s := range stories(t) {
		if !slices.Contains(vivid, s.name) {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			w, err := workspace.Find(filepath.Join(vectors, s.name))
			if err != nil {
				t.Fatal(err)
			}
			o, err := w.Open("", checklist.Hand{})
			if err != nil {
				t.Fatal(err)
			}
			o.Look()
			r := Build(o.Audit, Options{At: s.look, Tool: "clausewalk 0.1.0"})
			var all txtar.Archive
			for _, f := range formats {
				if f.always || slices.Contains(whole, s.name) {
					all.Files = append(all.Files, txtar.File{Name: f.name, Data: f.render(r)})
				}
			}
			golden(t, filepath.Join("stories", s.name+".txtar"), txtar.Format(&all))
		})
	}
}
