package walk

import (
	"testing"

	"clausewalk/checklist/event"
)

// TestTheGapIsChosenNotTyped holds that severity, owner and day are a key each,
// and that those of the last gap are offered for the next one.
func TestTheGapIsChosenNotTyped(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("gap")
	w.shows("blocker  [major]  minor") // The guide's.
	w.do("next value")
	w.shows("blocker  major  [minor]")
	w.do("previous value", "next field")
	w.Type("Ben")
	w.do("next field")
	w.Type("+2w")
	w.do("keep fields")
	if g := w.stored("P.1").Gap; g.Severity == "minor" || g.Owner != "Ben" || g.Due != "2026-12-08" {
		t.Fatalf("the gap is %+v", g)
	}
	w.do("down", "gap", "next value", "next value", "previous value", "next field")
	w.shows("Ben  Ana")
	w.Type("b")
	w.do("undo typing")
	w.do("next value", "next field")
	w.shows("2026-12-08  +1w")
	w.do("next value", "keep fields")
	if g := w.stored("P.2").Gap; g.Owner != "Ben" || g.Due != "2026-12-08" {
		t.Fatalf("the next gap is %+v", g)
	}
	w.do("down", "gap", "as last time", "keep fields")
	if g := w.stored("A.1").Gap; g.Owner != "Ben" || g.Due != "2026-12-08" || g.Severity == "" {
		t.Fatalf("the gap filled as last time is %+v", g)
	}
	if all, _ := w.model.opt.Session.Drafts(); len(all) != 0 {
		t.Errorf("a draft is left: %+v", all)
	}
}

func TestAChoiceIsTakenBackLikeWhatIsTyped(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("gap", "next value")
	w.shows("[minor]")
	w.do("undo typing")
	w.shows("[major]")
	w.Type("x")
	w.do("next value")
	w.shows("no choice matches these letters")
}

func TestTheListsOfTheScopeAreChosen(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("scope", "next fact", "fact value")
	w.shows("publish  comment  like")
	w.do("next offered", "accept", "previous fact", "fact value")
	w.Type(", mes")
	w.do("complete", "accept")
	var got []string
	for _, f := range w.model.opt.Session.Facts() {
		if f.Question.ID == "writes" {
			got = f.Answer.Values
		}
	}
	if len(got) != 2 || got[0] != "message" || got[1] != "publish" {
		t.Errorf("what it writes is %q\n%s", got, w.Frame())
	}
}

func TestTheDecisionIsChosen(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("platform decided")
	w.Type("app")
	w.do("keep fields")
	i := w.stored("P.1")
	if len(i.Outcomes) != 1 || i.Outcomes[0].Result != event.Approved {
		t.Errorf("the decision is %+v\n%s", i.Outcomes, w.Frame())
	}
}
