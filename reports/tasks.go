package reports

import (
	"net/url"
	"slices"
	"strings"

	"clausewalk/reports/document"
)

// Tasks renders the gaps as a task list of GitHub's Markdown, worst first.
func Tasks(r Report) []byte {
	b := builder{Report: r}
	d := b.titled("Work list", "gaps")
	about := append(stateItems(&b), field("Audit", said(r.Head.ID)))
	for _, p := range r.Policies {
		about = append(about, field("Policy", said(p.Title), ours(" ("), said(p.ID), ours("), edition "), said(p.Edition)))
	}
	d.Front = []document.Block{paragraph(ours(notice)), document.List{Items: append(about, field("State as of", ours(moment(r.At))))}}
	d.Parts = b.gapsPart(document.ToDo, func(c Clause) document.Item {
		source, _ := target(r.source(c))
		one := b.toDo(c)
		one.Under = append(one.Under, item(ours("Clause: "), document.Span{Kind: document.Address, Words: c.Ref.String(), To: source}))
		return one
	})
	return MarkdownPage(d)
}

// taskColumns name the cells of a task. The first three are those that GitLab
// imports; others ask which column is which.
var taskColumns = []string{
	"title", "description", "due_date", "severity", "owner", "fix", "link", "state", "clause", "app", "release", "audit", "policy", "edition",
}

// TasksCSV renders the gaps as a table of one task a row, worst first, for
// issue trackers. The description is Markdown, as they read it.
func TasksCSV(r Report) []byte {
	rows := [][]string{taskColumns}
	for _, c := range r.Gaps() {
		link, isWeb := target(r.source(c))
		about := []string{"Clause: " + inline(c.Ref.String()) + ", " + inline(c.Title)}
		if isWeb {
			about[0] += ", <" + link + ">"
		}
		// Each begins with a word of ours: a tracker may obey a line that
		// begins with a slash.
		for _, part := range [][2]string{{"Found", c.Reason}, {"Fix", c.Gap.Fix}, {"Owner", c.Gap.Owner}} {
			if Line(part[1]) != "" {
				about = append(about, part[0]+": "+inline(part[1]))
			}
		}
		edition := r.Policies[slices.IndexFunc(r.Policies, func(p Policy) bool { return p.ID == c.Ref.Policy })].Edition
		rows = append(rows, []string{
			Line(r.Name(c.Ref) + " " + c.Title + ": " + c.Words), strings.Join(about, "\n\n"), c.Gap.Due, c.Gap.Severity, c.Gap.Owner, c.Gap.Fix, link,
			c.Code(), c.Ref.Label, r.Head.App, r.Head.Release, r.Head.ID, c.Ref.Policy, edition,
		})
	}
	return Table(rows, r.Comma)
}

// firstWords is how many words of a clause a browser has to find on a page.
const firstWords = 6

// source returns the address of the policy's source, at the clause's first
// words where the browser can find them, and nothing where none is known.
func (r Report) source(c Clause) string {
	at := slices.IndexFunc(r.Policies, func(p Policy) bool { return p.ID == c.Ref.Policy })
	address := r.Policies[at].Source
	if address == "" || len(c.Clause.Paragraphs) == 0 {
		return address
	}
	first := ""
	for _, span := range c.Clause.Paragraphs[0].Spans {
		first += span.Text
	}
	words := strings.Fields(first)
	words = words[:min(len(words), firstWords)]
	if n := slices.IndexFunc(words, func(word string) bool { return Line(word) != word }); n >= 0 {
		words = words[:n] // No browser finds what does not show.
	}
	if len(words) == 0 {
		return address
	}
	if !strings.Contains(address, "#") {
		address += "#"
	}
	// Marks of the text directive itself (wicg.github.io/scroll-to-text-fragment).
	return address + ":~:text=" + strings.NewReplacer("-", "%2D", "&", "%26").Replace(url.PathEscape(strings.Join(words, " ")))
}
