package workspace_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"testing"

	"clausewalk/checklist/workspace"
)

// TestACommitShowsNothingThatBelongsToOneClone holds at every door of the disk
// that what somebody has committed from their .local is not there.
func TestACommitShowsNothingThatBelongsToOneClone(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("skipped: there is no git")
	}
	root := t.TempDir()
	if _, err := workspace.Create(root); err != nil {
		t.Fatal(err)
	}
	const mine = "commands.json"
	write(t, filepath.Join(root, workspace.Dir, ".local", mine), "{}")
	for _, args := range [][]string{{"init", "-q"}, {"add", "-f", "."}, {"-c", "user.name=Ana", "-c", "user.email=ana@photobook.example", "commit", "-q", "-m", "one"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir = root
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	w, err := workspace.FindAt(root, "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	there, local := path.Join(workspace.Dir, "workspace.json"), path.Join(workspace.Dir, ".local")
	doors := map[string]func(name string) error{
		"Open":     func(name string) error { return closed(w.Disk.Open(name)) },
		"OpenFile": func(name string) error { return closed(w.Disk.OpenFile(name, os.O_RDONLY, 0)) },
		"Lstat":    func(name string) error { _, err := w.Disk.Lstat(name); return err },
	}
	for door, open := range doors {
		if err := open(there); err != nil {
			t.Errorf("%s: %v", door, err)
		}
		if err := open(path.Join(local, mine)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s of another clone's file: %v", door, err)
		}
	}
	if _, err := w.Disk.ReadDir(local); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("ReadDir of another clone's folder: %v", err)
	}
	names, err := w.Disk.ReadDir(workspace.Dir)
	for _, e := range names {
		if e.Name() == ".local" {
			t.Error("ReadDir names another clone's folder")
		}
	}
	if err != nil || len(names) == 0 {
		t.Errorf("%d names, %v", len(names), err)
	}
}

func closed(f io.Closer, err error) error {
	if err != nil {
		return err
	}
	return f.Close()
}
