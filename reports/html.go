package reports

import (
	"crypto/sha256"
	_ "embed" // The style and the script are in report.css and report.js.
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist"
)

//go:embed report.css
var reportCSS string

//go:embed report.js
var reportJS string

// HTML renders the report as one file that needs nothing beside it, and no
// network. Where scripts run it has a filter; it is read without. It is good on
// a screen, light or dark, and on paper.
func HTML(r Report) []byte {
	h := sheet{page: page{Report: r}, anchors: map[checklist.Ref]string{}}
	h.b.Grow(r.room() * 8 / 5)
	for n, c := range r.Clauses(func(Clause) bool { return true }) {
		h.anchors[c.Ref] = fmt.Sprintf("clause-%d", n+1)
	}
	h.top("Audit report", "gaps", reportJS)
	h.verdict()
	h.contents()
	for _, part := range h.parts() {
		h.line(`<section aria-labelledby="%s">`+"\n"+`<h2 id="%[1]s">%s</h2>`, part.id, part.title)
		part.write()
		h.line("</section>")
	}
	h.end(reportJS)
	return h.b.Bytes()
}

// sheet is a report while it is written as HTML. What a person or a policy
// supplies is put into it by htmlText, link or goldmark.
type sheet struct {
	page
	anchors map[checklist.Ref]string
}

// part is a section of the sheet; the title is HTML.
type part struct {
	id, title string
	write     func()
}

func (h *sheet) parts() []part {
	counted := func(words string, n int) string { return fmt.Sprintf("%s (%d)", words, n) }
	var first []part
	if h.Since != nil {
		first = []part{{"since", counted("Changed since "+htmlText(Line(h.Since.Name)), h.Since.Count()), h.sinceLists}}
	}
	all := append(first, []part{
		{"gaps", counted("Gaps", len(h.Gaps())), h.gapList},
		{"weak", "Answers that need another look", h.weakLists},
		{"unanswered", counted("Unanswered", len(h.Unanswered())), h.unansweredList},
		{"coverage", "Coverage", h.coverageTable},
		{"audit", "Audit", h.auditList},
		{"scope", "Scope", h.scopeList},
		{"clauses", "Every clause", h.allClauses},
		{"out", counted("Out of scope", len(h.Flagged(checklist.OutOfScope))), h.outList},
		{"unplaced", counted("Without a place", len(h.Unplaced)), h.unplacedList},
		{"sign-offs", counted("Sign-offs", len(h.SignOffs)), h.signOffList},
		{"evidence", counted("Evidence manifest", len(h.Files)), h.fileList},
		{"history", counted("History", len(h.History)), h.historyList},
		{"digests", "Digests", h.digestList},
	}...)
	if len(h.Outcomes) > 0 {
		at := slices.IndexFunc(all, func(p part) bool { return p.id == "weak" })
		all = slices.Insert(all, at, part{"decided", counted("What the platform decided", len(h.Outcomes)), h.outcomeList})
	}
	if len(h.Archived) > 0 {
		at := slices.IndexFunc(all, func(p part) bool { return p.id == "unplaced" })
		all = slices.Insert(all, at, part{"archived", counted("Archived answers", len(h.Archived)), h.archiveList})
	}
	return all
}

func (h *sheet) app() string { return h.Head.App + " " + h.Head.Release }

// editions names every policy with the beginning of its edition.
func (h *sheet) editions() string {
	var all []string
	for _, p := range h.Policies {
		all = append(all, p.ID+" "+p.shortEdition())
	}
	return strings.Join(all, ", ")
}

