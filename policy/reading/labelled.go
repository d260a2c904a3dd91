package reading

import (
	"strconv"
	"strings"

	"clausewalk/policy"
)

// labelled are sections in which the source labels its clauses, by a list's
// number or before a paragraph. What follows a clause belongs to it, labels of
// other styles among it.
var labelled = shape{
	name: "labelled",
	section: func(r *reader, g *group) bool {
		if !g.labelled {
			return false
		}
		s, context := r.openGroup(g)
		r.readLabelled(s, g, context)
		return true
	},
}

// readLabelled reads the clauses of a section in which they are labelled. Its
// cases stay in one place because their order decides which of them a block is.
func (r *reader) readLabelled(s *policy.Section, g *group, context bool) {
	style := g.clauseStyle()
	began := false
	for i, b := range g.body {
		switch {
		case began && b.tableHead && i+1 < len(g.body) && g.body[i+1].rowLabel: // It does not belong to the clause before it.
			r.asides++
			r.close(b.at)
			r.begin(r.unique(s.Label+"."+policy.Preamble+"T"+strconv.Itoa(r.asides), b.at), "", b.at, true)
			r.add(b, b.paragraphs)
		case began && dotted(b.mark.label) && b.mark.label == r.last.label && strings.HasPrefix(b.words, b.mark.printed+"("):
			r.add(b, b.paragraphs) // 3.1.2(a) after 3.1.2
		case b.opensClause() && (!began || (b.mark.style == style || isNamed(b.mark.style) || b.rowLabel) && (b.numbered || b.rowLabel || dotted(b.mark.label) || isControl(b.mark.label) || b.mark.after(r.last))):
			r.close(b.at)
			r.noteSkipped(s, b.mark)
			r.begin(r.unique(r.clauseLabel(s, b.mark.label), b.at), b.mark.printed, b.at, context)
			if b.numbered {
				r.note(b.mark.printed) // The words of a list item do not have it.
			}
			r.add(b, r.unmarked(b))
			began = true
		case began:
			r.add(b, b.paragraphs)
		default:
			r.free++
			binds := policy.Binds(b.words) && !b.leads() && !b.tableHead && !r.shapes.context(b)
			r.beginFree(s, b, policy.Preamble, r.free, context || !binds)
		}
	}
}

// opensClause tells whether the block has a label that may be a clause's.
func (b block) opensClause() bool { return b.mark.style != "" && !b.links }

// clauseStyle returns the style of the clauses' labels: the first that there is, or
// the shortest one of numbers with dots.
func (g *group) clauseStyle() string {
	style := ""
	for _, b := range g.body {
		m := b.mark
		if b.opensClause() && (style == "" || dotted(m.label) && (style[0] != '1' || style == "1" || len(m.style) < len(style))) {
			style = m.style
		}
	}
	return style
}
