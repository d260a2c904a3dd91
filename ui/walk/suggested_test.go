package walk

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/uitest"
	"clausewalk/ui/walk/boxes"
	"clausewalk/ui/walk/layer"
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

// suggested is a walk over an app in which a scan has found something.
func suggested(t *testing.T, width, height int) *walk {
	t.Helper()
	w := start(t, width, height)
	w.scanned()
	return w
}

// scanned lets a scan find something in the app.
func (w *walk) scanned() {
	w.t.Helper()
	app := "// what the app calls\nexport const me = 'https://graph.facebook.com/v19.0/me';\nexport const scope = 'business_management';\n"
	if err := os.WriteFile(filepath.Join(w.dir, "api.ts"), []byte(app), 0o600); err != nil {
		w.t.Fatal(err)
	}
	w.do("scan")
	w.shows("1 file, 1 read now: ")
}

func TestSuggestionsNameTheKeysThatAreBound(t *testing.T) {
	t.Parallel()
	s, err := ui.ReadSettings("config.yaml", []byte("keys: {next open: f3, scope: f4, take as met: f5, take as cannot tell: f6}"))
	if err != nil {
		t.Fatal(err)
	}
	w := startWith(t, ui.Options{Settings: s}, 140, 40)
	w.scanned()
	w.shows("(f3), and ", "about the scope (f4)")
	w.goTo("A.6")
	w.do("suggestion", "take suggestion")
	w.shows("it proposes no verdict: f5 to f6 take it with one")
}

func TestASuggestionIsTakenWithItsPlacesAndOnesOwnWords(t *testing.T) {
	t.Parallel()
	w := suggested(t, 120, 40)
	w.goTo("A.6")
	w.shows("◇A.6 ", "nobody has judged it: P shows it")
	w.do("suggestion")
	w.shows("Suggestion 1 of 1: A.6", "scan, rule graph-version-ended (likely)", "1 api.ts:2", "1   // what the app calls", "2 › export const me")
	w.do("take suggestion")
	w.shows("it proposes no verdict: 1 to 5 take it with one")
	w.do("take as not met")
	w.shows("Your own words about: not met", "scan: The code calls a version")
	w.Type("Two jobs still call it.")
	w.do("leave words")
	w.do("take as not met")
	w.shows("Two jobs still call it.")
	w.do("keep words")
	w.shows("A.6 is not met; u undoes it")
	if w.model.layers.Top() != nil {
		t.Errorf("a layer is still open:\n%s", w.Frame())
	}
	i := w.stored("A.6")
	if i.Verdict != event.NotMet || i.Reason != "Two jobs still call it." || len(i.Evidence) != 1 || i.Evidence[0].Target() != "api.ts:2" {
		t.Errorf("it is %+v", i)
	}
	if r := i.Suggested[0].Response; r == nil || !r.Taken || !r.Own || !r.Opened || i.Suggested[0].Stand != checklist.Taken {
		t.Errorf("what was made of it is %+v", r)
	}
	w.do("history")
	w.shows("taken from scan: ")
	w.do("leave reading", "log")
	w.shows("clausewalk suggest take ")
	w.do("leave chooser", "undo")
	if i := w.stored("A.6"); i.Verdict != event.Unanswered || !i.Suggested[0].Waits() || len(i.Evidence) != 0 {
		t.Errorf("undo leaves %+v", i)
	}
}

func TestAnAnswerTakenWithoutWordsOrALookSaysSo(t *testing.T) {
	t.Parallel()
	w := suggested(t, 120, 12) // The lines are below the window.
	w.goTo("A.6")
	w.do("suggestion", "take as not met", "keep words")
	w.shows("in scan's words and none of yours")
	i := w.stored("A.6")
	if r := i.Suggested[0].Response; r == nil || r.Own || r.Opened {
		t.Errorf("what was made of it is %+v", r)
	}
	w.do("lint")
	w.shows("1 answer was taken from a suggestion without words")
}

