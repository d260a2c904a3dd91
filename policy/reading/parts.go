package reading

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"clausewalk/policy"
)

// openPart is a part of a clause below which others may open.
type openPart struct {
	mark
	in    *sequence // that it is counted in, nil where it says itself where it belongs
	at    int       // among the parts that were found
	depth int       // of its list, 0 for a paragraph
}

// parts finds what the source labels inside a node: "(a)" below 4, "(ii)" below
// that, 2.3.1 below 2.3. A part goes on to the next label that is not below it; a
// paragraph after the last part belongs to the node itself again. Ats are where the
// paragraphs begin in the source.
func (r *reader) parts(c *policy.Clause, ats []int) {
	marks := make([]mark, len(c.Paragraphs))
	for i, p := range c.Paragraphs {
		marks[i] = r.partMark(c, p)
	}
	var open []openPart
	end := func(from, at int) {
		for _, o := range open[from:] {
			c.Parts[o.at].To = at
		}
		open = open[:from]
	}
	first := 1
	if c.Printed != "" && len(c.Paragraphs) > 0 && !c.Paragraphs[0].Heading {
		first = 0 // Its label may be followed by another: "(c)(1)".
	}
	for i := first; i < len(c.Paragraphs); i++ {
		p, m := c.Paragraphs[i], marks[i]
		for len(open) > 0 && open[len(open)-1].depth > p.Depth {
			end(len(open)-1, i)
		}
		at, in, ok := opensAt(open, m, c.Label, p, marks[i+1:])
		if !ok {
			if p.Depth == 0 && p.Marker == "" && !goesOn(open, marks[i+1:]) {
				end(0, i) // The list is over.
			}
			continue
		}
		end(at, i)
		above := c.Label
		if at > 0 {
			above = c.Parts[open[at-1].at].Label
		}
		open = append(open, openPart{m, in, len(c.Parts), p.Depth})
		c.Parts = append(c.Parts, policy.Part{Label: partLabel(c, above, m.label), Printed: m.printed, Depth: at + 1, From: i, FirstLine: r.lineIn(c, ats, i)})
	}
	end(0, len(c.Paragraphs))
}

// partMark reads the label of a paragraph inside a clause: its number in a list,
// or one among its words.
func (r *reader) partMark(c *policy.Clause, p policy.Paragraph) mark {
	if number := strings.TrimRight(p.Marker, ".)"); number != "" && isNumber(number) {
		return r.shapes.counted(mark{label: number, printed: p.Marker, style: "1"})
	}
	m, width := r.markOf(p)
	switch {
	case isControl(m.label) && r.ids[policy.LabelKey(m.label)]:
		return mark{}
	case isNumber(m.label) && endsWith(c.Label, m.label) && strings.HasPrefix(p.Spans[pictures(p.Spans)].Text[width:], "("):
		behind := p // 3.1.2(a) is a part of 3.1.2.
		behind.Spans = cutFront(p.Spans, width)
		own, _ := r.markOf(behind)
		own.printed = m.printed + own.printed
		return own
	}
	return m
}

// endsWith tells whether a label is another one, or ends with a dot and that one.
func endsWith(label, end string) bool {
	return label == end || strings.HasSuffix(label, "."+end)
}

// opensAt returns how deep a part opens and in which sequence it is counted, false
// where the label is not that of a part. It tries the surest way first: a part that
// goes on with an open sequence, then a number that says where it belongs, then one
// that begins a sequence.
func opensAt(open []openPart, m mark, clause string, p policy.Paragraph, later []mark) (depth int, in *sequence, ok bool) {
	if m.style == "" {
		return 0, nil, false
	}
	for n := len(open) - 1; n >= 0; n-- {
		if in, _, _, ok := m.follows(open[n].mark, maxSkipped); ok {
			return n, in, true
		}
	}
	if dotted(m.label) {
		for n := len(open); n >= 0; n-- {
			above := clause
			if n > 0 {
				above = open[n-1].label
			}
			if above == parent(m.label) || n == 0 && continuesNumber(clause, m.label) && !isNumber(clause) {
				return n, nil, true
			}
		}
		if p.Marker != "" {
			return 0, nil, false
		}
	}
	first := slices.IndexFunc(m.positions, func(p position) bool { return p.n == 1 })
	listed := isNumber(strings.TrimRight(p.Marker, ".)"))
	switch {
	case first >= 0:
		in = m.positions[first].in
	case !listed:
		return 0, nil, false
	}
	if !listed && m.style[0] != '(' && !slices.ContainsFunc(later[:min(len(later), maxReach)], func(o mark) bool { return o.next(m) }) {
		return 0, nil, false
	}
	for n := range open { // A list that begins again is not a part of itself.
		if open[n].style == m.style && open[n].depth == p.Depth && open[n].in == in {
			return n, in, true
		}
	}
	return len(open), in, true
}

// continuesNumber tells whether a dotted label goes on from the number that
// another label ends with: 2.3.1 from 2.3 or from II.2.3.
func continuesNumber(above, label string) bool {
	up := parent(label)
	return up != "" && endsWith(above, up)
}

// goesOn tells whether an open part has a sibling further on.
func goesOn(open []openPart, later []mark) bool {
	for _, m := range later[:min(len(later), maxReach)] {
		if m.style != "" && slices.ContainsFunc(open, func(o openPart) bool { return m.next(o.mark) }) {
			return true
		}
	}
	return false
}

// partLabel returns how a part is cited below another one.
func partLabel(c *policy.Clause, above, label string) string {
	if continuesNumber(above, label) {
		return strings.TrimSuffix(above, parent(label)) + label
	}
	if continuesNumber(c.Label, label) {
		return strings.TrimSuffix(c.Label, parent(label)) + label
	}
	return above + "(" + label + ")"
}

// lineIn returns the line on which a paragraph of a node begins.
func (r *reader) lineIn(c *policy.Clause, ats []int, i int) int {
	if i >= len(ats) || ats[i] < r.start {
		return c.FirstLine
	}
	return c.FirstLine + bytes.Count(r.src[r.start:min(ats[i], len(r.src))], []byte{'\n'})
}

// nameParts gives each part a label of its own.
func (r *reader) nameParts() {
	taken := map[string]bool{}
	for _, s := range r.sections {
		for _, n := range s.Nodes() {
			taken[policy.LabelKey(n.Label)] = true
		}
	}
	name := func(c *policy.Clause) {
		for n := range c.Parts {
			label := c.Parts[n].Label
			if taken[policy.LabelKey(label)] {
				r.twice = append(r.twice, label)
			}
			for i := 2; taken[policy.LabelKey(c.Parts[n].Label)]; i++ {
				c.Parts[n].Label = fmt.Sprintf("%s[%d]", label, i)
			}
			taken[policy.LabelKey(c.Parts[n].Label)] = true
		}
	}
	for i := range r.sections {
		for n := range r.sections[i].Clauses {
			name(&r.sections[i].Clauses[n])
		}
		for n := range r.sections[i].Context {
			name(&r.sections[i].Context[n].Clause)
		}
	}
}
