package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"
)

// Sums are the digests of what stands beside a text, in hex, empty for what is not
// there.
type Sums struct{ Guide, Assess, Clauses string }

// Sums returns the digests of the files beside the text.
func (p *Policy) Sums() Sums {
	if p.kept != nil && p.kept.of == p {
		return p.kept.sums()
	}
	return Sums{sum(p.GuideYAML), sum(p.AssessYAML), sum(p.ClausesJSON)}
}

func sum(text []byte) string {
	if text == nil {
		return ""
	}
	digest := sha256.Sum256(text)
	return hex.EncodeToString(digest[:])
}

// kept is what is worked out once for a policy that does not change any more.
type kept struct {
	of      *Policy // a copy is another policy, and may be changed
	measure func() Measure
	sums    func() Sums
}

// Keep says that the policy does not change from now on, so that Measure and Sums
// need to work out only once what many audits ask for.
func (p *Policy) Keep() {
	as := *p
	as.kept = nil
	p.kept = &kept{of: p, measure: sync.OnceValue(as.Measure), sums: sync.OnceValue(as.Sums)}
}
