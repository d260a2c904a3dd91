package clause

import (
	"clausewalk/checklist"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/style"
)

// suggested shows what programs propose and nobody has judged, beside the answer
// where there is one. What was taken or put aside stands in the history.
func (t *text) suggested(i checklist.Item) {
	for _, s := range i.Suggested {
		if !s.Waits() {
			continue
		}
		t.add(style.Hang("Suggested ", reports.Line(s.InWords()), t.w)...)
		for _, l := range style.Hang("  ", t.Keyed(clauses.NotJudged(s)), t.w) {
			t.add(t.Dim.Render(l))
		}
	}
}
