package workspace_test

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
)

func TestDraftsAreThereInTheNextSitting(t *testing.T) {
	w := create(t, t.TempDir())
	newAudit(t, w, "Photobook", "2.4")
	drafts := open(t, w, "").Drafts
	draft := func(label, text string) workspace.Draft {
		return workspace.Draft{Policy: "rules", Label: label, Verdict: event.Partly, Text: text, Time: day.Add(time.Millisecond)}
	}
	one, two := draft("A.1", "half a thou"), draft("A.2", "tab\tnew\nline \"quoted\" \u2028 写真 \x00")
	for _, d := range []workspace.Draft{one, two, draft("A.1", "half a thought")} {
		if err := drafts.Save(d); err != nil {
			t.Fatal(err)
		}
	}
	one.Text = "half a thought"
	got, err := open(t, w, "").Drafts.All()
	slices.SortFunc(got, func(x, y workspace.Draft) int { return strings.Compare(x.Label, y.Label) })
	if err != nil || !slices.Equal(got, []workspace.Draft{one, two}) {
		t.Errorf("%+v %v", got, err)
	}
	newAudit(t, w, "Photobook", "2.5")
	if other, err := w.Open("photobook-2.5", hand("")); err != nil {
		t.Error(err)
	} else if got, err := other.Drafts.All(); err != nil || len(got) != 0 {
		t.Errorf("in another audit: %+v %v", got, err)
	}
	for range 2 {
		if err := drafts.Drop(one.Key()); err != nil {
			t.Error(err)
		}
	}
	if got, err := drafts.All(); err != nil || len(got) != 1 || got[0].Key() != two.Key() {
		t.Errorf("after the drop: %+v %v", got, err)
	}
}

func TestBrokenDraftIsNamedAndLeftBesideTheOthers(t *testing.T) {
	w := create(t, t.TempDir())
	head := newAudit(t, w, "Photobook", "2.4")
	drafts := open(t, w, "").Drafts
	if err := drafts.Save(workspace.Draft{Policy: "rules", Label: "A.1", Text: "whole"}); err != nil {
		t.Fatal(err)
	}
	broken := write(t, filepath.Join(w.Local(), "drafts", head.ID, "broken.json"), `{"text": "ha`)
	got, err := drafts.All()
	if err == nil || !strings.Contains(err.Error(), broken) || len(got) != 1 || got[0].Text != "whole" {
		t.Errorf("%+v %v", got, err)
	}
	if text, err := os.ReadFile(broken); err != nil || string(text) != `{"text": "ha` {
		t.Errorf("it is not as it was: %q %v", text, err)
	}
}

func TestDraftIsForItsWritersEyes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("this system has other rights than these")
	}
	w := create(t, t.TempDir())
	head := newAudit(t, w, "Photobook", "2.4")
	if err := open(t, w, "").Drafts.Save(workspace.Draft{Policy: "rules", Label: "A.1", Text: "private"}); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(filepath.Join(w.Local(), "drafts", head.ID))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v %v", files, err)
	}
	if info, err := files[0].Info(); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
}
