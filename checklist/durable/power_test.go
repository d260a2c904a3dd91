package durable_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"testing"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/durable/forgetful"
)

// has says what is wrong with a file: it holds one of the texts, or, where one
// of them is absent, it may be missing.
func has(d durable.Disk, name string, may ...string) error {
	if got := holding(d, name); !slices.Contains(may, got) {
		return fmt.Errorf("%s holds %q, want one of %q", name, got, may)
	}
	return nil
}

// holding returns what a file holds, absent where there is none.
func holding(d durable.Disk, name string) string {
	data, err := durable.ReadFile(d, name, 1<<20)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return absent
	case err != nil:
		return err.Error()
	}
	return string(data)
}

const absent = "(it is not there)"

func put(name, words string) func(durable.Disk) error {
	return func(d durable.Disk) error { return durable.WriteFile(d, name, []byte(words), 0o644) }
}

func TestAFileSurvivesLossOfPowerWholeOrNotAtAll(t *testing.T) {
	forgetful.Try(t, nil, put("a", "new words"), func(d *forgetful.Disk, done bool) error {
		if done {
			return has(d, "a", "new words")
		}
		return has(d, "a", "new words", absent)
	})
	forgetful.Try(t, put("a", "old"), put("a", "new words"), func(d *forgetful.Disk, done bool) error {
		if done {
			return has(d, "a", "new words")
		}
		return has(d, "a", "new words", "old")
	})
}

func TestAFolderSurvivesLossOfPowerWithItsParents(t *testing.T) {
	do := func(d durable.Disk) error {
		if err := durable.MkdirAll(d, "a/b/c", 0o755); err != nil {
			return err
		}
		return put("a/b/c/file", "words")(d)
	}
	forgetful.Try(t, nil, do, func(d *forgetful.Disk, done bool) error {
		if done {
			return has(d, "a/b/c/file", "words")
		}
		return has(d, "a/b/c/file", "words", absent)
	})
}

func TestASetOfFilesSurvivesLossOfPower(t *testing.T) {
	begin := func(d durable.Disk) error {
		return errors.Join(d.Mkdir("out", 0o755), put("report.md", "old report")(d), put("out/report.html", "old page")(d))
	}
	do := func(d durable.Disk) error {
		return durable.WriteFiles([]durable.Content{
			{Disk: d, Name: "report.md", Data: []byte("new report"), Mode: 0o644},
			{Disk: d, Name: "out/report.html", Data: []byte("new page"), Mode: 0o644},
			{Disk: d, Name: "out/report.csv", Data: []byte("new,table"), Mode: 0o644},
		})
	}
	forgetful.Try(t, begin, do, func(d *forgetful.Disk, done bool) error {
		if done {
			return errors.Join(has(d, "report.md", "new report"), has(d, "out/report.html", "new page"), has(d, "out/report.csv", "new,table"))
		}
		return errors.Join(has(d, "report.md", "new report", "old report"), has(d, "out/report.html", "new page", "old page"), has(d, "out/report.csv", "new,table", absent))
	})
}

// TestASetThatFailedSurvivesLossOfPowerAsItWas takes the error for the end of
// what was to be done: who was told that nothing changed must find it so.
func TestASetThatFailedSurvivesLossOfPowerAsItWas(t *testing.T) {
	begin := func(d durable.Disk) error {
		return errors.Join(put("report.md", "old report")(d), durable.MkdirAll(d, "way/blocked", 0o755))
	}
	var report, table string // as they were before: new, where the program was killed
	do := func(d durable.Disk) error {
		report, table = holding(d, "report.md"), holding(d, "report.csv")
		err := durable.WriteFiles([]durable.Content{
			{Disk: d, Name: "report.md", Data: []byte("new report"), Mode: 0o644},
			{Disk: d, Name: "report.csv", Data: []byte("new,table"), Mode: 0o644},
			{Disk: d, Name: "way", Data: []byte("a folder is in the way"), Mode: 0o644},
		})
		if err == nil {
			return errors.New("a folder was replaced")
		}
		if errors.Is(err, forgetful.ErrPower) {
			return err
		}
		return nil
	}
	forgetful.Try(t, begin, do, func(d *forgetful.Disk, done bool) error {
		if done {
			return errors.Join(has(d, "report.md", report), has(d, "report.csv", table))
		}
		return errors.Join(has(d, "report.md", "old report", "new report"), has(d, "report.csv", "new,table", absent))
	})
}

func TestAFolderOfFilesSurvivesLossOfPowerWholeOrNotAtAll(t *testing.T) {
	words := func(s string) func(io.Writer) error {
		return func(w io.Writer) error {
			_, err := io.WriteString(w, s)
			return err
		}
	}
	written := false
	do := func(d durable.Disk) error {
		if _, err := d.Lstat("pack"); err == nil {
			return nil // A pack that was finished before the program was killed.
		}
		written = true
		return durable.WriteFolder(d, "pack", []durable.Part{{"report.md", words("report")}, {"evidence/a/log.txt", words("log")}, {"evidence/b/log.txt", words("other")}})
	}
	forgetful.Try(t, nil, do, func(d *forgetful.Disk, done bool) error {
		_, err := d.Lstat("pack")
		if err != nil && (!done || !written) {
			return nil
		}
		written = false
		return errors.Join(has(d, "pack/report.md", "report"), has(d, "pack/evidence/a/log.txt", "log"), has(d, "pack/evidence/b/log.txt", "other"))
	})
}

// TestASyncReachesTheSystem asks a file system that cannot sync: it says so, and
// that is how one knows that it was asked.
func TestASyncReachesTheSystem(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("this system has no such file system")
	}
	for what, ask := range map[string]func(durable.Disk) error{
		"a file": func(d durable.Disk) error {
			f, err := d.Open("cmdline")
			if err != nil {
				return err
			}
			defer f.Close()
			return f.Sync()
		},
		"a folder": func(d durable.Disk) error { return d.SyncDir("net") },
	} {
		d := durable.Root("/proc/self")
		if d.CannotSync() {
			t.Error("nothing was synced yet")
		}
		if err := ask(d); err != nil || !d.CannotSync() {
			t.Errorf("sync of %s: %v, and it could be done: %t", what, err, !d.CannotSync())
		}
	}
	d := durable.Root(t.TempDir())
	if err := durable.WriteFile(d, "a", nil, 0o644); err != nil || d.CannotSync() {
		t.Errorf("an ordinary disk cannot sync: %v", err)
	}
}
