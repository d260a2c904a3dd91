package uitest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// smallDisk mounts a disk of one megabyte, or skips the test where it may not.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("skipped: mounting a small disk is not allowed here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

func TestReadOnlyDiskSaysNotSavedAndTheWordsArePutElsewhere(t *testing.T) {
	dir := smallDisk(t)
	if out, err := program(dir, "new", "--app", "Photobook", "--release", "2.4").CombinedOutput(); err != nil {
		t.Fatalf("new: %v\n%s", err, out)
	}
	c := StartTerminal(t, program(dir), 100, 32)
	c.WaitFor("0/53 answered")
	c.Press(met)
	c.WaitFor("1/53 answered", " saved ")
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("skipped: the disk cannot be made read-only: %v", err)
	}
	c.Press(met)
	c.WaitFor("NOT SAVED", "read-only")
	c.Press("q")
	if code := c.Wait(); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	if !strings.Contains(c.Output(), "the words are in") {
		t.Errorf("it is not said where the words were put: %q", tail(c.Output()))
	}
	if got := answered(reader(t, dir, "")); got != 1 {
		t.Errorf("%d answers are there, want 1", got)
	}
}

func TestFileSizeLimitSaysNotSaved(t *testing.T) {
	dir := app(t)
	limited := program(dir)
	limited.Path = "/bin/sh"
	limited.Args = []string{"sh", "-c", `ulimit -f 2; exec "$0"`, binary}
	c := StartTerminal(t, limited, 100, 32)
	c.WaitFor("0/53 answered")
	c.Press(met)
	c.WaitFor("1/53 answered", " saved ")
	c.Press(strings.Repeat(met, 6))
	c.WaitFor("7/53", "NOT SAVED", "file too large")
	c.Press("q")
	if code := c.Wait(); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	if got := answered(reader(t, dir, "")); got < 1 || got > 6 {
		t.Errorf("%d answers are there", got)
	}
}

func TestFullDiskSaysNotSavedUntilThereIsRoom(t *testing.T) {
	dir := smallDisk(t)
	if out, err := program(dir, "new", "--app", "Photobook", "--release", "2.4").CombinedOutput(); err != nil {
		t.Fatalf("new: %v\n%s", err, out)
	}
	c := StartTerminal(t, program(dir), 100, 32)
	c.WaitFor("0/53 answered")
	c.Press(met)
	c.WaitFor("1/53 answered", " saved ")

	filler := filepath.Join(dir, "filler")
	f, err := os.Create(filler)
	if err != nil {
		t.Fatal(err)
	}
	for chunk := bytes.Repeat([]byte("x"), 512); err == nil; {
		_, err = f.Write(chunk)
	}
	if err := f.Close(); err != nil {
		t.Log(err)
	}
	// A page of the journal may still have room: one reason of its size has not.
	c.Press("2\x1b[200~" + strings.Repeat("no room ", 700) + "\x1b[201~\x13") // pasted
	c.WaitFor("NOT SAVED", "no space left")
	if got := answered(reader(t, dir, "")); got != 1 {
		t.Errorf("%d answers are on the full disk, want the one that was saved", got)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	c.Press("\x13")
	c.WaitFor("2/53 answered", " saved ")
	c.Press("q")
	if code := c.Wait(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if got := answered(reader(t, dir, "")); got != 2 {
		t.Errorf("%d answers are there, want 2", got)
	}
}
