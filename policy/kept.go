package policy

import "sync"

// Sums are the digests of the files beside a text, as FileDigest gives them.
type Sums struct{ Guide, Assess, Clauses string }

// Sums returns the digests of the files beside the text.
func (p *Policy) Sums() Sums {
	if p.kept != nil && p.kept.of == p {
		return p.kept.sums()
	}
	return Sums{FileDigest(p.GuideYAML), FileDigest(p.AssessYAML), FileDigest(p.ClausesJSON)}
}

// kept is what is worked out once for a policy that will not change.
type kept struct {
	of      *Policy // a copy is another policy, and may be changed
	measure func() Measure
	sums    func() Sums
}

// Keep promises that the policy will not change from now on, so that Measure and
// Sums, which many audits ask for, are worked out only once.
func (p *Policy) Keep() {
	as := *p
	as.kept = nil
	p.kept = &kept{of: p, measure: sync.OnceValue(as.Measure), sums: sync.OnceValue(as.Sums)}
}
