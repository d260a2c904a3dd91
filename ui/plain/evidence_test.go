package plain

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEvidenceIsFoundByAPartOfItsNameAndItsLinesAreReadOut(t *testing.T) {
	t.Parallel()
	b := newBench(t, "instagram-platform")
	var lines strings.Builder
	for n := range 60 {
		fmt.Fprintf(&lines, "the line %d of it\x1b[2J\n", n+1)
	}
	for name, words := range map[string]string{"internal/delete/job.go": lines.String(), "docs/runbook.md": "# Runbook\n", "logo.png": "\x89PNG\x00"} {
		file := filepath.Join(b.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	job := filepath.FromSlash("internal/delete/job.go")
	b.sit(map[string]bool{},
		turn{"A.12", "Remove within 24 hours"},
		turn{"a", "1: policy: the deletion runbook"},
		turn{"deljob", "1: " + job}, // A part of a name.
		turn{"1", "job.go has 60 lines"},
		turn{"38", "38: the line 38 of it␛[2J"},
		turn{"99-100", "is not a range of its lines"},
		turn{"38-41", "Saved."},
		turn{"a 1", "policy: file or link"}, // What the guide asks for.
		turn{"runbk", "docs"},
		turn{"1\n", "Saved."},             // All of the file.
		turn{"a logo.png +", "evidence>"}, // Two at once.
		turn{"https://example.org/x", "Saved."},
		turn{"A.13", "Consent"},
		turn{"a", "cited for A.12"},
		turn{"cited:logo.png", "Saved."},
		turn{"a nothing-like-it-zzz", "Not added: no file has a name like"},
		turn{"a internal/delete/job.go:", "has 60 lines"},
		turn{"-", "A.13"},
	)
	s := b.open()
	ref, err := s.Find("A.12")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range s.Item(ref).Evidence {
		got = append(got, e.Shows+" "+e.Target())
	}
	if want := " internal/delete/job.go:38-41|policy runbook.md| logo.png| https://example.org/x"; strings.Join(got, "|") != want {
		t.Errorf("the evidence of A.12 is %q", got)
	}
	ref.Label = "A.13"
	if all := s.Item(ref).Evidence; len(all) != 1 || all[0].Name != "logo.png" {
		t.Errorf("the evidence of A.13 is %+v", all)
	}
}
