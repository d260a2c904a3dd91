package answers

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// separators are what may stand between the cells of a table, with their names.
var separators = map[rune]string{',': "commas", ';': "semicolons", '\t': "tabs", '|': "bars"}

// preamble returns the lines of which one may name the columns.
func preamble(source string) []string {
	lines := strings.SplitN(source, "\n", maxPreamble+1)
	return lines[:min(len(lines), maxPreamble)]
}

// separator finds out what stands between the cells: what the line sep= says, as
// Excel has it, or what makes the most known columns of one of the first lines.
// It returns how many lines to leave out.
func separator(source string) (comma rune, skip int) {
	first, _, _ := strings.Cut(source, "\n")
	if said, ok := strings.CutPrefix(strings.Trim(strings.TrimSpace(first), `"`), "sep="); ok {
		if marks := []rune(said); len(marks) == 1 {
			return marks[0], 1
		}
		if said == "" && strings.Contains(first, "\t") {
			return '\t', 1
		}
	}
	comma = ','
	best := 0
	for _, line := range preamble(source) {
		for _, mark := range ",;\t|" {
			known := 0
			cells := strings.Split(line, string(mark))
			for _, cell := range cells {
				if input, reading := header(cell); input != "" || reading != "" {
					known++
				}
			}
			if input, _ := header(cells[0]); known > best && (len(cells) > 1 || input == colLabel) {
				comma, best = mark, known
			}
		}
	}
	return comma, 0
}

// decodeTable reads a table of answers. One of its first rows names the columns;
// docs/imports.md says what they may be called. An empty cell says nothing, and
// a cell of evidence has a piece a line, since names of files hold spaces.
func decodeTable(p *placer, source string) (*Sheet, error) {
	comma, skip := separator(source)
	if skip > 0 {
		_, source, _ = strings.Cut(source, "\n")
	}
	r := csv.NewReader(strings.NewReader(source))
	r.Comma, r.FieldsPerRecord = comma, -1
	var rows [][]string
	var places [][]Problem
	for {
		record, err := r.Read()
		var wrong *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return p.grid(rows, places, comma)
		case errors.As(err, &wrong) && errors.Is(err, csv.ErrBareQuote):
			return nil, Problems{{Line: wrong.Line + skip, Column: wrong.Column, Msg: `a quote inside of a cell: write it twice, and put the whole cell in quotes, as in "he said ""no"""`}}
		case errors.As(err, &wrong):
			return nil, Problems{{Line: wrong.StartLine + skip, Column: 1, Msg: `a cell that begins with a quote does not end with one: write quotes inside of it twice, and one at its end`}}
		case err != nil:
			return nil, Problems{{Line: 1, Column: 1, Msg: err.Error()}}
		}
		at := make([]Problem, len(record))
		for n := range record {
			at[n].Line, at[n].Column = r.FieldPos(n)
			at[n].Line += skip
			if comma == '|' { // As in a table of Markdown.
				record[n] = strings.TrimSpace(record[n])
			}
		}
		if comma == '|' && strings.Trim(strings.Join(record, ""), "-:") == "" {
			continue // A rule below the names of the columns.
		}
		rows, places = append(rows, record), append(places, at)
	}
}

// grid places the rows of a table.
func (p *placer) grid(rows [][]string, places [][]Problem, comma rune) (*Sheet, error) {
	if len(rows) == 0 {
		return nil, Problems{{Line: 1, Column: 1, Msg: "the table is empty"}}
	}
	named := p.read(grid{rows: rows, at: func(row, col int) Problem {
		if at := places[row]; col < len(at) {
			return at[col]
		}
		return places[row][0]
	}})
	if !named {
		var first []string
		for _, cell := range rows[0][:min(len(rows[0]), 6)] {
			first = append(first, fmt.Sprintf("%q", strings.TrimSpace(cell)))
		}
		return nil, Problems{{Line: 1, Column: 1, Msg: fmt.Sprintf(`no row names the columns, "label" and "verdict" among them; the first row is %s, read with %s between the cells`,
			strings.Join(first, ", "), separatorName(comma))}}
	}
	return p.result()
}

func separatorName(comma rune) string {
	return cmp.Or(separators[comma], fmt.Sprintf("%q", comma))
}