// top begins a document. The title is ours; first is the id of the part that a
// reader with a keyboard may want to go to at once. Script is the only one that
// the page allows.
func (h *sheet) top(title, first, script string) {
	style := reportCSS + fmt.Sprintf("@page { margin: 22mm 16mm 18mm; @top-left { content: %s; font: 8pt sans-serif; } "+
		"@top-right { content: %s; font: 8pt sans-serif; } @bottom-right { content: counter(page) \" / \" counter(pages); font: 8pt sans-serif; } }\n",
		quoted(h.app()+" · audit "+h.Head.ID), quoted(h.editions()))
	h.line(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>%s</title>
<style>%s</style>
</head>
<body>
<a class="skip" href="#%s">Skip to the %[5]s</a>`, allowed(style), allowed(script), htmlText(Line(title+": "+h.app())), style, first)
}

// allowed names a style or a script for the page's security policy.
func allowed(source string) string {
	sum := sha256.Sum256([]byte(source))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// end closes a document with its script.
func (h *sheet) end(script string) {
	h.line("</main>\n<footer>\n<p class=\"soft\">%s · audit %s · %s</p>\n</footer>\n<script>%s</script>\n</body>\n</html>",
		htmlText(h.app()), htmlText(h.Head.ID), htmlText(h.editions()), script)
}

func (h *sheet) verdict() {
	h.line("<header>\n<h1>%s</h1>\n<p class=\"soft\">Audit %s · %s · state as of %s</p>", htmlText("Audit report: "+h.app()),
		htmlText(h.Head.ID), htmlText(h.editions()), moment(h.At))
	for _, line := range strings.Split(h.Summary, "\n") {
		state, words, _ := strings.Cut(line, ": ")
		h.line("<p><strong>%s:</strong> %s</p>", htmlText(state), htmlText(words))
	}
	h.line("<p class=\"soft\">%s</p>\n</header>", htmlText(notice))
}

func (h *sheet) contents() {
	h.line(`<nav aria-labelledby="contents">` + "\n" + `<h2 id="contents">Contents</h2>` + "\n<ol>")
	for _, part := range h.parts() {
		h.line(`<li><a href="#%s">%s</a></li>`, part.id, part.title)
	}
	h.line("</ol>\n</nav>\n<main>")
}

// ref writes a clause's name and title as a link to where it stands.
func (h *sheet) ref(c Clause) string {
	return fmt.Sprintf(`<a href="#%s">%s</a> %s`, h.anchors[c.Ref], htmlText(h.Name(c.Ref)), htmlText(c.Title))
}

// each writes a list, or words where there is nothing to list.
func (h *sheet) each(n int, none string, item func(int) string) {
	if n == 0 {
		h.line("<p>%s</p>", none)
		return
	}
	h.line("<ul>")
	for i := range n {
		h.line("<li>%s</li>", item(i))
	}
	h.line("</ul>")
}

func said(s string) string { return `<span class="said">` + htmlText(s) + "</span>" }

func stamped(s Stamp) string { return `<span class="soft">(` + htmlText(s.stamp()) + ")</span>" }

func (h *sheet) gapList() {
	gaps := h.Gaps()
	h.each(len(gaps), "No answer that stands says partly or not met.", func(n int) string {
		c := gaps[n]
		owner, due, fix := "no owner", "no due date", "no fix yet"
		if c.Gap.Owner != "" {
			owner = "owner " + said(c.Gap.Owner)
		}
		if c.Gap.Due != "" {
			due = "due " + htmlText(c.Gap.Due)
			if c.Gap.Due < h.At.UTC().Format(time.DateOnly) {
				due += " (overdue)"
			}
		}
		if c.Gap.Fix != "" {
			fix = "fix: " + said(c.Gap.Fix)
		}
		return fmt.Sprintf(`<div class="gap">%s: <span class="state bad">%s, %s</span><br>%s; %s; %s<br>%s</div>`, h.ref(c),
			htmlText(c.Words), htmlText(c.Gap.Severity), owner, due, fix, said(c.Reason))
	})
}

func (h *sheet) weakLists() {
	none := true
	group := func(title string, clauses []Clause, why func(Clause) string) {
		if len(clauses) == 0 {
			return
		}
		none = false
		h.line("<h3>%s (%d)</h3>", title, len(clauses))
		h.each(len(clauses), "", func(n int) string { return h.ref(clauses[n]) + ": " + why(clauses[n]) })
	}
	for _, w := range weaknesses {
		group(w.name, h.Report.weak(w), func(c Clause) string {
			return said(strings.Join(append([]string{c.flagWords(w.flag)}, c.also(w)...), "; "))
		})
	}
	group("Cannot tell", h.Clauses(func(c Clause) bool { return c.Answered() && c.Verdict == checklist.CannotTell }),
		func(c Clause) string { return said(c.Reason) })
	unneeded, unlisted := h.lists()
	for _, one := range append(unneeded, unlisted...) {
		none = false
		h.line("<p>Scope: %s.</p>", htmlText(Line(one)))
	}
	for _, f := range h.Facts {
		if len(f.Disputed) > 0 {
			none = false
			h.line("<p>The answers about %s are in conflict; they stand under Scope.</p>", htmlText(h.factName(f)))
		}
	}
	for _, e := range h.Disputes {
		none = false
		h.line("<p>Editions in conflict: %s, %s; one more adoption settles it.</p>", htmlText(e.Field.Policy), e.html())
	}
	if none {
		h.line("<p>None.</p>")
	}
}

// flagWords returns the sentence for a flag as it is.
func (c Clause) flagWords(f checklist.Flag) string {
	for n, flag := range c.Flags {
		switch {
		case flag != f:
		case f == checklist.Stale:
			return "it was " + c.VerdictWords() + "; " + c.Why[n]
		default:
			return c.Why[n]
		}
	}
	return ""
}

func (h *sheet) unansweredList() {
	open := h.Unanswered()
	h.each(len(open), "None.", func(n int) string { return h.ref(open[n]) })
}

// tones are the looks of the coverage's rows; their words say the same.
var tones = map[string]string{
	"met": "good", "acknowledged": "good", "partly": "bad", "not-met": "bad",
	unsupportedCode: "weak", "cannot-tell": "weak", "stale": "weak", "in-conflict": "weak",
}

func tone(code string) string {
	if t := tones[code]; t != "" {
		return t
	}
	return "wait"
}

// coverageTable draws the counts as one bar and writes each as a number.
func (h *sheet) coverageTable() {
	if h.Coverage.Clauses > 0 {
		var bar, words strings.Builder
		at := 0
		for _, row := range coverageRows {
			n := row.of(h.Coverage)
			if row.code == inScope {
				break
			}
			if n == 0 {
				continue
			}
			fmt.Fprintf(&bar, `<rect x="%d" y="0" width="%d" height="24" class="%s"/>`, at*10, n*10-1, tone(row.code))
			fmt.Fprintf(&words, "%s %d, ", row.name, n)
			at += n
		}
		h.line(`<svg role="img" aria-labelledby="bar" viewBox="0 0 %d 24" preserveAspectRatio="none"><title id="bar">%sof %d in scope</title>%s</svg>`,
			h.Coverage.Clauses*10, words.String(), h.Coverage.Clauses, bar.String())
	}
	columns, names := []Coverage{h.Coverage}, ""
	if h.qualified {
		for _, p := range h.Policies {
			names += `<th scope="col">` + htmlText(p.ID) + "</th>"
			columns = append(columns, p.Coverage)
		}
	}
	h.line("%s", `<table>`+"\n"+`<thead><tr><th scope="col">Clauses</th><th scope="col">All</th>`+names+"</tr></thead>\n<tbody>")
	for _, row := range coverageRows {
		cells := ""
		for _, c := range columns {
			cells += fmt.Sprintf("<td>%d</td>", row.of(c))
		}
		h.line(`<tr><th scope="row"><span class="%s">%s</span></th>%s</tr>`, tone(row.code), row.name, cells)
	}
	h.line("</tbody>\n</table>")
}
