package policy

import (
	"strings"

	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
)

// showOutline prints a policy as a tree: what is asked, what is part of that, and
// what is only there to be read, each with its words and its line. What binds
// somebody and is not asked is marked.
func showOutline(r *cli.Run, p *policy.Policy) {
	r.Printf("%s, edition %s\n", p.Title, p.ShortEdition())
	depth := ""
	n := 0
	for _, one := range clauses.Outline(p) {
		switch {
		case one.Section:
			depth = strings.Repeat("  ", strings.Count(p.Sections[n].Label, "."))
			n++
			r.Printf("\n%s%s\n", depth, one.Text)
		case one.Part:
			r.Printf("%s  %sline %d  %s  part  %s\n", depth, strings.Repeat("  ", one.Depth), one.Line, one.Label, one.Text)
		case one.Label == "":
			r.Printf("%s  %s\n", depth, one.Text)
		default:
			r.Printf("%s  line %d  %s  %s, %s  %s\n", depth, one.Line, one.Label, one.Became, reports.Count(one.Words, "word"), one.Text)
		}
	}
	r.Printf("\n")
	for _, sentence := range p.Measure().Sentences() {
		r.Wrapped("", sentence)
	}
}
