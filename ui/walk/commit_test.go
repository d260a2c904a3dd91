package walk

import (
	"io"
	"os/exec"
	"strings"
	"testing"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/session"
	"clausewalk/ui/uitest"
)

// atCommit is the walk through an audit as a commit has it: with an answer, a
// conflict and a suggestion.
func atCommit(t *testing.T, width, height int) *walk {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("skipped: there is no git")
	}
	dir := t.TempDir()
	found := uitest.NewAudit(t, dir, "instagram-platform", "instagram-app-review")
	ref := func(label string) event.Ref { return event.Ref{Policy: "instagram-platform", Label: label} }
	s := uitest.Open(t, found, uitest.Hand("Ana"))
	if _, err := s.Do(event.SetVerdict(ref("A.1"), event.Met), event.Suggest(ref("P.1"), "aabbccdd", &event.Suggestion{Source: "scan", Rule: "old-api", Verdict: event.NotMet, Words: "It calls v19.0.", Confidence: event.Likely})); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Ana", "Ben"} {
		uitest.Apart(t, found, uitest.Hand(name+"apart"), event.SetReason(ref("A.2"), name+" says so."), event.SetVerdict(ref("A.2"), event.NotMet))
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"-c", "user.name=Ana", "-c", "user.email=ana@photobook.example", "commit", "-q", "-m", "one"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	at, err := workspace.FindAt(dir, "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(at.Close)
	open, err := at.Open("", checklist.Hand{Now: uitest.Hand("Ana").Now})
	if err != nil {
		t.Fatal(err)
	}
	nowhere := func(reports.Report, string, bool) error { return nil }
	return startWith(t, ui.Options{
		Session: session.New(open), Dir: dir, Out: io.Discard, Opener: func(string) error { return nil }, WriteReport: nowhere, WritePacket: nowhere,
	}, width, height)
}

// TestACommitIsReadAndNotChanged does every action of the walk, and on each page
// that it opens every action that the page has.
func TestACommitIsReadAndNotChanged(t *testing.T) {
	t.Parallel()
	w := atCommit(t, 120, 40)
	w.shows("read-only: HEAD")
	events := w.events()
	untouched := func(after string) {
		t.Helper()
		drafts, _ := w.model.opt.Session.Drafts()
		if w.events() != events || len(drafts) > 0 || w.model.opt.Session.Saving().Pending || w.model.opt.Session.CanUndo() {
			t.Fatalf("%s has changed something", after)
		}
		if frame := w.Frame(); strings.Contains(frame, session.ErrReadOnly.Error()) {
			t.Errorf("%s came as far as the disk:\n%s", after, frame)
		}
	}
	opened := map[ui.Mode]bool{}
	for _, label := range []string{"A.1", "A.2", "P.1"} {
		for _, a := range ui.Actions() {
			if a.Mode != ui.Walk || strings.HasPrefix(a.Name, "quit") {
				continue
			}
			w.goTo(label)
			w.do(a.Name)
			if a.Closed(w.model.opt.Session) != "" {
				w.shows("commit HEAD is read-only; change the audit in a checkout")
				if len(w.model.layers) > 0 {
					t.Fatalf("%s opens something", a.Name)
				}
				untouched(a.Name)
				continue
			}
			mode := w.model.mode()
			opened[mode] = true
			for _, on := range ui.Actions() {
				if mode == ui.Walk || on.Mode != mode || mode.Types() || strings.HasPrefix(on.Name, "quit") {
					continue
				}
				if w.model.mode() != mode {
					w.leave()
					w.goTo(label)
					w.do(a.Name)
				}
				w.Press(on.Keys[0])
				untouched(a.Name + ", " + on.Name)
			}
			w.leave()
			untouched(a.Name)
		}
	}
	for _, mode := range []ui.Mode{ui.Settle, ui.Scope, ui.Suggestion, ui.Outline, ui.Submission, ui.Overview, ui.Read} {
		if !opened[mode] {
			t.Errorf("the %s page was not opened", mode)
		}
	}
}

// leave goes back to all clauses, whatever is open.
func (w *walk) leave() {
	w.t.Helper()
	for n := 0; len(w.model.layers) > 0; n++ {
		if n > 10 {
			w.t.Fatalf("no way back from\n%s", w.Frame())
		}
		w.Press("esc")
	}
	w.model.list.Marks.Clear()
}
