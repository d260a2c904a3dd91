package workspace

import (
	"os"
	"path/filepath"
	"testing"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

func TestWalkIsFoundWhereItsWriterLeftIt(t *testing.T) {
	w, err := Create(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	o := &Open{Workspace: w}
	o.Audit, o.Hand.Writer = &checklist.Audit{Head: checklist.Head{ID: "photobook-2.4"}}, "ana"
	if got := o.LeftAt(); got != (event.Ref{}) {
		t.Errorf("before any walk it was left at %s", got)
	}
	want := event.Ref{Policy: "instagram-platform", Label: "A.12"}
	if err := o.LeaveAt(want); err != nil {
		t.Fatal(err)
	}
	if got := o.LeftAt(); got != want {
		t.Errorf("left at %s, found at %s", want, got)
	}
	if err := os.WriteFile(filepath.Join(w.Root, o.leftFile()), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := o.LeftAt(); got != (event.Ref{}) {
		t.Errorf("a damaged note leads to %s", got)
	}
}
