package walk

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"clausewalk/checklist/event"
	"clausewalk/ui"
	"clausewalk/ui/uitest"
	"clausewalk/ui/walk/layer"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden holds text against a file that a reviewer can read.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ReplaceAll(string(want), "\r\n", "\n") != got {
		t.Errorf("%s is not as before; -update writes it anew. It is now:\n%s", file, got)
	}
}

// sizes are those at which each page has a frame that was looked at.
var sizes = [][2]int{{200, 60}, {120, 40}, {80, 24}, {60, 20}, {40, 12}}

// TestFramesOfAConflictAreAsReviewed draws the sides of a conflict.
func TestFramesOfAConflictAreAsReviewed(t *testing.T) {
	t.Parallel()
	for _, size := range sizes {
		w := start(t, size[0], size[1])
		ref := w.model.list.Item().Ref
		w.change(event.SetVerdict(ref, event.NotMet), event.SetReason(ref, "The purge is missing from the nightly job, and nobody has noticed."))
		uitest.Apart(t, w.model.opt.Session.Workspace, uitest.Hand("Ben"), event.SetVerdict(ref, event.Partly), event.SetReason(ref, "The purge runs once a day."))
		w.Send(layer.Changed{})
		golden(t, fmt.Sprintf("%dx%d/disputed.txt", size[0], size[1]), w.Frame()+"\n")
		w.do("settle")
		golden(t, fmt.Sprintf("%dx%d/conflict.txt", size[0], size[1]), w.Frame()+"\n")
	}
}

// TestFramesAreAsReviewed draws each page of a half-answered audit at five sizes.
func TestFramesAreAsReviewed(t *testing.T) {
	t.Parallel()
	pages := []struct {
		name    string
		actions []string
	}{
		{"list", nil}, {"clause", []string{"open"}}, {"reason", []string{"reason"}}, {"evidence", []string{"add evidence"}},
		{"gap", []string{"gap"}}, {"scope", []string{"scope"}}, {"history", []string{"history"}}, {"help", []string{"help"}},
		{"report", []string{"report"}}, {"palette", []string{"palette"}}, {"filter", []string{"filter"}}, {"search", []string{"search"}}, {"overview", []string{"overview"}},
		{"until", []string{"valid until"}}, {"overrule", []string{"overrule scope"}}, {"sign", []string{"sign off"}}, {"remove", []string{"remove evidence"}},
		{"fact", []string{"scope", "next fact", "fact value"}}, {"lint", []string{"lint"}}, {"outline", []string{"how it was read", "next read"}}, {"split", []string{"how it was read", "split it"}}, {"write", []string{"report", "write report"}},
		{"replace", []string{"mark", "mark range", "cannot tell"}},
		{"decided", []string{"back", "platform decided"}}, {"log", []string{"log"}}, {"see", nil},
		{"preview", []string{"back", "add evidence"}}, {"lines", []string{"add evidence"}}, // The last ones: they leave a draft.
	}
	for _, size := range sizes {
		w := start(t, size[0], size[1])
		halfAnswered(t, w)
		appFile(t, w, "internal/delete/job.go", numbered(60))
		for _, p := range pages {
			w.do(p.actions...)
			switch p.name {
			case "see":
				w.goTo("A.12")
				w.do("see evidence")
			case "search":
				w.Type("deletion")
			case "preview":
				w.Type("deljob")
			case "lines": // The letters of the preview are still there.
				w.do("mark lines", "file on", "mark line", "next line of file", "next line of file")
			}
			golden(t, fmt.Sprintf("%dx%d/%s.txt", size[0], size[1], p.name), w.Frame()+"\n")
			w.model.layers, w.model.inText, w.model.note, w.model.list.Query = nil, false, "", ""
		}
	}
}

// halfAnswered answers some clauses the way a team does.
func halfAnswered(t *testing.T, w *walk) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(w.dir, "deletion-log.txt"), []byte("asked 10:00, removed 10:04\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.do("scope", "fact yes", "leave scope", "open") // Where there is room for one pane alone, nothing is answered from the list.
	for range 13 {
		w.do("met")
	}
	w.do("back", "search")
	w.Type("A.12")
	w.do("accept", "not met")
	w.Type("The CDN keeps copies for 48 hours. The purge is not called when an owner asks for removal.")
	w.do("keep words", "gap", "next field")
	w.Type("Ben")
	w.do("next field")
	w.Type("2026-12-05")
	w.do("next field")
	w.Type("purge the CDN on delete")
	w.do("keep fields", "add evidence")
	w.Type("deletion-log.txt")
	w.do("accept")
	ref, err := w.model.opt.Session.Find("A.12")
	if err != nil {
		t.Fatal(err)
	}
	if i := w.stored("A.12"); i.Ref != ref || i.Verdict != event.NotMet || len(i.Evidence) != 1 || i.Gap.Due != "2026-12-05" {
		t.Fatalf("the audit of the golden frames is not as meant: %+v", i)
	}
	w.model.note = ""
}

// keysPage is the page for people that has all keys.
const keysPage = "../../docs/keys.md"

// TestThePageOfKeysIsThatOfTheActionTable holds the table of keys to the actions.
func TestThePageOfKeysIsThatOfTheActionTable(t *testing.T) {
	page, err := os.ReadFile(keysPage)
	if err != nil {
		t.Fatal(err)
	}
	text, table := strings.ReplaceAll(string(page), "\r\n", "\n"), keyTable()
	if from := strings.Index(text, keyTableHead); *update && from >= 0 {
		end := from + strings.Index(text[from:]+"\n\n", "\n\n") + 1
		if err := os.WriteFile(keysPage, []byte(text[:from]+table+text[min(end, len(text)):]), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !strings.Contains(text, table) {
		t.Errorf("the key table of docs/keys.md is not that of the actions; it should be:\n%s", table)
	}
}

const keyTableHead = "| key | what it does |\n|---|---|\n"

// keyTable returns the keys of the walk as a Markdown table.
func keyTable() string {
	var b strings.Builder
	b.WriteString(keyTableHead)
	for _, a := range ui.Actions() {
		if a.Mode != ui.Walk && a.Mode != ui.Everywhere {
			continue
		}
		var keys []string
		for _, k := range a.Keys {
			keys = append(keys, "`"+ui.KeyName(k)+"`")
		}
		fmt.Fprintf(&b, "| %s | %s |\n", strings.Join(keys, " "), a.Help)
	}
	return b.String()
}
