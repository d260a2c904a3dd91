package workspace_test

import (
	"path/filepath"
	"strings"
	"testing"

	"clausewalk/checklist/workspace"
)

func TestAnAuditJSONWithTwoSidesIsSettledByAPerson(t *testing.T) {
	w := create(t, t.TempDir())
	head := newAudit(t, w, "Photobook", "2.4")
	file := filepath.Join(w.Root, workspace.Dir, "audits", head.ID, "audit.json")
	sides := func(ours, theirs string) {
		write(t, file, "<<<<<<< HEAD\n"+ours+"\n=======\n"+theirs+"\n>>>>>>> feature\n")
	}
	sides("{", "}")
	if _, err := workspace.Damaged(w, ""); err == nil || !strings.Contains(err.Error(), "neither side of it can be read") {
		t.Errorf("two sides that are no JSON: %v", err)
	}
	side := func(app string) string {
		return `{"format": 2, "id": "photobook-2.4", "app": "` + app + `", "release": "2.4", "policies": [{"id": "rules", "edition": "` + rules(t).Edition + `"}]}`
	}
	sides(side("Photobook"), side("Photo Book"))
	r, err := workspace.Damaged(w, "")
	if err != nil || r.Head == nil || !r.Head.Differ {
		t.Fatalf("%+v, %v", r, err)
	}
	if _, err := workspace.Repair(w, r, hand("ana"), "", false); err == nil || !strings.Contains(err.Error(), "one side of audit.json has to be chosen") {
		t.Errorf("nobody has chosen a side: %v", err)
	}
	if _, err := workspace.Repair(w, r, hand("ana"), "theirs", false); err != nil {
		t.Fatal(err)
	}
	if o := open(t, w, ""); o.Head.App != "Photo Book" {
		t.Errorf("the other side stands: %s", o.Head.App)
	}
}
