package walk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLikelySecretsAreKeptOnlyTheSecondTime(t *testing.T) {
	t.Parallel()
	w := start(t, 120, 40)
	const secret = "it logs DB_PASSWORD=hunter2hunter2 in full"
	w.do("not met")
	w.Type(secret)
	w.do("keep words")
	w.shows("this looks like a secret", "Reason for: not met")
	if w.stored("P.1").Touched() {
		t.Fatal("it was kept at once")
	}
	w.do("keep words")
	if got := w.stored("P.1").Reason; got != secret {
		t.Errorf("kept %q", got)
	}

	if err := os.WriteFile(filepath.Join(w.dir, "env.txt"), []byte("DB_PASSWORD=hunter2hunter2"), 0o600); err != nil {
		t.Fatal(err)
	}
	for n, spec := range []string{"env.txt", "https://x.example/?access_token=abc12345def", "statement:Ben: it is DB_PASSWORD=hunter2hunter2"} {
		w.do("add evidence")
		w.Type(spec)
		w.do("accept")
		w.shows("secret")
		if got := len(w.stored("P.1").Evidence); got != n {
			t.Fatalf("%s: it was kept at once", spec)
		}
		w.do("accept")
		if got := len(w.stored("P.1").Evidence); got != n+1 {
			t.Fatalf("%s: it was not kept: %s", spec, w.Frame())
		}
	}
	if strings.Count(w.Frame(), "Evidence (3)") != 1 {
		t.Error(w.Frame())
	}
}

func TestAVeryLargeFileIsKeptOnlyTheSecondTime(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("skipped: it is about size")
	}
	w := start(t, 120, 40)
	big := filepath.Join(w.dir, "video.mp4")
	if err := os.WriteFile(big, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(big, 26<<20); err != nil {
		t.Skip("this disk keeps no such file: ", err)
	}
	w.do("add evidence")
	w.Type("video.mp4")
	w.do("accept")
	w.shows("Evidence for P.1", "27262976", "again")
	if got := len(w.stored("P.1").Evidence); got != 0 {
		t.Errorf("%d pieces before anybody confirmed", got)
	}
	w.do("accept")
	if got := len(w.stored("P.1").Evidence); got != 1 {
		t.Errorf("%d pieces", got)
	}
}
