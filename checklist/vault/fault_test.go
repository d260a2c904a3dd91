package vault_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/durable/forgetful"
	"clausewalk/checklist/event"
	"clausewalk/checklist/vault"
)

const evidence = "audits/a/evidence"

func vaultOn(d durable.Disk) vault.Vault { return vault.Vault{Disk: d, Dir: evidence} }

// keeping keeps a file on a disk.
func keeping(words string) func(durable.Disk) error {
	return func(d durable.Disk) error {
		_, err := vaultOn(d).Add(strings.NewReader(words), "log.txt")
		return err
	}
}

// put writes other bytes where the vault keeps a file.
func put(d durable.Disk, words, others string) error {
	f, err := d.OpenFile(path.Join(evidence, digest(words), "log.txt"), 0, 0)
	if err != nil {
		return err
	}
	_ = f.Truncate(0)
	_, err = f.Write([]byte(others))
	return err
}

// TestWhatADiskFailsToKeepIsNotSaidToBeKept fails each call of the disk in turn,
// where nothing is there, another file, the same one, and one that is damaged.
func TestWhatADiskFailsToKeepIsNotSaidToBeKept(t *testing.T) {
	const words = "asked 10:00, removed 10:04\n"
	kept := event.Evidence{Kind: event.FileEvidence, SHA256: digest(words)}
	for name, begin := range map[string]func(durable.Disk) error{
		"nothing":  nil,
		"another":  keeping("others"),
		"the same": keeping(words),
		"damaged":  func(d durable.Disk) error { return errors.Join(keeping(words)(d), put(d, words, "damaged")) },
	} {
		forgetful.Fail(t, begin, keeping(words), func(d *forgetful.Disk, failed string, err error) error {
			v := vaultOn(d)
			if err == nil {
				d.Lost(func(after *forgetful.Disk) {
					if wrong := vaultOn(after).Verify(kept); wrong != nil {
						t.Errorf("%s: %s failed, no error came of it, and it was not kept: %v", name, failed, wrong)
					}
				})
			} else if !errors.Is(err, forgetful.ErrFault) || !strings.HasPrefix(err.Error(), "evidence: log.txt: ") {
				return fmt.Errorf("the error is %w", err)
			}
			entries, _ := d.ReadDir(evidence) // The folder may not have been made.
			for _, e := range entries {
				if left := e.Name(); strings.HasPrefix(left, ".") && !strings.Contains(failed, "/.tmp-") {
					return fmt.Errorf("%s is left", left)
				}
			}
			for _, sum := range v.Digests() {
				if wrong := v.Verify(event.Evidence{SHA256: sum}); wrong != nil && (name != "damaged" || err == nil) {
					return wrong
				}
			}
			return errors.Join(keeping(words)(d), v.Verify(kept))
		})
	}
}

