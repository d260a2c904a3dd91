package checklist

import "clausewalk/checklist/event"

// Progress counts clauses. Every clause in scope counts in exactly one of Verdicts
// (which has Unanswered too), Stale and Conflict; one out of scope in none of them.
type Progress struct {
	Clauses     int // in scope
	Answered    int // answered, with an answer that can be trusted
	Verdicts    map[event.Verdict]int
	Stale       int
	Conflict    int
	Unsupported int // of those that are met
	NoReason    int
	Gaps        int // partly and not met
	OutOfScope  int
}

// Tally counts items.
func Tally(items []Item) Progress {
	p := Progress{Verdicts: map[event.Verdict]int{}}
	for _, i := range items {
		if i.Has(OutOfScope) {
			p.OutOfScope++
			continue
		}
		if i.Covered != "" {
			continue // It is counted where the answer is.
		}
		p.Clauses++
		switch {
		case i.Has(Conflict):
			p.Conflict++
			continue
		case i.Has(Stale):
			p.Stale++
			continue
		}
		p.Verdicts[i.Verdict]++
		if i.Answered() {
			p.Answered++
		}
		if i.IsGap() {
			p.Gaps++
		}
		if i.Has(Unsupported) {
			p.Unsupported++
		}
		if i.Has(NoReason) {
			p.NoReason++
		}
	}
	return p
}
