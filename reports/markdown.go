package reports

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"clausewalk/reports/document"
)

// Markdown renders the report as CommonMark with GitHub's tables. It is good as
// a file, as a comment on a pull request and in a terminal.
func Markdown(r Report) []byte { return MarkdownPage(r.document()) }

// ReviewMarkdown renders the packet of a report as Markdown does the report.
func ReviewMarkdown(r Report) []byte { return MarkdownPage(Review(r).document()) }

// MarkdownPage renders a document as Markdown does the one of a report.
func MarkdownPage(d document.Document) []byte {
	w := markdownWriter{}
	w.b.Grow(d.Size())
	w.title(d)
	w.blocks(d.Front)
	for _, p := range slices.Concat(d.Page, d.Parts) {
		w.part(p)
	}
	for _, f := range d.Folds {
		w.open(f)
		for _, p := range f.Parts {
			w.part(p)
		}
		w.shut()
	}
	return w.b.Bytes()
}

// markdownWriter is a document while it is written.
type markdownWriter struct{ output }

// output is what a document is written into.
type output struct{ b bytes.Buffer }

func (o *output) write(s ...string) {
	for _, one := range s {
		o.b.WriteString(one)
	}
}

func (o *output) line(s ...string) {
	o.write(s...)
	o.b.WriteByte('\n')
}

// apart puts one blank line behind what is there.
func (w *markdownWriter) apart() {
	if w.b.Len() > 0 {
		w.b.WriteByte('\n')
	}
}

// around writes a line of a text between marks.
func (w *markdownWriter) around(before string, text document.Text, behind string) {
	w.b.WriteString(before)
	w.spans(text, "")
	w.line(behind)
}

func (w *markdownWriter) title(d document.Document) { w.line("# ", inline(d.Title)) }

func (w *markdownWriter) partTitle(p document.Part) {
	w.apart()
	w.around("## ", p.Title, "")
}

func (w *markdownWriter) part(p document.Part) {
	w.partTitle(p)
	w.blocks(p.Blocks)
}

func (w *markdownWriter) open(f document.Fold) {
	w.apart()
	w.line("<details>\n<summary>", f.Title, "</summary>")
}

func (w *markdownWriter) shut() {
	w.apart()
	w.line("</details>")
}

// blocks writes blocks with a blank line before each. Of two lists in a row the
// first has other marks, or they would be read as one.
func (w *markdownWriter) blocks(all []document.Block) {
	all = inARow(all)
	for n, b := range all {
		list, isList := b.(document.List)
		if !isList {
			w.block(b)
			continue
		}
		follows := false
		if n+1 < len(all) {
			_, follows = all[n+1].(document.List)
		}
		w.apart()
		w.items(list, 0, follows, list.Items)
	}
}

// inARow puts what stands in columns one after the other.
func inARow(all []document.Block) []document.Block {
	if !slices.ContainsFunc(all, func(b document.Block) bool { _, is := b.(document.Columns); return is }) {
		return all
	}
	var row []document.Block
	for _, b := range all {
		columns, is := b.(document.Columns)
		if !is {
			row = append(row, b)
			continue
		}
		for _, side := range columns.All {
			row = append(row, inARow(side)...)
		}
	}
	return row
}

func (w *markdownWriter) block(b document.Block) {
	w.apart()
	switch b := b.(type) {
	case document.Paragraph:
		w.around("", b.Text, "")
	case document.Heading:
		switch b.Level {
		case document.Division:
			w.around("## ", b.Text, "")
		case document.Entry:
			w.around("### ", b.Text, "")
		default:
			w.around("**", b.Text, "**")
		}
	case document.List:
		w.items(b, 0, false, b.Items)
	case document.Table:
		w.table(b)
	case document.Grid:
		w.grid(b)
	case document.Quote:
		w.line(quote(wordsMarkdown(b.Paragraphs)))
	case document.Paste:
		w.line(fenced(b.Text, ""))
	case document.Map:
		w.clauseMap(b)
	case document.Excerpt:
		w.excerpt(b)
	case document.Clause:
		w.around("### ", b.Title, "")
		w.blocks(b.Blocks)
	default:
		panic(fmt.Sprintf("no Markdown for %T", b))
	}
}

// items writes the items of a list from a number on, which counts from 0.
func (w *markdownWriter) items(list document.List, from int, star bool, items []document.Item) {
	for n, item := range items {
		mark, indent := "- ", "  "
		switch {
		case list.Mark == document.Number:
			mark = strconv.Itoa(from+n+1) + ". "
			indent = strings.Repeat(" ", len(mark))
		case list.Mark == document.ToDo:
			mark = "- [ ] "
		case star:
			mark = "* "
		}
		w.item(item, mark, indent)
	}
}

