//go:build unix

package vault_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/vault"
)

func TestSpecialFilesAreRefusedAndNothingIsLeft(t *testing.T) {
	dir := t.TempDir()
	v := vault.Vault{Disk: durable.Root(dir), Dir: "evidence"}
	fifo := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(fifo, 0o644); err != nil {
		t.Skip("this system makes no pipes: ", err)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(os.DevNull, link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{fifo, os.DevNull, link} {
		e, err := v.AddFile(path, false)
		if err == nil || err.Error() != "evidence: "+path+" is not a regular file" || e != (event.Evidence{}) {
			t.Errorf("%s: %+v %v", path, e, err)
		}
	}
	if _, err := vault.ReadPlace(dir, "pipe"); err == nil || !strings.Contains(err.Error(), "it is not a regular file") {
		t.Errorf("a place in a pipe: %v", err)
	}
	if _, err := os.Stat(v.Path()); !errors.Is(err, os.ErrNotExist) {
		t.Error("the vault was made")
	}
}

func TestTooLargeFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	big := write(t, filepath.Join(dir, "big.bin"), "")
	if err := os.Truncate(big, vault.MaxFile+1); err != nil {
		t.Skip("this disk keeps no such file: ", err)
	}
	v := vault.Vault{Disk: durable.Root(dir), Dir: "evidence"}
	if _, err := v.AddFile(big, false); err == nil || !strings.Contains(err.Error(), "2147483649 bytes, more than the 2147483648 that are kept") {
		t.Error(err)
	}
	if err := os.Truncate(big, vault.MaxFile); err != nil {
		t.Fatal(err)
	}
	var large *vault.LargeError
	if _, err := v.AddFile(big, false); !errors.As(err, &large) {
		t.Errorf("the largest file: %v", err)
	}
}

func TestWhoeverMayReadTheRepositoryMayReadTheEvidence(t *testing.T) {
	dir := t.TempDir()
	v := vault.Vault{Disk: durable.Root(dir), Dir: "evidence"}
	e, err := v.AddFile(write(t, filepath.Join(dir, "a.txt"), "x"), false)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := v.Find(e.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	mask := os.FileMode(syscall.Umask(0))
	syscall.Umask(int(mask))
	for path, want := range map[string]os.FileMode{kept: 0o644, filepath.Dir(kept): 0o755 &^ mask, v.Path(): 0o755 &^ mask} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, want %v", path, info.Mode(), want)
		}
	}
}

func TestNameThatIsNoTextIsRefusedAndNothingIsLeft(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "caf\xe9.txt")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Skip("this disk takes no such name: ", err)
	}
	v := vault.Vault{Disk: durable.Root(dir), Dir: "evidence"}
	if _, err := v.AddFile(path, false); err == nil || !strings.Contains(err.Error(), `caf\xe9.txt" is not UTF-8 text: rename the file`) {
		t.Error(err)
	}
	if got := inside(t, v.Path()); len(got) != 0 {
		t.Errorf("the vault holds %q", got)
	}
}

func TestUnreadableFileAndUnwritableVaultAreNamed(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("this user may read and write everything")
	}
	dir := t.TempDir()
	v := vault.Vault{Disk: durable.Root(dir), Dir: "evidence"}
	secret := write(t, filepath.Join(dir, "secret.txt"), "x")
	if err := os.Chmod(secret, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := v.AddFile(secret, false); !errors.Is(err, os.ErrPermission) || !strings.Contains(err.Error(), secret) {
		t.Errorf("unreadable: %v", err)
	}
	if _, err := os.Stat(v.Path()); !errors.Is(err, os.ErrNotExist) {
		t.Error("the vault was made")
	}
	if err := os.Mkdir(v.Path(), 0o555); err != nil {
		t.Fatal(err)
	}
	if _, err := v.AddFile(write(t, filepath.Join(dir, "a.txt"), "x"), false); !errors.Is(err, os.ErrPermission) || !strings.Contains(err.Error(), "a.txt") {
		t.Errorf("unwritable: %v", err)
	}
}
