package walk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui"
	"clausewalk/ui/uitest"
)

// lost leaves the changes of a sitting on a disk that took nothing, and returns
// the workspace's folder.
func lost(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	s := open(t, newAudit(t, dir), "Ana")
	a12, err := s.Find("A.12")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Do(event.SetVerdict(a12, event.Met)); err != nil {
		t.Fatal(err)
	}
	journal := filepath.Dir(s.Workspace.Local()) + "/audits/" + s.Head.ID + "/journal"
	if err := os.Rename(journal, journal+"-gone"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Change(event.SetVerdict(a12, event.NotMet), event.SetReason(a12, "The CDN keeps copies.")); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(a12); err == nil || !strings.Contains(err.Error(), "the words are in ") {
		t.Fatalf("it was saved: %v", err)
	}
	if err := os.Rename(journal+"-gone", journal); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestWhatCouldNotBeSavedIsOfferedAtTheNextStart(t *testing.T) {
	t.Parallel()
	dir := lost(t)
	w := startWith(t, ui.Options{Session: uitest.Open(t, newWorkspace(t, dir), hand("Ana2")), Dir: dir}, 100, 30)
	w.shows("Some changes were not saved last time. Save them now?", "1 change of 2026-", "y save them")
	w.do("leave offer")
	w.shows("offered again at the next start")
	if i := w.stored("A.12"); i.Verdict != event.Met {
		t.Errorf("leaving the offer has decided: %s", i.Verdict)
	}
	w = startWith(t, ui.Options{Session: uitest.Open(t, newWorkspace(t, dir), hand("Ana3")), Dir: dir}, 100, 30)
	w.do("save them now")
	w.shows("1/53 answered · 1 gap", "are in the audit now; u undoes it")
	if i := w.stored("A.12"); i.Verdict != event.NotMet || i.Reason != "The CDN keeps copies." || i.By.Name != "Ana" {
		t.Errorf("stored is %s %q of %s", i.Verdict, i.Reason, i.By)
	}
	w.do("undo")
	if i := w.stored("A.12"); i.Verdict != event.Met {
		t.Errorf("after undo it is %s", i.Verdict)
	}
	if err := w.model.opt.Session.Close(event.Ref{}); err != nil {
		t.Fatal(err)
	}
	again := uitest.Open(t, newWorkspace(t, dir), hand("Ana4"))
	if waiting := again.Unsaved(); len(waiting) != 0 {
		t.Errorf("it is offered again: %v", waiting)
	}
}

func TestAFooterNeverSaysSavedWhileTheHeaderDoesNot(t *testing.T) {
	t.Parallel()
	w := start(t, 110, 30)
	w.do("met")
	if err := os.RemoveAll(filepath.Join(w.dir, ".clausewalk", "audits")); err != nil {
		t.Fatal(err)
	}
	w.do("not met")
	w.Type("three words here")
	w.do("keep words")
	w.shows("NOT SAVED", "not saved, will try again at the next key")
	if strings.Contains(w.Frame(), " saved;") {
		t.Errorf("the footer says saved:\n%s", w.Frame())
	}
}

func newWorkspace(t *testing.T, dir string) *workspace.Workspace {
	t.Helper()
	w, err := workspace.Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	return w
}
