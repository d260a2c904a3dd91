package answers

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"clausewalk/checklist/event"
	"clausewalk/policy/reading"
)

func smallBook(t rapid.TB) *book {
	t.Helper()
	house, err := reading.Parse("house", []byte("# House rules\n\n1. Close the door.\n2. Knock twice.\n3. =Wait.\n"))
	if err != nil {
		t.Fatal(err)
	}
	return bookOf(t, house)
}

func workbookOf(t rapid.TB, b *book, template bool) []byte {
	t.Helper()
	out, err := EncodeWorkbook(b.Audit, day, template)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func planOf(t rapid.TB, b *book, name string, file []byte) (*Plan, *Sheet) {
	t.Helper()
	sheet, err := Decode(b.Audit, name, file, day)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	plan, err := Compare(b.Audit, sheet)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return plan, sheet
}

// altered returns a workbook with a cell that somebody has typed into.
func altered(t rapid.TB, file []byte, cell string, value any) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellValue(f.GetSheetName(0), cell, value); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAWorkbookThatNobodyAlteredChangesNothing(t *testing.T) {
	policies := smallBook(t).Policies
	rapid.Check(t, func(t *rapid.T) {
		b := randomBook(t, policies)
		file := workbookOf(t, b, rapid.IntRange(0, 4).Draw(t, "template") == 0)
		if plan, sheet := planOf(t, b, "sheet.xlsx", file); len(plan.Changes)+len(plan.Add)+len(sheet.Unplaced)+len(sheet.Notes) > 0 {
			t.Fatalf("%+v %+v %+v", plan, sheet.Unplaced, sheet.Notes)
		}
	})
}

func answeredBook(t *testing.T) *book {
	b := smallBook(t)
	one := b.ref(t, "P.1")
	b.do(t, ana, event.SetReason(one, "=1+1 is what it says"), event.SetVerdict(one, event.NotMet), event.SetGap(one, event.GapDue, "2026-12-05"),
		event.AddEvidence(one, event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org/a"}))
	return b
}

func TestOnlyTheAlteredCellsOfAWorkbookAreChanges(t *testing.T) {
	t.Parallel()
	b := answeredBook(t)
	file := workbookOf(t, b, false)
	b.do(t, ben, event.SetReason(b.ref(t, "P.2"), "Answered since."), event.SetVerdict(b.ref(t, "P.2"), event.Met))
	for _, c := range []struct {
		cell  string
		value any
		want  string
	}{
		{"G4", "another reason", "reason another reason"},
		{"F4", "partly", "verdict partly"},
		{"J4", "oil the hinge", "fix oil the hinge"},
		{"L4", 46362, "due 2026-12-06"},
		{"L4", "7.12.2026", "due 2026-12-07"},
		{"L4", "", "due "},
		{"M4", "6mo", "valid-until 6mo"},
		{"H4", "", "evidence removed"},
		{"H4", "link:https://example.org/a\nhttps://example.org/b", "add https://example.org/b"},
		{"K5", "Cem", "owner Cem"},
	} {
		plan, sheet := planOf(t, b, "sheet.xlsx", altered(t, file, c.cell, c.value))
		var got []string
		for _, change := range plan.Changes {
			got = append(got, fieldOf(change.Field)+" "+change.To)
			if change.Field.Kind == event.KindEvidence {
				got[len(got)-1] = "evidence " + change.To
			}
		}
		for _, add := range plan.Add {
			got = append(got, "add "+add.Spec)
		}
		if strings.Join(got, "; ") != c.want && !(c.want == "evidence removed" && strings.HasPrefix(got[0], "evidence ")) || len(got) != 1 || len(sheet.Unplaced) > 0 {
			t.Errorf("%s = %v changes %q, want %q (%v)", c.cell, c.value, got, c.want, sheet.Unplaced)
		}
	}
	plan, _ := planOf(t, b, "sheet.xlsx", altered(t, file, "F5", "not met"))
	if sheet, err := Decode(b.Audit, "sheet.xlsx", altered(t, file, "F5", "not met"), day); err != nil || len(sheet.Unplaced) != 1 || sheet.Unplaced[0].Place() != "house!A5" {
		t.Errorf("a verdict without its reason: %+v, %v", plan, err)
	}
	plan, _ = planOf(t, b, "sheet.xlsx", altered(t, altered(t, file, "F5", "not met"), "G5", "Ben was wrong"))
	if newer := plan.Newer(); len(newer) != 2 || newer[0].Newer[0].Who != ben {
		t.Errorf("the newer answer is not told: %+v", newer)
	}
}

func TestAWorkbookOfANewerFormatIsRefused(t *testing.T) {
	t.Parallel()
	b := smallBook(t)
	f, err := excelize.OpenReader(bytes.NewReader(workbookOf(t, b, false)))
	if err != nil {
		t.Fatal(err)
	}
	var newer bytes.Buffer
	if err := errors.Join(f.SetCellStr(aboutSheet, "B1", "2"), f.Write(&newer)); err != nil {
		t.Fatal(err)
	}
	_, err = Decode(b.Audit, "sheet.xlsx", newer.Bytes(), day)
	if want := "workbook of format 2, but this clausewalk reads format 1"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestEveryDayComesBackFromAWorkbookAsItWas(t *testing.T) {
	t.Parallel()
	for _, due := range []string{"0001-01-01", "1899-12-31", "1999-12-31", "2000-01-01", "2099-12-31", "2192-04-08", "2192-04-09", "2262-04-12", "9999-12-31"} {
		b := smallBook(t)
		one := b.ref(t, "P.1")
		b.do(t, ana, event.SetReason(one, "It sticks."), event.SetVerdict(one, event.NotMet), event.SetGap(one, event.GapDue, due), event.SetValidUntil(one, due))
		file := workbookOf(t, b, false)
		if plan, sheet := planOf(t, b, "sheet.xlsx", file); len(plan.Changes)+len(sheet.Unplaced) > 0 {
			t.Errorf("%s, which nobody altered: %+v %+v", due, plan.Changes, sheet.Unplaced)
		}
		f, err := excelize.OpenReader(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range []string{"L4", "M4"} {
			raw, err := f.GetCellValue("house", cell, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			if got, err := readDay(raw, day); err != nil || got != due {
				t.Errorf("%s of %s holds %q, which reads %q, %v", cell, due, raw, got, err)
			}
		}
	}
}

func TestASpreadsheetsNumberIsTheSameDayBothWays(t *testing.T) {
	t.Parallel()
	for n := int64(firstDay); n <= lastDay; n += 61 {
		if got, ok := serial(fromSerial(float64(n))); got != n || !ok {
			t.Fatalf("%d came back as %d", n, got)
		}
	}
	for s, want := range map[string]string{
		"36526": "2000-01-01T00:00:00Z", "46361.75": "2026-12-05T18:00:00Z", "106751": "2192-04-08T00:00:00Z", "106752.5": "2192-04-09T12:00:00Z", "2958465": "9999-12-31T00:00:00Z",
	} {
		if got, err := readTime(s); err != nil || got.Format(time.RFC3339) != want {
			t.Errorf("%s is %s, %v, want %s", s, got.Format(time.RFC3339), err, want)
		}
	}
	for _, s := range []string{"36525", "2958466"} {
		if got, err := readTime(s); err == nil {
			t.Errorf("%s is %s", s, got)
		}
	}
}

func TestAWorkbookHasNoFormulaNoMacroAndLockedCells(t *testing.T) {
	t.Parallel()
	file := workbookOf(t, answeredBook(t), false)
	if !bytes.Equal(file, workbookOf(t, answeredBook(t), false)) {
		t.Error("not the same bytes twice")
	}
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	locked := false
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(text, []byte("<f>")) || bytes.Contains(text, []byte("<f ")) || strings.Contains(strings.ToLower(part.Name), "vba") {
			t.Errorf("%s has a formula or a macro", part.Name)
		}
		locked = locked || bytes.Contains(text, []byte("<sheetProtection"))
	}
	if !locked {
		t.Error("no worksheet is protected")
	}
}

func TestANumberIsReadAsItWasTyped(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{"1.1000000000000001": "1.1", "4.0999999999999996": "4.1", "1.1": "1.1", "46361": "46361", "1.10000000000000010": "1.10000000000000010", "a.1234567890123456": "a.1234567890123456"} {
		if got := typedNumber(cell); got != want {
			t.Errorf("%s is read as %s, want %s", cell, got, want)
		}
	}
}

func TestWhatACellHasNoRoomForStaysAsItIs(t *testing.T) {
	t.Parallel()
	b := smallBook(t)
	one := b.ref(t, "P.1")
	b.do(t, ana, event.SetReason(one, strings.Repeat("word ", 8000)+"end"), event.SetVerdict(one, event.Partly))
	file := workbookOf(t, b, false)
	if plan, _ := planOf(t, b, "sheet.xlsx", file); len(plan.Changes) > 0 {
		t.Errorf("%+v", plan.Changes)
	}
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	cell, err := f.GetCellValue("house", "G4")
	if err != nil || !strings.HasSuffix(cell, "more characters)") {
		t.Errorf("%q, %v", cell[len(cell)-80:], err)
	}
	if plan, sheet := planOf(t, b, "sheet.xlsx", altered(t, file, "G4", "x"+cell)); len(plan.Changes) > 0 || len(sheet.Unplaced) != 1 {
		t.Errorf("the end of the words is lost: %+v", plan.Changes)
	}
}

func TestAnybodysWorkbookIsReadAsATable(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	for cell, value := range map[string]any{"B2": "Answers of May", "B3": "Control", "C3": "Status", "D3": "Justification", "E3": "Due date", "B4": "P.1", "C4": "Fail", "D4": "It sticks.", "E4": 46362} {
		if err := f.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.NewSheet("Notes"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellValue("Notes", "A1", "to do"); err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := f.Write(&file); err != nil {
		t.Fatal(err)
	}
	var none bytes.Buffer
	if err := excelize.NewFile().Write(&none); err != nil {
		t.Fatal(err)
	}
	if _, err := Decode(smallBook(t).Audit, "x.xlsx", none.Bytes(), day); err == nil || err.Error() != "it is a workbook, and no cell of it is filled in" {
		t.Errorf("an empty workbook: %v", err)
	}
	plan, sheet := planOf(t, smallBook(t), "x.xlsx", file.Bytes())
	if len(plan.Changes) != 3 || len(sheet.Notes) != 1 || sheet.Notes[0].Place() != "Notes!A1" {
		t.Errorf("%+v %+v", plan.Changes, sheet.Notes)
	}
}

func TestARowThatIsTooWideIsCutAndThoseBelowItAreRead(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	for cell, value := range map[string]string{"A1": "label", "B1": "verdict", "A2": "P.1", "B2": "met", "XFD2": "x", "SF2": "the last column", "A3": "P.2", "B3": "met", "XFD4": "alone"} {
		if err := f.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	var file bytes.Buffer
	if err := f.Write(&file); err != nil {
		t.Fatal(err)
	}
	if plan, sheet := planOf(t, smallBook(t), "x.xlsx", file.Bytes()); len(plan.Changes) != 2 || len(sheet.Unplaced) != 1 || sheet.Unplaced[0].Place() != "Sheet1!SF1" {
		t.Errorf("%+v %+v", plan.Changes, sheet.Unplaced)
	}
}

// TestLibreOfficeSavesAWorkbookWithoutChange opens a sheet in LibreOffice and
// saves it, as a lawyer does.
func TestLibreOfficeSavesAWorkbookWithoutChange(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("no LibreOffice here")
	}
	b := answeredBook(t)
	b.do(t, ana, event.SetReason(b.ref(t, "P.3"), " two  blanks, \"quotes\", a\ttab,\n\na line, _x0041_ and é 😀 \u202e\x00"), event.SetVerdict(b.ref(t, "P.3"), event.CannotTell),
		event.SetValidUntil(b.ref(t, "P.3"), "2027-01-31"))
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "sheet.xlsx"), workbookOf(t, b, false), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(office, "-env:UserInstallation=file://"+dir+"/home", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", dir+"/saved", dir+"/sheet.xlsx").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	file, err := os.ReadFile(filepath.Join(dir, "saved", "sheet.xlsx"))
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if plan, sheet := planOf(t, b, "sheet.xlsx", file); len(plan.Changes)+len(plan.Add)+len(sheet.Unplaced) > 0 || sheet.Audit == "" {
		t.Errorf("%+v %+v", plan, sheet.Unplaced)
	}
	if plan, _ := planOf(t, b, "sheet.xlsx", altered(t, file, "F5", "met")); len(plan.Changes) != 1 {
		t.Errorf("%+v", plan.Changes)
	}
}

func FuzzWorkbook(f *testing.F) {
	b := smallBook(f)
	f.Add([]byte(zipped("xl/workbook.xml")))
	if file, err := EncodeWorkbook(b.Audit, day, false); err == nil {
		f.Add(file[:2000])
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		if sheet, err := decodeWorkbook(newPlacer(b.Audit, day), file); (sheet == nil) == (err == nil) {
			t.Fatal("neither a sheet nor an error: ", err)
		}
	})
}
