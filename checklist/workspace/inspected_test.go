package workspace_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/checklist/vault"
	"clausewalk/checklist/workspace"
)

// TestAKeptFileIsInspectedOnce holds that what a file turned out to be is noted
// when it is added and read from there, for its bytes and its ending alone.
func TestAKeptFileIsInspectedOnce(t *testing.T) {
	o, root := collecting(t)
	write(t, filepath.Join(root, "shot.png"), "no picture")
	e, err := o.Collect(root, "shot.png", workspace.Allow{})
	if err != nil {
		t.Fatal(err)
	}
	do(t, o, event.AddEvidence(o.Refs()[0], e))
	const said = "is named like a picture but is not one"
	weak := func() string {
		o := open(t, o.Workspace, "")
		o.Look()
		return o.Item(o.Refs()[0], day).Evidence[0].Weak
	}
	if got := weak(); got != said {
		t.Fatalf("%q", got)
	}
	note := filepath.Join(root, workspace.Dir, ".local", "inspected.json")
	data, err := os.ReadFile(note)
	if err != nil || !strings.Contains(string(data), said) {
		t.Fatalf("%s %v", data, err)
	}
	other := strings.Replace(string(data), said, "as it is noted", 1)
	for want, noted := range map[string]string{
		"as it is noted": other,
		said:             strings.Replace(other, fmt.Sprintf(`"rules":%d`, vault.InspectRules), `"rules":0`, 1), // By another program.
	} {
		write(t, note, noted)
		if got := weak(); got != want {
			t.Errorf("%q instead of %q", got, want)
		}
	}
}

// TestAKeptFileIsReadAgainOnceItWasWritten holds what one open audit may remember
// of a file, and that another one reads it whatever its time says.
func TestAKeptFileIsReadAgainOnceItWasWritten(t *testing.T) {
	o, root := collecting(t)
	write(t, filepath.Join(root, "log.txt"), "asked 10:00, removed 10:04")
	e, err := o.Collect(root, "log.txt", workspace.Allow{})
	if err != nil {
		t.Fatal(err)
	}
	do(t, o, event.AddEvidence(o.Refs()[0], e))
	kept, err := o.Vault.Find(e.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	old := o.Hand.Now().Add(-time.Hour)
	put := func(words string, at time.Time) {
		t.Helper()
		if err := errors.Join(os.Chmod(kept, 0o644), os.WriteFile(kept, []byte(words), 0o644), os.Chtimes(kept, at, at)); err != nil {
			t.Fatal(err)
		}
	}
	fault := func(o *workspace.Open) string {
		o.Look()
		return o.Item(o.Refs()[0], day).Evidence[0].Fault
	}
	put("asked 10:00, removed 10:04", old)
	if got := fault(o); got != "" {
		t.Fatal(got)
	}
	const altered = "was altered after it was added"
	put("asked 10:00, removed 11:04", old)
	if here, there := fault(o), fault(open(t, o.Workspace, "")); here != "" || there != altered {
		t.Errorf("with its time put back it is %q here and %q to whoever opens the audit anew", here, there)
	}
	put("asked 10:00, removed 12:04", old.Add(time.Minute))
	if got := fault(o); got != altered {
		t.Errorf("written again it is %q", got)
	}
	put("asked 10:00, removed 10:04", o.Hand.Now())
	if got := fault(o); got != "" {
		t.Error(got)
	}
	put("asked 10:00, removed 13:04", o.Hand.Now()) // The disk may not tell the two apart.
	if got := fault(o); got != altered {
		t.Errorf("written twice within a moment it is %q", got)
	}
}
