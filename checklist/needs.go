package checklist

import (
	"strings"
	"time"
)

// Need is what an answer still needs to convince a reader.
type Need struct {
	Words string // "evidence of any kind", "an owner and a due date"
	By    string // what adds it: NeedEvidence, NeedGap or NeedReason
}

// What adds what an answer needs.
const (
	NeedReason   = "reason"
	NeedEvidence = "evidence"
	NeedGap      = "gap"
)

// Needs returns what the answer to a clause still needs by the rules of Lint and Weak,
// the most important first.
func Needs(a *Audit, i Item, at time.Time) []Need {
	var needs []Need
	add := func(by, words string) { needs = append(needs, Need{words, by}) }
	var gap []string
	for _, f := range append(LintItem(a, i, at), weakItem(a, i)...) {
		switch f.Rule {
		case "no-reason":
			add(NeedReason, "a reason")
		case "thin-reason":
			add(NeedReason, "a reason that says more")
		case "unsupported":
			add(NeedEvidence, needed(i.Clause.Guide.Needs))
		case "no-evidence", "blocker-not-applicable":
			add(NeedEvidence, "evidence")
		case "only-policy":
			add(NeedEvidence, "something that shows the practice")
		case "only-practice":
			add(NeedEvidence, "something that shows the policy")
		case "one-piece":
			add(NeedEvidence, "policy and practice, where one is missing")
		case "weak-evidence":
			add(NeedEvidence, "evidence that shows more")
		case "no-owner":
			gap = append(gap, "an owner")
		case "no-due-date":
			gap = append(gap, "a due date")
		}
	}
	if len(gap) > 0 {
		add(NeedGap, strings.Join(gap, " and "))
	}
	return needs
}
