package answers

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/reports"
)

// aboutSheet is the hidden worksheet that says what a workbook was written from.
const aboutSheet = "clausewalk"

// headerRow is the row of a worksheet that names the columns.
const headerRow = 3

// EncodeWorkbook writes a sheet to fill in as .xlsx, with a worksheet for each
// policy. The same audit gives the same bytes. The error is one of the library.
func EncodeWorkbook(a *checklist.Audit, at time.Time, template bool) ([]byte, error) {
	w := &workbookWriter{File: excelize.NewFile()}
	defer w.Close()
	w.styles()
	items := a.Items(at)
	for n, p := range a.Policies {
		name := w.sheetName(p.ID)
		if n == 0 {
			w.try(w.SetSheetName("Sheet1", name))
		} else {
			_, err := w.NewSheet(name)
			w.try(err)
		}
		w.policy(name, a, p, items, template)
	}
	w.about(a, template)
	var b bytes.Buffer
	w.try(w.Write(&b))
	return b.Bytes(), w.err
}

// workbookWriter is a workbook that is being written. Its first error stays.
type workbookWriter struct {
	*excelize.File
	err                 error
	title, legend, head int
	cells               map[whose]int
	day                 int
	out, outDay         int // as theirs and day, of a clause that is out of scope
}

func (w *workbookWriter) try(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *workbookWriter) style(s excelize.Style) int {
	id, err := w.NewStyle(&s)
	w.try(err)
	return id
}

// styles makes what tells the platform's words, ours, and what is to be filled
// in from one another.
func (w *workbookWriter) styles() {
	border := []excelize.Border{{Type: "bottom", Color: "D9D9D9", Style: 1}, {Type: "right", Color: "D9D9D9", Style: 1}}
	wrap := &excelize.Alignment{Vertical: "top", WrapText: true}
	fill := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	w.title = w.style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}})
	w.legend = w.style(excelize.Style{Font: &excelize.Font{Italic: true}})
	w.head = w.style(excelize.Style{Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: fill("404040"), Alignment: wrap})
	text := "@"
	open := &excelize.Protection{Locked: false}
	w.cells = map[whose]int{
		platform: w.style(excelize.Style{Font: &excelize.Font{Family: "Georgia", Italic: true}, Fill: fill("EDEDED"), Alignment: wrap, Border: border, CustomNumFmt: &text}),
		oursTo:   w.style(excelize.Style{Fill: fill("E3EEF9"), Alignment: wrap, Border: border, CustomNumFmt: &text}),
		theirs:   w.style(excelize.Style{Alignment: wrap, Border: border, CustomNumFmt: &text, Protection: open}),
	}
	days := "yyyy-mm-dd"
	dotted := excelize.Fill{Type: "pattern", Pattern: 17, Color: []string{"808080"}}
	w.day = w.style(excelize.Style{Alignment: wrap, Border: border, CustomNumFmt: &days, Protection: open})
	w.out = w.style(excelize.Style{Fill: dotted, Alignment: wrap, Border: border, CustomNumFmt: &text, Protection: open})
	w.outDay = w.style(excelize.Style{Fill: dotted, Alignment: wrap, Border: border, CustomNumFmt: &days, Protection: open})
}

// longestSheet is how long the name of a worksheet may be.
const longestSheet = 31

