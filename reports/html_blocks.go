package reports

import (
	"encoding/base64"
	"fmt"
	"strconv"

	"github.com/yuin/goldmark"

	"clausewalk/reports/document"
)

func (w *htmlWriter) blocks(all []document.Block) {
	for _, b := range all {
		w.block(b)
	}
}

func (w *htmlWriter) block(b document.Block) {
	switch b := b.(type) {
	case document.Paragraph:
		w.around("<p>", b.Text, "</p>")
	case document.Heading:
		w.around("<h3>", b.Text, "</h3>")
	case document.List:
		w.list(b)
	case document.Table:
		w.table(b)
	case document.Grid:
		w.grid(b)
	case document.Quote:
		w.b.WriteString("<blockquote>\n")
		if err := goldmark.Convert([]byte(wordsMarkdown(b.Paragraphs)), &w.b); err != nil {
			panic(err) // A buffer takes everything.
		}
		w.line("</blockquote>")
	case document.Paste:
		w.line(`<pre class="paste" tabindex="0">`, htmlText(b.Text), "</pre>")
	case document.Clause:
		w.clause(b)
	case document.Map:
		w.clauseMap(b)
	case document.Columns:
		w.columns(b)
	case document.Excerpt:
		w.excerpt(b)
	default:
		panic(fmt.Sprintf("no HTML for %T", b))
	}
}

func (w *htmlWriter) list(l document.List) {
	open, mark, shut := "<ul>", "<li>", "</ul>"
	switch l.Mark {
	case document.Number:
		open, shut = "<ol>", "</ol>"
	case document.ToDo:
		mark = "<li>☐ "
	}
	w.line(open)
	for _, item := range l.Items {
		w.b.WriteString(mark)
		w.item(item)
		w.line("</li>")
	}
	w.line(shut)
}

func (w *htmlWriter) item(item document.Item) {
	if item.Name != "" {
		w.write("<strong>", htmlText(item.Name), ":</strong> ")
	}
	w.spans(item.Text)
	for _, under := range item.Under {
		w.write("\n", `<div class="under">`)
		w.item(under)
		w.b.WriteString("</div>")
	}
}

// clause writes all of one clause, folded. Before the first there is what finds
// and unfolds them.
func (w *htmlWriter) clause(c document.Clause) {
	if !w.clauses {
		w.clauses = true
		w.line(`<p id="tools" hidden><label for="find">Filter</label> <input type="search" id="find"> <button type="button" id="fold">Unfold all</button> <span id="found" role="status"></span></p>`)
	}
	w.line(`<details id="`, c.ID, `">`)
	w.around("<summary><h4>", c.Title, "</h4>")
	w.around("", document.Text{c.State}, "</summary>")
	w.blocks(c.Blocks)
	w.line("</details>")
}

func (w *htmlWriter) table(t document.Table) {
	w.b.WriteString("<table>\n<thead><tr>")
	for _, name := range t.Head {
		w.b.WriteString(`<th scope="col">` + htmlText(name) + "</th>")
	}
	w.line("</tr></thead>\n<tbody>")
	for _, row := range t.Rows {
		w.write(`<tr><th scope="row">`)
		w.span(row.Name)
		w.write("</th>")
		for _, n := range row.Cells {
			w.b.WriteString("<td>" + strconv.Itoa(n) + "</td>")
		}
		w.line("</tr>")
	}
	w.line("</tbody>\n</table>")
}

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

// symbols draw the shapes, so that no font has to have them.
var symbols = [...]string{
	document.Dot:      `<circle cx="8" cy="8" r="2" fill="currentColor" stroke="none"/>`,
	document.Check:    `<path d="M3 8.5l3.2 3.2L13 4.5"/>`,
	document.Hollow:   `<circle cx="8" cy="8" r="5" stroke-dasharray="2.6 2.6"/>`,
	document.Half:     `<circle cx="8" cy="8" r="5"/><path d="M8 3a5 5 0 0 0 0 10z" fill="currentColor"/>`,
	document.Cross:    `<path d="M4 4l8 8M12 4l-8 8"/>`,
	document.Dash:     `<path d="M4 8h8"/>`,
	document.Question: `<path d="M5.4 5.8a2.6 2.6 0 1 1 3.8 2.3c-.9.5-1.2.9-1.2 1.7M8 12.4v.2"/>`,
	document.Bang:     `<path d="M8 3v6.2M8 12.4v.2"/>`,
	document.Unequal:  `<path d="M4 6.3h8M4 9.7h8M10.5 3.5l-5 9"/>`,
}

