//go:build unix

package durable_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"clausewalk/checklist/durable"
)

// TestAFolderThatIsKeptIsTheOneAtItsPath does to a folder that is held open what git
// and strangers do, and looks at where a file lands.
func TestAFolderThatIsKeptIsTheOneAtItsPath(t *testing.T) {
	top := t.TempDir()
	dir, aside := filepath.Join(top, "d"), filepath.Join(top, "aside")
	d := durable.Root(dir)
	durable.Keep(d, "a/b", "never")
	write := func() error { return durable.WriteFile(d, "a/b/file", []byte("words"), 0o644) }
	landed := func(where string) bool {
		_, err := os.Stat(filepath.Join(where, "file"))
		return err == nil
	}
	check := func(errs ...error) {
		t.Helper()
		for _, err := range errs {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	here := filepath.Join(dir, "a", "b")
	check(os.MkdirAll(here, 0o755), write(), write())
	if !landed(here) {
		t.Error("nothing is in the folder")
	}

	check(os.Rename(here, aside), os.Remove(filepath.Join(aside, "file")))
	if err := write(); !errors.Is(err, fs.ErrNotExist) || landed(aside) {
		t.Errorf("a folder that is gone: %v", err)
	}

	check(os.MkdirAll(here, 0o755), write())
	if !landed(here) || landed(aside) {
		t.Error("another folder has the name, and the file is not in it")
	}

	var other *durable.KindError
	for _, link := range []string{here, filepath.Dir(here)} {
		check(os.RemoveAll(link), os.MkdirAll(filepath.Join(aside, "b"), 0o755), os.Symlink(aside, link))
		if err := write(); !errors.As(err, &other) || other.Is != "a link" || landed(aside) || landed(filepath.Join(aside, "b")) {
			t.Errorf("a link has come to %s: %v", link, err)
		}
		check(os.Remove(link))
	}

	check(os.MkdirAll(here, 0o755), write())
	if !landed(here) {
		t.Error("the folder is back, and the file is not in it")
	}

	moved := filepath.Join(top, "moved")
	check(os.Remove(filepath.Join(here, "file")), os.Rename(filepath.Dir(here), moved), os.Symlink(moved, filepath.Dir(here)))
	if err := write(); !errors.As(err, &other) || other.Is != "a link" || landed(here) {
		t.Errorf("a link leads to the folder itself, which was moved away: %v", err)
	}
}

func TestALockThatAnotherFileReplacesIsTakenAnew(t *testing.T) {
	d := durable.Root(t.TempDir())
	durable.Keep(d, ".")
	for range 3 {
		unlock, err := d.Lock("a.lock", nil)
		if err == nil {
			err = unlock()
		}
		if err == nil {
			err = d.Remove("a.lock")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
