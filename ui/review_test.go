package ui

import (
	"fmt"
	"strings"
	"testing"

	"clausewalk/checklist"
)

// startReview begins a walk over the policy and the preparation of a review for
// the permissions.
func startReview(t *testing.T, width, height int, permissions ...string) *walk {
	t.Helper()
	dir := t.TempDir()
	w := startOn(t, open(t, newAuditOf(t, dir, "instagram-platform", "instagram-app-review"), "Ana"), dir, width, height)
	w.lists(permissions...)
	return w
}

func (w *walk) lists(permissions ...string) {
	w.t.Helper()
	w.model.keep(mustStep(w.t, w, checklist.SetFact("instagram-app-review", "permissions", checklist.FactAnswer{Values: permissions})))
	w.Send(w.model.save()())
}

func (w *walk) goes(label string) {
	w.t.Helper()
	ref, err := w.model.audit.Find(label)
	if err != nil {
		w.t.Fatal(err)
	}
	w.model.goTo(ref)
}

func TestThePreparationOfAReviewIsPartOfTheWalk(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {80, 24}, {40, 12}} {
		w := startReview(t, size[0], size[1], "instagram_business_basic", "instagram_business_manage_comments")
		w.goes("E.1@instagram_business_basic")
		w.do("reason")
		w.Type("A person signs in and sees the photos that they posted.")
		w.do("keep words", "met")
		w.goes("S.4")
		w.do("partly")
		w.Type("The callback works, the status page does not.")
		w.do("keep words")
		w.model.keep(mustStep(t, w, checklist.AddOutcome("o1", checklist.Outcome{Result: checklist.Rejected, On: "2026-03-02", Release: "2.3",
			Permission: "instagram_business_basic", Words: "Unable to verify use case in app"}, w.model.items[w.model.index[checklist.Ref{Policy: "instagram-app-review", Label: "E.3@instagram_business_basic"}]].Ref)...))
		w.Send(w.model.save()())
		w.goes("E.3@instagram_business_basic")
		for _, page := range []struct{ name, action string }{{"review-list", ""}, {"review-packet", "review packet"}, {"review-decided", "platform decided"}, {"review-overview", "overview"}} {
			if page.action != "" {
				w.do(page.action)
			}
			golden(t, fmt.Sprintf("%dx%d/%s.txt", size[0], size[1], page.name), w.Frame()+"\n")
			w.model.dialog, w.model.note = nil, ""
		}
	}
}

func TestTheCursorStaysAtItsClauseWhenTheListChanges(t *testing.T) {
	w := startReview(t, 120, 40, "instagram_business_basic")
	w.goes("R.2")
	w.do("mark")
	at := w.at()
	w.lists("instagram_business_basic", "instagram_business_manage_comments")
	if w.at() != at || len(w.model.marked) != 1 {
		t.Errorf("the cursor went from %s to %s, %v are marked", at, w.at(), w.model.marked)
	}
	w.goes("E.1@instagram_business_manage_comments")
	w.do("mark")
	w.lists("instagram_business_basic")
	if strings.Contains(w.at(), "manage_comments") || len(w.model.marked) != 1 {
		t.Errorf("the cursor is at %s, %v are marked", w.at(), w.model.marked)
	}
	w.Frame()
}

// TestAListThatSomebodyElseChangesWaitsForTheOpenBox holds that words go to the
// clause that they were typed for.
func TestAListThatSomebodyElseChangesWaitsForTheOpenBox(t *testing.T) {
	w := startReview(t, 120, 40, "instagram_business_basic")
	w.goes("E.1@instagram_business_basic")
	w.do("reason")
	w.Type("People see their photos")
	ben := hand("Ben")
	step, err := w.model.audit.Step(ben, checklist.SetFact("instagram-app-review", "permissions", checklist.FactAnswer{Values: []string{"pages_show_list"}}))
	if err != nil {
		t.Fatal(err)
	}
	for n := range step {
		step[n].Seq = n + 1
	}
	w.Send(loadedMsg{events: step})
	w.Type(" in an album.")
	w.do("keep words")
	old := w.model.audit.Item(checklist.Ref{Policy: "instagram-app-review", Label: "E.1@instagram_business_basic"}, w.model.audit.Hand.Now())
	if old.Reason != "People see their photos in an album." {
		t.Errorf("the words for the permission are %q", old.Reason)
	}
	w.shows("E pages_show_list")
}

func TestTheTextToPasteIsCopiedFromThePacket(t *testing.T) {
	w := startReview(t, 120, 40, "instagram_business_basic", "instagram_business_manage_comments")
	w.model.opt.NoClipboard = true
	for entry, words := range map[string]string{"basic": "People see their photos.", "manage_comments": "People answer under their photos."} {
		w.goes("E.1@instagram_business_" + entry)
		w.do("reason")
		w.Type(words)
		w.do("keep words")
	}
	w.do("review packet", "search page")
	w.Type("People answer")
	w.do("accept", "copy shown")
	w.shows("here is the text to select", "People answer under their photos.")
	if strings.Contains(w.Frame(), "People see") {
		t.Error("it is the text of another permission")
	}
}

func TestADecisionIsEnteredOnTheScreen(t *testing.T) {
	w := startReview(t, 120, 40, "instagram_business_basic")
	w.goes("E.3@instagram_business_basic")
	w.do("platform decided")
	w.Type("refused")
	w.do("accept")
	w.shows(`unknown result "refused"`)
	w.do("leave line", "platform decided")
	w.Type("rejected")
	w.do("accept")
	w.shows("needs the platform's words")
	w.do("previous field")
	w.Type("The recording begins signed in")
	w.do("accept")
	w.shows("kept: rejected on", "Decided")
	if got := w.stored("E.3@instagram_business_basic").Outcomes; len(got) != 1 || got[0].Permission != "instagram_business_basic" {
		t.Errorf("on disk there is %+v", got)
	}
	w.do("undo")
	if got := w.stored("E.3@instagram_business_basic").Outcomes; len(got) != 0 {
		t.Errorf("after undo on disk there is %+v", got)
	}
}

func TestADecisionAboutAPermissionNeedsItsNameOnce(t *testing.T) {
	w := startReview(t, 120, 40, "instagram_business_basic", "instagram_business_manage_comments")
	w.goes("E.1@instagram_business_manage_comments")
	w.do("platform decided")
	w.Type("rejected")
	w.do("next field", "next field", "next field")
	w.Press("ctrl+u")
	w.Type("E.3")
	w.do("next field")
	w.Type("The recording begins signed in")
	w.do("accept")
	if got := w.stored("E.3@instagram_business_manage_comments").Outcomes; len(got) != 1 {
		t.Errorf("on disk there is %+v:\n%s", got, w.Frame())
	}
}

func TestThePacketSaysWhereItIsMissing(t *testing.T) {
	w := start(t, 120, 40)
	w.do("review packet")
	w.shows("the audit asks nothing for each permission")
}

func TestLintNamesTheEntryThatItSpeaksOf(t *testing.T) {
	for _, width := range []int{40, 120} {
		w := startReview(t, width, 40, "instagram_business_basic")
		w.do("lint")
		w.shows("E.1@instagram_business_basic")
	}
}
