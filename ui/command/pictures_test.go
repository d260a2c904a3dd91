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

// TestPicturesShowTheProgram holds the pictures of the README against what the
// demo shows: A.12 in the walk, and the first page of its report.
func TestPicturesShowTheProgram(t *testing.T) {
	now, ids := time.Date(2026, 11, 25, 9, 12, 0, 0, time.UTC), 0
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
	s := session.New(opened)
	defer s.Close(event.Ref{})

	for name, theme := range map[string]ui.Theme{"light": ui.Light, "dark": ui.Dark} {
		screen := uitest.Start(walk.New(ui.Options{Session: s, Dir: dir, Theme: theme, Clock: clock}), 116, 30)
		screen.Press("/")
		screen.Type("A.12")
		screen.Press("enter")
		frame, err := picture.Frame(screen.Model.View(), theme == ui.Dark)
		held(t, "walk-"+name, frame, err)
		page, err := picture.Page(reports.HTML(reports.Build(s.Audit, reports.Options{At: now, Tool: "clausewalk"})), theme == ui.Dark)
		held(t, "report-"+name, page, err)
	}
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
