package reports

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // The style and the scripts are in files of their own.
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"

	"clausewalk/reports/document"
)

//go:embed report.css
var reportCSS string

// The script of a page that has clauses to find and unfold, and of one that has
// texts to copy.
var (
	//go:embed report.js
	reportJS string
	//go:embed review.js
	reviewJS string
)

// HTML renders the report as one file that needs nothing beside it, and no
// network. Where scripts run it has a filter; it is read without. It is good on
// a screen, light or dark, and on paper.
func HTML(r Report) []byte { return htmlPage(r.document()) }

// BriefHTML renders the first page of a report alone, as HTML does.
func BriefHTML(r Report) []byte { return htmlPage(r.firstPage()) }

// ReviewHTML renders the packet of a report as HTML does the report.
func ReviewHTML(r Report) []byte { return htmlPage(Review(r).document()) }

func htmlPage(d document.Document) []byte {
	script := reviewJS
	if hasClauses(d) {
		script = reportJS
	}
	w := htmlWriter{}
	w.b.Grow(d.Size() * 8 / 5)
	w.head(d, script)
	w.line("</head>\n<body>")
	for _, p := range slices.Concat(d.Page, d.Parts) {
		if p.ID == d.First {
			w.around(`<a class="skip" href="#`+p.ID+`">Skip to `, p.Title, "</a>")
		}
	}
	w.line("<header>")
	w.line("<h1>", htmlText(d.Title), "</h1>")
	w.line(`<p class="soft">`, running(d), "</p>")
	w.blocks(d.Front)
	w.line("</header>\n<main>")
	for _, p := range d.Page {
		w.part(p)
	}
	w.contents(d.Parts)
	for _, p := range d.Parts {
		w.part(p)
	}
	for _, f := range d.Folds {
		w.line("<details>\n<summary>", htmlText(f.Title), "</summary>")
		for _, p := range f.Parts {
			w.part(p)
		}
		w.line("</details>")
	}
	w.line("</main>\n<footer>\n", `<p class="soft">`, running(d), "</p>\n</footer>")
	w.line("<script>", script, "</script>\n</body>\n</html>")
	return w.b.Bytes()
}

// hasClauses tells whether there is anything to find and unfold.
func hasClauses(d document.Document) bool {
	return slices.ContainsFunc(d.Parts, func(p document.Part) bool {
		return slices.ContainsFunc(p.Blocks, func(b document.Block) bool {
			_, is := b.(document.Clause)
			return is
		})
	})
}

// head begins a page. The script is the only one that it allows.
func (w *htmlWriter) head(d document.Document, script string) {
	left, right := d.Running[0], ""
	if len(d.Running) > 1 {
		left, right = strings.Join(d.Running[:len(d.Running)-1], " · "), d.Running[len(d.Running)-1]
	}
	style := reportCSS + fmt.Sprintf("@page { margin: 16mm 13mm 14mm; @top-left { content: %s; font: 8pt sans-serif; } "+
		"@top-right { content: %s; font: 8pt sans-serif; } @bottom-right { content: counter(page) \" / \" counter(pages); font: 8pt sans-serif; } }\n",
		quoted(left), quoted(right))
	images := ""
	if d.Pictures() {
		images = "img-src data:; "
	}
	fmt.Fprintf(&w.b, `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; %sstyle-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>%s</title>
<style>%s</style>
`, images, allowed(style), allowed(script), htmlText(Line(d.Title)), style)
}

// allowed names a style or a script for the page's security policy.
func allowed(source string) string {
	sum := sha256.Sum256([]byte(source))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func running(d document.Document) string { return htmlText(strings.Join(d.Running, " · ")) }

// htmlWriter is a document while it is written. What is not ours is put into it
// by htmlText, link or goldmark.
type htmlWriter struct {
	b       bytes.Buffer
	clauses bool // there are some
}

func (w *htmlWriter) write(s ...string) {
	for _, one := range s {
		w.b.WriteString(one)
	}
}

func (w *htmlWriter) line(s ...string) {
	w.write(s...)
	w.b.WriteByte('\n')
}

// around writes a text between what begins and what ends an element.
func (w *htmlWriter) around(before string, text document.Text, behind string) {
	w.b.WriteString(before)
	w.spans(text)
	w.line(behind)
}

func (w *htmlWriter) contents(parts []document.Part) {
	if len(parts) == 0 {
		return
	}
	w.line(`<nav aria-labelledby="contents">`, "\n", `<h2 id="contents">Contents</h2>`, "\n<ol>")
	for _, p := range parts {
		w.around(`<li><a href="#`+p.ID+`">`, p.Title, "</a></li>")
	}
	w.line("</ol>\n</nav>")
}

func (w *htmlWriter) part(p document.Part) {
	w.line(`<section aria-labelledby="`, p.ID, `">`)
	w.around(`<h2 id="`+p.ID+`">`, p.Title, "</h2>")
	w.blocks(p.Blocks)
	w.line("</section>")
}

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
