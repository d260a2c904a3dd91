package walk

import (
	"bytes"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/ui/walk/clause"
	"clausewalk/ui/walk/painter"
)

// painted returns what a terminal of the walk's size is given.
func painted(w *walk, links bool) string {
	var out bytes.Buffer
	p := painter.New(w.model, painter.Options{Out: &out, Links: links})
	p.Update(tea.WindowSizeMsg{Width: w.model.frame.Width, Height: w.model.frame.Height})
	p.View()
	return out.String()
}

func TestEvidenceLeadsWhereItIs(t *testing.T) {
	t.Parallel()
	const address = "https://example.org/a/runbook/that/has/a/very/long/address/which/no/line/of/a/pane/has/room/for?x=1"
	w := start(t, 120, 40)
	w.model.pane.Lead(w.model.opt.Session.Openable)
	appFile(t, w, "a b/jöb.go", "package job\n")
	appFile(t, w, "run.sh", "#!/bin/sh\n")
	w.do("add evidence")
	w.Paste("a b/jöb.go:1\nrun.sh\n" + address)
	w.do("accept", "reason")
	w.Type("It stands in " + address + ", too.")
	w.do("keep words")
	got := painted(w, true)
	root, err := filepath.EvalSymlinks(w.dir)
	if err != nil {
		t.Fatal(err)
	}
	file := (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(root, "a b", "jöb.go"))}).String()
	for _, want := range []string{";" + file + "\x1b\\a b/jöb.go:1\x1b]8;;\x1b\\", ";" + address + "\x1b\\https://example.org/a"} {
		if !strings.Contains(got, want) {
			t.Errorf("the terminal is not given %q", want)
		}
	}
	if n := strings.Count(got, ";"+address+"\x1b\\"); n < 3 { // The piece, and both lines of the reason.
		t.Errorf("%d links lead to the address", n)
	}
	if strings.Contains(got, "run.sh\x1b]8") {
		t.Error("a program is led to")
	}
	checkFrame(t, "links", w.model.View(), 120, 40)
	if strings.Contains(painted(w, false), "\x1b]8") || strings.Contains(painted(w, false), "\x1b[100") {
		t.Error("a terminal that knows no links is given some")
	}
	w.model.pane = clause.New(w.model.style) // Nothing is asked of the disk where links are not known.
	w.do("down", "up")
	if strings.Contains(painted(w, true), "file://") {
		t.Error("the files were looked at anyway")
	}
}
