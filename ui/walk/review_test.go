package walk

import (
	"fmt"
	"strings"
	"testing"

	"clausewalk/checklist/event"
	"clausewalk/ui"
	"clausewalk/ui/uitest"
)

// startReview begins a walk over the policy and the preparation of a review for
// the permissions.
func startReview(t *testing.T, width, height int, permissions ...string) *walk {
	t.Helper()
	return startReviewWith(t, ui.Options{}, width, height, permissions...)
}

func startReviewWith(t *testing.T, o ui.Options, width, height int, permissions ...string) *walk {
	t.Helper()
	o.Dir = t.TempDir()
	o.Session = open(t, uitest.NewAudit(t, o.Dir, "instagram-platform", "instagram-app-review"), "Ana")
	w := startWith(t, o, width, height)
	w.lists(permissions...)
	return w
}

func (w *walk) lists(permissions ...string) {
	w.t.Helper()
	w.change(event.SetFact("instagram-app-review", "permissions", event.FactAnswer{Values: permissions}))
}

func (w *walk) goes(label string) {
	w.t.Helper()
	ref, err := w.model.opt.Session.Find(label)
	if err != nil {
		w.t.Fatal(err)
	}
	w.model.list.GoTo(ref)
	w.Send(nil)
}

func TestThePreparationOfAReviewIsPartOfTheWalk(t *testing.T) {
	t.Parallel()
	for _, size := range sizes {
		w := startReview(t, size[0], size[1], "instagram_business_basic", "instagram_business_manage_comments")
		w.goes("E.1@instagram_business_basic")
		w.do("reason")
		w.Type("A person signs in and sees the photos that they posted.")
		w.do("keep words", "met")
		w.goes("S.4")
		w.do("partly")
		w.Type("The callback works, the status page does not.")
		w.do("keep words")
		w.change(event.AddOutcome("o1", event.Outcome{Result: event.Rejected, On: "2026-03-02", Release: "2.3",
			Permission: "instagram_business_basic", Words: "Unable to verify use case in app"}, event.Ref{Policy: "instagram-app-review", Label: "E.3@instagram_business_basic"})...)
		w.goes("E.3@instagram_business_basic")
		for _, page := range []struct{ name, action string }{{"review-list", ""}, {"review-packet", "submission, review packet"}, {"review-decided", "platform decided"}, {"review-overview", "overview"}} {
			if page.action != "" {
				w.do(strings.Split(page.action, ", ")...)
			}
			golden(t, fmt.Sprintf("%dx%d/%s.txt", size[0], size[1], page.name), w.Frame()+"\n")
			w.model.layers, w.model.note = nil, ""
		}
	}
}

func TestTheCursorStaysAtItsClauseWhenTheListChanges(t *testing.T) {
	t.Parallel()
	w := startReview(t, 120, 40, "instagram_business_basic")
	w.goes("R.2")
	w.do("mark")
	at := w.at()
	w.lists("instagram_business_basic", "instagram_business_manage_comments")
	if w.at() != at || w.model.list.Marks.Len() != 1 {
		t.Errorf("the cursor went from %s to %s, %v are marked", at, w.at(), w.model.list.Marks)
	}
	w.goes("E.1@instagram_business_manage_comments")
	w.do("mark")
	w.lists("instagram_business_basic")
	if strings.Contains(w.at(), "manage_comments") || w.model.list.Marks.Len() != 1 {
		t.Errorf("the cursor is at %s, %v are marked", w.at(), w.model.list.Marks)
	}
	w.Frame()
}

// TestAListThatSomebodyElseChangesWaitsForTheOpenBox holds that words go to the
// clause that they were typed for.
func TestAListThatSomebodyElseChangesWaitsForTheOpenBox(t *testing.T) {
	t.Parallel()
	w := startReview(t, 120, 40, "instagram_business_basic")
	w.goes("E.1@instagram_business_basic")
	w.do("reason")
	w.Type("People see their photos")
	ben := hand("Ben")
	step, err := w.model.opt.Session.Step(ben, event.SetFact("instagram-app-review", "permissions", event.FactAnswer{Values: []string{"pages_show_list"}}))
	if err != nil {
		t.Fatal(err)
	}
	for n := range step {
		step[n].Seq = n + 1
	}
	w.Send(loadedMsg{Events: step})
	w.Type(" in an album.")
	w.do("keep words")
	old := w.model.opt.Session.Item(event.Ref{Policy: "instagram-app-review", Label: "E.1@instagram_business_basic"})
	if old.Reason != "People see their photos in an album." {
		t.Errorf("the words for the permission are %q", old.Reason)
	}
	w.shows("E pages_show_list")
}

