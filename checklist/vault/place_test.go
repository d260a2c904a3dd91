package vault_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/vault"
)

func TestPlaceIsTheDigestOfItsLines(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "internal", "job.go"), "one\ntwo\nthree\n")
	write(t, filepath.Join(root, "internal", "crlf.go"), "one\r\ntwo\r\nthree\r\n")
	write(t, filepath.Join(root, "internal", "bare.go"), "one\ntwo\nthree")
	write(t, filepath.Join(root, "größe 写.go"), "one\n")
	for _, c := range []struct {
		spec, path string
		from, to   int
		words      string
	}{
		{"internal/job.go", "internal/job.go", 0, 0, "one\ntwo\nthree\n"},
		{"internal/crlf.go", "internal/crlf.go", 0, 0, "one\ntwo\nthree\n"},
		{"internal/job.go:1", "internal/job.go", 1, 1, "one"},
		{"internal/job.go:2-3", "internal/job.go", 2, 3, "two\nthree"},
		{"internal/crlf.go:2-3", "internal/crlf.go", 2, 3, "two\nthree"},
		{"internal/bare.go:2-3", "internal/bare.go", 2, 3, "two\nthree"},
		{"./internal/../internal//job.go:3", "internal/job.go", 3, 3, "three"},
		{filepath.Join(root, "internal", "job.go") + ":1-3", "internal/job.go", 1, 3, "one\ntwo\nthree"},
		{"größe 写.go:1", "größe 写.go", 1, 1, "one"},
	} {
		want := event.Evidence{Kind: event.PlaceEvidence, Path: c.path, From: c.from, To: c.to, SHA256: digest(c.words)}
		if e, err := vault.ReadPlace(root, c.spec); err != nil || e != want {
			t.Errorf("%s: %+v %v", c.spec, e, err)
		}
	}
}

func TestPlaceThatCannotBeReadIsRefusedAndSaysWhy(t *testing.T) {
	dir := t.TempDir()
	root := filepath.Join(dir, "app")
	write(t, filepath.Join(root, "job.go"), "one\ntwo\n")
	write(t, filepath.Join(root, "empty.go"), "")
	outside := write(t, filepath.Join(dir, "secret.txt"), "secret\n")
	for _, c := range []struct{ spec, want string }{
		{"job.go:3", "the file has 2 lines"},
		{"job.go:1-3", "the file has 2 lines"},
		{"empty.go:1", "the file has 0 lines"},
		{"job.go:0", "lines are counted from 1"},
		{"job.go:99999999999999999999", "lines are counted from 1"},
		{"job.go:2-1", "the last line comes before the first"},
		{"none.go", "none.go"},
		{".", "it is a folder: name a file in it"},
		{"", "it is a folder"},
		{"../secret.txt", "it is outside"},
		{"a/../../secret.txt:1", "it is outside"},
		{outside, "it is outside"},
		{"job.go/none", "job.go/none"},
		{"a\x00b", "a"},
	} {
		e, err := vault.ReadPlace(root, c.spec)
		if err == nil || !strings.HasPrefix(err.Error(), "place "+c.spec+": ") || !strings.Contains(err.Error(), c.want) || e != (event.Evidence{}) {
			t.Errorf("%q: %+v %v, want …%s", c.spec, e, err, c.want)
		}
	}
	if _, err := vault.ReadPlace(filepath.Join(dir, "none"), "job.go"); err == nil {
		t.Error("read in a repository that is not there")
	}
}

