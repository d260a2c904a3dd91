package walk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui"
	"clausewalk/ui/walk/layer"
)

// other answers a clause on another clone, without sight of what is not merged.
func (w *walk) other(name string, seen bool, changes func(ref event.Ref) []event.Change, label string) {
	w.t.Helper()
	o := open(w.t, w.model.opt.Session.Workspace, name)
	if !seen {
		blank, err := checklist.New(o.Head, o.Policies)
		if err != nil {
			w.t.Fatal(err)
		}
		o.Audit = blank
	}
	ref, err := o.Find(label)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := o.Do(changes(ref)...); err != nil {
		w.t.Fatal(err)
	}
	w.Send(layer.Changed{})
}

func verdict(v event.Verdict, reason string) func(event.Ref) []event.Change {
	return func(ref event.Ref) []event.Change {
		c := []event.Change{event.SetVerdict(ref, v)}
		if reason != "" {
			c = append(c, event.SetReason(ref, reason))
		}
		return c
	}
}

func TestOthersAnswersAppearAndNothingMovesUnderTheHand(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("last", "partly")
	w.Type("half a thou")
	w.other("Ben", true, verdict(event.Met, ""), "A.3")
	w.shows("1/53 answered", "half a thou", "Reason for: partly")
	if w.at() != "C.15" {
		t.Errorf("the cursor moved to %s", w.at())
	}
	w.Type("ght is whole now")
	w.do("keep words")
	if i := w.stored("C.15"); i.Reason != "half a thought is whole now" {
		t.Errorf("stored %q", i.Reason)
	}
}

func TestConflictIsShownWithBothSidesAndSettledByAKey(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("met") // P.1, by Ana
	w.other("Ben", false, verdict(event.NotMet, "nobody has read the guidelines since 2024"), "P.1")
	w.do("first")
	w.shows("Conflict", "Ana, 24 Nov 2026", "Ben, 24 Nov 2026", "not met", "nobody has read the guidelines since 2024", "≠", "1 conflict", "0/53 answered")
	w.do("not met", "leave sides")
	w.shows("P.1 is still in conflict", "1 conflict")
	w.do("met")
	w.shows("In conflict", "› Ben, 24 Nov 2026", "│   Ana, 24 Nov 2026", "Met", "Not met")
	w.Send(sizeMsg(60, 24))
	w.shows("› Ben, 24 Nov 2026", "nobody has read the guidelines since 2024")
	w.Send(sizeMsg(120, 40))
	w.do("next side", "previous side", "take side")
	w.shows("P.1 is settled with Ben's answer; u brings the conflict back")
	i := w.stored("P.1")
	if i.Has(checklist.Conflict) || i.Verdict != event.NotMet || i.Reason != "nobody has read the guidelines since 2024" {
		t.Errorf("after settling: %s %q %v", i.Verdict, i.Reason, i.Flags)
	}
	w.shows("1 gap", "1/53 answered")
	w.do("undo")
	w.shows("1 conflict")
}

func TestSignOffShowsAndAnyChangeShowsSince(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("sign off")
	w.shows("nothing has been answered yet")
	w.do("met", "sign off", "keep fields")
	w.shows("signed by Ana")
	w.do("met")
	w.shows("1 change since sign-off by Ana")
	w.do("undo")
	w.shows("signed by Ana")
}

func TestSigningSaysWhatIsOpenAndWhatIsWrongWithTheRecord(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("met", "sign off")
	w.shows("still open: 52 unanswered")
	journal, err := filepath.Glob(filepath.Join(w.model.opt.Session.Workspace.Root, workspace.Dir, "audits", "*", "journal"))
	if err != nil || len(journal) != 1 {
		t.Fatal(journal, err)
	}
	if err := os.WriteFile(filepath.Join(journal[0], "of nobody.jsonl"), []byte("{}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	w.do("keep fields")
	w.shows("1 fault in the record; press the same key again to sign anyway")
	w.do("keep fields")
	w.shows("signed by Ana")
	s, _ := checklist.LastSignOff(w.model.opt.Session.Audit)
	if s.Bound.Problems[checklist.BrokenRecord] != 1 || s.Bound.Holds || s.Bound.Report == "" {
		t.Errorf("what was signed: %+v", s.Bound)
	}
}

func TestHistoryTellsWhoSetWhatAndWhatWasUndone(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("partly")
	w.Type("the log covers only half of the routes")
	w.do("keep words", "met", "undo", "first", "history")
	w.shows("History of P.1", "Ana", "partly", "the log covers only half", "(undone)")
}

func TestAConflictIsSettledWithJoinedReasonsAndNothingByLooking(t *testing.T) {
	t.Parallel()
	w := startWith(t, ui.Options{Editor: "true"}, 120, 40)
	w.do("partly")
	w.Type("the purge runs once a day")
	w.do("keep words")
	w.other("Ben", false, verdict(event.NotMet, "the purge is missing"), "P.1")
	w.do("first")
	before := w.events()
	for _, key := range []string{"met", "partly", "not met", "not applicable", "cannot tell", "clear", "reason", "edit reason", "gap", "valid until", "settle"} {
		w.do(key)
		if w.model.mode() != ui.Settle {
			t.Errorf("%s leads to the %s: %s", key, w.model.mode(), w.model.note)
		}
		w.do("leave sides")
	}
	w.do("settle", "join sides")
	w.shows("Which verdict should P.1 have?", "as Ana has it", "as Ben has it", "cannot tell")
	w.do("choose")
	w.shows("Reason for: not met, which settles the conflict", "Ana (partly): the purge runs once a day", "Ben (not met): the purge is missing")
	w.do("leave words", "leave sides")
	if i := w.stored("P.1"); w.events() != before || !i.Has(checklist.Conflict) {
		t.Fatal("looking has settled it")
	}
	w.do("settle", "join sides", "choose")
	w.Type("!")
	w.do("keep words")
	w.shows("P.1 is settled; u brings the conflict back", "Not met")
	if i := w.stored("P.1"); i.Has(checklist.Conflict) || i.Verdict != event.NotMet || !strings.HasSuffix(i.Reason, "once a day!") {
		t.Errorf("%s %q", i.Verdict, i.Reason)
	}
	w.do("undo")
	w.shows("1 conflict")
	w.do("settle", "answer anew", "next choice", "choose")
	w.do("keep words")
	w.shows("say why; esc leaves the conflict unsettled")
	w.Type("looked at again by both")
	w.do("keep words")
	if i := w.stored("P.1"); i.Has(checklist.Conflict) || i.Verdict != event.Partly || i.Reason != "looked at again by both" {
		t.Errorf("%s %q", i.Verdict, i.Reason)
	}
}

func TestMarkedClausesInConflictAreSettledByThemselves(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("met")
	w.other("Ben", false, verdict(event.NotMet, "nobody has read it"), "P.1")
	w.do("first", "mark", "mark", "met")
	w.shows("P.1 is in conflict: settle it on its own first")
}