func TestTheTextToPasteIsCopiedFromThePacket(t *testing.T) {
	t.Parallel()
	w := startReviewWith(t, ui.Options{NoClipboard: true}, 120, 40, "instagram_business_basic", "instagram_business_manage_comments")
	for entry, words := range map[string]string{"basic": "People see their photos.", "manage_comments": "People answer under their photos."} {
		w.goes("E.1@instagram_business_" + entry)
		w.do("reason")
		w.Type(words)
		w.do("keep words")
	}
	w.do("submission", "review packet", "search page")
	w.Type("People answer")
	w.do("accept", "copy shown")
	w.shows("here is the text to select", "People answer under their photos.")
	if strings.Contains(w.Frame(), "People see") {
		t.Error("it is the text of another permission")
	}
}

func TestADecisionIsEnteredOnTheScreen(t *testing.T) {
	t.Parallel()
	w := startReview(t, 120, 40, "instagram_business_basic")
	w.goes("E.3@instagram_business_basic")
	w.do("platform decided")
	w.Type("refused")
	w.do("keep fields")
	w.shows(`unknown result "refused"`)
	w.do("leave fields", "platform decided")
	w.shows("refused", "your draft is back")
	w.do("undo typing")
	w.Type("rejected")
	w.do("keep fields")
	w.shows("needs the platform's words")
	w.do("previous field")
	w.Type("The recording begins signed in")
	w.do("keep fields")
	w.shows("saved: rejected on", "Decided")
	if got := w.stored("E.3@instagram_business_basic").Outcomes; len(got) != 1 || got[0].Permission != "instagram_business_basic" {
		t.Errorf("on disk there is %+v", got)
	}
	w.do("undo")
	if got := w.stored("E.3@instagram_business_basic").Outcomes; len(got) != 0 {
		t.Errorf("after undo on disk there is %+v", got)
	}
}

func TestADecisionThatTwoSubmissionsWaitForSaysWhereToEnterIt(t *testing.T) {
	t.Parallel()
	w := startReview(t, 120, 40, "instagram_business_basic")
	for _, id := range []string{"s1", "s2"} {
		w.change(event.Submit("instagram-app-review", id, &event.Submission{Permissions: []string{"instagram_business_basic"}, State: event.HandedIn, On: "2026-11-20"}))
	}
	w.goes("E.3@instagram_business_basic")
	w.do("platform decided")
	w.Type("approved")
	w.do("keep fields")
	w.shows("both wait for a decision: --submission", "on the screen, enter the decision on that")
}

func TestADecisionAboutAPermissionNeedsItsNameOnce(t *testing.T) {
	t.Parallel()
	w := startReview(t, 120, 40, "instagram_business_basic", "instagram_business_manage_comments")
	w.goes("E.1@instagram_business_manage_comments")
	w.do("platform decided")
	w.Type("rejected")
	w.do("next field", "next field", "next field")
	w.Press("ctrl+u")
	w.Type("E.3")
	w.do("next field")
	w.Type("The recording begins signed in")
	w.do("keep fields")
	if got := w.stored("E.3@instagram_business_manage_comments").Outcomes; len(got) != 1 {
		t.Errorf("on disk there is %+v:\n%s", got, w.Frame())
	}
}

func TestThePacketSaysWhereItIsMissing(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("submission")
	w.shows("this audit does not prepare a review")
}

func TestLintNamesTheEntryThatItSpeaksOf(t *testing.T) {
	t.Parallel()
	for _, width := range []int{40, 120} {
		w := startReview(t, width, 40, "instagram_business_basic")
		w.do("lint")
		w.shows("E.1@instagram_business_basic")
	}
}
