package checklist

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"clausewalk/policy"
)

// Begin is the value of a begin event, which comes with the first entry of an
// audit: the rules as they were then. Two clones that begin the same audit each
// write one, and the older says who began it.
type Begin struct {
	App      string  `json:"app"`
	Release  string  `json:"release"`
	Policies []Rules `json:"policies"`
}

// Rules are the texts by which a policy's answers are judged, as digests of
// their bytes. A text that is not there has none.
type Rules struct {
	ID      string `json:"id"`
	Edition string `json:"edition"`
	Guide   string `json:"guide,omitempty"`
	Assess  string `json:"assess,omitempty"`
	Clauses string `json:"clauses,omitempty"` // how the text was read
}

// unbegun tells whether nobody has begun the audit yet.
func (a *Audit) unbegun() bool { return a.Head.Created.IsZero() && len(a.begun) == 0 }

// begin takes a begin event into account.
func (a *Audit) begin(e *Event) {
	a.begun = append(a.begun, e)
	slices.SortFunc(a.begun, inOrder)
	if !a.stated {
		a.Head.Created, a.Head.By = a.begun[0].Time, a.begun[0].Who
	}
}

// rules returns the rules that the audit is judged by.
func (a *Audit) rules() Begin {
	b := Begin{App: a.Head.App, Release: a.Head.Release}
	for _, p := range a.base {
		b.Policies = append(b.Policies, rulesOf(p))
	}
	return b
}

func rulesOf(p *policy.Policy) Rules {
	return Rules{ID: p.ID, Edition: p.Edition, Guide: digest(p.GuideYAML), Assess: digest(p.AssessYAML), Clauses: digest(p.ClausesJSON)}
}

// digest returns the SHA-256 of a text in hex, nothing for none.
func digest(text []byte) string {
	if text == nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
