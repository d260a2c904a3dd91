package walk

import (
	"testing"

	"clausewalk/checklist/event"
)

// TestAnAnswerServesOthersOnTheScreen says it from both sides, and asks who follows
// when it changes.
func TestAnAnswerServesOthersOnTheScreen(t *testing.T) {
	t.Parallel()
	w := startReview(t, 120, 40, "a", "b", "c")
	w.goes("N.1")
	w.do("serve others")
	w.shows("N.1 is asked once")
	w.goes("E.1@a")
	w.do("serve others")
	w.shows("neither does the same clause for another entry")
	w.do("reason")
	w.Type("A person signs in and sees their own photos.")
	w.do("keep words", "met")
	w.goes("E.1@a")
	w.do("serve others")
	w.shows("it serves all 2 that have no answer of their own", "it serves b")
	w.do("choose")
	w.goes("E.1@b")
	w.shows("Same as E.1@a", "sees their own photos")
	w.do("serve others", "choose")
	w.Type("Here they are in an album.")
	w.do("keep words")
	w.shows("but: Here they are in an album.")
	w.do("log")
	w.shows("clausewalk answer E.1@b --same-as E.1@a --differs 'Here th", "clausewalk answer E.1@b --same-as E.1@a && clausewalk answ")
	w.do("leave reading")

	w.goes("E.1@a")
	w.do("reason")
	w.Press("ctrl+u")
	w.Type("A person signs in and sees all their photos.")
	w.do("keep words")
	w.shows("E.1@a has changed: which of these should follow it?", "E.1@b", "E.1@c", "none of them")
	w.Type("E.1@b")
	w.do("choose")
	w.shows("E.1@a has changed", "E.1@c")
	w.Type("none")
	w.do("choose")
	for label, stale := range map[string]bool{"E.1@b": false, "E.1@c": true} {
		i := w.model.opt.Session.Item(event.Ref{Policy: "instagram-app-review", Label: label})
		if i.Open() != stale || i.Same == nil {
			t.Errorf("%s: %q, %+v", label, i.StaleWords(), i.Same)
		}
	}
	w.goes("E.1@c")
	w.shows("answered otherwise since")
	w.goes("E.1@a")
	w.do("serve others")
	w.Type("it serves c")
	w.do("choose")
	w.goes("E.1@c")
	w.shows("sees all their photos")
	w.do("undo")
	w.shows("answered otherwise since")
}

// TestAFieldThatWasKeptBackLeavesAgainOnTheScreen takes it back with the same key.
func TestAFieldThatWasKeptBackLeavesAgainOnTheScreen(t *testing.T) {
	t.Parallel()
	w := startReview(t, 120, 40, "a")
	w.do("submission", "begin another", "choose", "leave chooser")
	w.toField("How the app uses")
	w.do("field for us")
	for w.submissionLine().Kept == nil {
		w.do("next in it")
	}
	w.shows("kept back")
	w.do("field for us")
	if i := w.model.opt.Session.Item(event.Ref{Policy: "instagram-app-review", Label: "E.1@a"}); i.ToPaste != nil {
		t.Errorf("it is %+v", i.ToPaste)
	}
	w.toField("How the app uses")
}
