package walk

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"clausewalk/checklist/event"
)

// appFile writes a file of the app.
func appFile(t *testing.T, w *walk, name, words string) {
	t.Helper()
	file := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(words), 0o600); err != nil {
		t.Fatal(err)
	}
}

// numbered is a file of so many lines that say which they are.
func numbered(lines int) string {
	var b strings.Builder
	for n := range lines {
		fmt.Fprintf(&b, "the line %d of it\n", n+1)
	}
	return b.String()
}

func (w *walk) times(n int, action string) {
	for range n {
		w.do(action)
	}
}

func TestLinesAreMarkedInThePreviewAndCitedAsAPlace(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	appFile(t, w, "internal/delete/job.go", numbered(90))
	w.do("add evidence")
	w.Type("deljob")
	w.shows("the line 1 of it") // The best one is looked into as one types.
	w.do("mark lines")
	w.shows("internal/delete/job.go", "line 1 of 90")
	w.times(11, "next line of file")
	w.do("mark line")
	w.times(3, "next line of file")
	w.shows("lines 12 to 15 of 90")
	w.do("take lines")
	w.shows("internal/delete/job.go:12-15", "12 ┃ the line 12 of it", "16   the line 16 of it")
	w.do("accept")
	e := w.stored("P.1").Evidence
	if len(e) != 1 || e[0].Kind != event.PlaceEvidence || e[0].Target() != "internal/delete/job.go:12-15" {
		t.Fatalf("the evidence is %+v", e)
	}
	w.do("down", "add evidence") // It is offered again, with its lines marked.
	w.Type("12-15")
	w.do("leave line", "add evidence")
	w.shows("12-15")
}

func TestNoLinesAreMarkedWhileNothingIsMeant(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	appFile(t, w, "job.go", numbered(9))
	w.do("add evidence", "mark lines")
	w.shows("type part of a file's name first")
	w.Type("job.go")
	w.shows("the line 1 of it")
	w.do("undo typing", "mark lines") // The file that was looked into is not meant any more.
	w.shows("type part of a file's name first")
}

func TestASearchInTheFileGoesToTheLineAndBack(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	appFile(t, w, "job.go", numbered(90))
	w.do("add evidence")
	w.Type("job.go")
	w.do("mark lines", "next line of file", "search file")
	w.Type("line 40 ")
	w.do("leave search")
	w.shows("line 2 of 90")
	w.do("search file")
	w.Type("line 8")
	w.do("stay there")
	w.shows("line 8 of 90")
	w.do("next in file")
	w.shows("line 80 of 90")
	w.do("previous in file", "take lines", "accept")
	if e := w.stored("P.1").Evidence; len(e) != 1 || e[0].Target() != "job.go:8" {
		t.Errorf("the evidence is %+v", e)
	}
}

func TestWhatTheGuideAsksForSaysWhatAPieceShows(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("palette")
	w.Type("A.12")
	w.do("choose")
	appFile(t, w, "docs/deletion-runbook.md", "# Deletion\n")
	appFile(t, w, "aaa/other.md", "# Other\n")
	w.do("add evidence")
	w.shows("policy: the deletion runbook", "practice: the deletion job's log")
	w.do("next offered", "accept") // The line holds policy: now, and the files with the guide's words come first.
	if frame := w.Frame(); strings.Index(frame, "docs/deletion-runbook.md") > strings.Index(frame, "aaa/other.md") {
		t.Errorf("the runbook is not first:\n%s", frame)
	}
	w.do("next offered", "accept", "accept")
	if e := w.stored("A.12").Evidence; len(e) != 1 || e[0].Name != "deletion-runbook.md" || e[0].Shows != event.ShowsPolicy {
		t.Fatalf("the evidence is %+v", e)
	}
	w.do("add evidence")
	w.shows("the guide, there already")
}

func TestAFileThatTheWorkspaceKeepsIsCitedAgain(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	appFile(t, w, "letter.txt", "You may.\n")
	w.do("add evidence")
	w.Type("letter.txt")
	w.do("accept")
	if err := os.Remove(filepath.Join(w.dir, "letter.txt")); err != nil {
		t.Fatal(err)
	}
	w.do("down", "add evidence")
	w.Type("practice:letter")
	w.shows("cited:letter.txt", "cited for P.1")
	w.do("next offered", "accept", "accept")
	one, two := w.stored("P.1").Evidence, w.stored("P.2").Evidence
	if len(two) != 1 || two[0].SHA256 != one[0].SHA256 || two[0].Shows != event.ShowsPractice || one[0].Shows != "" {
		t.Errorf("%+v\n%+v\n%s", one, two, w.Frame())
	}
}

