package answers

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"
)

// wideText writes text as Excel's "Unicode Text" has it.
func wideText(s string) string {
	out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

const (
	table12 = "label,verdict,reason\nA.12,not met,the CDN keeps copies\n"
	fm      = "format: 1\n"
	in      = fm + "clauses:\n  instagram-platform:\n"
	pack    = "PK\x03\x04"
)

// odd are files as people have them, each with how many changes it makes and
// what is said of it: in a note, of what is not placed, or why it is refused.
var odd = []struct {
	name, file string
	changes    int
	said       string
}{
	// Tables as spreadsheets and people write them.
	{"commas.csv", table12, 2, ""},
	{"semicolons.csv", strings.ReplaceAll(table12, ",", ";"), 2, ""},
	{"tabs.tsv", strings.ReplaceAll(table12, ",", "\t"), 2, ""},
	{"tabs.txt", strings.ReplaceAll(table12, ",", "\t"), 2, ""},
	{"bars.csv", strings.ReplaceAll(table12, ",", "|"), 2, ""},
	{"no ending", table12, 2, ""},
	{"wrong ending.yaml", table12, 2, ""},
	{"sep.csv", "sep=;\r\n" + strings.ReplaceAll(table12, ",", ";"), 2, ""},
	{"quoted sep.csv", "\"sep=|\"\n" + strings.ReplaceAll(table12, ",", "|"), 2, ""},
	{"mark.csv", "\uFEFF" + table12, 2, ""},
	{"old mac.csv", strings.ReplaceAll(table12, "\n", "\r"), 2, ""},
	{"utf-16.csv", wideText(strings.ReplaceAll(table12, ",", "\t")), 2, "1:1: read as UTF-16"},
	{"utf-16 without mark.csv", wideText(table12)[2:], 2, "1:1: read as UTF-16"},
	{"windows.csv", "label,verdict,reason\nA.12,not met,caf\xe9 \x93closed\x94\n", 2, "read as Windows-1252"},
	{"latin.csv", "label,verdict,reason\nA.12,not met,caf\xe9\n", 2, "read as Latin-1"},
	{"damaged.csv", "label,verdict,reason\nA.12,not met,café caf\xe9\n", 0, "2:23: not UTF-8 text: 0xe9; save the file as UTF-8"},
	{"binary.csv", "label,verdict\nA.12,\x00\x01\xff\n", 0, "2:6: not UTF-8 text: 0x00"},
	{"blank rows.csv", "\n\nlabel,verdict,reason\n\n,,\nA.12,not met,x\n\n", 2, ""},
	{"blank columns.csv", "label,verdict,reason,,\nA.12,not met,x,,\n,,,,\n", 2, ""},
	{"title above.csv", "Answers of the legal department,,\nas of May,,\nlabel,verdict,reason\nA.12,not met,x\n", 2, ""},
	{"lines in a cell.csv", "label,verdict,reason\nA.12,not met,\"one\ntwo, \"\"three\"\"\"\n", 2, ""},
	{"hard spaces.csv", "label\u00a0,verdict,reason\n\u00a0A.12\u00a0,not\u00a0met,x\n", 2, ""},
	{"smart quotes.csv", "label,verdict,reason\n“A.12”,‘not met’,x\n", 2, ""},
	{"long hyphen.csv", "label,verdict,reason\nA.12,not–met,x\n", 2, ""},
	{"lower case.csv", "LABEL,Verdict,REASON\na12,NOT MET,x\n", 2, ""},
	{"policy in a column.csv", "policy,label,verdict\nhouse,P.1,met\n", 1, ""},
	{"policy in the label.csv", "label,verdict\nhouse/P.1,met\n", 1, ""},
	{"words of others.csv", "Control ID,Status,Justification,Assigned To,Due Date\nA.12,Non-Compliant,x,Ben,2026-12-05\n", 4, ""},
	{"template of access.csv", "Criterion,Conformance Level,Remarks and Explanations\nA.12,Does Not Support,x\n", 2, ""},
	{"underscores.csv", "requirement_id,compliance_status,finding_details\nA.12,partial,x\n", 2, ""},
	{"dotted day.csv", "label,due\nA.12,5.12.2026\n", 1, ""},
	{"day of a spreadsheet.csv", "label,due\nA.12,46361\n", 1, ""},
	{"day with a month.csv", "label,due\nA.12,\"Dec 5, 2026\"\n", 1, ""},
	{"day without a year.csv", "label,due\nA.12,5 Dec\n", 1, ""},
	{"day with slashes.csv", "label,due\nA.12,25/12/2026\n", 1, ""},
	{"two days in one.csv", "label,due,owner\nA.12,5/12/2026,Ben\n", 1, `"5/12/2026" is 2026-05-12 or 2026-12-05: write the one that is meant`},
	{"no day.csv", "label,due,owner\nA.12,soon,Ben\n", 1, `2:1: A.12: "soon" is not a day: write 2026-03-31: soon`},
	{"formula.csv", "label,reason\nA.12,'=SUM(A1)\n", 1, ""},
	{"not reviewed.csv", "label,verdict,owner\nA.12,Not_Reviewed,Ben\n", 1, ""},
	{"long row.csv", "label,verdict\nA.1,met,extra\n", 1, `1:1: a column without a name was not taken: 1 cell, the first "extra"`},
	{"unknown column.csv", "label,verdict,priority\nA.1,met,P1\nA.2,met,P2\n", 2, `1:15: no such column of an answer: "priority" was not taken: 2 cells, the first "P1"`},
	{"for reading.csv", "label,title,verdict,state\nA.1,,met,open\n", 1, "1:1: for reading, and not taken: title, state"},
	{"id and text.csv", "Requirement,Control ID,Status\nRemove on request,A.12,met\n", 1, `no such column of an answer: "Requirement" was not taken`},
	{"two verdicts.csv", "label,status,result\nA.1,met,met\n", 0, `1:14: two columns say the verdict, "status" and "result": leave one, or call the right one "verdict"`},
	{"the right one.csv", "label,status,verdict\nA.1,open,met\n", 1, `no such column of an answer: "status"`},
	{"one clause twice.csv", "label,verdict,reason\nA.12,met,x\na12,not met,y\n", 0, "3:1: A.12 is there twice, here and at 2:1: leave one line, or give each its date"},
	{"twice on one day.csv", "label,verdict,date\nA.12,met,2026-01-02\nA.12,not met,2026-01-02\n", 0, "3:1: A.12 is there twice"},
	{"twice by date.csv", "label,verdict,reason,date\nA.12,met,x,2026-01-03\nA.12,not met,y,2026-01-02\n", 2, "3:1: A.12: the line at 2:1 is of a later date, and this one was not taken"},
	{"unknown clause.csv", "label,verdict\nA.1,met\nZ.9,met\n", 1, `3:1: unknown clause "Z.9"`},
	{"no clause.csv", "label,verdict\nA.1,met\n,met\n", 1, "3:1: the line names no clause: met"},
	{"label of a spreadsheet.csv", "label,title,verdict\nA.1,Remove within 24 hours,met\nA.2,,met\n", 1, "2:1: the title is that of A.12, not of A.1: a spreadsheet may have altered the label"},
	{"yes.csv", "label,verdict,owner\nA.1,yes,Ben\n", 0, `unknown verdict "yes": it is one of met, partly, not-met, not-applicable, cannot-tell`},
	{"open.csv", "label,verdict\nA.1,Open\nA.2,met\n", 1, `unknown verdict "Open"`},
	{"no reason and nothing else.csv", "label,verdict\nA.12,not met\nA.13,\n", 0, `"not met" needs a reason`},
	{"table of markdown.txt", "| label | verdict | reason |\n|:---|---|---|\n| A.12 | not met | x |\n", 2, ""},
	{"no reason.csv", "label,verdict,comment\nA.12,not met,the CDN keeps copies\nA.1,met,\n", 1, `"not met" needs a reason`},
	{"severity.csv", "label,severity,owner\nA.12,urgent,Ben\n", 1, `"urgent"`},
	{"link in a cell.csv", "label,evidence\nA.12,https://example.org/a\n", 1, ""},
	{"evidence of a report.csv", "label,verdict,evidence\nA.1,met,\"file log.txt, 3 bytes (Ana, 2026-01-01)\"\n", 1, "a report names this piece of evidence, and does not bring it"},
	{"open quote.csv", "label,verdict\nA.1,\"met\n", 0, "2:1: a cell that begins with a quote does not end with one"},
	{"quote inside.csv", "label,reason\nA.1,he said \"no\"\n", 0, `2:13: a quote inside of a cell: write it twice`},
	{"no header.csv", "A.12,not met,x\n", 0, `no row names the columns, "label" and "verdict" among them; the first row is "A.12", "not met", "x", read with commas`},
	{"empty.csv", "", 0, "it is empty"},
	{"blank.csv", " \n\n", 0, "it is empty"},
	{"header alone.csv", "label,verdict\n", 0, ""},
	{"labels alone.csv", "label\nA.1\nA.2\n", 0, ""},

	// Attestations.
	{"saf.json", `[{"control_id": "A.4", "explanation": "x", "frequency": "daily", "status": "passed", "updated": "2022-01-02", "updated_by": "Alec"}]`, 3, ""},
	{"saf.yaml", "- control_id: A.4\n  status: failed\n  explanation: see #4\n", 2, ""},
	{"saf with a span.yaml", "- control_id: A.4\n  status: passed\n  updated: 2026-01-02\n  frequency: 120d\n", 2, ""},
	{"saf with months.yaml", "- control_id: A.4\n  status: passed\n  updated: 2026-01-02\n  frequency: 3m\n", 2, ""},
	{"saf with no span.yaml", "- control_id: A.4\n  status: passed\n  updated: 2026-01-02\n  frequency: now and then\n", 0, `1:3: A.4: "now and then" is not a span of time: write 90d, 2w, 6mo or 1y`},
	{"saf with no day.yaml", "- control_id: A.4\n  status: passed\n  updated: some time\n  frequency: 1d\n", 0, `"some time" is not a day`},
	{"saf from the future.yaml", "- control_id: A.4\n  status: passed\n  updated: 3000-01-01\n  frequency: 1d\n", 2, "the date 3000-01-01 has not come yet"},
	{"saf twice.yaml", "- {control_id: A.4, status: passed}\n- {control_id: A.4, status: failed, explanation: x}\n", 0, "A.4 is there twice"},
	{"saf twice by date.yaml", "- {control_id: A.4, status: passed, updated: 2026-01-01}\n- {control_id: A.4, status: failed, explanation: x, updated: 2026-01-02}\n", 2, "of a later date"},
	{"saf with more.yaml", "- control_id: A.4\n  status: passed\n  severity: high\n", 1, `3:3: no attestation says "severity", and it was not taken: high`},
	{"inspec.json", `{"plugins": {"inspec-reporter-json-hdf": {"attestations": []}}, "version": "1.2"}`, 0, "it is a configuration of InSpec: import the list of attestations that is in it"},
	{"short day.json", `[{"control_id": "A.4", "status": "passed", "updated": "2026-1-9", "frequency": "every3days"}]`, 2, ""},
	{"single.json", `{"control_id": "A.4", "status": "passed"}`, 0, "it is a single attestation: put it into a list"},

	// Answer files. typed_test.go has what people write into them.
	{"flow.yaml", in + "    A.1: {verdict: met}\n", 1, ""},
	{"dotless.yaml", in + "    a1: {verdict: met}\n", 1, ""},
	{"json.json", `{"format": 1, "clauses": {"instagram-platform": {"A.1": {"verdict": "met"}}}}`, 1, ""},
	{"booleans of an editor.yaml", fm + "scope:\n  instagram-platform:\n    gambling: false\n", 1, ""},
	{"day without a year.yaml", in + "    A.1: {due: 5 Dec, valid-until: Dec 24}\n", 2, ""},
	{"moment of an editor.yaml", in + "    A.1: {due: 2026-12-05T00:00:00.000Z}\n", 1, ""},
	{"utf-16.yaml", wideText(in + "    A.1: {verdict: met}\n"), 1, "read as UTF-16"},
	{"comment.yaml", in + "    A.1:\n      verdict: met # says Ana\n", 1, "5:20: a comment, which was not taken: says Ana"},
	{"comment in brackets.yaml", in + "    A.1: {verdict: met, # says Ana\n      owner: Ben}\n", 0, "4:25: a # behind a space begins a comment"},
	{"twice.yaml", in + "    A.1: {verdict: met}\n    a1: {verdict: met}\n", 0, "5:5: instagram-platform/A.1 is there twice"},
	{"key twice.yaml", in + "    A.1:\n      verdict: met\n      verdict: partly\n", 0, "6:"},
	{"unknown key.yaml", in + "    A.1: {verdikt: met}\n", 0, `4:11: unknown name "verdikt"`},
	{"tab.yaml", in + "\tA.1: {verdict: met}\n", 0, "4:1: a tab indents this line"},
	{"format 9.yaml", "format: 9\n", 0, `1:1: answer file of format "9", but this clausewalk reads format 1`},
	{"newer report.json", `{"format": 2, "coverage": {}, "policies": "of another shape", "entries": {}}`, 0, "1:1: report of format 2, but this clausewalk reads format 1"},
	{"report without a format.json", `{"coverage": {}, "policies": [], "entries": {}}`, 0, "1:1: report of format 0, but this clausewalk reads format 1"},
	{"no format.yaml", "clauses: {}\n", 0, "1:1: no answer file: one begins with format: 1"},
	{"words.yaml", "hello\n", 0, "1:1: names with values are expected here"},
	{"two.yaml", fm + "---\n" + fm, 0, "1:1: an answer file is one YAML document"},
	{"anchors.yaml", "format: &a 1\nclauses: *a\n", 0, "2:"},
	{"deep.yaml", "format: " + strings.Repeat("[", 200), 0, "nest deeper than 100"},

	// What is something else.
	{"page.html", "<!doctype html><title>x</title>", 0, "it is a page (HTML)"},
	{"page.csv", "<html><table><tr><td>label</td></tr></table>", 0, "it is a page (HTML)"},
	{"x.ckl", "<?xml version=\"1.0\"?>\n<!-- x --><CHECKLIST><ASSET/></CHECKLIST>", 0, "it is a STIG checklist (.ckl)"},
	{"x.cklb", `{"title": "x", "stigs": []}`, 0, "it is a STIG checklist (.cklb)"},
	{"x.xml", "<cdf:TestResult xmlns:cdf='x'/>", 0, "it is XCCDF"},
	{"junit.xml", "<testsuites/>", 0, "it is JUnit XML"},
	{"other.xml", "<thing/>", 0, "it is XML, <thing>: save its answers as CSV"},
	{".bestpractices.json", `{"build_status":"Met"}`, 0, "it holds the answers for a badge (.bestpractices.json)"},
	{"x.sarif", `{"version": "2.1.0", "runs": []}`, 0, "it is SARIF"},
	{"oscal.json", `{"assessment-results": {}}`, 0, "it is OSCAL"},
	{"hdf.json", `{"platform": {}, "profiles": []}`, 0, "it is the result of an InSpec run (HDF)"},
	{"status.json", `{"format": 1, "audit": "x", "holds": false, "problems": []}`, 0, "it is what another command prints with --json"},
	{"other.json", `{"name": "x", "version": "1"}`, 0, `it is JSON of another kind, with "name", "version"`},
	{"cut.json", `{"format": 1, "clauses": {`, 0, "1:"},
	{"x.pdf", "%PDF-1.7\n", 0, "it is a PDF: take the file that it was made from"},
	{"x.rtf", `{\rtf1 label}`, 0, "it is an RTF text"},
	{"x.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "it is a workbook or a text of an old Office, or one with a password: save it as .xlsx"},
	{"x.zip", zipped("answers.csv"), 0, "it is a zip archive: unpack it"},
	{"x.docx", zipped("word/document.xml"), 0, "it is a Word document"},
	{"x.ods", zipped("mimetype", "content.xml"), 0, "it is an OpenDocument file (.ods, .odt): save it as .xlsx or CSV"},
	{"x.xlsb", zipped("xl/workbook.bin"), 0, "it is a binary workbook (.xlsb)"},
	{"x.numbers", zipped("Index/Document.iwa"), 0, "it is a file of Numbers or Pages"},
	{"audit.zip", zipped("audit/answers.yaml"), 0, "it is a packed audit: unpack it, and import the answers.yaml"},
	{"cut.zip", pack + "xx", 0, "it is a zip archive that is damaged or cut off"},
	{"x.gz", "\x1f\x8b\x08", 0, "it is a packed archive (.gz)"},
	{"x.7z", "7z\xbc\xaf\x27", 0, "it is a packed archive (.7z)"},
	{"x.png", "\x89PNG\r\n", 0, "it is a picture"},
	{"x.jpg", "\xff\xd8\xff\xe0", 0, "it is a picture"},
	{"x.db", "SQLite format 3\x00", 0, "it is a database"},
	{"report.md", "# Audit report\n\n- x\n", 0, "it is Markdown, which is written for people"},
}

func TestOddFilesAreReadOrRefusedInWords(t *testing.T) {
	t.Parallel()
	if len(odd) < 100 {
		t.Errorf("%d files", len(odd))
	}
	b := newBook(t)
	for _, c := range odd {
		var said []string
		changes := 0
		sheet, err := Decode(b.Audit, c.name, []byte(c.file), day)
		if err == nil {
			for _, p := range append(sheet.Notes, sheet.Unplaced...) {
				said = append(said, p.Place()+": "+p.Msg)
			}
			var plan *Plan
			if plan, err = Compare(b.Audit, sheet); err == nil {
				changes = len(plan.Changes) + len(plan.Add)
			}
		}
		if err != nil {
			said = append(said, err.Error())
		}
		all := strings.Join(said, "\n")
		if changes != c.changes || !strings.Contains(all, c.said) || c.said == "" && all != "" {
			t.Errorf("%s: %d changes, want %d; said:\n%s\nwant:\n%s", c.name, changes, c.changes, all, c.said)
		}
		var problems Problems
		if errors.As(err, &problems) {
			for _, p := range problems {
				if p.Line == 0 || p.Column == 0 {
					t.Errorf("%s: %q is nowhere", c.name, p.Msg)
				}
			}
		}
	}
}

func TestOneOfTheFirstThirtyLinesNamesTheColumns(t *testing.T) {
	t.Parallel()
	for above, want := range map[int]kind{0: tableFile, 28: tableFile, 29: tableFile, 30: yamlFile, 40: yamlFile} {
		words := strings.Repeat("one, two\n", above) + "verdict,label\nmet,A.1\n"
		if got, other := recognise("answers", []byte(words)); got != want || other != "" {
			t.Errorf("the header below %d lines: %v %s", above, got, other)
		}
	}
	if got, _ := recognise("words", []byte(strings.Repeat("one, two\n", 40)+"x,label,y\n")); got != yamlFile {
		t.Error("a line far below makes a table of words")
	}
}

func FuzzTable(f *testing.F) {
	f.Add(table12)
	f.Add("sep=;\nlabel;due\nA.1;5/12/2026\n")
	b := newBook(f)
	f.Fuzz(func(t *testing.T, file string) {
		if len(file) > 4096 {
			return
		}
		if sheet, err := decodeTable(newPlacer(b.Audit, day), file); (sheet == nil) == (err == nil) {
			t.Fatal(fmt.Sprint("neither a sheet nor an error: ", err))
		}
	})
}

func FuzzReport(f *testing.F) {
	f.Add(`{"format":1,"policies":[{"id":"x","sections":[{"clauses":[{"policy":"house","label":"P.1","verdict":{"value":"met"}}]}]}]}`)
	b := newBook(f)
	f.Fuzz(func(t *testing.T, file string) {
		if sheet, err := decodeReport(newPlacer(b.Audit, day), file); (sheet == nil) == (err == nil) {
			t.Fatal(fmt.Sprint("neither a sheet nor an error: ", err))
		}
	})
}

// FuzzDecode tries what a file is, and its encoding.
func FuzzDecode(f *testing.F) {
	for _, c := range odd {
		f.Add(c.name, []byte(c.file))
	}
	b := newBook(f)
	f.Fuzz(func(t *testing.T, name string, file []byte) {
		if len(file) > 4096 {
			return
		}
		if sheet, err := Decode(b.Audit, name, file, day); (sheet == nil) == (err == nil) {
			t.Fatal(fmt.Sprint("neither a sheet nor an error: ", err))
		}
	})
}

func TestTheTableOfNamesIsDocumented(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("../../docs/imports.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range columns {
		if row := "| `" + c.name + "` | " + strings.Join(c.other, ", ") + " |"; !strings.Contains(string(doc), row+"\n") {
			t.Errorf("docs/imports.md lacks %s", row)
		}
	}
	for _, name := range forReading {
		if !strings.Contains(string(doc), name) {
			t.Errorf("docs/imports.md lacks the column %q", name)
		}
	}
	for _, names := range verdicts {
		if !strings.Contains(string(doc), ": "+strings.Join(names, ", ")) {
			t.Errorf("docs/imports.md lacks %q", names)
		}
	}
}
