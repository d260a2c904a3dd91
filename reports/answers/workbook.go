package answers

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// What a workbook may hold: it is packed, and a small file may unpack to
// anything.
const (
	maxUnpacked = 128 << 20
	maxRows     = 50_000
	maxWide     = 500
)

// decodeWorkbook reads every worksheet that names columns of an answer. In a
// workbook that EncodeWorkbook wrote a cell that was altered is a change, and an
// emptied one takes an answer back; in any other an empty cell says nothing.
func decodeWorkbook(p *placer, source []byte) (sheet *Sheet, err error) {
	defer func() {
		if recover() != nil { // The library does not expect every damage.
			sheet, err = nil, damaged()
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(source), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	switch {
	case err != nil && strings.Contains(err.Error(), "unzip size exceeds"):
		return nil, Problems{{Line: 1, Column: 1, Msg: fmt.Sprintf("it unpacks to more than %d MB", maxUnpacked>>20)}}
	case err != nil:
		return nil, damaged()
	}
	defer f.Close()
	p.about(f)
	var seen []string
	found := false
	for _, name := range f.GetSheetList() {
		if name == aboutSheet {
			continue
		}
		rows, err := worksheet(f, name)
		if err != nil {
			return nil, err
		}
		read := p.read(grid{rows: rows, at: func(row, col int) Problem {
			cell, _ := excelize.CoordinatesToCellName(col+1, row+1)
			return Problem{Cell: name + "!" + cell}
		}})
		found = found || read
		if !read && len(rows) > 0 {
			seen = append(seen, name)
			p.note(Problem{Cell: name + "!A1"}, "this worksheet names no columns of an answer, and was not read")
		}
	}
	if !found && len(seen) == 0 {
		return nil, &KindError{"it is a workbook, and no cell of it is filled in"}
	}
	if !found {
		return nil, &KindError{"it is a workbook of which no worksheet names the columns of an answer, \"label\" and \"verdict\" among them: " + strings.Join(seen, ", ")}
	}
	return p.result()
}

func damaged() error {
	return &KindError{"it is a workbook that is damaged: open it, and save it anew as .xlsx"}
}

// worksheet returns the cells of a worksheet, as they were typed.
func worksheet(f *excelize.File, name string) ([][]string, error) {
	lines, err := f.Rows(name)
	if err != nil {
		return nil, damaged()
	}
	defer lines.Close()
	var rows [][]string
	last, wide := 0, 0
	for lines.Next() {
		cells, err := lines.Columns()
		if err != nil {
			return nil, damaged()
		}
		if len(cells) > maxWide {
			cells, wide = cells[:maxWide], wide+1 // Beside the table spreadsheets have anything.
		}
		for n, cell := range cells {
			cells[n] = typedNumber(cell)
		}
		for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
			cells = cells[:len(cells)-1]
		}
		if len(rows) == maxRows*20 || wide > maxRows { // A wide row is slow to read.
			break // And below it.
		}
		// A copy, since the library makes room for all that a wide row has.
		if rows = append(rows, append([]string(nil), cells...)); len(cells) > 0 {
			last = len(rows)
		}
		if last > maxRows {
			return nil, Problems{{Cell: name, Msg: fmt.Sprintf("it has more than %d rows", maxRows)}}
		}
	}
	return rows[:last], nil
}

// typedNumber returns a number as it was typed: a workbook keeps 1.1 as
// 1.1000000000000001, and 15 digits are what spreadsheets show.
func typedNumber(cell string) string {
	if len(cell) <= 15 || !strings.Contains(cell, ".") {
		return cell
	}
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil || strconv.FormatFloat(n, 'g', 17, 64) != cell {
		return cell
	}
	return strconv.FormatFloat(n, 'g', 15, 64)
}

// about reads what a workbook of ours says of where it comes from.
func (p *placer) about(f *excelize.File) {
	rows, err := f.GetRows(aboutSheet)
	if err != nil {
		return
	}
	for _, row := range rows {
		if len(row) < 2 {
			continue
		}
		switch row[0] {
		case "format":
			p.form = true
			if n, _ := strconv.Atoi(row[1]); n != Format {
				p.problems = append(p.problems, unread("workbook", n, Format))
			}
		case "audit":
			p.sheet.Audit = row[1]
		case "seen":
			p.sheet.Ends = append(p.sheet.Ends, row[1])
		}
	}
	if p.sheet.Audit != p.audit.Head.ID {
		return
	}
	if !p.audit.Knows(p.sheet.Ends...) {
		p.wrong(Problem{Cell: aboutSheet}, mergeFirst)
		return
	}
	p.ours, p.was = true, p.audit.Refold(p.audit.Seen(p.sheet.Ends...))
}
