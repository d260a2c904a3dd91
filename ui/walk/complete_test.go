package walk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTabCompletesThePathOfEvidence(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	for _, name := range []string{"logs/deletion-one.txt", "logs/deletion-two.txt", ".hidden"} {
		file := filepath.Join(w.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w.do("add evidence")
	w.Type("lo")
	w.do("complete")
	w.shows(filepath.FromSlash("logs/"))
	w.Type("d")
	w.do("complete")
	w.shows(filepath.FromSlash("logs/deletion-"), "deletion-one.txt  deletion-two.txt")
	w.Type("t")
	w.do("complete", "accept")
	if e := w.stored("P.1").Evidence; len(e) != 1 || e[0].Name != "deletion-two.txt" {
		t.Errorf("the evidence is %+v", e)
	}
}

func TestTabSaysWhenNoFileBeginsLikeThat(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	w.do("add evidence")
	w.Type("nowhere/x")
	w.do("complete")
	w.shows("no file name starts like that", "nowhere/x")
}

// TestTheFilesOfTheAppAndWhatIsCitedAreOffered holds that nobody types a path.
func TestTheFilesOfTheAppAndWhatIsCitedAreOffered(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	file := filepath.Join(w.dir, "internal", "delete", "purge.go")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("package purge\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.do("add evidence")
	w.Type("delpurge")
	w.shows(filepath.FromSlash("internal/delete/purge.go"))
	w.do("complete", "accept")
	w.do("add evidence")
	w.Type("https://example.org/runbook")
	w.do("accept", "down", "add evidence")
	w.shows("https://example.org/runbook")
	w.Type("runbk")
	w.do("next offered", "accept", "accept")
	if one, two := w.stored("P.1").Evidence, w.stored("P.2").Evidence; len(one) != 2 || one[0].Name != "purge.go" || len(two) != 1 || two[0].URL != "https://example.org/runbook" {
		t.Errorf("%+v\n%+v\n%s", one, two, w.Frame())
	}
}

func TestUndoAndRedoInTheLineSearchTheOffersAgain(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	if err := os.WriteFile(filepath.Join(w.dir, "purge.go"), []byte("package purge\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	offered := func(want bool) {
		t.Helper()
		if got := strings.Contains(w.Frame(), "purge.go"); got != want {
			t.Errorf("purge.go is offered: %v\n%s", got, w.Frame())
		}
	}
	w.do("add evidence")
	w.Type("prge")
	offered(true)
	w.Paste("zzz")
	offered(false)
	w.do("undo typing")
	offered(true)
	w.do("redo typing")
	offered(false)
}
