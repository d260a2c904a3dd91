package report

import (
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist"
	_ "clausewalk/checklist/durable/quicktest"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/library"
	"clausewalk/reports"
)

// full is the built-in policy answered in full, with two pieces of evidence each,
// a text and some lines of code.
func full(t *testing.T) reports.Report {
	t.Helper()
	p, err := library.Load("instagram-platform")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, time.November, 24, 14, 0, 0, 0, time.UTC)
	head := checklist.Head{Format: 1, ID: "photobook-2.4", App: "Photobook", Release: "2.4", Created: now, By: event.Person{Name: "Ana Ruiz"}}
	head.Policies = []checklist.Edition{{ID: p.ID, Edition: p.Edition}}
	a, err := checklist.New(head, []*policy.Policy{p})
	if err != nil {
		t.Fatal(err)
	}
	ids := 0
	hand := checklist.Hand{Person: head.By, Writer: "ana", Now: func() time.Time { return now }, NewID: func() string { ids++; return fmt.Sprint("e", ids) }}
	var changes []event.Change
	for n, ref := range a.Refs() {
		verdict := event.Met
		if n%10 == 3 {
			verdict = event.NotMet
		}
		changes = append(changes, event.SetVerdict(ref, verdict),
			event.SetReason(ref, "Two of us have read the runbook against the log of the last two requests, and every store was clean within the hour. The CDN is purged by the same job."),
			event.AddEvidence(ref, event.Evidence{Kind: event.FileEvidence, Name: fmt.Sprintf("log-%d.txt", n), Size: 900, SHA256: fmt.Sprintf("%064x", n)}),
			event.AddEvidence(ref, event.Evidence{Kind: event.PlaceEvidence, Path: "internal/delete/job.go", From: 40 + n, To: 71 + n, SHA256: fmt.Sprintf("%064x", 1000+n), Commit: strings.Repeat("4f", 20)}))
	}
	step, err := a.Step(hand, changes...)
	if err == nil {
		err = a.Apply(step...)
	}
	if err != nil {
		t.Fatal(err)
	}
	read := func(e event.Evidence) checklist.Content {
		line := "request 118  arrived 2 Nov 09:14  database 09:31\n"
		if e.Path != "" {
			line = "\tif err := s.Remove(ctx, r.Owner); err != nil {\n"
		}
		data := strings.Repeat(line, 32)
		return checklist.Content{Data: []byte(data), Size: int64(len(data))}
	}
	r := reports.Build(a, reports.Options{NoAnnex: true})
	r.Show(reports.Showing{Read: read, Lines: reports.ExcerptLines})
	return r
}

// maxPages is how many pages a policy of 53 clauses may take that was answered in
// full.
const maxPages = 20

func TestAFullAuditHasRoomOnTwentyPages(t *testing.T) {
	if _, err := browserOf(""); err != nil || testing.Short() {
		t.Skip("there is no browser here, or no time for one, so nothing was printed")
	}
	pdf, err := onPaper(reports.HTML(full(t)), "")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(regexp.MustCompile(`/Type\s*/Page[^s]`).FindAll(pdf, -1)); n == 0 || n > maxPages {
		t.Errorf("it has %d pages", n)
	}
	if !strings.Contains(string(pdf), "/Dest") {
		t.Error("no link leads anywhere")
	}
	lookAtPages(t, pdf)
}

// lookAtPages holds, by the pages as pictures, that none is empty and that none
// has ink where a printer does not print.
func lookAtPages(t *testing.T, pdf []byte) {
	t.Helper()
	program, err := exec.LookPath("pdftoppm")
	if err != nil {
		t.Skip("there is no pdftoppm here, so nobody has looked at the pages")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "audit.pdf")
	if err := os.WriteFile(file, pdf, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(program, "-r", "50.8", "-png", "-gray", file, filepath.Join(dir, "page")).CombinedOutput(); err != nil { // Two dots a millimetre.
		t.Fatalf("%v: %s", err, out)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "page-*.png"))
	if err != nil || len(pages) == 0 {
		t.Fatal(err, "there are no pages")
	}
	for _, page := range pages {
		const edge = 2 * 5 // 5 mm
		inside, outside := ink(t, page, edge)
		if inside == 0 || outside > 0 {
			t.Errorf("%s has %d dots of ink, and %d at its edge", filepath.Base(page), inside, outside)
		}
	}
}

// ink counts the dark dots of a page, and those of its edge.
func ink(t *testing.T, page string, edge int) (inside, outside int) {
	t.Helper()
	f, err := os.Open(page)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	b := m.Bounds()
	within := b.Inset(edge)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if grey, _, _, _ := m.At(x, y).RGBA(); grey > 0xc000 {
				continue
			}
			if (image.Point{X: x, Y: y}).In(within) {
				inside++
			} else {
				outside++
			}
		}
	}
	return inside, outside
}
