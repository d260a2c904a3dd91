package reading

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"clausewalk/policy"
	"clausewalk/policy/pattern"
)

// requirements are tables in which each row is a rule: one column has a label in
// most rows, the longest of the others is the rule, and each other cell follows it
// under its column's name.
//
// Seen in: security standards ("| **6.1.1** | Check that ... | 1 |"), control
// lists ("| AC-1 | Write down who ... | high |").
var requirements = shape{
	name: "requirements",
	blocks: func(d *document, n ast.Node) ([]block, bool) {
		if n.Kind() != ast.KindParagraph || n.Lines().Len() < 3 {
			return nil, false
		}
		rows := d.tableRows(n)
		if len(rows) < 3 || !delimiters(rows[1].cells) {
			return nil, false
		}
		label := d.labelColumn(rows[2:])
		if label < 0 {
			return nil, false
		}
		return d.rowBlocks(n, rows, label), true
	},
}

// row is a row of a table.
type row struct {
	cells [][]policy.Span
	at    int
}

// tableRows reads the lines of a paragraph as rows of cells. It returns none if one
// of the lines is not a row.
func (d *document) tableRows(n ast.Node) []row {
	var rows []row
	var at []int
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		line := strings.TrimSpace(string(seg.Value(d.src)))
		if !strings.HasPrefix(line, "|") || strings.Count(line, "|") < 3 {
			return nil
		}
		at = append(at, seg.Start)
	}
	now := row{at: at[0]}
	cell := []policy.Span{}
	closeCell := func() {
		now.cells = append(now.cells, cell)
		cell = []policy.Span{}
	}
	closeRow := func() {
		closeCell()
		now.cells = now.cells[1:] // Before the first bar.
		if last := len(now.cells) - 1; last > 0 && cellWords(now.cells[last]) == "" {
			now.cells = now.cells[:last]
		}
		rows = append(rows, now)
		now = row{at: at[min(len(rows), len(at)-1)]}
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		text, plain := c.(*ast.Text)
		if !plain {
			cell = d.span(c, "", cell)
			continue
		}
		raw := string(text.Value(d.src))
		for {
			bar := openBar(raw)
			if bar < 0 {
				break
			}
			cell = append(cell, policy.Span{Text: string(resolve([]byte(raw[:bar])))})
			closeCell()
			raw = raw[bar+1:]
		}
		cell = append(cell, policy.Span{Text: string(resolve([]byte(raw)))})
		if text.SoftLineBreak() || text.HardLineBreak() {
			closeRow()
		}
	}
	closeRow()
	if len(rows) != len(at) {
		return nil
	}
	return rows
}

// openBar returns the index of the first bar that separates cells, -1 for none.
func openBar(s string) int {
	for i := range len(s) {
		if s[i] == '|' && (i == 0 || s[i-1] != '\\') {
			return i
		}
	}
	return -1
}

// cellWords returns what a cell shows.
func cellWords(cell []policy.Span) string {
	return policy.Fold(policy.VisibleWords([]policy.Paragraph{{Spans: cell}}))
}

var delimiterCell = pattern.New(`^:?-+:?$`)

func delimiters(cells [][]policy.Span) bool {
	for _, c := range cells {
		if !delimiterCell.MatchString(cellWords(c)) {
			return false
		}
	}
	return len(cells) > 0
}

// labelColumn returns the column in which most rows have a label, one of the first two
// or the last with an ID, -1 for none.
func (d *document) labelColumn(rows []row) int {
	last := len(rows[0].cells) - 1
	for _, col := range []int{0, last, 1} {
		n := 0
		for _, one := range rows {
			if col < len(one.cells) && (col < 2 || isControl(cellWords(one.cells[col]))) && cellLabel(cellWords(one.cells[col])) != "" {
				n++
			}
		}
		if n*2 > len(rows) {
			return col
		}
	}
	return -1
}

var cellLabelled = pattern.New(`^(\d{1,3}(?:\.\d{1,3})*(?:[a-z]|(?: ?\([a-z0-9]{1,4}\))+)?|` + controlID + `|[a-zA-Z]\.\d{1,3}(?:\.\d{1,3})*)[.):]?$`)

func cellLabel(words string) string {
	if m := cellLabelled.FindStringSubmatch(words); m != nil {
		return strings.ReplaceAll(m[1], " ", "")
	}
	return ""
}

// rowBlocks makes a block of the table's head, and one of each row.
func (d *document) rowBlocks(n ast.Node, rows []row, label int) []block {
	whole := d.block(n, d.lineStart(n.Pos()))
	head := block{at: whole.at, ats: whole.ats, edition: whole.words, counted: true}
	var names []string
	var first []policy.Span
	for _, c := range rows[0].cells {
		names = append(names, cellWords(c))
		first = append(append(first, c...), policy.Span{Text: " "})
	}
	head.paragraphs = []policy.Paragraph{{Spans: first}}
	head.words, head.tableHead = cellWords(first), true
	all := []block{head}
	text := textColumn(rows, label)
	for _, one := range rows[2:] {
		b := block{at: d.lineStart(one.at), counted: true, item: true}
		ats := []int{one.at}
		if text < len(one.cells) {
			b.paragraphs = append(b.paragraphs, policy.Paragraph{Spans: trimmed(one.cells[text])})
		}
		for col, c := range one.cells {
			if col == label || col == text || cellWords(c) == "" {
				continue
			}
			name := ""
			if col < len(names) && names[col] != "" {
				name = names[col] + ":"
			}
			b.paragraphs = append(b.paragraphs, policy.Paragraph{Marker: name, Depth: 1, Spans: trimmed(c)})
			ats = append(ats, one.at)
		}
		b.ats = ats
		b.words = policy.Fold(policy.VisibleWords(b.paragraphs))
		if label < len(one.cells) {
			printed := cellWords(one.cells[label])
			if l := cellLabel(printed); l != "" {
				b.mark = d.shapes.counted(mark{label: l, printed: printed, style: rowStyle(l)})
				b.rowLabel = true
			} else if printed != "" {
				b.paragraphs = append([]policy.Paragraph{{Spans: trimmed(one.cells[label])}}, b.paragraphs...)
				b.ats, b.words = append([]int{one.at}, b.ats...), printed+" "+b.words
			}
		}
		all = append(all, b)
	}
	return all
}

// rowStyle is the style of a row's label.
func rowStyle(label string) string {
	switch {
	case isControl(label):
		return controlStyle(label)
	case dotted(label):
		return depth(label)
	}
	return alphabet(label)
}

// textColumn returns the column with the most words.
func textColumn(rows []row, label int) int {
	best, most := 0, -1
	for col := range rows[0].cells {
		n := 0
		for _, one := range rows[2:] {
			if col < len(one.cells) {
				n += len(cellWords(one.cells[col]))
			}
		}
		if col != label && n > most {
			best, most = col, n
		}
	}
	return best
}

// trimmed returns spans without the space around them.
func trimmed(spans []policy.Span) []policy.Span {
	var all []policy.Span
	for _, s := range spans {
		if n := len(all) - 1; n >= 0 && all[n].Link == s.Link {
			all[n].Text += s.Text
		} else if s.Text != "" {
			all = append(all, s)
		}
	}
	if len(all) > 0 {
		all[0].Text = strings.TrimLeft(all[0].Text, " ")
		all[len(all)-1].Text = strings.TrimRight(all[len(all)-1].Text, " ")
	}
	return all
}
