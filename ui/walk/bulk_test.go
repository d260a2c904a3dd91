package walk

import (
	"testing"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/ui/uitest"
)

func TestMarkedClausesAreAnsweredInOneStep(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("mark", "mark", "down", "mark range", "met")
	w.shows("4 clauses set to", "4/53 answered")
	for _, label := range []string{"P.1", "P.2", "A.1", "A.2"} {
		if v := w.stored(label).Verdict; v != event.Met {
			t.Errorf("%s is %s on disk", label, v)
		}
	}
	w.do("undo")
	w.shows("0/53 answered", "undone: 4 clauses, verdict met")
	w.do("redo")
	w.shows("redone: 4 clauses, verdict met")
	w.do("undo")
	w.shows("0/53 answered")
}

func TestOneReasonGoesToEveryMarkedClause(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("mark", "mark", "not applicable")
	w.shows("Reason for: not applicable, 2 clauses")
	w.Type("The app only reads what its owner posts.")
	w.do("keep words")
	for _, label := range []string{"P.1", "P.2"} {
		if i := w.stored(label); i.Verdict != event.NotApplicable || i.Reason != "The app only reads what its owner posts." {
			t.Errorf("%s is %s, %q", label, i.Verdict, i.Reason)
		}
	}
	if w.model.list.Marks.Len() > 0 {
		t.Error("the marks stay after the answer")
	}
}

func TestGapAndEvidenceGoToEveryMarkedClause(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("mark", "mark", "gap", "next field")
	w.shows("Gap for 2 clauses")
	w.Type("Ben")
	w.do("keep fields", "first", "mark", "mark", "add evidence")
	w.Type("https://example.org/review")
	w.do("accept")
	for _, label := range []string{"P.1", "P.2"} {
		if i := w.stored(label); i.Gap.Owner != "Ben" || len(i.Evidence) != 1 {
			t.Errorf("%s has owner %q and %d pieces of evidence", label, i.Gap.Owner, len(i.Evidence))
		}
	}
}

func TestBulkAnswerShowsFirstWhichAnswersItWouldReplace(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("not met")
	w.Type("The terms were never read by anybody.")
	w.do("keep words", "first", "mark", "mark", "met")
	w.shows("This replaces the answers of 1 clause", "P.1 ", "not met, by Ana")
	w.do("leave chooser")
	if v := w.stored("P.1").Verdict; v != event.NotMet {
		t.Fatalf("looking has replaced the answer by %s", v)
	}
	w.do("met", "choose")
	if v := w.stored("P.1").Verdict; v != event.Met {
		t.Errorf("P.1 is %s", v)
	}
}

func TestEscTakesTheMarksBack(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("mark", "mark", "back", "met")
	w.shows("1/53 answered")
}

func TestStaleAnswersAreConfirmedWithOneKey(t *testing.T) {
	t.Parallel()
	now, dir := hand("Ana").Now(), t.TempDir()
	h := hand("Ana")
	h.Now = func() time.Time { return now }
	w := startOn(t, uitest.Open(t, newAudit(t, dir), h), dir, 120, 40)
	w.do("met", "met", "first", "confirm")
	w.shows("P.1 has no stale answer to confirm")
	now = time.Date(2029, 1, 1, 0, 0, 0, 0, time.UTC)
	w.model.list.Recount()
	w.shows("0/53 answered", "2 stale")
	w.do("mark", "mark", "confirm")
	w.shows("2 clauses confirmed", "2/53 answered")
	w.do("undo")
	w.shows("0/53 answered", "2 stale")
}
