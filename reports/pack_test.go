package reports

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"clausewalk/checklist/event"
)

func everyPiece(event.Evidence) bool { return true }

func TestPackHasTheReportsTheEvidenceByClauseAndAManifest(t *testing.T) {
	b := newBook(t, rules(t))
	b.do(ana, event.AddEvidence(b.ref("A.1"), event.Evidence{Kind: event.FileEvidence, Name: "door.png", Size: 1, SHA256: digest(1)}))
	b.do(ana, event.AddEvidence(b.ref("A.2"), event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org"}))
	b.do(ana, event.AddEvidence(b.ref("A.2"), event.Evidence{Kind: event.FileEvidence, Name: "gone.png", Size: 1, SHA256: digest(2)}))
	var names []string
	pack := Pack(Build(b.Audit, Options{}), func(e event.Evidence) bool { return e.Name != "gone.png" })
	for _, one := range pack {
		names = append(names, one.Name)
	}
	if got := strings.Join(names, " "); got != "report.md report.html answers.json A.1/door.png SHA256SUMS" {
		t.Errorf("the pack holds %s", got)
	}
	manifest := string(pack[len(pack)-1].Data)
	if !strings.Contains(manifest, digest(1)+"  A.1/door.png\n") || strings.Count(manifest, "\n") != 4 {
		t.Errorf("the manifest is\n%s", manifest)
	}
}

// TestNamesInAPackNeitherLeaveNorMeet gives evidence names as they come from
// elsewhere.
func TestNamesInAPackNeitherLeaveNorMeet(t *testing.T) {
	hostile := []string{
		"../../etc/passwd", "..", ".", "", "a/b", `a\b`, "CON", "con.txt", "a.txt", "A.TXT", "a.txt ", "a.txt.", "\u0430.txt", "e\u0301.txt", "\u00e9.txt",
		"ﬁle.txt", "file.txt", "a\nb", "a\x1b[2J", "\u202etxt.exe", strings.Repeat("x", 300) + ".png", strings.Repeat("x", 300) + ".jpg", "Straße", "STRASSE", "report.md",
	}
	rapid.Check(t, func(t *rapid.T) {
		b := newBook(t, rules(t))
		for n := range rapid.IntRange(1, 12).Draw(t, "files") {
			name := rapid.OneOf(rapid.SampledFrom(hostile), rapid.String()).Draw(t, "name")
			if strings.ContainsRune(name, 0) {
				continue
			}
			b.do(ana, event.AddEvidence(b.ref(rapid.SampledFrom([]string{"A.1", "A.2"}).Draw(t, "clause")),
				event.Evidence{Kind: event.FileEvidence, Name: name, Size: 1, SHA256: digest(byte(n + 1))}))
		}
		built := Build(b.Audit, Options{})
		pack := Pack(built, everyPiece)
		seen := map[string]string{}
		for _, one := range pack {
			if path.Clean(one.Name) != one.Name || strings.HasPrefix(one.Name, "../") || path.IsAbs(one.Name) || strings.ContainsAny(one.Name, "\\:*?\"<>|\n\x1b\u202e") {
				t.Fatalf("%q leaves the folder, or is no name", one.Name)
			}
			if len(path.Base(one.Name)) > 200 {
				t.Fatalf("%q is long", one.Name)
			}
			if other, twice := seen[nameKey(one.Name)]; twice {
				t.Fatalf("%q and %q are one file on some system", one.Name, other)
			}
			seen[nameKey(one.Name)] = one.Name
		}
		again := Pack(built, everyPiece)
		for n := range pack {
			if pack[n].Name != again[n].Name || !bytes.Equal(pack[n].Data, again[n].Data) {
				t.Fatalf("%s differs", pack[n].Name)
			}
		}
	})
}

func TestAFileInAPackIsCalledWhatItIsCalled(t *testing.T) {
	long := strings.Repeat("x", 95)
	file := func(name string) event.Evidence { return event.Evidence{Kind: event.FileEvidence, Name: name} }
	for _, c := range []struct {
		why   string
		piece event.Evidence
		want  string
	}{
		{"as it is", file("door.png"), "A/door.png"},
		{"no ending", file("door"), "A/door"},
		{"an ending of sixteen bytes with its dot", file("x.abcdefghijklmno"), "A/x.abcdefghijklmno"},
		{"what is no ending", file("x.abcdefghijklmnop"), "A/x.abcdefghijklmnop"},
		{"a hundred bytes", file(long + "y.png"), "A/" + long + "y.png"},
		{"more than that", file(long + "yz.png"), "A/" + long + "y.png"},
		{"many that are no ending", file(long + ".abcdefghijklmnop"), "A/" + long + ".abcd"},
		{"letters of other alphabets", file("\u0430.txt"), "A/\u0430-" + digest(1)[:8] + ".txt"},
		{"the last plain letter", file("a~.txt"), "A/a~.txt"},
		{"what a command printed", event.Evidence{Kind: event.OutputEvidence, Command: "make test"}, "A/make test.txt"},
		{"a whole file of the repository", event.Evidence{Kind: event.PlaceEvidence, Path: "go.mod"}, "A/go.mod.txt"},
		{"a line", event.Evidence{Kind: event.PlaceEvidence, Path: "go.mod", From: 3, To: 3}, "A/go.mod line 3.txt"},
		{"some lines", event.Evidence{Kind: event.PlaceEvidence, Path: "go.mod", From: 3, To: 4}, "A/go.mod lines 3-4.txt"},
	} {
		c.piece.SHA256 = digest(1)
		if got := packName("A", c.piece, map[string]bool{}); got != c.want {
			t.Errorf("%s: %q, want %q", c.why, got, c.want)
		}
	}
	taken := map[string]bool{}
	var got []string
	for n := range 10 {
		name := packName("A", event.Evidence{Kind: event.FileEvidence, Name: "a.txt", SHA256: digest(1)}, taken)
		if taken[nameKey(name)] = true; n < 3 || n > 7 {
			got = append(got, name)
		}
	}
	if want := []string{"A/a.txt", "A/a-" + digest(1)[:8] + ".txt", "A/a-" + digest(1)[:16] + ".txt", "A/a-" + digest(1)[:64] + ".txt", "A/a-72.txt"}; !slices.Equal(got, want) {
		t.Errorf("the same again and again: %q, want %q", got, want)
	}
}
