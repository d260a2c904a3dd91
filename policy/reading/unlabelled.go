package reading

import "clausewalk/policy"

// unlabelled are sections in which the source labels nothing: every item and every
// paragraph is a clause, counted from 1. What only leads to items or to headings
// below is context.
var unlabelled = shape{
	name: "unlabelled",
	section: func(r *reader, g *group) bool {
		s, context := r.openGroup(g)
		r.readUnlabelled(s, g, context)
		return true
	},
}

// readUnlabelled reads the clauses of a section that labels none.
func (r *reader) readUnlabelled(s *policy.Section, g *group, context bool) {
	mixed := g.items || g.numbered
	for i, b := range g.body {
		leads := g.leads(i)
		aside := r.shapes.context(b)
		switch {
		case context:
			r.free++
			r.beginFree(s, b, "", r.free, true)
		case r.open != nil && !r.context && r.shapes.continues(b):
			r.add(b, b.paragraphs)
		case mixed && !b.item && (aside || leads || g.numbered && !policy.Binds(b.words)):
			r.asides++
			r.beginFree(s, b, policy.Preamble, r.asides, true)
		default:
			if g.numbered { // The source prints the bare numbers before other clauses.
				r.asides++
				r.beginFree(s, b, policy.Preamble, r.asides, aside || leads)
				continue
			}
			r.free++
			r.beginFree(s, b, "", r.free, aside || leads)
		}
	}
}

// leads tells whether a block only says what comes next: an item, or the headings
// below.
func (g *group) leads(i int) bool {
	last := i+1 == len(g.body)
	return g.body[i].leads() && (!last && g.body[i+1].item || last && !g.leaf)
}
