package reports

import (
	"crypto/sha256"
	_ "embed" // The style and the scripts are in files of their own.
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

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
func HTML(r Report) []byte { return HTMLPage(r.document()) }

// BriefHTML renders the first page of a report alone, as HTML does.
func BriefHTML(r Report) []byte { return HTMLPage(r.firstPage()) }

// ReviewHTML renders the packet of a report as HTML does the report.
func ReviewHTML(r Report) []byte { return HTMLPage(Review(r).document()) }

// HTMLPage renders a document as HTML does the one of a report.
func HTMLPage(d document.Document) []byte {
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
	output
	clauses bool // there are some
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
