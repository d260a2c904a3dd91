package policy

import (
	"slices"
	"strings"
)

// Part is a piece of a clause that the source labels: 2.3.1(a), 4(b)(ii).
type Part struct {
	Label     string // as it is cited, with that of its clause: 2.3.1(a)
	Printed   string // the label alone, as it is printed: "(a)"
	Depth     int    // 1 for a part of the clause, 2 for a part of a part
	From, To  int    // its paragraphs among those of the clause, To not included
	FirstLine int    // of the source, counted from 1
}

// PartClause returns a part as a clause of its own, whose Parent is this one.
func (c Clause) PartClause(part Part) Clause {
	one := Clause{
		Label: WithEntry(part.Label, c.Entry), Entry: c.Entry, Parent: c.Label, Printed: part.Printed,
		FirstLine: part.FirstLine, LastLine: c.LastLine,
	}
	if g := c.Guide; g != nil {
		one.Guide = &Guide{Kind: g.Kind, Severity: g.Severity, Applies: g.Applies, Valid: g.Valid, Topic: g.Topic, Roles: g.Roles}
	}
	one.Paragraphs = append(one.Paragraphs, c.Paragraphs[part.From:part.To]...)
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

// The depths to which a policy may be asked. Without either a part is asked where it
// has a duty, and the words that lead to the parts have none.
const (
	DepthClauses = "clauses" // the clauses alone; a part is there once somebody answers it
	DepthParts   = "parts"   // every part too
)

// leadBinds tells whether the words of a clause before its first part have a duty.
func leadBinds(c Clause) bool {
	return len(c.Parts) > 0 && HasDuty(VisibleWords(c.Paragraphs[:c.Parts[0].From]))
}

// asksPart tells whether a part of a clause is asked even though nobody has
// answered it. LeadBinds is what leadBinds says about the clause.
func (p *Policy) asksPart(c Clause, part Part, leadBinds bool) bool {
	switch p.Depth {
	case DepthClauses:
		return false
	case DepthParts:
		return true
	}
	return part.Depth == 1 && !leadBinds && HasDuty(VisibleWords(c.Paragraphs[part.From:part.To]))
}

// Parted returns the policy as it is asked: a clause is followed by those of its
// parts that the policy's depth asks, and by those that somebody has answered. A
// part has the kind, severity, scope and validity of its clause, but not the
// guide's question.
func (p *Policy) Parted(answered func(label string) bool) *Policy {
	parted := *p
	parted.Sections = slices.Clone(p.Sections)
	found := false
	for n, s := range p.Sections {
		var all []Clause
		for _, c := range s.Clauses {
			all = append(all, c)
			binds := p.Depth == "" && leadBinds(c)
			var above []Part // the parts that are asked and that this one is below
			for _, part := range c.Parts {
				for len(above) > 0 && !above[len(above)-1].contains(part) {
					above = above[:len(above)-1]
				}
				if label := WithEntry(part.Label, c.Entry); !p.asksPart(c, part, binds) && !answered(label) {
					continue
				}
				one := c.PartClause(part)
				if len(above) > 0 {
					one.Parent = WithEntry(above[len(above)-1].Label, c.Entry)
				}
				above = append(above, part)
				all, found = append(all, one), true
			}
		}
		parted.Sections[n].Clauses = all
	}
	if !found {
		return p
	}
	return &parted
}

// contains tells whether another part of the same clause is below this one.
func (p Part) contains(o Part) bool {
	return p.From < o.From && o.To <= p.To && p.Depth < o.Depth
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