// sheetName returns a name that a worksheet may have and none has yet.
func (w *workbookWriter) sheetName(id string) string {
	name := strings.NewReplacer(":", "-", `\`, "-", "/", "-", "?", "-", "*", "-", "[", "-", "]", "-", "'", "-").Replace(reports.Line(id))
	for n := 1; ; n++ {
		end := ""
		if n > 1 {
			end = fmt.Sprintf(" %d", n)
		}
		one := string([]rune(name)[:min(utf8.RuneCountInString(name), longestSheet-len(end))]) + end
		at, err := w.GetSheetIndex(one)
		if w.try(err); at < 0 && !strings.EqualFold(one, aboutSheet) || n > 1000 {
			return one
		}
	}
}

func (w *workbookWriter) text(sheet string, col, row int, s string) {
	cell, err := excelize.CoordinatesToCellName(col, row)
	w.try(err)
	w.try(w.SetCellStr(sheet, cell, held(s))) // Never a formula.
}

// policy writes the worksheet of a policy, with its own among all the items.
func (w *workbookWriter) policy(sheet string, a *checklist.Audit, p *policy.Policy, items []checklist.Item, template bool) {
	w.text(sheet, 1, 1, a.Head.App+" "+a.Head.Release+": "+p.Title)
	w.text(sheet, 1, 2, "Grey: the platform's own words. Blue: our questions. White: to fill in. Dotted: out of scope, as the question says. Evidence: an address or a file beside this one, a piece a line.")
	w.try(w.SetCellStyle(sheet, "A1", "A1", w.title))
	w.try(w.SetCellStyle(sheet, "A2", "A2", w.legend))
	row := headerRow
	var out []int // the rows of clauses that are out of scope
	for col, c := range formColumns {
		w.text(sheet, col+1, row, c.heading)
	}
	for _, i := range items {
		if i.Ref.Policy != p.ID {
			continue
		}
		row++
		cells := formRow(a, i, template)
		for col, cell := range cells {
			w.cell(sheet, col, row, cell)
		}
		w.try(w.SetRowHeight(sheet, row, height(cells)))
		if i.Has(checklist.OutOfScope) {
			out = append(out, row)
		}
	}
	w.form(sheet, row)
	w.outOfScope(sheet, out)
}

// outOfScope marks the cells to fill in of clauses that are out of scope.
func (w *workbookWriter) outOfScope(sheet string, rows []int) {
	for n, c := range formColumns {
		if c.whose != theirs {
			continue
		}
		style := w.out
		if c.isDay() {
			style = w.outDay
		}
		for _, row := range rows {
			cell, err := excelize.CoordinatesToCellName(n+1, row)
			w.try(err)
			w.try(w.SetCellStyle(sheet, cell, cell, style))
		}
	}
}

// A line of a cell is so high, and a row no higher, in points; the last is what
// spreadsheets allow.
const lineHeight, maxHeight = 14.5, 409

// height returns how high a row has to be that shows all of its cells: no
// spreadsheet finds that out when it opens a file.
func height(cells []string) float64 {
	most := 1
	for n, cell := range cells {
		lines := 0
		for line := range strings.SplitSeq(cell, "\n") {
			lines += 1 + int(1.15*float64(utf8.RuneCountInString(line))/formColumns[n].width)
		}
		if formColumns[n].field != colPolicy {
			most = max(most, lines)
		}
	}
	return min(lineHeight*float64(most)+4, maxHeight)
}

// cell writes a cell of a clause: a day as one, where it has a number that is read
// back, and anything else as text.
func (w *workbookWriter) cell(sheet string, col, row int, cell string) {
	if day, err := time.Parse(time.DateOnly, cell); err == nil && formColumns[col].isDay() {
		if n, ok := serial(day); ok {
			name, err := excelize.CoordinatesToCellName(col+1, row)
			w.try(err)
			w.try(w.SetCellInt(sheet, name, n))
			return
		}
	}
	if cell != "" {
		w.text(sheet, col+1, row, cell)
	}
}

// form gives a worksheet its looks, what may be chosen, and what is locked.
func (w *workbookWriter) form(sheet string, last int) {
	for n, c := range formColumns {
		col, err := excelize.ColumnNumberToName(n + 1)
		w.try(err)
		w.try(w.SetColWidth(sheet, col, col, c.width))
		style := w.cells[c.whose]
		if c.isDay() {
			style = w.day
		}
		w.try(w.SetCellStyle(sheet, fmt.Sprint(col, headerRow), fmt.Sprint(col, headerRow), w.head))
		if last > headerRow {
			w.try(w.SetCellStyle(sheet, fmt.Sprint(col, headerRow+1), fmt.Sprint(col, last), style))
			w.choices(sheet, c.field, fmt.Sprintf("%s%d:%s%d", col, headerRow+1, col, last))
		}
		if c.field == colPolicy {
			w.try(w.SetColVisible(sheet, col, false))
		}
	}
	w.try(w.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: 2, YSplit: headerRow, TopLeftCell: fmt.Sprint("C", headerRow+1), ActivePane: "bottomRight"}))
	w.try(w.ProtectSheet(sheet, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true}))
	landscape, wide, tall, fit := "landscape", 1, 0, true
	w.try(w.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	w.try(w.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall}))
}

// choices says what may be typed into the cells of a field.
func (w *workbookWriter) choices(sheet, field, cells string) {
	v := excelize.NewDataValidation(true)
	v.Sqref = cells
	switch field {
	case colVerdict:
		var words []string
		for _, verdict := range event.Verdicts() {
			words = append(words, verdict.String())
		}
		w.try(v.SetDropList(words))
		all := strings.Join(words, ", ")
		v.SetInput("Verdict", all+". All but met need a reason.")
		v.SetError(excelize.DataValidationErrorStyleStop, "Verdict", "It is one of "+all+".")
	case colSeverity:
		w.try(v.SetDropList(policy.Severities()))
		v.SetError(excelize.DataValidationErrorStyleStop, "Severity", "It is one of "+strings.Join(policy.Severities(), ", ")+".")
	case colDue:
		w.try(v.SetRange(firstDay, lastDue, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween))
		v.SetError(excelize.DataValidationErrorStyleStop, "Due", "It is a day, such as 2026-03-31.")
	case colUntil:
		v.SetInput("Valid until", "The last day on which the answer holds, or a span such as 6mo. Empty: as the guide says.")
	case colReason:
		v.SetInput("Reason", "Why the verdict is so, for somebody who was not there.")
	case colEvidence:
		v.SetInput("Evidence", "A piece a line: an address, or the name of a file that lies beside this one.")
	default:
		return
	}
	w.try(w.AddDataValidation(sheet, v))
}

// about writes down what the workbook was written from, so that an import can
// tell what was altered in it and what was answered since.
func (w *workbookWriter) about(a *checklist.Audit, template bool) {
	_, err := w.NewSheet(aboutSheet)
	w.try(err)
	rows := [][2]string{{"format", fmt.Sprint(Format)}}
	if !template {
		rows = append(rows, [2]string{"audit", a.Head.ID})
		for _, end := range a.Ends() {
			rows = append(rows, [2]string{"seen", end})
		}
	}
	for n, row := range rows {
		w.text(aboutSheet, 1, n+1, row[0])
		w.text(aboutSheet, 2, n+1, row[1])
	}
	w.try(w.ProtectSheet(aboutSheet, &excelize.SheetProtectionOptions{SelectLockedCells: true}))
	w.try(w.SetSheetVisible(aboutSheet, false))
	w.SetActiveSheet(0)
}
