package vault_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	_ "clausewalk/checklist/durable/quicktest"
	"clausewalk/checklist/event"
	"clausewalk/checklist/vault"
)

func write(t *testing.T, path, words string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(words), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func digest(words string) string {
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:])
}

// inside lists every file below a folder, with slashes.
func inside(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			all = append(all, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return all
}

func TestFileIsKeptUnderItsDigestWithItsName(t *testing.T) {
	dir := t.TempDir()
	v := vault.Vault{Disk: durable.Root(dir), Dir: "evidence"}
	if runtime.GOOS == "windows" {
		t.Skip("this system has no such file name")
	}
	e, err := v.AddFile(write(t, filepath.Join(dir, "deletion log: München.txt"), "two requests"), false)
	want := event.Evidence{Kind: event.FileEvidence, Name: "deletion log: München.txt", Size: 12, Media: "text/plain; charset=utf-8", SHA256: digest("two requests")}
	if err != nil || e != want {
		t.Fatalf("%+v %v", e, err)
	}
	path, err := v.Find(e.SHA256)
	if err != nil || filepath.Base(path) != "deletion log_ München.txt" {
		t.Errorf("%s %v", path, err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "two requests" {
		t.Errorf("%q %v", data, err)
	}
	if err := v.Verify(e); err != nil {
		t.Error(err)
	}
	if got := inside(t, v.Path()); len(got) != 1 {
		t.Errorf("the vault holds %q", got)
	}
}

func TestTheSameBytesAreKeptOnce(t *testing.T) {
	dir := t.TempDir()
	v := vault.Vault{Disk: durable.Root(dir), Dir: "evidence"}
	for _, name := range []string{"a.txt", "b.txt", "a.txt"} {
		if e, err := v.AddFile(write(t, filepath.Join(dir, name), "same"), false); err != nil || e.Name != name || e.SHA256 != digest("same") {
			t.Fatalf("%+v %v", e, err)
		}
	}
	if got := inside(t, v.Path()); len(got) != 1 || got[0] != digest("same")+"/a.txt" {
		t.Errorf("the vault holds %q", got)
	}
}

func TestAlteredOrMissingFileIsFoundAndMendedByAddingItAgain(t *testing.T) {
	dir := t.TempDir()
	v := vault.Vault{Disk: durable.Root(dir), Dir: "evidence"}
	source := write(t, filepath.Join(dir, "a.txt"), "as it was")
	e, err := v.AddFile(source, false)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := v.Find(e.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	for name, harm := range map[string]func() error{
		"altered":   func() error { return os.WriteFile(kept, []byte("as it is not"), 0o644) },
		"removed":   func() error { return os.Remove(kept) },
		"no folder": func() error { return os.RemoveAll(filepath.Dir(kept)) },
	} {
		if err := harm(); err != nil {
			t.Fatal(err)
		}
		if err := v.Verify(e); err == nil {
			t.Errorf("%s, and nothing is said", name)
		}
		if _, err := v.AddFile(source, false); err != nil || v.Verify(e) != nil {
			t.Errorf("%s and added again: %v, %v", name, err, v.Verify(e))
		}
	}
	write(t, filepath.Join(filepath.Dir(kept), ".DS_Store"), "left by a file manager")
	if err := v.Verify(e); err != nil {
		t.Errorf("with a hidden file beside it: %v", err)
	}
	for _, other := range []event.Evidence{{Kind: event.LinkEvidence, URL: "https://x.y"}, {Kind: event.PlaceEvidence, Path: "a.go", SHA256: e.SHA256}} {
		if err := (vault.Vault{Dir: "nowhere"}).Verify(other); err != nil {
			t.Errorf("%s is no kept file: %v", other.Kind, err)
		}
	}
}

func TestFindTakesDigestsOnly(t *testing.T) {
	v := vault.Vault{Disk: durable.Root(t.TempDir()), Dir: "."}
	for _, name := range []string{"", "..", "../" + strings.Repeat("0", 61), strings.Repeat("A", 64), strings.Repeat("0", 63), strings.Repeat("0", 65)} {
		if path, err := v.Find(name); err == nil || errors.Is(err, os.ErrNotExist) {
			t.Errorf("%q was looked for: %s %v", name, path, err)
		}
	}
	if _, err := v.Find(strings.Repeat("0", 64)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what is not there: %v", err)
	}
}

func TestAddFileRefusesWhatIsNoFileAndLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	v := vault.Vault{Disk: durable.Root(dir), Dir: "evidence"}
	for name, c := range map[string]struct{ path, want string }{
		"nothing":      {filepath.Join(dir, "none.txt"), "none.txt"},
		"folder":       {dir, dir + " is a folder: zip it and add the zip"},
		"below a file": {filepath.Join(write(t, filepath.Join(dir, "a.txt"), "x"), "b.txt"), "b.txt"},
		"NUL":          {"a\x00b", "a"},
	} {
		e, err := v.AddFile(c.path, false)
		if err == nil || !strings.HasPrefix(err.Error(), "evidence: ") || !strings.Contains(err.Error(), c.want) || e != (event.Evidence{}) {
			t.Errorf("%s: %+v %v", name, e, err)
		}
	}
	if _, err := os.Stat(v.Path()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the vault was made: %v", inside(t, v.Path()))
	}
}

func TestManyAddersAtOnceKeepEveryFileWhole(t *testing.T) {
	dir := t.TempDir()
	v := vault.Vault{Disk: durable.Root(dir), Dir: "evidence"}
	var adders sync.WaitGroup
	const each = 8
	for n := range each {
		// The names have one beginning, and the files one name in two folders.
		same := write(t, filepath.Join(dir, "same", fmt.Sprint("deletion-log-", n, ".txt")), strings.Repeat("same", 1<<14))
		other := write(t, filepath.Join(dir, fmt.Sprint("other-", n), "deletion-log.txt"), strings.Repeat(fmt.Sprint(n), 1<<16))
		for _, path := range []string{same, other} {
			adders.Go(func() {
				if e, err := v.AddFile(path, false); err != nil {
					t.Error(err)
				} else if err := v.Verify(e); err != nil {
					t.Error(err)
				}
			})
		}
	}
	adders.Wait()
	got := inside(t, v.Path())
	if len(got) != each+1 {
		t.Errorf("the vault holds %q", got)
	}
	for _, path := range got {
		data, err := os.ReadFile(filepath.Join(v.Path(), path))
		if err != nil || !strings.HasPrefix(path, digest(string(data))+"/") {
			t.Errorf("%s holds other bytes, %v", path, err)
		}
	}
}

func TestSafeName(t *testing.T) {
	for name, want := range map[string]string{
		"a.txt": "a.txt", "deletion log.txt": "deletion log.txt", "Größe 写真.png": "Größe 写真.png",
		"": "_", ".": "_", "..": "_", "...": "_", "../../etc/passwd": "_.._.._etc_passwd", `..\a`: `_.._a`, "/etc": "_etc", ".hidden": "_.hidden",
		"C:a": "C_a", `a<>"|?*b`: "a______b", "con": "_con", "CON.txt": "_CON.txt", "Lpt9.log.gz": "_Lpt9.log.gz", "console": "console",
		"con .txt": "_con .txt", "COM¹": "_COM¹", "conin$": "_conin$", "com10": "com10",
		strings.Repeat("x", 200) + ".final.mp4": strings.Repeat("x", 116) + ".mp4", strings.Repeat("é", 100) + ".pdf": strings.Repeat("é", 58) + ".pdf",
		"a. ": "a", "a\x1b[31m\n": "a_[31m_", "a\u202egnp.exe": "a_gnp.exe", "a\xffb": "a_b",
	} {
		if got := checklist.SafeName(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}

func TestSafeNameStaysInItsFolderAndIsAFileNameEverywhere(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.OneOf(rapid.String(), rapid.StringMatching(`[./\\ :a-cAUXconul$]{0,140}`), rapid.StringN(100, 300, -1)).Draw(rt, "name")
		safe := checklist.SafeName(name)
		if safe == "" || len(safe) > 130 || !utf8.ValidString(safe) || strings.ContainsAny(safe, "/\\<>:\"|?*\x00") ||
			strings.HasPrefix(safe, ".") || strings.TrimRight(safe, ". ") != safe || filepath.Base(safe) != safe {
			rt.Fatalf("%q becomes %q", name, safe)
		}
		if err := os.WriteFile(filepath.Join(dir, safe), nil, 0o644); err != nil {
			rt.Fatal(err)
		}
	})
}

func TestLargeFileIsKeptOnlyWhereThatIsAllowed(t *testing.T) {
	dir := t.TempDir()
	big := write(t, filepath.Join(dir, "big.log"), "")
	if err := os.Truncate(big, vault.LargeFile+1); err != nil {
		t.Skip("this disk keeps no such file: ", err)
	}
	v := vault.Vault{Disk: durable.Root(dir), Dir: "evidence"}
	var large *vault.LargeError
	if _, err := v.AddFile(big, false); !errors.As(err, &large) || *large != (vault.LargeError{Path: big, Size: vault.LargeFile + 1}) {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(v.Path()); err == nil {
		t.Error("something was kept")
	}
	if e, err := v.AddFile(big, true); err != nil || v.Verify(e) != nil {
		t.Errorf("%+v %v", e, err)
	}
	if err := os.Truncate(big, vault.LargeFile); err != nil {
		t.Fatal(err)
	}
	if e, err := v.AddFile(big, false); err != nil || e.Size != vault.LargeFile {
		t.Errorf("a file that is just not large: %+v %v", e, err)
	}
}

func TestMediaTypeIsWhatTheBytesSay(t *testing.T) {
	dir := t.TempDir()
	v := vault.Vault{Disk: durable.Root(dir), Dir: "evidence"}
	for _, c := range []struct{ name, content, want string }{
		{"letter.txt", "%PDF-1.7\n", "application/pdf"},
		{"log.pdf", "request 1 removed\n", "text/plain; charset=utf-8"},
		{"shot.png", "\x89PNG\r\n\x1a\n", "image/png"},
		{"empty", "", "text/plain"},
	} {
		e, err := v.AddFile(write(t, filepath.Join(dir, c.name), c.content), false)
		if err != nil || e.Media != c.want {
			t.Errorf("%s: %q %v, want %q", c.name, e.Media, err, c.want)
		}
	}
}

// growing is a file to which somebody appends while it is read: each read finds
// more, up to a size.
type growing struct{ left int }

func (g *growing) Read(p []byte) (int, error) {
	if g.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), g.left, 1000)
	for i := range n {
		p[i] = byte('a' + g.left%26)
	}
	g.left -= n
	return n, nil
}

func TestAFileThatGrowsWhileItIsReadIsKeptAsItWasRead(t *testing.T) {
	v := vault.Vault{Disk: durable.Root(t.TempDir()), Dir: "."}
	e, err := v.Add(&growing{left: 1 << 20}, "log.txt")
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Verify(e); err != nil || e.Size != 1<<20 {
		t.Errorf("%d bytes were kept, %v", e.Size, err)
	}
}
