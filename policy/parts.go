package policy

import (
	"slices"
	"strings"
)

// Part is what the source labels inside a clause: 2.3.1(a), 4(b)(ii).
type Part struct {
	Label     string // as it is cited, behind that of its clause
	Printed   string // the label alone, with what stands around it
	Depth     int    // 1 for a part of the clause, 2 for a part of a part
	From, To  int    // its paragraphs among those of the clause, To not included
	FirstLine int    // of the source, counted from 1
}

// PartClause returns a part as a clause of its own, which names the one that it
// is a part of.
func (c Clause) PartClause(part Part) Clause {
	one := Clause{Label: part.Label, Parent: c.Label, Printed: part.Printed, FirstLine: part.FirstLine, LastLine: c.LastLine}
	for _, p := range c.Paragraphs[part.From:part.To] {
		one.Paragraphs = append(one.Paragraphs, p)
	}
	if len(one.Paragraphs) > 0 {
		first := &one.Paragraphs[0]
		first.Spans = withoutLabel(first.Spans, part.Printed)
		first.Marker = ""
		depth := first.Depth
		for n := range one.Paragraphs {
			one.Paragraphs[n].Depth = max(0, one.Paragraphs[n].Depth-depth)
		}
	}
	one.Markdown = strings.TrimSpace(VisibleWords(one.Paragraphs))
	one.Digest = Digest(one.Words())
	return one
}

// withoutLabel takes a printed label off the front of words.
func withoutLabel(spans []Span, printed string) []Span {
	if len(spans) == 0 || printed == "" || !strings.HasPrefix(strings.TrimSpace(spans[0].Text), printed) {
		return spans
	}
	spans = slices.Clone(spans)
	spans[0].Text = strings.TrimLeft(strings.TrimPrefix(strings.TrimSpace(spans[0].Text), printed), " \u00a0")
	if strings.HasSuffix(printed, " ") || spans[0].Text == "" && len(spans) > 1 {
		return spans[1:]
	}
	return spans
}

// Part finds a part of some clause, or context, by its label as Clause does.
func (p *Policy) Part(label string) (Clause, bool) {
	key := LabelKey(label)
	for _, s := range p.Sections {
		for _, n := range s.Nodes() {
			for _, part := range n.Parts {
				if LabelKey(part.Label) == key {
					return n.PartClause(part), true
				}
			}
		}
	}
	return Clause{}, false
}
