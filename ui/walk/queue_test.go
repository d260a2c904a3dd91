package walk

import (
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist/event"
	"clausewalk/ui"
)

// answerAll answers every clause but some with what needs nothing to show.
func (w *walk) answerAll(but ...string) {
	w.t.Helper()
	var changes []event.Change
	for _, i := range w.model.list.Items() {
		if !slices.Contains(but, i.Ref.Label) {
			changes = append(changes, event.SetReason(i.Ref, "the app does nothing of this kind"), event.SetVerdict(i.Ref, event.NotApplicable))
		}
	}
	w.change(changes...)
}

// goTo goes to a clause by its label.
func (w *walk) goTo(label string) {
	w.t.Helper()
	w.do("palette")
	w.Type(label)
	w.do("choose")
	if w.at() != label {
		w.t.Fatalf("%s leads to %s", label, w.at())
	}
}

func TestWhatNobodyCanTellIsVisited(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.answerAll("A.20")
	ref, _ := w.model.opt.Session.Find("A.20")
	w.change(event.SetReason(ref, "the vendor has not answered"), event.SetVerdict(ref, event.CannotTell))
	w.goTo("P.1")
	w.do("next open")
	if w.at() != "A.20" {
		t.Errorf("it visits %s", w.at())
	}
	w.shows("A.20 is undecided (cannot tell)")
	w.do("next open")
	w.shows("this is the only clause that needs you; it is undecided (cannot tell)")
}

func TestFromAnAnswerJustGivenTheQueueGoesOnWithWhatIsUnanswered(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.answerAll("P.1", "A.12", "C.1")
	ref, _ := w.model.opt.Session.Find("P.1")
	w.change(event.SetVerdict(ref, event.Met)) // It is met but unsupported, which comes later.
	w.goTo("C.1")
	w.do("cannot tell")
	w.Type("the vendor has not answered")
	w.do("keep words", "next open")
	if w.at() != "A.12" {
		t.Errorf("it goes on with %s", w.at())
	}
}

func TestTheQueueVisitsWhatWantsAPersonInItsOrderWhereverOneStands(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.answerAll("A.2", "A.20", "C.1")
	met := func(label string, until string) {
		ref, _ := w.model.opt.Session.Find(label)
		w.change(event.SetVerdict(ref, event.Met))
		if until != "" {
			w.change(event.SetValidUntil(ref, until))
		}
	}
	met("A.2", "")
	met("C.1", "2020-01-01")
	for _, from := range []string{"P.1", "C.15"} {
		w.goTo(from)
		var seen []string
		for range 4 {
			w.do("next open")
			seen = append(seen, w.at())
		}
		if want := []string{"A.20", "C.1", "A.2", "A.20"}; !slices.Equal(seen, want) {
			t.Errorf("from %s it visits %v, want %v", from, seen, want)
		}
		w.do("previous open")
		w.shows("A.2 is met but unsupported")
	}
}

func TestAfterTheLastAnswerTheWalkSaysWhatIsLeftAndGoesThere(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.answerAll("A.2", "A.20")
	w.goTo("A.2")
	w.do("met", "met")
	w.shows("every clause in scope is answered; left: 2 met but unsupported")
	if w.at() != "A.2" {
		t.Errorf("it goes to %s", w.at())
	}
}

func TestWithAGapTheWalkNeverSaysThatTheGateHolds(t *testing.T) {
	t.Parallel()
	w := start(t, 160, 40)
	w.answerAll("A.12")
	w.goTo("A.12")
	w.do("not met")
	w.Type("nobody purges the CDN")
	w.do("keep words", "next open")
	w.shows("the audit is not ready yet: 1 gap")
}

func TestOneKeyLeadsBackThroughTheClausesOneCameFrom(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("came from")
	w.shows("no earlier clause")
	w.do("met", "met", "down", "down")
	w.goTo("C.3")
	for _, want := range []string{"A.3", "P.2", "P.1"} {
		w.do("came from")
		if w.at() != want {
			t.Errorf("back is %s, want %s", w.at(), want)
		}
	}
}

func TestFromItsTextOneGoesToTheNextClause(t *testing.T) {
	t.Parallel()
	w := start(t, 80, 24)
	w.do("open", "next clause")
	if w.at() != "P.2" || !w.model.inText {
		t.Errorf("at %s, in its text: %v", w.at(), w.model.inText)
	}
}

func TestAKeyThatIsHeldDownAnswersOnceAndTypesNothing(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)
	w := startWith(t, ui.Options{Clock: func() time.Time { return now }}, 120, 40)
	press := func(after time.Duration, keys ...string) {
		for _, k := range keys {
			now = now.Add(after)
			w.Press(k)
		}
	}
	press(33*time.Millisecond, "1", "1", "1", "1", "1")
	if got := w.model.list.Progress().Answered; got != 1 {
		t.Errorf("a held 1 answers %d clauses", got)
	}
	press(130*time.Millisecond, "1")
	press(33*time.Millisecond, "3", "3", "3")
	press(200*time.Millisecond, "3", "x", "3")
	w.do("keep words")
	if got := w.stored("A.1").Reason; got != "3x3" {
		t.Errorf("the reason is %q", got)
	}
	if w.stored("P.2").Verdict != event.Met {
		t.Error("a second press, later, does not answer")
	}
}

