// Package guide reads our own words about a policy's clauses, guide.yaml. It checks
// them against the closed lists and the clauses they are about, and joins them to the
// policy (policy.Guide).
package guide

import (
	"fmt"
	"slices"
	"strings"

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
	Version  string                         `yaml:"version,omitempty"`                  // the day of its words, as in 2026-11-26
	Status   string                         `yaml:"status,omitempty"`                   // whether this edition of the text is in force, and what came after it
	Topics   []string                       `yaml:"topics,omitempty" json:",omitempty"` // what its clauses may be about; without them those of policy.Topics
	Scope    []policy.Fact                  `yaml:"scope,omitempty"`
	Sections map[string]policy.SectionGuide `yaml:"sections,omitempty"`
	Clauses  map[string]policy.Guide        `yaml:"clauses"`
	Sources  map[string]Source              `yaml:"sources,omitempty"` // by the ids that the clauses' sources begin with
}

// Source is where something that the guide says was read.
type Source struct {
	Title string `yaml:"title"`
	Dated string `yaml:"dated"` // the day, month or year of the text that was in force, or unknown
	Read  string `yaml:"read"`  // the day on which we read it
	How   string `yaml:"how"`   // read, excerpt, third-party or ours
}

// cite returns a clause's source in words. The clause has it as "ID", as "ID, where
// in it", or in words that are not in the table and stay as they are.
func (g *File) cite(source string) string {
	id, where, _ := strings.Cut(source, ",")
	s, ok := g.Sources[id]
	if !ok {
		return source
	}
	if where != "" {
		where = "," + where
	}
	if s.How == "ours" {
		return s.Title + where + " (ours)"
	}
	dated := "text of " + s.Dated
	if s.Dated == unknownDay {
		dated = "no date known"
	}
	how := map[string]string{"read": "read", "excerpt": "excerpt", "third-party": "third party"}[s.How]
	return fmt.Sprintf("%s%s, %s, looked up %s (%s)", s.Title, where, dated, s.Read, how)
}

// unknownDay is the day of a source that does not give one.
const unknownDay = "unknown"

// Join reads a guide and gives each of the policy's clauses what it says about it.
// What it has words for is a clause, even where the text alone would be context. File
// is the name that errors carry. The error is a *policy.PositionError, or several on
// one line, and the policy is then as it was.
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

// JoinChecked does what Join does, with a guide that was read and checked before.
// Source is the guide as YAML.
func JoinChecked(p *policy.Policy, g File, source []byte) {
	p.Sections = g.sections(p)
	for s := range p.Sections {
		p.Sections[s].SectionGuide = g.Sections[p.Sections[s].Label]
		for c := range p.Sections[s].Clauses {
			clause := &p.Sections[s].Clauses[c]
			if one, ok := g.Clauses[clause.Label]; ok {
				one.Sources = slices.Clone(one.Sources)
				for i, source := range one.Sources {
					one.Sources[i] = g.cite(source)
				}
				clause.Guide = &one
			}
		}
	}
	p.Scope, p.Status, p.GuideYAML, p.GuideDay = g.Scope, g.Status, source, g.Version
}

// sections returns the policy's sections, with everything that the guide has words
// for as a clause.
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