func TestWhatCannotBeReadIsNotKept(t *testing.T) {
	d := forgetful.New()
	e, err := vaultOn(d).Add(iotest.ErrReader(forgetful.ErrFault), "log.txt")
	if err == nil || err.Error() != "evidence: log.txt: input/output error" || e != (event.Evidence{}) {
		t.Errorf("%+v %v", e, err)
	}
	if left, err := d.ReadDir(evidence); err != nil || len(left) != 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

// TestWhatADiskFailsToReadIsNeitherWholeNorWeak fails each call of the disk in turn.
func TestWhatADiskFailsToReadIsNeitherWholeNorWeak(t *testing.T) {
	film := string(slices.Concat([]byte("\x00\x00\x00\x0cftypisom\x00\x00\x00\x74moov\x00\x00\x00\x6cmvhd\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x05"), make([]byte, 80)))
	for _, words := range []string{"Soon.", film} {
		kept := event.Evidence{Kind: event.FileEvidence, Name: "log.mp4", SHA256: digest(words)}
		closed := func(failed string) bool { return strings.HasPrefix(failed, "close ") }
		forgetful.Fail(t, keeping(words), func(d durable.Disk) error { return vaultOn(d).Verify(kept) }, func(_ *forgetful.Disk, failed string, err error) error {
			if !closed(failed) && (!errors.Is(err, forgetful.ErrFault) || !strings.Contains(err.Error(), "/disk/"+evidence+"/"+kept.SHA256)) {
				return err
			}
			return nil
		})
		var weak string
		forgetful.Fail(t, keeping(words), func(d durable.Disk) error {
			weak = vaultOn(d).Inspect(kept)
			return nil
		}, func(_ *forgetful.Disk, failed string, _ error) error {
			if (weak != "") != closed(failed) {
				return errors.New(weak)
			}
			return nil
		})
		var said event.Film
		forgetful.Fail(t, keeping(words), func(d durable.Disk) error {
			said = vaultOn(d).Film(kept)
			return nil
		}, func(_ *forgetful.Disk, failed string, _ error) error {
			if said.Known() != (closed(failed) && words == film) {
				return fmt.Errorf("it is %v", said)
			}
			return nil
		})
	}
}

// second is a disk on which somebody else keeps a file just before it gets its name.
type second struct {
	durable.Disk
	words string
}

func (s second) Rename(from, to string) error {
	if path.Base(to) != digest("words") {
		return s.Disk.Rename(from, to)
	}
	return errors.Join(keeping("words")(s.Disk), put(s.Disk, "words", s.words), fs.ErrExist)
}

func TestAFileThatSomebodyElseKeepsMeanwhileIsKept(t *testing.T) {
	e, err := vaultOn(second{forgetful.New(), "words"}).Add(strings.NewReader("words"), "log.txt")
	if want := (event.Evidence{Kind: event.FileEvidence, Name: "log.txt", Size: 5, Media: "text/plain; charset=utf-8", SHA256: digest("words")}); err != nil || e != want {
		t.Errorf("%+v %v", e, err)
	}
	if e, err := vaultOn(second{forgetful.New(), "wor"}).Add(strings.NewReader("words"), "log.txt"); !errors.Is(err, fs.ErrExist) || e != (event.Evidence{}) {
		t.Errorf("and damaged: %+v %v", e, err)
	}
}

func TestWhatStandsInTheFileOfADigestIsNamed(t *testing.T) {
	d := forgetful.New()
	sum := digest("words")
	make := func(names ...string) {
		for _, name := range names {
			if err := durable.MkdirAll(d, path.Join(evidence, sum, name), 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	v, at := vaultOn(d), "/disk/"+evidence+"/"+sum
	for _, c := range []struct {
		names []string
		want  string
	}{
		{[]string{"."}, at + " holds no file"},
		{[]string{".hidden"}, at + " holds no file"},
		{[]string{"b", "c"}, at + "/b is a folder, not a file"},
	} {
		make(c.names...)
		_, finding := v.Find(sum)
		_, opening := v.Open(sum)
		_, describing := v.Lstat(sum)
		for _, err := range []error{finding, opening, describing} {
			if err == nil || err.Error() != c.want {
				t.Errorf("%v: %v, want %s", c.names, err, c.want)
			}
		}
		if err := v.Verify(event.Evidence{Kind: event.FileEvidence, SHA256: sum}); !errors.Is(err, vault.ErrMissing) || !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%v: %v", c.names, err)
		}
	}
	if err := durable.WriteFile(d, path.Join(evidence, sum, "z.txt"), []byte("words"), 0o644); err != nil {
		t.Fatal(err)
	}
	if found, err := v.Find(sum); err != nil || found != at+"/z.txt" {
		t.Errorf("a file beside them: %s %v", found, err)
	}
	if info, err := v.Lstat(sum); err != nil || info.Name() != "z.txt" || info.Size() != 5 {
		t.Errorf("a file beside them: %v %v", info, err)
	}
	if all := v.Digests(); !slices.Equal(all, []string{sum}) {
		t.Errorf("kept are %v", all)
	}
	if _, err := v.Open("none"); err == nil || err.Error() != `"none" is not a digest` {
		t.Error(err)
	}
	if _, err := v.Lstat("none"); err == nil || err.Error() != `"none" is not a digest` {
		t.Error(err)
	}
}

// clone is a disk in which Git LFS keeps some files.
type clone struct {
	durable.Disk
	large durable.Disk
}

func (c clone) Large(sum string) (durable.File, error) { return c.large.Open(sum) }

func pointer(sum string) string {
	return "version https://git-lfs.github.com/spec/v1\noid sha256:" + sum + "\nsize 5\n"
}

func TestAPointerOfGitLFSIsTheFileWhereThatWasDownloaded(t *testing.T) {
	sum := digest("words")
	for _, c := range []struct {
		name, there, downloaded, opened, wrong string
	}{
		{"downloaded", pointer(sum), "words", "words", ""},
		{"not downloaded", pointer(sum), "", pointer(sum), "log.txt is in Git LFS and was not downloaded"},
		{"downloaded wrongly", pointer(sum), "others", "others", "its bytes are not those that were added"},
		{"a pointer to another file", pointer(digest("others")), "words", pointer(digest("others")), "its bytes are not those that were added"},
		{"the file itself", "words", "others", "words", ""},
		{"too long for a pointer", pointer(sum) + strings.Repeat(" ", 1000), "words", pointer(sum) + strings.Repeat(" ", 1000), "its bytes are not those that were added"},
	} {
		d, large := forgetful.New(), forgetful.New()
		err := errors.Join(keeping("words")(d), put(d, "words", c.there))
		if c.downloaded != "" {
			err = errors.Join(err, durable.WriteFile(large, sum, []byte(c.downloaded), 0o644))
		}
		if err != nil {
			t.Fatal(err)
		}
		v := vaultOn(clone{d, large})
		f, err := v.Open(sum)
		if err != nil {
			t.Fatal(err)
		}
		if data, err := durable.ReadAll(f, sum, 1<<20); err != nil || string(data) != c.opened {
			t.Errorf("%s: %q %v", c.name, data, err)
		}
		wrong := v.Verify(event.Evidence{Kind: event.FileEvidence, SHA256: sum})
		if c.wrong == "" && wrong != nil || c.wrong != "" && (wrong == nil || !strings.HasSuffix(wrong.Error(), c.wrong)) {
			t.Errorf("%s: %v, want %s", c.name, wrong, c.wrong)
		}
		var missing *vault.MissingLFSError
		if errors.As(wrong, &missing) && *missing != (vault.MissingLFSError{Name: "log.txt", Folder: path.Join(evidence, sum)}) {
			t.Errorf("%s: %+v", c.name, missing)
		}
	}
	none := vaultOn(clone{forgetful.New(), forgetful.New()})
	if _, err := none.Open(sum); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if err := none.Verify(event.Evidence{Kind: event.FileEvidence, SHA256: sum}); !errors.Is(err, vault.ErrMissing) {
		t.Error(err)
	}
}

func TestAPointerOfGitLFSIsKnownByItsWords(t *testing.T) {
	whole := pointer("abc")
	fits := whole + strings.Repeat(" ", 1023-len(whole))
	for text, want := range map[string]string{
		whole: "abc", fits: "abc", fits + " ": "", strings.TrimSuffix(whole, "\nsize 5\n"): "abc", whole[:50]: "", whole[1:]: "", "": "", " " + whole: "",
	} {
		if got := vault.Pointer([]byte(text)); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestHowMuchIsCopiedIsTold(t *testing.T) {
	dir := t.TempDir()
	var told []int64
	v := vault.Vault{Disk: forgetful.New(), Dir: ".", Progress: func(copied, total int64) {
		if total != 200_000 {
			t.Errorf("%d of %d", copied, total)
		}
		told = append(told, copied)
	}}
	if _, err := v.AddFile(write(t, path.Join(dir, "log.txt"), string(bytes.Repeat([]byte("a"), 200_000))), false); err != nil {
		t.Fatal(err)
	}
	if len(told) < 2 || !slices.IsSorted(told) || told[0] == 0 || told[len(told)-1] != 200_000 {
		t.Errorf("told were %v", told)
	}
}
