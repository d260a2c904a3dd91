package walk

import (
	"strings"
	"testing"

	"clausewalk/checklist/event"
)

func TestASuggestionStandsBesideTheAnswerUntilItAgrees(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 60)
	at := event.Ref{Policy: "instagram-platform", Label: "P.1"}
	s := &event.Suggestion{Source: "scan", Rule: "old-api", Verdict: event.NotMet, Words: "It calls v19.0.", Confidence: event.Likely}
	if _, err := w.model.list.Change(event.Suggest(at, "aabbccdd", s)); err != nil {
		t.Fatal(err)
	}
	w.do("first")
	w.shows("Suggested scan, rule old-api (likely): not met: It calls v19.0.", "clausewalk suggest take aabbccdd")
	if _, err := w.model.list.Change(event.SetReason(at, "It does."), event.SetVerdict(at, event.NotMet)); err != nil {
		t.Fatal(err)
	}
	w.do("last", "first")
	if strings.Contains(w.Frame(), "Suggested") {
		t.Errorf("it agrees with the answer, and is not silent:\n%s", w.Frame())
	}
}
