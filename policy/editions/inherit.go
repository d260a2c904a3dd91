package editions

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/reading"
)

// Inherit gives an edition what people have written for an older one: the changes
// to how its text is read, and the guide. Both go to the clauses that follow the old
// ones, and where the words have changed the guide is marked as written for the
// older text. What next has of its own stays. It returns the edition with both, and
// a sentence for each thing that has no place in it.
func Inherit(old, next *policy.Policy) (*policy.Policy, []string, error) {
	if old.AssessYAML == nil && old.GuideYAML == nil {
		return next, nil, nil
	}
	p, err := reread(next)
	if err != nil {
		return nil, nil, err
	}
	var lost []string
	if p.AssessYAML == nil && p.GuideYAML == nil && old.AssessYAML != nil { // A guide of its own knows its own labels.
		if lost, err = inheritAssess(p, old); err != nil {
			return nil, nil, err
		}
	}
	if p.GuideYAML == nil && old.GuideYAML != nil {
		more, err := inheritGuide(p, old)
		if err != nil {
			return nil, nil, err
		}
		lost = append(lost, more...)
	}
	return p, lost, nil
}

// reread reads a policy again from its files, as a copy that may be changed.
func reread(p *policy.Policy) (*policy.Policy, error) {
	fresh, err := reading.Parse(p.ID, p.Markdown)
	if err == nil {
		err = Lay(fresh, "", p.AssessYAML, p.ClausesJSON)
	}
	if err == nil && p.GuideYAML != nil {
		err = guide.Join(fresh, policy.GuideFile, p.GuideYAML)
	}
	return fresh, err
}

// successors returns for each label of old the label of the node that follows
// it, and whether its words are the same.
func successors(old, next *policy.Policy) (to map[string]string, same map[string]bool) {
	to, same = map[string]string{}, map[string]bool{}
	for _, one := range Compare(old, next).Changes {
		if len(one.Old) == 0 || len(one.New) == 0 {
			continue
		}
		for _, c := range one.Old {
			if _, known := to[c.Label]; !known {
				to[c.Label] = one.New[0].Label
				same[c.Label] = one.Kind == Kept || one.Kind == Moved
			}
		}
	}
	return to, same
}

func inheritAssess(p, old *policy.Policy) (lost []string, err error) {
	f, err := changesOf(old)
	if err != nil {
		return nil, err
	}
	raw, err := reading.Parse(old.ID, old.Markdown)
	if err != nil {
		return nil, err
	}
	to, _ := successors(raw, p)
	d, then := draftOf(p), draftOf(raw)
	kept := assessFile{Format: AssessFormat, Depth: f.Depth}
	for _, one := range f.Changes {
		was := strings.Join(one.labels(), ", ")
		oldOff, _ := then.adjust(one)
		follow := func(label string) string { return to[label] }
		next := one
		next.Clause = follow(one.Clause)
		next.Merge = nil
		for _, label := range one.Merge {
			next.Merge = append(next.Merge, follow(label))
		}
		before := d.clone() // A change that fails may have been made in part.
		if slices.Contains(next.labels(), "") {
			lost = append(lost, fmt.Sprintf("%s: the change to how it is read no longer applies: this edition has no such clause", was))
			continue
		}
		newOff, err := d.adjust(next)
		if err != nil {
			d = before
			lost = append(lost, fmt.Sprintf("%s: the change to how it is read no longer applies: %v", was, err))
			continue
		}
		for n := range min(len(oldOff), len(newOff)) { // Later changes may be about what was split off.
			to[oldOff[n]] = newOff[n]
		}
		kept.Changes = append(kept.Changes, next)
	}
	if len(kept.Changes) == 0 && kept.Depth == "" {
		return lost, nil
	}
	written, err := yaml.Marshal(kept)
	if err != nil {
		return lost, err
	}
	return lost, Assess(p, policy.AssessFile, written)
}

func inheritGuide(p, old *policy.Policy) (lost []string, err error) {
	var was guide.File
	if err := yaml.Unmarshal(old.GuideYAML, &was); err != nil {
		return nil, err
	}
	to, same := successors(old, p)
	g := was
	g.Status, g.Sections, g.Clauses = "", map[string]policy.SectionGuide{}, map[string]policy.Guide{} // The status was of the older text.
	for _, s := range old.Sections {
		if s.Repeat != "" && !inheritSection(p, s, to, g.Sections) {
			lost = append(lost, fmt.Sprintf("section %s: repeating it for each of %s is dropped: this edition has no such section", s.Label, s.Repeat))
		}
	}
	for _, c := range old.Clauses() {
		if c.Guide == nil {
			continue
		}
		label, found := to[c.Label]
		_, taken := g.Clauses[label]
		switch {
		case !found:
			lost = append(lost, fmt.Sprintf("%s: its guide is dropped: this edition has no such clause", c.Label))
			continue
		case taken:
			lost = append(lost, fmt.Sprintf("%s: its guide is dropped: %s has another clause's guide", c.Label, label))
			continue
		}
		one := was.Clauses[c.Label]
		one.Older = one.Older || !same[c.Label]
		g.Clauses[label] = one
	}
	written, err := yaml.Marshal(g)
	if err != nil {
		return lost, err
	}
	return lost, guide.Join(p, policy.GuideFile, written)
}

// inheritSection gives what the guide says about a section to the one that its
// clauses went to, and tells whether there is one.
func inheritSection(p *policy.Policy, old policy.Section, to map[string]string, sections map[string]policy.SectionGuide) bool {
	for _, c := range old.Clauses {
		n := slices.IndexFunc(p.Sections, func(s policy.Section) bool { return s.HasClause(to[c.Label]) })
		if n < 0 {
			continue
		}
		one := policy.SectionGuide{Repeat: old.Repeat}
		for _, needed := range old.NeededBy {
			if p.Sections[n].HasClause(to[needed]) {
				one.NeededBy = append(one.NeededBy, to[needed])
			}
		}
		sections[p.Sections[n].Label] = one
		return true
	}
	return false
}
