// Package guide reads our own words about a policy's clauses, guide.yaml, and
// checks them against the closed lists and the clauses they are about.
//
// What a guide says is part of the model (policy.Guide); this package decides
// what a guide may say, and lays it beside the text.
package guide

import (
	"clausewalk/policy"
	"clausewalk/policy/yamlfile"
)

// Format is the version of guide.yaml that this program reads.
const Format = 1

// MaxFacts is how many scope questions a guide may ask.
const MaxFacts = 12

// File is the shape of guide.yaml.
type File struct {
	Format   int                            `yaml:"format"`
	Scope    []policy.Fact                  `yaml:"scope,omitempty"`
	Sections map[string]policy.SectionGuide `yaml:"sections,omitempty"`
	Clauses  map[string]policy.Guide        `yaml:"clauses"`
}

// Join reads a guide and lays it beside the policy's clauses. What it has words
// for is a clause, even where the text alone would be context. File is the name
// that errors carry. The error is a *policy.PositionError, and the policy is
// then as it was.
func Join(p *policy.Policy, file string, source []byte) error {
	var g File
	read, err := yamlfile.Read(file, source, &g)
	if err != nil {
		return err
	}
	joined := policy.Policy{Sections: g.sections(p)}
	c := check{yaml: read, guide: &g, policy: &joined, titles: map[string]string{}}
	if err := c.run(); err != nil {
		return err
	}
	JoinChecked(p, g, source)
	return nil
}

// JoinChecked lays a guide that is known to be without fault beside the policy's
// clauses. Source is the guide as it was read.
func JoinChecked(p *policy.Policy, g File, source []byte) {
	p.Sections = g.sections(p)
	for s := range p.Sections {
		p.Sections[s].SectionGuide = g.Sections[p.Sections[s].Label]
		for c := range p.Sections[s].Clauses {
			clause := &p.Sections[s].Clauses[c]
			if one, ok := g.Clauses[clause.Label]; ok {
				clause.Guide = &one
			}
		}
	}
	p.Scope, p.GuideYAML = g.Scope, source
}

// sections returns the policy's sections, in which what the guide has words for
// is a clause.
func (g *File) sections(p *policy.Policy) []policy.Section {
	var all []policy.Section
	for _, s := range p.Sections {
		nodes := s.Nodes()
		for n := range nodes {
			nodes[n].Asked = nodes[n].Asked || g.Clauses[nodes[n].Label].Title != ""
		}
		all = append(all, s.WithNodes(nodes))
	}
	return all
}
