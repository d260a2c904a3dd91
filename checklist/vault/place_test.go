package vault_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/durable/forgetful"
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
	write(t, filepath.Join(root, "single.go"), "one\n")
	outside := write(t, filepath.Join(dir, "secret.txt"), "secret\n")
	for _, c := range []struct{ spec, want string }{
		{"job.go:3", "the file has 2 lines"},
		{"job.go:1-3", "the file has 2 lines"},
		{"empty.go:1", "the file has 0 lines"},
		{"single.go:2", "the file has 1 line"},
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

func TestAPlaceIsAFileWithItsLines(t *testing.T) {
	for _, c := range []struct {
		spec, file string
		from, to   int
		wrong      string
	}{
		{"job.go", "job.go", 0, 0, ""},
		{"job.go:1", "job.go", 1, 1, ""},
		{"job.go:2-2", "job.go", 2, 2, ""},
		{"job.go:2-13", "job.go", 2, 13, ""},
		{"a:1:2", "a:1", 2, 2, ""},
		{"job.go:x", "job.go:x", 0, 0, ""},
		{"job.go:-1", "job.go:-1", 0, 0, ""},
		{":1", ":1", 0, 0, ""},
		{"job.go:0", "", 0, 0, "place job.go:0: lines are counted from 1"},
		{"job.go:0-1", "", 0, 0, "place job.go:0-1: lines are counted from 1"},
		{"job.go:3-2", "", 0, 0, "place job.go:3-2: the last line comes before the first"},
		{"job.go:1-99999999999999999999", "", 0, 0, "place job.go:1-99999999999999999999: the last line comes before the first"},
	} {
		file, from, to, err := vault.SplitPlace(c.spec)
		if file != c.file || from != c.from || to != c.to || (err == nil) != (c.wrong == "") || err != nil && err.Error() != c.wrong {
			t.Errorf("%s: %q, %d to %d, %v", c.spec, file, from, to, err)
		}
	}
}

// files is an app by the names of its files, which counts how often each is opened.
type files struct {
	names  map[string]string
	opened map[string]int
}

func (a files) open(name string) (durable.File, error) {
	a.opened[name]++
	text, ok := a.names[name]
	if !ok {
		return nil, os.ErrNotExist
	}
	d := forgetful.New()
	if err := durable.WriteFile(d, "file", []byte(text), 0o644); err != nil {
		return nil, err
	}
	return d.Open("file")
}

func newFiles(names map[string]string) files { return files{names, map[string]int{}} }

func TestLinesOfAPlaceAreThoseOfItsFile(t *testing.T) {
	app := newFiles(map[string]string{"job.go": "1\r\n2\n3\n4\n5", "empty.go": "", "end.go": "1\n\n"})
	for _, c := range []struct {
		name     string
		from, to int
		n        int
		lines    string
		first    int
		around   string
		wrong    string
	}{
		{"job.go", 1, 1, 0, "1", 1, "1", ""},
		{"job.go", 3, 3, 1, "3", 2, "2 3 4", ""},
		{"job.go", 2, 4, 1, "2\n3\n4", 1, "1 2 3 4 5", ""},
		{"job.go", 2, 3, 9, "2\n3", 1, "1 2 3 4 5", ""},
		{"job.go", 5, 5, 1, "5", 4, "4 5", ""},
		{"job.go", 5, 5, 0, "5", 5, "5", ""},
		{"./x/../job.go", 1, 5, 0, "1\n2\n3\n4\n5", 1, "1 2 3 4 5", ""},
		{"end.go", 2, 2, 0, "", 2, "", ""},
		{"job.go", 5, 6, 1, "", 0, "", "the file has 5 lines"},
		{"job.go", 3, 2, 1, "", 0, "", "the file has 5 lines"},
		{"job.go", -1, 2, 1, "", 0, "", "the file has 5 lines"},
		{"job.go", -2, -1, 1, "", 0, "", "the file has 5 lines"},
		{"empty.go", 1, 1, 1, "", 0, "", "the file has 0 lines"},
		{"none.go", 1, 1, 1, "", 0, "", "file does not exist"},
	} {
		place := event.Evidence{Kind: event.PlaceEvidence, Path: c.name, From: c.from, To: c.to}
		lines, err := vault.Lines(app.open, place)
		first, around, errAround := vault.Around(app.open, place, c.n)
		if string(lines) != c.lines || first != c.first || strings.Join(around, " ") != c.around {
			t.Errorf("%s: %q, from %d on %q", place.Target(), lines, first, around)
		}
		for _, err := range []error{err, errAround} {
			if (err == nil) != (c.wrong == "") || err != nil && err.Error() != c.wrong {
				t.Errorf("%s: %v, want %s", place.Target(), err, c.wrong)
			}
		}
	}
	if whole, err := vault.Lines(app.open, event.Evidence{Path: "job.go"}); err != nil || string(whole) != "1\n2\n3\n4\n5" {
		t.Errorf("all of it: %q %v", whole, err)
	}
	if _, _, err := vault.Around(app.open, event.Evidence{Path: "job.go", To: 3}, 1); err == nil || err.Error() != "the file has 5 lines" {
		t.Errorf("around all of it: %v", err)
	}
}

// heavy is a file that says another size.
type heavy struct {
	durable.File
	size int64
}

type heavyInfo struct {
	os.FileInfo
	size int64
}

func (h heavy) Stat() (os.FileInfo, error) {
	info, err := h.File.Stat()
	return heavyInfo{info, h.size}, err
}

func (i heavyInfo) Size() int64 { return i.size }

func TestTheLargestFileIsRead(t *testing.T) {
	app := newFiles(map[string]string{"job.go": "one\ntwo\n"})
	for size, want := range map[int64]string{64 << 20: "", 64<<20 + 1: "it has 67108865 bytes, more than the 67108864 that are read"} {
		lines, err := vault.Lines(func(name string) (durable.File, error) {
			f, err := app.open(name)
			return heavy{f, size}, err
		}, event.Evidence{Path: "job.go", From: 2, To: 2})
		if (err == nil) != (want == "") || err != nil && err.Error() != want || err == nil && string(lines) != "two" {
			t.Errorf("%d bytes: %q %v", size, lines, err)
		}
	}
}

// TestAPlaceThatCannotBeReadIsNoChange fails each call of the disk in turn.
func TestAPlaceThatCannotBeReadIsNoChange(t *testing.T) {
	begin := func(d durable.Disk) error { return durable.WriteFile(d, "job.go", []byte("one\ntwo\n"), 0o644) }
	place := event.Evidence{Path: "job.go", From: 1, To: 1, SHA256: digest("two")}
	for name, do := range map[string]func(vault.Inside) error{
		"lines":  func(app vault.Inside) error { _, err := vault.Lines(app, place); return err },
		"around": func(app vault.Inside) error { _, _, err := vault.Around(app, place, 1); return err },
		"find": func(app vault.Inside) error {
			finder := vault.NewPlaceFinder(app)
			moved, err := finder.Find(place)
			if again, same := finder.Find(place); again != moved || !errors.Is(same, err) {
				t.Errorf("%q %v, and the second time %q %v", moved, err, again, same)
			}
			return err
		},
	} {
		forgetful.Fail(t, begin, func(d durable.Disk) error { return do(d.Open) }, func(_ *forgetful.Disk, failed string, err error) error {
			if !errors.Is(err, forgetful.ErrFault) && !strings.HasPrefix(failed, "close ") {
				return errors.New(name)
			}
			return nil
		})
	}
}

func TestAPlaceIsFoundWhereItIsNearest(t *testing.T) {
	missing := &vault.MissingLFSError{Name: "big.go", Folder: "src"}
	app := newFiles(map[string]string{
		"a.go":       "x\ny\nx\ny\nx\n",
		"b.go":       "y\nz\nx\n",
		"src/big.go": pointer(digest("x")),
	})
	for _, c := range []struct {
		name     string
		from, to int
		words    string
		moved    string
		err      error
	}{
		{"a.go", 1, 1, "x", "", nil},
		{"a.go", 5, 5, "x", "", nil},
		{"a.go", 2, 2, "x", "a.go:1", nil}, // Of two equally near the earlier one counts.
		{"a.go", 4, 4, "x", "a.go:3", nil},
		{"a.go", 6, 6, "x", "a.go:5", nil},
		{"a.go", 2, 3, "x\ny", "a.go:1-2", nil},
		{"a.go", 1, 2, "y\nx", "a.go:2-3", nil},
		{"a.go", 5, 6, "y\nx", "a.go:4-5", nil},
		{"a.go", 1, 5, "x\ny\nx\ny\nx", "", nil},
		{"a.go", 1, 6, "x\ny\nx\ny\nx\n", "", vault.ErrChanged},
		{"a.go", 0, 0, "x\ny\nx\ny\nx\n", "", nil},
		{"a.go", 0, 0, "x", "", vault.ErrChanged},
		{"a.go", 0, 1, "x", "", vault.ErrChanged},
		{"a.go", -1, 1, "x", "", vault.ErrChanged},
		{"a.go", 3, 1, "x", "", vault.ErrChanged},
		{"a.go", 3, 2, "", "", vault.ErrChanged},
		{"./b.go", 3, 3, "x", "", nil},
		{"b.go", 1, 1, "z", "b.go:2", nil},
		{"b.go", 1, 1, "w", "", vault.ErrChanged},
		{"src/big.go", 1, 1, "x", "", missing},
		{"src/big.go", 0, 0, "x", "", missing},
		{"none.go", 1, 1, "x", "", os.ErrNotExist},
		{"none.go", 2, 2, "x", "", os.ErrNotExist},
	} {
		place := event.Evidence{Kind: event.PlaceEvidence, Path: c.name, From: c.from, To: c.to, SHA256: digest(c.words)}
		for _, finder := range []*vault.PlaceFinder{inOrder(app), vault.NewPlaceFinder(app.open)} {
			moved, err := finder.Find(place)
			var lfs *vault.MissingLFSError
			if c.err == error(missing) && errors.As(err, &lfs) && *lfs == *missing {
				err = c.err
			}
			if moved != c.moved || !errors.Is(err, c.err) {
				t.Errorf("%+v: %q %v", place, moved, err)
			}
		}
	}
	app = newFiles(app.names)
	finder := vault.NewPlaceFinder(app.open)
	for _, name := range []string{"a.go", "./a.go", "a.go", "b.go", "b.go", "none.go", "none.go"} {
		_, _ = finder.Find(event.Evidence{Path: name, From: 1, To: 1}) // What is found does not matter.
	}
	if want := map[string]int{"a.go": 1, "b.go": 1, "none.go": 1}; !maps.Equal(app.opened, want) {
		t.Errorf("opened were %v, want %v", app.opened, want)
	}
}

// inOrder returns a finder that has looked in another file already.
func inOrder(app files) *vault.PlaceFinder {
	finder := vault.NewPlaceFinder(app.open)
	_, _ = finder.Find(event.Evidence{Path: "b.go", From: 1, To: 1})
	return finder
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