func (w *markdownWriter) item(item document.Item, mark, indent string) {
	w.b.WriteString(mark)
	if item.Name != "" {
		w.write("**", item.Name, ":** ")
	}
	w.spans(item.Text, indent)
	w.line()
	for _, under := range item.Under {
		w.item(under, indent+"- ", indent+"  ")
	}
}

func (w *markdownWriter) table(t document.Table) {
	w.b.WriteString("|")
	for _, name := range t.Head {
		w.b.WriteString(" " + cell(name) + " |")
	}
	w.line("\n|---|", strings.Repeat("--:|", len(t.Head)-1))
	for _, row := range t.Rows {
		w.b.WriteString("| ")
		w.spans(document.Text{row.Name}, "")
		w.b.WriteString(" |")
		for _, n := range row.Cells {
			w.b.WriteString(" " + strconv.Itoa(n) + " |")
		}
		w.line()
	}
}

func (w *markdownWriter) grid(g document.Grid) {
	w.b.WriteString("|")
	for _, name := range g.Head {
		w.write(" ", cell(name), " |")
	}
	w.line("\n", strings.Repeat("|---", len(g.Head)), "|")
	for _, row := range g.Rows {
		w.b.WriteString("|")
		for _, cell := range row {
			if cell.Words == "" {
				cell = ours("-") // Some readers drop what follows an empty last cell.
			}
			w.b.WriteString(" ")
			w.spans(document.Text{cell}, "")
			w.b.WriteString(" |")
		}
		w.line()
	}
}

// glyphs are the shapes in a line of text.
var glyphs = [...]string{
	document.Dot: "·", document.Check: "✓", document.Hollow: "◌", document.Half: "◐", document.Cross: "✗", document.Dash: "–",
	document.Question: "?", document.Bang: "!", document.Unequal: "≠",
}

// clauseMap writes a line of marks a section, and what they mean.
func (w *markdownWriter) clauseMap(m document.Map) {
	w.line(m.Words, ":\\")
	for _, row := range m.Rows {
		w.spans(row.Name, "")
		w.b.WriteString(" ")
		for _, c := range row.Cells {
			w.b.WriteString(glyphs[c.Shape])
		}
		w.line("\\")
	}
	for n, c := range m.Key {
		if n > 0 {
			w.b.WriteString(", ")
		}
		w.write(glyphs[c.Shape], " ", c.Words)
	}
	w.line()
}

func (w *markdownWriter) excerpt(e document.Excerpt) {
	w.around("", e.Caption, "")
	if len(e.Lines) == 0 {
		return
	}
	var text strings.Builder
	width := numberWidth(e.Lines)
	for n, l := range e.Lines {
		if n > 0 {
			text.WriteByte('\n')
		}
		text.WriteString(numberOf(l, width) + map[document.Kind]string{document.Gone: "- ", document.New: "+ "}[l.Kind] + strings.ReplaceAll(l.Words, "\t", "    "))
	}
	w.apart()
	w.line(fenced(text.String(), ""))
}

// numberWidth is how many digits the numbers of lines have, 0 where none has one.
func numberWidth(all []document.Line) int {
	widest := 0
	for _, l := range all {
		widest = max(widest, l.Number)
	}
	if widest == 0 {
		return 0
	}
	return len(strconv.Itoa(widest))
}

// numberOf is what stands before a line.
func numberOf(l document.Line, width int) string {
	switch {
	case width == 0:
		return ""
	case l.Number == 0:
		return strings.Repeat(" ", width+2)
	}
	return fmt.Sprintf("%*d  ", width, l.Number)
}

// spansMarkdown returns a text; lines of it but the first begin with the indent.
func spansMarkdown(text document.Text, indent string) string {
	w := markdownWriter{}
	w.spans(text, indent)
	return w.b.String()
}

func (w *markdownWriter) spans(text document.Text, indent string) {
	bold := false
	for _, s := range text {
		if s.Words == "" {
			continue
		}
		if s.Strong != bold {
			w.b.WriteString("**")
			bold = s.Strong
		}
		w.span(s, indent)
	}
	if bold {
		w.b.WriteString("**")
	}
}

func (w *markdownWriter) span(s document.Span, indent string) {
	switch s.Kind {
	case document.Ours:
		w.b.WriteString(s.Words)
	case document.Lines:
		w.b.WriteString(block(s.Words, indent))
	case document.Address:
		if t, isWeb := target(s.To); isWeb {
			w.write("[", inline(s.Words), "](<", t, ">)")
		} else {
			w.b.WriteString(address(s.Words))
		}
	case document.Stamp:
		w.write(" (", inline(s.Words), ")")
	case document.Below:
		w.write("\\\n", indent, inline(s.Words))
	case document.Gone:
		w.write(`\[gone: `, inline(s.Words), `\]`)
	case document.New:
		w.write(`\[new: `, inline(s.Words), `\]`)
	default:
		w.b.WriteString(inline(s.Words))
	}
}
