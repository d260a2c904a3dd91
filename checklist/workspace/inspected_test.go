package workspace_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"clausewalk/checklist/event"
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
	const said = "is named like a picture and is none"
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
		said:             strings.Replace(other, `"rules":1`, `"rules":0`, 1), // By another program.
	} {
		write(t, note, noted)
		if got := weak(); got != want {
			t.Errorf("%q instead of %q", got, want)
		}
	}
}