func TestAKeyThatOpensABoxTypesNothingWhileItIsHeldDown(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)
	w := startWith(t, ui.Options{Clock: func() time.Time { return now }}, 120, 40)
	press := func(keys ...string) {
		for _, k := range keys {
			now = now.Add(33 * time.Millisecond)
			w.Press(k)
		}
	}
	press("i", "i", "i", "i", "i", "i", "n", "o")
	w.do("keep words")
	if got := w.stored("P.1").Reason; got != "no" {
		t.Errorf("after a held i the reason is %q", got)
	}
	press("j", "i", "i", "t") // Somebody who types fast.
	w.do("keep words")
	if got := w.stored("P.2").Reason; got != "it" {
		t.Errorf("the word it, typed fast, is %q", got)
	}
}

func TestAFaultIsReadWholeInTheSmallestBox(t *testing.T) {
	t.Parallel()
	w := start(t, 40, 12)
	w.goTo("A.12")
	w.do("gap", "next field", "next field")
	w.Type("tomorrowish")
	w.do("keep fields")
	for _, words := range []string{"due", "tomorrowish", "is not a day", "2026-03-31, 5 Dec, fri or +2w"} {
		w.shows(words)
	}
}

func TestColonGoesToALabelANumberOrATitle(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	for _, to := range [][2]string{{"A.12", "A.12"}, {"c3", "C.3"}, {"12", "C.12"}, {"b1", "B.1"}, {"35", "A.35"}, {"remove within 24", "A.12"}} {
		w.do("palette")
		w.Type(to[0])
		w.do("choose")
		if w.at() != to[1] {
			t.Errorf(":%s leads to %s, want %s", to[0], w.at(), to[1])
		}
	}
	w.do("palette")
	w.Type("undo")
	w.shows("› undo: undo the last change")
}

func TestEscShowsAllClausesAgain(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.filterBy("topic deletion")
	w.do("back")
	if got := w.listed(); len(got) != 53 {
		t.Errorf("%d clauses are listed", len(got))
	}
}

func TestEveryKeyOfTheWalkWorksOnTheOverviewOrSaysWhyNot(t *testing.T) {
	t.Parallel()
	w := startWith(t, ui.Options{Opener: func(string) error { return nil }, Out: io.Discard}, 120, 40)
	halfAnswered(t, w)
	for _, a := range ui.Actions() {
		if a.Mode != ui.Walk || a.Name == "overview" {
			continue // It is where one is.
		}
		w.model.layers, w.model.inText, w.Quit = nil, false, false
		w.goTo("P.1")
		w.do("overview", "next line", "next line")
		before, answered := w.Frame(), w.model.list.Progress().Answered
		w.Press(a.Keys[0])
		if w.Frame() == before && !w.Quit {
			t.Errorf("nothing comes of %s (%s)", a.Keys[0], a.Name)
		}
		if a.Verdict && w.model.list.Progress().Answered != answered {
			t.Errorf("%s answers a clause whose words nobody has seen", a.Name)
		}
	}
}

func TestAKeyThatNoActionHasSaysSo(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	for key, words := range map[string]string{"Q": "Q does nothing here", "й": "switch the keyboard layout", "１": "１ is 1 in full width", "ö": "Latin letters"} {
		w.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(key)})
		w.shows(words)
	}
	if w.model.list.Progress().Answered > 0 {
		t.Error("one of them answered")
	}
}

// TestNoActionNeedsAltGr holds that what a German, French or Spanish keyboard has
// on its third level alone is never the only key of an action.
func TestNoActionNeedsAltGr(t *testing.T) {
	t.Parallel()
	for _, a := range ui.Actions() {
		if !slices.ContainsFunc(a.Keys, func(k string) bool { return !strings.ContainsAny(k, "@[]{}\\|~#") }) {
			t.Errorf("%s has only %v", a.Name, a.Keys)
		}
	}
}

func TestFooterHelpAndPaletteShowTheKeysThatAreBound(t *testing.T) {
	t.Parallel()
	s, err := ui.ReadSettings("config.yaml", []byte("keys: {reason: I, help: f2}"))
	if err != nil {
		t.Fatal(err)
	}
	w := startWith(t, ui.Options{Settings: s}, 120, 70)
	w.shows(" I reason ", " f2 help")
	w.Press("f2")
	w.shows("  I                 write the reason")
	w.Press("esc", "I")
	w.shows("Reason")
}
