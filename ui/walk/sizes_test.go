package walk

import (
	"strings"
	"testing"

	"clausewalk/checklist/event"
	"clausewalk/ui"
	"clausewalk/ui/uitest"
)

func TestNobodyAnswersAClauseWhoseWordsAreNotOnTheScreen(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{200, 60}, {100, 30}, {99, 30}, {80, 24}, {60, 16}, {60, 20}} {
		w := start(t, size[0], size[1])
		w.goTo("A.12")
		w.shows("A.12", "Remove within 24 hours any User")
	}
	w := start(t, 40, 12)
	w.do("met")
	w.shows("this is P.1; 1 again answers it", "By using the Instagram APIs")
	if w.stored("P.1").Touched() {
		t.Error("1 answered a clause of which the list showed the title alone")
	}
	w.do("met")
	if w.stored("P.1").Verdict != event.Met {
		t.Error("1 does not answer what is read")
	}
}

func TestNoLineOfAClauseIsWiderThanOneReads(t *testing.T) {
	t.Parallel()
	w := start(t, 240, 70)
	for range 53 {
		for _, line := range strings.Split(w.Frame(), "\n")[2:68] {
			if _, text, ok := strings.Cut(line, "│"); ok && len([]rune(text)) > 91 {
				t.Fatalf("%s: %q", w.at(), text)
			}
		}
		w.do("down")
	}
}

func TestTheListSaysWhereInItOneIs(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.goTo("A.15")
	w.shows("─ A General Terms ─", " 16 of 53 ")
}

func TestAFoldedSectionSaysWhatIsOpenInIt(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 60)
	halfAnswered(t, w)
	w.do("fold all")
	w.shows("▸A General Terms", "23 open, 1 gap, 12/35", "▸C Things you should know", "15 open, 0/15")
	if got := w.listed(); len(got) != 1 || got[0] != "A.12" {
		t.Errorf("folded, the list shows %v", got)
	}
	w.goTo("C.3") // What is folded is found anyway.
	w.do("fold")
	if got := w.listed(); len(got) != 15 || got[0] != "C.1" {
		t.Errorf("one section unfolded, the list shows %v", got)
	}
	w.do("fold", "fold all")
	if got := w.listed(); len(got) != 53 {
		t.Errorf("unfolded, the list shows %d clauses", len(got))
	}
}

func TestTheOverviewShowsWhatOthersDidSinceMyLastChange(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 60)
	w.do("met")
	ben := open(t, w.model.opt.Session.Workspace, "Ben")
	ref, err := ben.Find("A.12")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ben.Do(event.SetReason(ref, "the purge runs each night"), event.SetVerdict(ref, event.Partly)); err != nil {
		t.Fatal(err)
	}
	again := New(ui.Options{Session: open(t, w.model.opt.Session.Workspace, "Ana"), Dir: w.dir, Theme: ui.Mono, Overview: true})
	frame := uitest.Start(again, 120, 60).Frame()
	if !strings.Contains(frame, "From others since your last change (2)") || !strings.Contains(frame, "A.12 verdict: partly") {
		t.Errorf("it does not:\n%s", frame)
	}
}

// TestASCIIIsASCIIEverywhere holds for what people and policies wrote too.
func TestASCIIIsASCIIEverywhere(t *testing.T) {
	t.Parallel()
	w := startWith(t, ui.Options{ASCII: true}, 120, 40)
	w.change(event.SetReason(w.model.list.Item().Ref, "größte – “naïve” 日本 …"))
	w.shows(`  gro?te - "naive" ???? ~`)
	for page, actions := range shots {
		w.model.layers, w.model.inText = nil, false
		w.do(actions...)
		for _, r := range w.Frame() {
			if r > 127 {
				t.Fatalf("%s draws %q", page, r)
			}
		}
	}
}

// TestTheWayOutIsOnEveryScreen holds that the footer names it at every size, for
// each page and box that an action opens.
func TestTheWayOutIsOnEveryScreen(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{120, 40}, {80, 24}, {40, 12}} {
		w := start(t, size[0], size[1])
		halfAnswered(t, w)
		w.goTo("A.12")
		for _, name := range []string{"reason", "gap", "add evidence", "valid until", "platform decided", "sign off", "filter", "palette", "overview", "scope", "history", "lint", "report", "help", "how it was read"} {
			w.do(name)
			lines := strings.Split(w.Frame(), "\n")
			if footer := lines[len(lines)-1]; !strings.Contains(footer, " esc ") {
				t.Errorf("%s at %dx%d does not say how to leave: %q", name, size[0], size[1], footer)
			}
			w.leave()
			w.goTo("A.12")
		}
	}
}

func TestALongNoteHasTheRuleAboveItToo(t *testing.T) {
	t.Parallel()
	w := start(t, 80, 24)
	w.do("submission")
	w.shows("this audit does not prepare a review: clausewalk new --policy instagram-app-\n review")
}

// TestANoteHidesNoKeys holds that whoever is told something still sees what can be
// pressed, but for a long note where there is no line to spare.
func TestANoteHidesNoKeys(t *testing.T) {
	t.Parallel()
	for _, at := range []struct {
		width, height int
		note, keys    bool
	}{{120, 40, false, true}, {120, 40, true, true}, {80, 24, true, true}, {60, 20, true, true}, {40, 12, false, true}, {40, 12, true, false}} {
		w := start(t, at.width, at.height)
		note := []string{"there is nothing"}
		w.model.note = "nothing to undo: " + note[0]
		if at.note {
			note = []string{"the first words", "the last words"}
			w.model.note = note[0] + strings.Repeat(" and others", at.width/11) + " " + note[1]
		}
		w.model.arrange()
		w.shows(note...)
		lines := strings.Split(w.Frame(), "\n")
		if len(lines) != at.height {
			t.Errorf("%dx%d: %d lines", at.width, at.height, len(lines))
		}
		if keys := strings.HasPrefix(lines[len(lines)-1], " 1 met"); keys != at.keys {
			t.Errorf("%dx%d, long %t: the last line is %q", at.width, at.height, at.note, lines[len(lines)-1])
		}
	}
}
