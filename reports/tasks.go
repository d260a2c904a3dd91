package reports

import (
	"net/url"
	"slices"
	"strings"
)

// Tasks renders the gaps as a task list of GitHub's Markdown, worst first.
func Tasks(r Report) []byte {
	p := page{Report: r}
	p.line("# Work list: %s\n", inline(p.Head.App+" "+p.Head.Release))
	p.line("%s\n", notice)
	p.states()
	p.line("- **Audit:** %s", inline(p.Head.ID))
	for _, one := range p.Policies {
		p.line("- **Policy:** %s (%s), edition %s", inline(one.Title), inline(one.ID), inline(one.Edition))
	}
	p.line("- **State as of:** %s", moment(p.At))
	for _, c := range p.gapsHeading() {
		p.gapItem(c, "- [ ]")
		if to, isWeb := target(p.source(c)); isWeb {
			p.line("  - Clause: [%s](<%s>)", inline(c.Ref.String()), to)
		} else {
			p.line("  - Clause: %s", inline(c.Ref.String()))
		}
	}
	return p.b.Bytes()
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
	return table(rows)
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
	if len(words) == 0 {
		return address
	}
	if !strings.Contains(address, "#") {
		address += "#"
	}
	// Marks of the text directive itself (wicg.github.io/scroll-to-text-fragment).
	return address + ":~:text=" + strings.NewReplacer("-", "%2D", "&", "%26").Replace(url.PathEscape(strings.Join(words, " ")))
}
