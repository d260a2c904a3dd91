package reading

import (
	"slices"

	"clausewalk/policy"
)

// headingclauses are headings with a number that are clauses themselves: nothing
// below them has a label, and what follows is their text.
var headingclauses = shape{
	name: "headingclauses",
	section: func(r *reader, g *group) bool {
		if g.head == nil || !g.rulesItself() {
			return false
		}
		r.readHeadingClause(g)
		return true
	},
}

// rulesItself tells whether the heading's label is that of a clause.
func (g *group) rulesItself() bool {
	if isControl(g.head.label) {
		return g.leaf && !slices.ContainsFunc(g.body, func(b block) bool { return b.rowLabel || isControl(b.mark.label) || dotted(b.mark.label) })
	}
	if !isNumber(g.head.label) || g.labelled || !g.leaf {
		return false
	}
	if dotted(g.head.label) || !g.items {
		return true
	}
	for _, b := range g.body {
		if b.item || !b.leads() {
			return !b.item
		}
	}
	return true
}

// readHeadingClause reads a clause whose label stands in a heading. It belongs to
// the section of the heading above it, and makes one of its own where that is
// not the open one.
func (r *reader) readHeadingClause(g *group) {
	above, title := "", g.title()
	if n := len(r.path); n > 1 {
		above = r.path[n-2].label
	}
	var paragraphs []policy.Paragraph
	switch n := len(r.sections); {
	case n > 0 && r.sections[n-1].Label == above, above == "" && (n == 0 || r.sections[n-1].Label == policy.Preamble):
		if title != "" {
			paragraphs = []policy.Paragraph{{Heading: true, Spans: []policy.Span{{Text: title}}}}
		}
	default:
		r.openSection(g.label, title)
		r.section().FirstLine = r.lineOf(g.head.at)
	}
	s := r.section()
	printed := g.head.label
	at := g.head.at
	if paragraphs == nil && len(g.body) > 0 {
		at = g.body[0].at
	}
	r.noteGap(s, r.shapes.counted(mark{label: printed, printed: printed, style: depth(printed)}))
	r.begin(g.label, printed, at, r.shapes.contextTitle(title))
	r.open.Paragraphs = paragraphs
	for _, b := range g.body {
		r.add(b, b.paragraphs)
	}
}
