package walk

import (
	"strings"
	"testing"

	"clausewalk/checklist/event"
)

// TestAfterAnAnswerTheFooterSaysWhatItStillNeeds holds that nobody has to look
// for what will not convince a reader, or for the key that adds it.
func TestAfterAnAnswerTheFooterSaysWhatItStillNeeds(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	footer := func(want string) {
		t.Helper()
		lines := strings.Split(w.Frame(), "\n")
		if footer := strings.Join(lines[len(lines)-2:], "\n"); !strings.Contains(footer, want) {
			t.Errorf("the footer is %q, and not %q", footer, want)
		}
	}
	w.do("palette")
	w.Type("A.12")
	w.do("choose", "met")
	footer("A.12 still needs a file (b, then a)")
	w.do("came from", "add evidence")
	appFile(t, w, "deletion-log.md", strings.Repeat("asked at 10:00, removed at 10:04\n", 20))
	w.Type("practice:deletion-log.md")
	w.do("accept")
	footer("A.12 still needs something that shows the policy (a)")
	w.do("not met")
	w.Type("The CDN keeps copies for 48 hours.")
	w.do("keep words")
	footer("A.12 still needs an owner and a due date (w)")
	w.do("gap", "next field", "next value", "keep fields")
	footer("A.12 still needs a due date (w)")
	w.do("gap", "next field", "next field")
	w.Type("+2w")
	w.do("keep fields")
	footer("1 met  2 partly")
}

func TestADayThatHasGoneByIsNoEndOfAnAnswer(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("met")
	w.goTo("P.1")
	w.do("valid until")
	w.Type("2020-01-01")
	w.do("accept")
	w.shows("2020-01-01 is in the past", "enter accept")
	if w.stored("P.1").ValidUntil != "" {
		t.Error("it was kept")
	}
}

func TestAGapThatIsNotReportedSaysSo(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("gap")
	w.Type("minor")
	w.do("keep fields")
	w.shows("P.1 is unanswered: its gap is reported once the verdict is partly or not met")
}

// TestAGapThatIsMetWithTheReasonItHadIsNotLeft holds that nobody turns a gap into met
// unseen: the next key would be for another clause.
func TestAGapThatIsMetWithTheReasonItHadIsNotLeft(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.goTo("A.1")
	w.do("not met")
	w.Type("The CDN keeps copies for 48 hours.")
	w.do("keep words")
	w.goTo("A.1")
	w.do("met")
	w.shows("A.1 was not met and is met now, with the reason it had; u takes it back, i changes the reason")
	if w.at() != "A.1" {
		t.Errorf("it went on to %s", w.at())
	}
	w.do("undo")
	if got := w.stored("A.1").Verdict; w.at() != "A.1" || got != event.NotMet {
		t.Errorf("undone, %s is %s", w.at(), got)
	}
	w.do("clear", "met")
	if w.at() == "A.1" {
		t.Error("a clause that was no gap is not left")
	}
	for action, said := range map[string]string{"cannot tell": `"cannot tell"`, "not applicable": "not applicable"} {
		w.goTo("A.2")
		w.do(action)
		w.Type("Nobody could say so yet.")
		w.do("keep words")
		w.do("met")
		w.shows("A.2 was " + said + " and is met now, with the reason it had")
		if w.at() != "A.2" {
			t.Errorf("it went on to %s", w.at())
		}
		w.do("undo", "undo")
	}
}
