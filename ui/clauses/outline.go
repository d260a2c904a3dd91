package clauses

import (
	"errors"
	"fmt"

	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/ui/session"
)

// A Reading is a line of a policy's outline: a section, what stands in it, a part
// of that, or a number that the source does not print.
type Reading struct {
	Label   string // empty for a section and for what the source does not print
	Text    string
	Became  string // what became of it: asked, part, context
	Line    int    // of the source, 0 for none
	Words   int
	Depth   int
	Section bool
	Part    bool
	Unasked bool // it binds somebody and is not asked
}

// Outline returns a policy as a tree: what is asked, what is part of that, and what
// is only there to be read.
func Outline(p *policy.Policy) (all []Reading) {
	unasked := map[string]bool{}
	for _, u := range p.Measure().Unasked {
		unasked[fmt.Sprint(u.Label, u.Line)] = true
	}
	for _, s := range p.Sections {
		all = append(all, Reading{Text: s.Heading(), Section: true, Line: s.FirstLine})
		for _, one := range s.Nodes() {
			r := Reading{Label: one.Label, Text: one.Title(), Became: "asked", Line: one.FirstLine, Words: policy.CountWords(one.Words())}
			r.Unasked = !one.Asked && !one.Set && unasked[fmt.Sprint(one.Label, one.FirstLine)]
			switch {
			case !one.Asked && one.Set:
				r.Became = "context, set by a person"
			case r.Unasked:
				r.Became = "context, NOT ASKED although it is a duty"
			case !one.Asked:
				r.Became = "context"
			}
			all = append(all, r)
			for _, part := range one.Parts {
				all = append(all, Reading{Label: part.Label, Text: one.PartClause(part).Title(), Became: "part", Line: part.FirstLine, Depth: part.Depth, Part: true})
			}
			for _, gap := range s.Skipped {
				if gap.After == one.Label {
					all = append(all, Reading{Text: gap.Note()})
				}
			}
		}
	}
	return all
}

// Correct returns a function that tells what one more correction of how a policy
// was read would change, on a copy of the audit. It waits for the disk.
func Correct(s *session.Session, policyID string, c editions.Correction) func() (Other, error) {
	audit, now := s.Refold(nil), s.Now()
	return func() (Other, error) {
		p, ok := audit.Policy(policyID)
		if !ok {
			return Other{}, fmt.Errorf("the audit does not ask %s", policyID)
		}
		next, err := editions.Correct(p, c)
		if err != nil {
			return Other{}, err
		}
		plan, err := workspace.PlanGuide(audit, next, now)
		if err == nil && len(plan.Changes) == 0 {
			err = errors.New("it is already like that")
		}
		all := editions.Corrections(next)
		return Other{Words: all[len(all)-1], Rules: plan}, err
	}
}
