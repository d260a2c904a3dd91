package portfolio

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/reports"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s: %s", name, diff)
	}
}

func questions() (all []Question) {
	for _, by := range Questions() {
		all = append(all, Question{By: by})
	}
	return all
}

func TestAnswersInEveryFormat(t *testing.T) {
	book := smallBook(t)
	found := book.Find("a1")
	if len(found) != 1 || len(book.Find("other/A.1")) != 0 || len(book.Find("RULES/A.1")) != 1 {
		t.Fatalf("%v", found)
	}
	asked := append(questions(), Question{By: ByClause, Clause: found[0]}, Question{By: ByApp, Team: "Photos", Narrow: true})
	var csv, doc []byte
	for _, q := range asked {
		csv = append(append(csv, CSV(book, q, 0)...), '\n')
		one, err := json.MarshalIndent(JSON(book, q), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		doc = append(append(doc, one...), '\n')
	}
	golden(t, "answers.csv", csv)
	golden(t, "answers.json", doc)
	golden(t, "portfolio.md", reports.MarkdownPage(book.Document("clausewalk test", questions()...)))
	page := reports.HTMLPage(book.Document("clausewalk test", questions()...))
	_, body, begun := bytes.Cut(page, []byte("<body>\n"))
	body, _, ended := bytes.Cut(body, []byte("<script>"))
	if !begun || !ended {
		t.Fatalf("%s", page)
	}
	golden(t, "portfolio.html", body) // Style and script are those of every page.
}

func TestNothingFailsReadsSo(t *testing.T) {
	book := NewBook(day, 30)
	book.Sort()
	for _, q := range questions() {
		if answer := book.Answer(q); len(answer.Rows) != 0 || answer.None == "" {
			t.Errorf("%s: %+v", q.By, answer)
		}
	}
}

// TestHostileTextStaysText holds that what a team called its app changes no
// table, computes nothing and drives no terminal.
func TestHostileTextStaysText(t *testing.T) {
	const hostile = "=HYPERLINK(\"x\")|<script>alert(1)</script>\x1b[2J\nnext [a](b) `c`"
	row := newBook(t, "Photobook", "2.4").row(day)
	row.App, row.Release, row.Team, row.Repository = hostile, hostile, hostile, hostile
	book := NewBook(day, 30)
	book.Add(row)
	book.Sort()
	html := string(reports.HTMLPage(book.Document("clausewalk test", questions()...)))
	markdown := string(reports.MarkdownPage(book.Document("clausewalk test", questions()...)))
	csv := string(CSV(book, Question{By: ByApp}, 0)) + string(CSV(book, Question{By: ByTeam}, 0))
	if strings.Contains(html, "<script>alert") || strings.ContainsRune(html+markdown, '\x1b') {
		t.Error("markup or a control character is in a page")
	}
	if rows := strings.Count(markdown, "\n| "); rows != 1+1+5+3 { // An app, a team, five clauses, and three heads.
		t.Errorf("%d rows:\n%s", rows, markdown)
	}
	for _, cell := range strings.FieldsFunc(csv, func(r rune) bool { return r == '\n' }) {
		if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, `"=`) {
			t.Errorf("a spreadsheet would compute %s", cell)
		}
	}
}

// BenchmarkBook reads rows of 53 clauses into a book and answers every question.
func BenchmarkBook(b *testing.B) {
	for _, apps := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprint(apps), func(b *testing.B) {
			row := drawn(b)
			for b.Loop() {
				book := NewBook(day, 30)
				for n := range apps {
					row.Repository, row.Team = fmt.Sprint("apps/", n), fmt.Sprint("team ", n%40)
					book.Add(row)
				}
				book.Sort()
				for _, q := range questions() {
					book.Answer(q)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(apps), "µs/app")
		})
	}
}

// drawn returns a row of 53 clauses, of which a third fails.
func drawn(b *testing.B) Row {
	row := newBook(b, "Photobook", "2.4").row(day)
	row.Clauses = nil
	for n := range 53 {
		c := Clause{Policy: "rules", Label: fmt.Sprint("A.", n), Title: "A clause with a title", State: "met", Stales: day.AddDate(0, n, 0)}
		if n%3 == 0 {
			c.State = "partly"
			row.Gaps = append(row.Gaps, Gap{Policy: "rules", Label: c.Label, Severity: "major", Due: "2026-12-01"})
		}
		row.Clauses = append(row.Clauses, c)
	}
	return row
}