func TestPlaceBehindALinkMustStayInTheRepository(t *testing.T) {
	dir := t.TempDir()
	root := filepath.Join(dir, "app")
	write(t, filepath.Join(root, "real", "job.go"), "one\n")
	write(t, filepath.Join(dir, "secret", "key.txt"), "secret\n")
	for name, target := range map[string]string{
		"in": "real", "in.go": filepath.Join("real", "job.go"), "out": filepath.Join("..", "secret"), "out.txt": filepath.Join("..", "secret", "key.txt"),
		"abs.txt": filepath.Join(dir, "secret", "key.txt"), "loop.txt": "loop.txt",
	} {
		if err := os.Symlink(target, filepath.Join(root, name)); err != nil {
			t.Skip("this user may make no links: ", err)
		}
	}
	for _, spec := range []string{"in/job.go", "in.go:1"} {
		if _, err := vault.ReadPlace(root, spec); err != nil {
			t.Errorf("a link inside the repository: %v", err)
		}
	}
	for _, spec := range []string{"out/key.txt", "out.txt", "out.txt:1", "abs.txt", "loop.txt"} {
		if e, err := vault.ReadPlace(root, spec); err == nil {
			t.Errorf("%s was read through a link: %+v", spec, e)
		}
	}
}

func TestPlaceTooLargeIsRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file with a hole takes its whole size here")
	}
	root := t.TempDir()
	if err := os.Truncate(write(t, filepath.Join(root, "big.bin"), ""), 64<<20+1); err != nil {
		t.Fatal(err)
	}
	if _, err := vault.ReadPlace(root, "big.bin"); err == nil || !strings.Contains(err.Error(), "67108865 bytes, more than the 67108864 that are read") {
		t.Error(err)
	}
}

func TestLinesThatMovedAreFoundAgainAndChangedOnesAreNot(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "job.go")
	write(t, file, "a\nb\nc\nd\n")
	place, err := vault.ReadPlace(dir, "job.go:2-3")
	if err != nil {
		t.Fatal(err)
	}
	app := func(name string) (durable.File, error) { return durable.Inside(dir, name) }
	whole, err := vault.ReadPlace(dir, "job.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		now, moved string
		err        error
	}{
		{"a\nb\nc\nd\n", "", nil},
		{"a\r\nb\r\nc\r\nd\r\n", "", nil},
		{"b\nc\n", "job.go:1-2", nil},
		{"b\nc\n\n\n\nx\nb\nc", "job.go:1-2", nil}, // the nearest
		{strings.Repeat("x\n", 900) + "b\nc", "job.go:901-902", nil},
		{"a\nb\nx\nc\n", "", vault.ErrChanged},
		{"", "", vault.ErrChanged},
	} {
		write(t, file, c.now)
		if moved, err := vault.NewPlaceFinder(app).Find(place); moved != c.moved || !errors.Is(err, c.err) {
			t.Errorf("%q: %q %v", c.now, moved, err)
		}
	}
	if _, err := vault.NewPlaceFinder(app).Find(whole); !errors.Is(err, vault.ErrChanged) {
		t.Error("a whole file has no place to move to: ", err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if _, err := vault.NewPlaceFinder(app).Find(place); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	for _, e := range []event.Evidence{
		{Path: "../../etc/passwd", From: 1, To: 1}, {Path: "/etc/passwd"}, {Path: "job.go", From: -5, To: 9}, {Path: "job.go", From: 9, To: 2}, {Path: ""},
	} {
		write(t, file, "a\n")
		if _, err := vault.NewPlaceFinder(app).Find(e); err == nil {
			t.Errorf("%+v: no error", e)
		}
	}
}

// BenchmarkPlaces looks for many places of one file whose lines have moved.
func BenchmarkPlaces(b *testing.B) {
	for _, n := range []int{10, 40, 160} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := b.TempDir()
			var text strings.Builder
			for line := range 20_000 {
				fmt.Fprintf(&text, "line %d of a source file\n", line)
			}
			file := filepath.Join(dir, "job.go")
			if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
				b.Fatal(err)
			}
			var places []event.Evidence
			for at := range n {
				e, err := vault.ReadPlace(dir, fmt.Sprintf("job.go:%d-%d", at*100+1, at*100+5))
				if err != nil {
					b.Fatal(err)
				}
				places = append(places, e)
			}
			if err := os.WriteFile(file, []byte("new\n"+text.String()), 0o600); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				look := vault.NewPlaceFinder(func(name string) (durable.File, error) { return durable.Inside(dir, name) })
				for _, e := range places {
					if moved, err := look.Find(e); moved == "" || err != nil {
						b.Fatal(moved, err)
					}
				}
			}
		})
	}
}
