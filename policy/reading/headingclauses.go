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
	if !isNumber(g.head.label) || !g.leaf || g.labelled && !g.siblings() {
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

// siblings tells whether the labels below a heading go on from its own instead of
// being inside it: 3.1.2 before a paragraph, under a heading 3.1.1.
func (g *group) siblings() bool {
	last := mark{label: g.head.label, style: depth(g.head.label)}
	found := 0
	for _, b := range g.body {
		switch {
		case !dotted(b.mark.label) || isControl(b.mark.label):
		case b.mark.style != last.style || parent(b.mark.label) != parent(last.label):
			return false
		default:
			found++
		}
	}
	return found > 0
}

// readHeadingClause reads a clause whose label is in a heading. It belongs to the
// section of the heading above it, and opens a section of its own if that one is not
// open.
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
	r.noteSkipped(s, r.shapes.counted(mark{label: printed, printed: printed, style: depth(printed)}))
	r.begin(g.label, printed, at, r.shapes.contextTitle(title))
	if r.open.Paragraphs = paragraphs; paragraphs != nil {
		r.openAts = []int{at}
	}
	for _, b := range g.body {
		again := b.mark.label == r.last.label // 3.1.2(a) after 3.1.2
		if g.labelled && b.opensClause() && dotted(b.mark.label) && !again {
			r.close(b.at)
			r.noteSkipped(s, b.mark)
			r.begin(r.unique(r.clauseLabel(s, b.mark.label), b.at), b.mark.printed, b.at, r.context)
			r.add(b, r.unmarked(b))
			continue
		}
		r.add(b, b.paragraphs)
	}
}
