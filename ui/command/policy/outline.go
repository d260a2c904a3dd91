package policy

import (
	"fmt"
	"strings"

	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
)

// showOutline prints a policy as a tree: what is asked, what is part of that, and
// what is only there to be read, each with its words and its line. What binds
// somebody and is not asked is marked.
func showOutline(r *cli.Run, p *policy.Policy) {
	m := p.Measure()
	unasked := map[string]bool{}
	for _, u := range m.Unasked {
		unasked[fmt.Sprint(u.Label, u.Line)] = true
	}
	r.Printf("%s, edition %s\n", p.Title, p.ShortEdition())
	for _, s := range p.Sections {
		depth := strings.Repeat("  ", strings.Count(s.Label, "."))
		r.Printf("\n%s%s\n", depth, s.Heading())
		for _, one := range s.Nodes() {
			became := "asked"
			switch {
			case !one.Asked && one.Set:
				became = "context, as a person said"
			case unasked[fmt.Sprint(one.Label, one.FirstLine)]:
				became = "context, NOT ASKED though it binds somebody"
			case !one.Asked:
				became = "context"
			}
			r.Printf("%s  line %d  %s  %s, %s  %s\n", depth, one.FirstLine, one.Label, became, reports.Count(policy.CountWords(one.Words()), "word"), one.Title())
			for _, part := range one.Parts {
				r.Printf("%s  %sline %d  %s  part  %s\n", depth, strings.Repeat("  ", part.Depth), part.FirstLine, part.Label, one.PartClause(part).Title())
			}
			for _, gap := range s.Gaps {
				if gap.After == one.Label {
					r.Printf("%s  %s\n", depth, gap.Note())
				}
			}
		}
	}
	r.Printf("\n")
	for _, sentence := range m.Sentences() {
		r.Wrapped("", sentence)
	}
}
