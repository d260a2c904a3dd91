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

// The depths at which a policy may be asked. Without one of them a part is asked
// where the duties are in the parts and not in the words that lead to them.
const (
	DepthClauses = "clauses" // the clauses alone; a part is there once somebody answers it
	DepthParts   = "parts"   // every part too
)

// leadBinds tells whether a duty is in the words that lead to a clause's parts.
// Where the policy says how deep it is asked, nobody wants to know.
func (p *Policy) leadBinds(c Clause) bool {
	return p.Depth == "" && len(c.Parts) > 0 && HasDuty(VisibleWords(c.Paragraphs[:c.Parts[0].From]))
}

// asksPart tells whether a part of a clause is asked though nobody has answered
// it. Leads is what leadBinds says of the clause.
func (p *Policy) asksPart(c Clause, part Part, leads bool) bool {
	switch p.Depth {
	case DepthClauses:
		return false
	case DepthParts:
		return true
	}
	return part.Depth == 1 && !leads && HasDuty(VisibleWords(c.Paragraphs[part.From:part.To]))
}

// Parted returns the policy as it is asked: behind a clause stand those of its
// parts that the policy's depth asks, and those that somebody has answered. A part
// has the kind, the severity, the scope and the validity of its clause; the
// question in the guide is the clause's own.
func (p *Policy) Parted(answered func(label string) bool) *Policy {
	parted := *p
	parted.Sections = slices.Clone(p.Sections)
	any := false
	for n, s := range p.Sections {
		var all []Clause
		for _, c := range s.Clauses {
			all = append(all, c)
			leads := p.leadBinds(c)
			var above []Part // the parts that are asked and that this one is below
			for _, part := range c.Parts {
				for len(above) > 0 && !above[len(above)-1].holds(part) {
					above = above[:len(above)-1]
				}
				if label := WithEntry(part.Label, c.Entry); !p.asksPart(c, part, leads) && !answered(label) {
					continue
				}
				one := c.PartClause(part)
				if len(above) > 0 {
					one.Parent = WithEntry(above[len(above)-1].Label, c.Entry)
				}
				above = append(above, part)
				all, any = append(all, one), true
			}
		}
		parted.Sections[n].Clauses = all
	}
	if !any {
		return p
	}
	return &parted
}

// holds tells whether another part of the clause stands below this one.
func (o Part) holds(part Part) bool {
	return o.From < part.From && part.To <= o.To && o.Depth < part.Depth
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
