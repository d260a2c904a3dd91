package reports

import (
	"strings"

	"clausewalk/reports/document"
)

// HTMLPage renders a document that is no report of one audit as HTML does that.
func HTMLPage(d document.Document) []byte { return htmlPage(d) }

// MarkdownPage renders a document that is no report of one audit as Markdown does
// that.
func MarkdownPage(d document.Document) []byte { return markdown(d) }

func (w *htmlWriter) grid(g document.Grid) {
	w.b.WriteString(`<div class="wide" tabindex="0">` + "\n" + `<table class="grid">` + "\n<thead><tr>")
	for _, name := range g.Head {
		w.write(`<th scope="col">`, htmlText(name), "</th>")
	}
	w.line("</tr></thead>\n<tbody>")
	for _, row := range g.Rows {
		w.b.WriteString("<tr>")
		for n, cell := range row {
			open, shut := "<td>", "</td>"
			if n == 0 {
				open, shut = `<th scope="row">`, "</th>"
			}
			w.b.WriteString(open)
			w.span(cell)
			w.b.WriteString(shut)
		}
		w.line("</tr>")
	}
	w.line("</tbody>\n</table>\n</div>")
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
