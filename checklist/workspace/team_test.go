package workspace

import (
	"strings"
	"testing"

	"clausewalk/checklist/durable"
)

func TestATeamIsKeptBesideWhatElseTheFileSays(t *testing.T) {
	w, err := Create(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if w.Team() != "" {
		t.Errorf("a new workspace is that of %q", w.Team())
	}
	if err := durable.WriteFile(w.Disk, name("workspace.json"), []byte(`{"format": 1, "later": [1]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := w.SetTeam(" Photos "); err != nil {
		t.Fatal(err)
	}
	found, err := Find(w.Root)
	if err != nil || found.Team() != "Photos" {
		t.Fatalf("%v, %v", found, err)
	}
	data, err := durable.ReadFile(w.Disk, name("workspace.json"), maxHead)
	if err != nil || string(data) != `{"format":1,"later":[1],"team":"Photos"}`+"\n" {
		t.Errorf("%s %v", data, err)
	}
	if err := w.SetTeam("\xff"); err == nil || !strings.Contains(err.Error(), "team is not UTF-8 text") {
		t.Error(err)
	}
}
