package reading

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"

	"clausewalk/policy/pattern"
)

// tableFile is a table of controls as CSV, with commas, semicolons or tabs: a row
// is a requirement, and a column has its ID.
//
// Seen in: OWASP ASVS's CSV, lists of controls out of spreadsheets.
var tableFile = format{
	is:       func(name string, _ []byte) bool { return hasEnding(name, ".csv", ".tsv") },
	markdown: fromTable,
}

var (
	idHeader    = pattern.New(`(?i)^(?:#|no\.?|nr\.?|number|ref(?:erence)?|identifier|id|(?:control|req|requirement|clause|item|rule)[ _-]?(?:id|no|number|#))$`)
	groupHeader = pattern.New(`(?i)^(chapter|section|category|family|group|domain)(?:[ _-]?(id|name|title))?$`)
)

// fromTable writes a table of Markdown for each group of rows, under the headings
// that the columns with groups give.
func fromTable(source []byte) ([]byte, error) {
	rows, err := tableFileRows(source)
	if err != nil {
		return nil, err
	}
	head, rows := rows[0], rows[1:]
	id, groups, rest := -1, map[string][]int{}, []int(nil)
	var order []string
	for col, name := range head {
		name = strings.TrimSpace(name)
		if m := groupHeader.FindStringSubmatch(name); m != nil {
			key := strings.ToLower(m[1])
			if groups[key] == nil {
				order = append(order, key)
			}
			groups[key] = append(groups[key], col)
		} else if id < 0 && idHeader.MatchString(name) {
			id = col
		} else {
			rest = append(rest, col)
		}
	}
	if id < 0 || len(rest) == 0 {
		return nil, errors.New("it is a table without a column called ID, Control ID or Requirement ID: save the policy as text, Markdown or HTML")
	}
	var b strings.Builder
	cell := func(row []string, col int) string {
		if col >= len(row) {
			return ""
		}
		return inCell(row[col])
	}
	line := func(row []string) {
		b.WriteString("| " + cell(row, id))
		for _, col := range rest {
			b.WriteString(" | " + cell(row, col))
		}
		b.WriteString(" |\n")
	}
	open := make([]string, len(order))
	for n, row := range rows {
		begins := n == 0
		for level, key := range order {
			var words []string
			for _, col := range groups[key] {
				words = append(words, cell(row, col))
			}
			if heading := strings.TrimSpace(strings.Join(words, " ")); heading != open[level] {
				open[level], begins = heading, true
				b.WriteString("\n" + strings.Repeat("#", level+2) + " " + heading + "\n")
			}
		}
		if begins {
			b.WriteByte('\n')
			line(head)
			b.WriteString("|" + strings.Repeat(" --- |", 1+len(rest)) + "\n")
		}
		line(row)
	}
	return []byte(strings.TrimLeft(b.String(), "\n")), nil
}

// tableFileRows reads the rows that have anything in them.
func tableFileRows(source []byte) ([][]string, error) {
	source = bytes.TrimPrefix(source, []byte("\uFEFF"))
	first, rest, _ := bytes.Cut(source, []byte{'\n'})
	r := csv.NewReader(bytes.NewReader(source))
	if said, ok := strings.CutPrefix(strings.TrimSpace(string(first)), "sep="); ok && len(said) == 1 {
		r = csv.NewReader(bytes.NewReader(rest))
		r.Comma = rune(said[0])
	} else {
		for _, c := range ";\t" {
			if bytes.ContainsRune(first, c) && bytes.Count(first, []byte(string(c))) > bytes.Count(first, []byte(",")) {
				r.Comma = c
			}
		}
	}
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	all, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	var rows [][]string
	for _, row := range all {
		if strings.TrimSpace(strings.Join(row, "")) != "" {
			rows = append(rows, row)
		}
	}
	if len(rows) < 2 {
		return nil, errors.New("it is a table without rows")
	}
	return rows, nil
}
