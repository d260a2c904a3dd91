package answers

import (
	"fmt"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/reports"
)

// grid is a table of cells, however it was kept.
type grid struct {
	rows   [][]string
	at     func(row, col int) Problem // where a cell stands, from 0
	policy string                     // whose clauses it has, empty where its rows say so
}

// maxPreamble is how many rows may stand above the one that names the columns.
const maxPreamble = 30

// table reads a grid row by row.
type table struct {
	*placer
	grid
	fields   []string // of each column, what it says; empty for one that is not read
	titles   []bool   // of each column, whether it has the clauses' titles
	headings []string
}

// read takes all rows of a grid. It tells whether the grid names its columns.
func (p *placer) read(g grid) bool {
	t := &table{placer: p, grid: g}
	top := t.findHeader()
	if top < 0 {
		return false
	}
	t.name(top)
	for row := top + 1; row < len(g.rows); row++ {
		t.row(row)
	}
	return true
}

// findHeader returns the row that names the columns, -1 for none.
func (t *table) findHeader() int {
	for row, cells := range t.rows[:min(len(t.rows), maxPreamble)] {
		var known []string
		for _, cell := range cells {
			if input, _ := header(cell); input != "" && !slices.Contains(known, input) {
				known = append(known, input)
			}
		}
		if slices.Contains(known, colLabel) && len(known) > 1 || exactly(cells, colLabel) {
			return row
		}
	}
	return -1
}

// names counts the cells of a column that name a clause.
func (t *table) names(top, col int) int {
	count := 0
	for _, cells := range t.rows[top+1:] {
		if col < len(cells) && tidy(cells[col]) != "" {
			if _, err := t.audit.Find(tidy(cells[col])); err == nil {
				count++
			}
		}
	}
	return count
}

func exactly(cells []string, name string) bool {
	return slices.ContainsFunc(cells, func(cell string) bool { return exact(cell, name) })
}

// name finds out what each column says, and tells once of each that is not read.
func (t *table) name(top int) {
	t.headings = t.rows[top]
	width := 0
	for _, cells := range t.rows[top:] {
		width = max(width, len(cells))
	}
	t.fields, t.titles = make([]string, width), make([]bool, width)
	taken := map[string]int{}
	var reading []string
	for col, heading := range t.headings {
		input, other := header(heading)
		t.titles[col] = other == "title"
		before, twice := taken[input]
		switch {
		case other != "":
			reading = append(reading, other)
		case input == "":
		case !twice:
			t.fields[col], taken[input] = input, col
		case input == colLabel:
			if t.names(top, col) > t.names(top, before) { // As a requirement may be its ID or its text.
				t.fields[before], t.fields[col], taken[input] = "", input, col
			}
		case exact(heading, input) && !exact(t.headings[before], input):
			t.fields[before], t.fields[col], taken[input] = "", input, col
		case !exact(t.headings[before], input) || exact(heading, input):
			t.wrong(t.at(top, col), "two columns say the %s, %q and %q: leave one, or call the right one %q", input, tidy(t.headings[before]), tidy(heading), input)
		}
	}
	if len(reading) > 0 && !t.form && !slices.Equal(reading, []string{problemColumn}) {
		t.note(t.at(top, 0), "for reading, and not taken: %s", strings.Join(reading, ", "))
	}
	t.unnamed(top)
}

func exact(heading, input string) bool { return strings.EqualFold(tidy(heading), input) }

// unnamed tells once of each column with cells that nobody reads.
func (t *table) unnamed(top int) {
	for col, field := range t.fields {
		heading := ""
		if col < len(t.headings) {
			heading = tidy(t.headings[col])
		}
		if _, reading := header(heading); field != "" || reading != "" {
			continue
		}
		count, first := 0, ""
		for _, cells := range t.rows[top+1:] {
			if col < len(cells) && tidy(cells[col]) != "" {
				if count++; count == 1 {
					first = reports.Line(cells[col])
				}
			}
		}
		cells := reports.Count(count, "cell")
		if checklist.Secrets([]byte(first)) == "" { // A secret is not repeated.
			cells += fmt.Sprintf(", the first %q", first)
		}
		switch {
		case count == 0:
		case heading == "":
			t.skip(t.at(top, col), "a column without a name was not taken: "+cells)
		default:
			t.skip(t.at(top, col), fmt.Sprintf("no such column of an answer: %q was not taken: %s", heading, cells))
		}
	}
}

// row takes a row that has anything in a column that is read.
func (t *table) row(row int) {
	e := entry{at: t.at(row, 0), said: map[string]string{}, policy: t.policy}
	some := false
	for col, cell := range t.rows[row] {
		field := t.fields[col]
		if field == "" {
			if t.titles[col] {
				e.title = strings.TrimSpace(cell)
			}
			continue
		}
		if strings.TrimSpace(tidier.Replace(cell)) == "" {
			cell = ""
		}
		switch field {
		case colLabel:
			e.label = tidy(cell)
		case colPolicy:
			if cell != "" {
				e.policy = tidy(cell)
			}
		default:
			e.said[field] = cell
		}
		some = some || cell != "" && field != colPolicy
	}
	if some {
		t.entry(e)
	}
}