func (w *htmlWriter) clauseMap(m document.Map) {
	w.b.WriteString(`<svg hidden>`)
	for n, drawing := range symbols {
		fmt.Fprintf(&w.b, `<symbol id="s-%d" viewBox="0 0 16 16">%s</symbol>`, n, drawing)
	}
	w.line("</svg>")
	w.line(`<div class="map" role="group" aria-label="`, htmlText(m.Words), `">`)
	for _, row := range m.Rows {
		w.around("<p>", row.Name, "</p>")
		w.b.WriteString("<ul>")
		for _, c := range row.Cells {
			w.b.WriteString("<li>")
			w.cell(c)
			w.b.WriteString("</li>")
		}
		w.line("</ul>")
	}
	w.b.WriteString(`<p class="key">`)
	for _, c := range m.Key {
		w.write("<span>")
		w.cell(document.Cell{Shape: c.Shape, Tone: c.Tone})
		w.write(" ", htmlText(c.Words), "</span> ")
	}
	w.line("</p>\n</div>")
}

func (w *htmlWriter) cell(c document.Cell) {
	shape := fmt.Sprintf(`<svg aria-hidden="true"><use href="#s-%d"/></svg>`, c.Shape)
	switch {
	case c.To != "":
		words := htmlText(Line(c.Words))
		w.write(`<a class="cell `, classes[c.Tone], `" href="#`, c.To, `" title="`, words, `" aria-label="`, words, `">`, shape, htmlText(c.Label), "</a>")
	case c.Words != "":
		words := htmlText(Line(c.Words))
		w.write(`<span class="cell `, classes[c.Tone], `" title="`, words, `" role="img" aria-label="`, words, `">`, shape, htmlText(c.Label), "</span>")
	default:
		w.write(`<span class="cell `, classes[c.Tone], `">`, shape, "</span>")
	}
}

func (w *htmlWriter) columns(c document.Columns) {
	w.line(`<div class="columns">`)
	for _, side := range c.All {
		w.line("<div>")
		w.blocks(side)
		w.line("</div>")
	}
	w.line("</div>")
}

func (w *htmlWriter) excerpt(e document.Excerpt) {
	w.around("<figure>\n<figcaption>", e.Caption, "</figcaption>")
	if p := e.Picture; p != nil {
		w.line(fmt.Sprintf(`<img src="data:%s;base64,%s" width="%d" height="%d" alt="%s">`,
			p.Media, base64.StdEncoding.EncodeToString(p.Data), p.Width, p.Height, htmlText(Line(p.Words))))
	}
	if len(e.Lines) > 0 {
		w.b.WriteString("<pre>")
		width := numberWidth(e.Lines)
		for _, l := range e.Lines {
			if number := numberOf(l, width); number != "" {
				w.write(`<span class="soft">`, number, "</span>")
			}
			switch words := htmlText(l.Words); l.Kind {
			case document.Gone:
				w.write("<del>- ", words, "</del>")
			case document.New:
				w.write("<ins>+ ", words, "</ins>")
			default:
				w.write(words)
			}
			w.line()
		}
		w.line("</pre>")
	}
	w.line("</figure>")
}

// classes are the names of the tones in report.css.
var classes = [...]string{document.Good: "good", document.Bad: "bad", document.Weak: "weak", document.Wait: "wait"}

func (w *htmlWriter) spans(text document.Text) {
	for _, s := range text {
		w.span(s)
	}
}

func (w *htmlWriter) span(s document.Span) {
	if s.Strong {
		w.b.WriteString("<strong>")
	}
	if s.Tone != document.NoTone {
		w.write(`<span class="state `, classes[s.Tone], `">`)
	}
	words := htmlText(s.Words)
	switch s.Kind {
	case document.Said, document.Lines:
		w.write(`<span class="said">`, words, "</span>")
	case document.Address:
		w.write(link(s.Words, s.To))
	case document.Ref:
		if s.To == "" {
			w.write(words)
			break
		}
		w.write(`<a href="#`, s.To, `">`, words, "</a>")
	case document.Stamp:
		w.write(` <span class="soft">(`, words, ")</span>")
	case document.Below:
		w.write("<br>", words)
	case document.Gone:
		w.write("<del>", words, "</del>")
	case document.New:
		w.write("<ins>", words, "</ins>")
	default:
		w.write(words)
	}
	if s.Tone != document.NoTone {
		w.b.WriteString("</span>")
	}
	if s.Strong {
		w.b.WriteString("</strong>")
	}
}