func TestASuggestionIsPutAsideForAReasonAndAlone(t *testing.T) {
	t.Parallel()
	w := suggested(t, 120, 40)
	w.goTo("A.6")
	w.do("mark", "mark", "previous clause", "previous clause", "suggestion", "dismiss suggestion", "keep words")
	w.shows("dismissing a suggestion needs a reason")
	w.Type("An old screen that nobody opens.")
	w.do("keep words")
	w.shows("dismissed, for as long as its places stay the same")
	if i := w.stored("A.6"); i.Suggested[0].Stand != checklist.Dismissed || i.Verdict != event.Unanswered {
		t.Errorf("it is %s", i.Suggested[0].Stand)
	}
	w.do("scan", "suggestion")
	w.shows("there are no suggestions here")
	w.do("undo") // The second scan has changed nothing.
	if i := w.stored("A.6"); !i.Suggested[0].Waits() {
		t.Errorf("undo leaves it %s", i.Suggested[0].Stand)
	}
}

func TestAFactIsTakenFromASuggestion(t *testing.T) {
	t.Parallel()
	w := suggested(t, 120, 40)
	w.do("scope")
	for range w.model.opt.Session.Facts() {
		w.do("previous fact")
	}
	w.do("fact suggestion")
	w.shows("there is no suggestion for stores-content")
	for !strings.Contains(w.Frame(), "; P shows it") {
		w.do("next fact")
	}
	w.shows("◇", "suggested by scan, rule permission (likely): permissions business_management")
	w.do("fact suggestion")
	w.shows("Suggestion 1 of 1: fact permissions", "3 › export const scope")
	w.do("take as met")
	w.shows("a fact takes no verdict")
	w.do("take suggestion")
	w.shows("permissions is answered business_management", "facts about the app")
}

// TestTheFactsLeadToTheScanAndBack holds what comes after the facts: the key of the
// scan, and later the fact for which it suggests something.
func TestTheFactsLeadToTheScanAndBack(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("scope", "leave scope")
	w.shows("F looks in the app's own files")
	w = suggested(t, 120, 40)
	w.do("scope")
	for range w.model.opt.Session.Facts() {
		w.do("fact unknown")
	}
	w.do("leave scope", "scope")
	w.shows("suggested by scan, rule permission")
}

// TestAScanIsStopped leaves the box before the scan is through.
func TestAScanIsStopped(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	r := boxes.Scan(w.model.list, nil)
	w.model.take(nil, r)
	w.Send(nil)
	w.shows("Scanning the app's own files", "looking for the files")
	w.do("stop scan")
	w.shows("the scan was stopped, and nothing from it was kept")
	w.Send(r.Cmd()) // It ends anyway, and nothing comes of it.
	w.shows("the scan was stopped, and nothing from it was kept")
	if n := len(checklist.Suggestions(w.model.opt.Session.Audit)); n != 0 {
		t.Errorf("%d suggestions are kept", n)
	}
}

func TestNothingIsTakenThatIsInConflict(t *testing.T) {
	t.Parallel()
	w := suggested(t, 120, 40)
	ref := event.Ref{Policy: "instagram-platform", Label: "A.6"}
	w.change(event.SetVerdict(ref, event.Met))
	uitest.Apart(t, w.model.opt.Session.Workspace, uitest.Hand("Ben"), event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "it calls v19.0"))
	w.Send(layer.Changed{})
	w.change(event.Suggest(ref, "aabbccdd", &event.Suggestion{Source: "mcp: x", Verdict: event.Partly, Words: "half of it", Confidence: event.Unsure}))
	w.goTo("A.6")
	w.do("suggestion", "take as partly")
	w.shows("A.6 is in conflict: leave this, and = settles it")
	one := clauses.Suggested(w.model.list, ref, "")[0]
	if _, err := checklist.TakeSuggestion(w.model.opt.Session.Audit, one, event.Partly, "x", nil, true); err == nil || !strings.Contains(err.Error(), "A.6 is in conflict: settle it before you take a suggestion") {
		t.Errorf("it is taken: %v", err)
	}
}

func TestFramesOfSuggestionsAreAsReviewed(t *testing.T) {
	t.Parallel()
	for _, size := range sizes {
		w := suggested(t, size[0], size[1])
		shot := func(name string) {
			t.Helper()
			golden(t, fmt.Sprintf("%dx%d/%s.txt", size[0], size[1], name), w.Frame()+"\n")
		}
		w.goTo("A.6")
		shot("suggested")
		w.do("suggestion")
		shot("suggestion")
		w.do("take as not met")
		w.Type("Two jobs still call it.")
		shot("suggestion-take")
		w.do("keep words", "scope")
		for range 10 {
			w.do("next fact")
		}
		shot("suggestion-scope")
	}
}
