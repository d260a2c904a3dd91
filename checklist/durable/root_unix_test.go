//go:build unix

package durable_test

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"clausewalk/checklist/durable"
)

// hostile makes a folder with one of each that a stranger may put into it.
func hostile(t *testing.T) (durable.Disk, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "d")
	outside := filepath.Join(filepath.Dir(dir), "outside")
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(os.MkdirAll(filepath.Join(dir, "folder"), 0o755))
	check(os.MkdirAll(outside, 0o755))
	check(os.WriteFile(filepath.Join(dir, "file"), []byte("words"), 0o644))
	check(os.WriteFile(filepath.Join(dir, "folder", "file"), []byte("words"), 0o644))
	check(os.WriteFile(filepath.Join(outside, "file"), []byte("precious"), 0o644))
	check(os.Symlink("file", filepath.Join(dir, "link")))
	check(os.Symlink(filepath.Join(outside, "file"), filepath.Join(dir, "out")))
	check(os.Symlink("folder", filepath.Join(dir, "way")))
	check(os.Symlink(outside, filepath.Join(dir, "wayout")))
	check(os.Symlink("nothing", filepath.Join(dir, "dangling")))
	check(os.Symlink("/dev/zero", filepath.Join(dir, "endless")))
	check(syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644))
	t.Chdir(dir) // The path of a socket has to be short.
	listener, err := net.Listen("unix", "socket")
	check(err)
	t.Cleanup(func() { listener.Close() })
	return durable.Root(dir), outside
}

func TestNothingButAFileIsOpened(t *testing.T) {
	d, _ := hostile(t)
	for name, what := range map[string]string{
		"link": "link is a link, not a file", "out": "out is a link, not a file", "dangling": "dangling is a link, not a file",
		"endless": "endless is a link, not a file", "pipe": "pipe is a pipe, not a file", "socket": "socket is a socket, not a file",
		"folder": "folder is a folder, not a file", "way/file": "way is a link, not a folder", "wayout/file": "wayout is a link, not a folder",
		"file/file": "file is a file, not a folder", "pipe/file": "pipe is a pipe, not a folder",
	} {
		want := filepath.Join(d.Path(), what[:strings.Index(what, " ")]) + what[strings.Index(what, " "):]
		for does, try := range map[string]func() error{
			"read":   func() error { _, err := durable.ReadFile(d, name, 100); return err },
			"append": func() error { _, err := d.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644); return err },
			"cut":    func() error { _, err := d.OpenFile(name, os.O_TRUNC|os.O_WRONLY, 0o644); return err },
			"lock":   func() error { _, err := d.Lock(name, nil); return err },
		} {
			var other *durable.KindError
			if err := try(); !errors.As(err, &other) || err.Error() != want {
				t.Errorf("%s %s: %v, want %s", does, name, err, want)
			}
		}
	}
}

func TestNoLinkIsReplacedOrFollowedByAWrite(t *testing.T) {
	d, outside := hostile(t)
	for _, name := range []string{"link", "out", "dangling", "way/new", "wayout/new", "way/file", "wayout/file"} {
		var other *durable.KindError
		if err := durable.WriteFile(d, name, []byte("theirs"), 0o644); !errors.As(err, &other) || other.Is != "a link" {
			t.Errorf("write %s: %v", name, err)
		}
		if err := d.Rename("file", name); !errors.As(err, &other) || other.Is != "a link" {
			t.Errorf("rename to %s: %v", name, err)
		}
	}
	for _, name := range []string{"way", "wayout"} {
		var other *durable.KindError
		if _, err := d.ReadDir(name); !errors.As(err, &other) {
			t.Errorf("read the folder %s: %v", name, err)
		}
		if err := durable.MkdirAll(d, name+"/new", 0o755); !errors.As(err, &other) {
			t.Errorf("make a folder in %s: %v", name, err)
		}
	}
	if err := d.Mkdir("../beside", 0o755); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("a name that leads out: %v", err)
	}
	for _, file := range []string{filepath.Join(outside, "file"), filepath.Join(d.Path(), "file")} {
		if words, err := os.ReadFile(file); err != nil || string(words) != "precious" && string(words) != "words" {
			t.Errorf("%s holds %q, %v", file, words, err)
		}
	}
	// What is removed is the link.
	for _, name := range []string{"way", "wayout", "out", "endless"} {
		if err := durable.RemoveAll(d, name); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(filepath.Join(outside, "file")); err != nil {
		t.Error(err)
	}
}

func TestAFileIsReadUpToItsLimit(t *testing.T) {
	d := durable.Root(t.TempDir())
	if err := durable.WriteFile(d, "a", []byte("12345"), 0o644); err != nil {
		t.Fatal(err)
	}
	if data, err := durable.ReadFile(d, "a", 5); err != nil || string(data) != "12345" {
		t.Errorf("%q, %v", data, err)
	}
	var long *durable.SizeError
	if _, err := durable.ReadFile(d, "a", 4); !errors.As(err, &long) || err.Error() != filepath.Join(d.Path(), "a")+" is larger than the limit of 4 bytes" {
		t.Errorf("%v", err)
	}
	if _, err := fs.ReadFile(durable.FS(d, ".", 4), "a"); !errors.As(err, &long) {
		t.Errorf("%v", err)
	}
	// A file of the kernel says that it has no bytes, and has some.
	if data, err := durable.ReadFile(durable.Root("/proc/self"), "cmdline", 1<<20); err == nil && len(data) == 0 {
		t.Errorf("%q, %v", data, err)
	}
}
