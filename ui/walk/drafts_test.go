package walk

import (
	"io"
	"strings"
	"testing"

	"clausewalk/checklist/event"
	"clausewalk/ui"
)

// textBoxes returns the actions that open a box which people type into.
func textBoxes(t *testing.T, w *walk) []string {
	t.Helper()
	var all []string
	for _, a := range ui.Actions() {
		if a.Mode != ui.Walk || a.Name == "quit" || a.Name == "suspend" {
			continue
		}
		w.model.layers = nil
		w.do(a.Name)
		switch w.model.mode() {
		case ui.Write, ui.Line, ui.Fields:
			all = append(all, a.Name)
		}
		w.model.layers = nil
	}
	if len(all) < 10 {
		t.Fatalf("only %q open a box to type into", all)
	}
	return all
}

func (w *walk) events() int { return len(w.model.opt.Session.Log(event.Ref{})) }

// TestEveryBoxKeepsWhatWasTypedAndLeavingItDecidesNothing holds for each box that
// an action opens, and for those to come.
func TestEveryBoxKeepsWhatWasTypedAndLeavingItDecidesNothing(t *testing.T) {
	t.Parallel()
	try := startWith(t, ui.Options{Out: io.Discard}, 120, 40)
	try.do("met", "first")
	for _, box := range textBoxes(t, try) {
		t.Run(box, func(t *testing.T) {
			t.Parallel()
			w := start(t, 120, 40)
			w.do("met", "first")
			before := w.events()
			w.do(box)
			w.Type("halfword")
			w.Paste("\tand a tab")
			w.Press("ctrl+z")
			w.shows("halfword")
			w.Press("ctrl+y", "esc")
			w.shows("nothing is saved as an answer; the words are kept in this box as a draft")
			if w.model.mode() != ui.Walk || w.events() != before {
				t.Fatalf("mode %s, %d changes", w.model.mode(), w.events()-before)
			}
			w.do(box)
			w.shows("halfword→and a tab", "your draft is back")
			again := startOn(t, open(t, w.model.opt.Session.Workspace, "Ana"), w.dir, 120, 40)
			again.shows("drafts for")
			again.model.list.First()
			again.do(box)
			again.shows("halfword→and a tab")
			again.Press("ctrl+z", "esc")
			if drafts, err := open(t, w.model.opt.Session.Workspace, "Ana").Drafts(); err != nil || len(drafts) != 0 {
				t.Errorf("words that were taken back are a draft: %v, %v", drafts, err)
			}
		})
	}
}

func TestAFooterNamesBothWaysOutOfABox(t *testing.T) {
	t.Parallel()
	w := startWith(t, ui.Options{Out: io.Discard}, 120, 40)
	w.do("met", "first")
	for _, box := range textBoxes(t, w) {
		w.do(box)
		lines := strings.Split(w.Frame(), "\n")
		footer := lines[len(lines)-1]
		if !strings.Contains(footer, "esc leave as a draft") || !strings.Contains(footer, "ctrl+s save") && !strings.Contains(footer, "enter accept") {
			t.Errorf("%s: %s", box, footer)
		}
		w.model.layers = nil
	}
}

func TestPastedWordsAreKeptExactlyAndTheCursorStaysInView(t *testing.T) {
	t.Parallel()
	for _, lines := range []int{1, 40, 2000} {
		w := start(t, 80, 24)
		w.do("partly")
		words := strings.Repeat("a\tb  é ü\n\n   - c\t\n", lines) + "last words"
		w.Paste(words)
		w.shows("last words")
		w.Type("!")
		w.shows("last words!")
		w.Send(sizeMsg(100, 12))
		w.shows("last words!")
		w.do("keep words")
		if got := w.stored("P.1").Reason; got != words+"!" {
			t.Errorf("%d lines: kept %d of %d bytes", lines, len(got), len(words)+1)
		}
	}
}

func TestTooManyLinesAreRefusedWhole(t *testing.T) {
	t.Parallel()
	w := start(t, 80, 24)
	w.do("partly")
	w.Paste(strings.Repeat("line\n", 10001))
	w.shows("this box holds 10000 lines: put longer text in a file, as evidence")
	w.Type("by hand")
	w.do("keep words")
	if got := w.stored("P.1").Reason; got != "by hand" {
		t.Errorf("kept %d bytes", len(got))
	}
}

func TestWordsLeftUnderAVerdictAreBackUnderIt(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("not met")
	w.Type("half")
	w.do("leave words")
	w.shows("draft waiting: i continues it")
	w.do("reason")
	w.shows("Reason for: not met", "half")
	w.Type(" a thought that is whole now")
	w.do("keep words")
	if i := w.stored("P.1"); i.Verdict != event.NotMet || i.Reason != "half a thought that is whole now" {
		t.Errorf("kept %s %q", i.Verdict, i.Reason)
	}
	if drafts, _ := w.model.opt.Session.Drafts(); len(drafts) != 0 {
		t.Errorf("the draft stays: %v", drafts)
	}
}

// TestPastedLineEndsStayInALine holds it of boxes of lines, drafts among them: what
// was pasted is kept as it was.
func TestPastedLineEndsStayInALine(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("gap", "previous field")
	w.Paste("purge\nthe CDN\tnow")
	w.shows("purge↵the CDN→now")
	w.do("leave fields", "gap")
	w.shows("purge↵the CDN→now")
	w.do("keep fields")
	if got := w.stored("P.1").Gap.Fix; got != "purge\nthe CDN\tnow" {
		t.Errorf("kept %q", got)
	}
}
