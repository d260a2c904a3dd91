package durable_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"clausewalk/checklist/durable"
)

// holds fails unless the folder holds the one file with the words, and nothing
// else: no temporary file is left.
func holds(t *testing.T, path, words string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != words {
		t.Errorf("the file holds %q, %v; want %q", data, err, words)
	}
}

func TestFileIsReplacedWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.json")
	for _, words := range []string{"first", "second, and longer", ""} {
		if err := durable.WriteFile(durable.Root(filepath.Dir(path)), filepath.Base(path), []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
		holds(t, path, words)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestFailingFillLeavesTheOldFileAndNothingElse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.json")
	if err := durable.WriteFile(durable.Root(filepath.Dir(path)), filepath.Base(path), []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	full := errors.New("no space left on device")
	err := durable.Write(durable.Root(filepath.Dir(path)), filepath.Base(path), 0o644, func(w io.Writer) error {
		if _, err := io.WriteString(w, "half of the ne"); err != nil {
			t.Fatal(err)
		}
		return full
	})
	if !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
	holds(t, path, "old")
}

func TestFailureToReplaceLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "a.json", "in the way"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := durable.WriteFile(durable.Root(dir), "a.json", []byte("new"), 0o644); err == nil {
		t.Error("a folder was replaced by a file")
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("left: %v, %v", entries, err)
	}
	if err := durable.WriteFile(durable.Root(dir), "none/a.json", nil, 0o644); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
	if err := durable.Root(dir).SyncDir("none"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("sync of no folder: %v", err)
	}
}

func TestASetOfFilesIsWrittenAsOneOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	disk := durable.Root(dir)
	path := func(name string) string { return filepath.Join(dir, name) }
	if err := os.WriteFile(path("old.md"), []byte("old words"), 0o644); err != nil {
		t.Fatal(err)
	}
	// A folder is no file that a rename can replace: the last step fails.
	if err := os.MkdirAll(path("folder/full"), 0o755); err != nil {
		t.Fatal(err)
	}
	set := []durable.Content{{disk, "old.md", []byte("new words"), 0o644}, {disk, "new.csv", []byte("a,b"), 0o644}, {disk, "folder", []byte("x"), 0o644}}
	if err := durable.WriteFiles(set); err == nil {
		t.Fatal("a folder was replaced")
	}
	names := func() string {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, e := range entries {
			all = append(all, e.Name())
		}
		return strings.Join(all, " ")
	}
	if got := names(); got != "folder old.md" {
		t.Errorf("the folder holds %s", got)
	}
	if data, err := os.ReadFile(path("old.md")); err != nil || string(data) != "old words" {
		t.Errorf("old.md holds %q, %v", data, err)
	}
	if err := durable.WriteFiles(set[:2]); err != nil {
		t.Fatal(err)
	}
	if got := names(); got != "folder new.csv old.md" {
		t.Errorf("the folder holds %s", got)
	}
	if data, err := os.ReadFile(path("old.md")); err != nil || string(data) != "new words" {
		t.Errorf("old.md holds %q, %v", data, err)
	}
}
