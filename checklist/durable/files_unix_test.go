//go:build unix

package durable_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"clausewalk/checklist/durable"
)

func list(t *testing.T, d durable.Disk, dir string) *durable.Files {
	t.Helper()
	files, err := durable.FilesIn(d, dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(files.Leave)
	return files
}

func TestOfAFolderNothingButFilesIsRead(t *testing.T) {
	d, _ := hostile(t)
	files := list(t, d, ".")
	if want := []string{"dangling", "endless", "file", "folder", "link", "out", "pipe", "socket", "way", "wayout"}; !slices.Equal(files.Names, want) {
		t.Fatalf("listed %v", files.Names)
	}
	for _, name := range files.Names {
		data, size, err := files.Read(name, 0, 100, nil)
		_, want := durable.ReadFile(d, name, 100)
		if name == "file" {
			if string(data) != "words" || size != 5 || err != nil {
				t.Errorf("%q, %d, %v", data, size, err)
			}
		} else if err == nil || err.Error() != want.Error() {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
	for _, name := range []string{"folder/file", "way/file", "..", ".", "", "../outside/file"} {
		if data, _, err := files.Read(name, 0, 100, nil); err == nil {
			t.Errorf("%q was read: %q", name, data)
		}
	}
	for _, dir := range []string{"way", "wayout", "file", "pipe"} {
		var other *durable.KindError
		if _, err := durable.FilesIn(d, dir); !errors.As(err, &other) {
			t.Errorf("list %s: %v", dir, err)
		}
	}
	if _, err := durable.FilesIn(d, "nothing"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

func TestWhatHasComeInPlaceOfAListedFileIsNotFollowed(t *testing.T) {
	for is, swap := range map[string]func(path, outside string) error{
		"a link":   func(path, outside string) error { return os.Symlink(filepath.Join(outside, "file"), path) },
		"a pipe":   func(path, _ string) error { return syscall.Mkfifo(path, 0o644) },
		"a folder": func(path, _ string) error { return os.Mkdir(path, 0o755) },
		"a file":   func(path, _ string) error { return os.WriteFile(path, []byte("new words"), 0o644) },
	} {
		d, outside := hostile(t)
		files := list(t, d, ".")
		path := filepath.Join(d.Path(), "file")
		if err := errors.Join(os.Remove(path), swap(path, outside)); err != nil {
			t.Fatal(err)
		}
		data, _, err := files.Read("file", 0, 100, nil)
		var other *durable.KindError
		if is == "a file" {
			if string(data) != "new words" || err != nil {
				t.Errorf("%q, %v", data, err)
			}
		} else if !errors.As(err, &other) || other.Is != is || data != nil {
			t.Errorf("%s: %q, %v", is, data, err)
		}
	}
}

func TestAPartOfAFileIsRead(t *testing.T) {
	d, _ := hostile(t)
	memory := make([]byte, 0, 4)
	for n, files := range []*durable.Files{list(t, d, "."), list(t, elsewhere{d}, ".")} {
		for _, c := range []struct {
			offset, most int64
			want         string
		}{{0, 100, "words"}, {0, 3, "wor"}, {3, 3, "ds"}, {3, 2, "ds"}, {5, 3, ""}, {7, 3, ""}, {0, 0, ""}} {
			data, size, err := files.Read("file", c.offset, c.most, memory)
			if string(data) != c.want || size != 5 || err != nil {
				t.Errorf("%d: from %d at most %d: %q, %d, %v", n, c.offset, c.most, data, size, err)
			}
			if len(data) > 0 && len(data) <= cap(memory) && &data[0] != &memory[:1][0] {
				t.Errorf("%d: %q has memory of its own", n, data)
			}
		}
	}
}

// elsewhere is a disk that is not the operating system's.
type elsewhere struct{ durable.Disk }