func TestSeveralPiecesAreTakenOneAfterTheOther(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	appFile(t, w, "a/one.go", "package one\n")
	appFile(t, w, "b/two.go", "package two\n")
	w.do("add evidence")
	w.Type("aone")
	w.do("complete", "another piece")
	w.Type("btwo")
	w.do("mark lines", "take lines", "another piece")
	w.Type("https://example.org/x")
	w.do("accept")
	var got []string
	for _, e := range w.stored("P.1").Evidence {
		got = append(got, e.Target())
	}
	if strings.Join(got, " ") != "one.go b/two.go:1 https://example.org/x" {
		t.Errorf("the evidence is %q", got)
	}
	w.do("undo")
	if len(w.stored("P.1").Evidence) != 0 {
		t.Error("it is not one step")
	}
}

func TestLettersThatNoFileHasMeanTheClosestOne(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	appFile(t, w, "internal/purge.go", "package purge\n")
	w.do("add evidence")
	w.Type("intpurge")
	w.do("accept")
	w.shows("this is the closest", "internal/purge.go")
	if len(w.stored("P.1").Evidence) != 0 {
		t.Fatal("it was added unseen")
	}
	w.do("accept")
	if e := w.stored("P.1").Evidence; len(e) != 1 || e[0].Name != "purge.go" {
		t.Errorf("the evidence is %+v", e)
	}
}

func TestWhatIsInAFileDoesNotDriveTheScreen(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	appFile(t, w, "evil.txt", "one \x1b]0;owned\x07\x1b[2J\u202e\ntwo\r\x08\x9b31m\n")
	appFile(t, w, "binary.bin", "\x00\x01\x02")
	appFile(t, w, "long.txt", strings.Repeat("wide ", 200_000))
	for _, name := range []string{"evil.txt", "binary.bin", "long.txt"} {
		w.do("add evidence")
		w.Type(name)
		for _, size := range [][2]int{{200, 60}, {120, 40}, {80, 24}, {60, 20}, {40, 12}} {
			w.Send(sizeMsg(size[0], size[1]))
			checkFrame(t, name, w.model.View(), size[0], size[1])
		}
		w.do("mark lines")
		checkFrame(t, name, w.model.View(), 40, 12)
		w.Send(sizeMsg(120, 40))
		w.model.layers = nil
	}
	w.do("add evidence")
	w.do("undo typing")
	w.Paste("binary.bin")
	w.shows("no text")
	w.do("mark lines")
	w.shows("no lines to mark")
}

func TestOfALongPathItsEndIsShown(t *testing.T) {
	t.Parallel()
	w := start(t, 40, 12)
	appFile(t, w, "a/rather/long/path/of/folders/that/goes/on/meant.go", "package meant\n")
	w.do("add evidence")
	w.Type("meant")
	w.shows("…", "that/goes/on/meant.go")
	checkFrame(t, "a long path", w.model.View(), 40, 12)
}

func TestThePreviewStandsBesideBelowOrNotAtAll(t *testing.T) {
	t.Parallel()
	for _, size := range []struct {
		w, h   int
		beside bool
		below  bool
	}{{120, 40, true, false}, {100, 30, true, false}, {99, 30, false, true}, {60, 20, false, true}, {59, 20, false, false}, {40, 12, false, false}} {
		w := start(t, size.w, size.h)
		appFile(t, w, "job.go", "package job\n")
		w.do("add evidence")
		w.Type("job")
		beside, below := false, false
		for _, l := range strings.Split(w.Frame(), "\n") {
			has := strings.Contains(l, "package job")
			beside = beside || has && strings.Contains(l, "job.go")
			below = below || has && !strings.Contains(l, "job.go")
		}
		if beside != size.beside || below != size.below {
			t.Errorf("at %dx%d the preview is beside %v, below %v:\n%s", size.w, size.h, beside, below, w.Frame())
		}
		w.do("mark lines") // It can be marked at every size.
		w.shows("package job")
	}
}
