package walk

import (
	"os"
	"path/filepath"
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
	w.shows("no file begins like that", "nowhere/x")
}
