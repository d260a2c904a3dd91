package command

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/command/demo"
	"clausewalk/ui/session"
	"clausewalk/ui/uitest"
	"clausewalk/ui/uitest/picture"
	"clausewalk/ui/walk"
)

// TestPicturesShowTheProgram holds the pictures of the README to what the demo shows:
// a walk through some of its clauses, and the first page of its report.
func TestPicturesShowTheProgram(t *testing.T) {
	now := time.Date(2026, 11, 25, 9, 12, 0, 0, time.UTC)
	for name, theme := range map[string]ui.Theme{"light": ui.Light, "dark": ui.Dark} {
		s, dir := demoOn(t, now)
		page, err := picture.Page(reports.HTML(reports.Build(s.Audit, reports.Options{At: now, Tool: "clausewalk"})), theme == ui.Dark)
		held(t, "report-"+name, page, err)
		film, err := picture.Film(walked(s, ui.Options{Session: s, Dir: dir, Theme: theme, Overview: true, Clock: s.Now}), theme == ui.Dark)
		held(t, "walk-"+name, film, err)
	}
}

// demoOn opens the example audit as it is at a moment, with the same names each time.
func demoOn(t *testing.T, now time.Time) (*session.Session, string) {
	t.Helper()
	ids := 0
	newID := func() string { ids++; return fmt.Sprintf("picture%d", ids) }
	dir := t.TempDir()
	if err := demo.Make(dir, now, newID); err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return now }
	opened, err := w.Open("", checklist.Hand{Person: event.Person{Name: "Ana Ruiz", Email: "ana@photobook.example"}, Writer: "picture", NewID: newID, Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	opened.Look()
	s := session.New(opened)
	t.Cleanup(func() { _ = s.Close(event.Ref{}) })
	return s, dir
}

// walked is what is seen of a walk: an answer with one key, one with its reason and
// its gap, and what is left.
func walked(s *session.Session, o ui.Options) (shots []picture.Shot) {
	screen := uitest.Start(walk.New(o), 116, 30)
	shot := func(said string, seconds float64) {
		shots = append(shots, picture.Shot{Said: said, Frame: screen.Model.View(), Seconds: seconds})
	}
	shot("clausewalk demo", 2.5)
	screen.Press("j", "enter")
	shot("enter goes to a clause", 2)
	screen.Press("1")
	shot("1 answers it with met, and goes on to the next", 2)
	screen.Press("3")
	shot("3 says that this one is not met, and asks why", 1.2)
	screen.Type("Sponsored slots are")
	shot("3 says that this one is not met, and asks why", 0.6)
	screen.Type(" sold across all connected accounts.")
	shot("3 says that this one is not met, and asks why", 1.5)
	screen.Press("ctrl+s")
	shot("ctrl+s keeps the reason", 1.5)
	screen.Press("w")
	shot("w asks who closes the gap, and by when", 1.2)
	screen.Press("tab")
	screen.Type("Ben")
	screen.Press("tab")
	screen.Type("+2w")
	screen.Press("tab")
	screen.Type("sell them inside Instagram's own ad tools")
	shot("w asks who closes the gap, and by when", 1.5)
	screen.Press("ctrl+s")
	shot("the gap stands with the answer", 2)
	screen.Press("]")
	shot("] goes to whatever needs you next", 2)
	screen.Press("O")
	shot("O says what is left", 2.5)
	screen.Press("r")
	shot("r is the report as it stands now", 4)
	return shots
}

// held holds a picture to its file, and to XML.
func held(t *testing.T, name string, drawn []byte, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	for dec := xml.NewDecoder(bytes.NewReader(drawn)); err == nil; {
		_, err = dec.Token()
	}
	if !errors.Is(err, io.EOF) {
		t.Errorf("%s is no SVG: %v", name, err)
	}
	if len(drawn) > 250_000 {
		t.Errorf("%s has %d bytes, more than a page should wait for", name, len(drawn))
	}
	file := filepath.Join("../../docs/pictures", name+".svg")
	if *update {
		if err := os.WriteFile(file, drawn, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.ReplaceAll(kept, []byte("\r\n"), []byte("\n")), drawn) {
		t.Errorf("%s is not what the program shows; go test ./ui/command -run Pictures -update draws it anew", file)
	}
}
