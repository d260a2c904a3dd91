package reports

import (
	"fmt"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// State is where an audit stands, as one word for programs.
type State string

// The states, worst first.
const (
	OtherRules  State = "other-rules" // judged by rules that nobody has adopted
	NotAssessed State = "not-assessed"
	Open        State = "open"          // some clause has no answer that stands
	Gaps        State = "gaps"          // some clause is partly or not met
	Unsupported State = "not-supported" // some answer lacks what it needs
	Complete    State = "complete"
)

// Judge returns the worst state that an audit is in by its items.
func Judge(a *checklist.Audit, items []checklist.Item) State {
	state, _ := judgeRules(a, items, Coverage{Progress: checklist.Tally(items)})
	return state
}

// judgeRules is judge, and says before all else where the rules that it judges by
// are not those that people took.
func judgeRules(a *checklist.Audit, items []checklist.Item, c Coverage) (State, string) {
	state, said := judge(items, c)
	var faults []string
	for _, f := range checklist.RulesFaults(a) {
		faults = append(faults, "Other rules: "+f.Error()+".\n")
	}
	if len(faults) > 0 {
		state = OtherRules
	}
	return state, strings.Join(faults, "") + said
}

// Judged is what an audit's state is decided by.
type Judged struct {
	OtherRules bool // it is judged by rules that nobody has adopted
	Assessed   bool // somebody has answered a clause in scope, see Assessed
	Coverage
}

// States returns the states that the audit is in, worst first; there is always
// one.
func (j Judged) States() []State {
	var all []State
	add := func(is bool, s State) {
		if is {
			all = append(all, s)
		}
	}
	add(j.OtherRules, OtherRules)
	if !j.Assessed || j.Verdicts[event.NotApplicable] == j.Clauses {
		return append(all, NotAssessed)
	}
	add(j.Clauses > j.Answered, Open)
	add(j.Gaps > 0, Gaps)
	add(j.Unsupported+j.Verdicts[event.CannotTell]+j.NoReason > 0, Unsupported)
	add(len(all) == 0, Complete)
	return all
}

// Assessed tells whether somebody has answered a clause that is in scope,
// whether the answer stands or not.
func Assessed(i checklist.Item) bool {
	return !i.Has(checklist.OutOfScope) && (i.Verdict != event.Unanswered ||
		slices.ContainsFunc(i.Sides, func(s checklist.Side) bool { return s.Field.Kind == event.KindVerdict }))
}

// judge returns the worst state that an audit is in, and a sentence for each
// that it is in. It knows nothing of the rules.
func judge(items []checklist.Item, c Coverage) (State, string) {
	j := Judged{Assessed: slices.ContainsFunc(items, Assessed), Coverage: c}
	states := j.States()
	var said []string
	for _, s := range states {
		said = append(said, j.sentence(s, items))
	}
	return states[0], strings.Join(said, "\n")
}

// sentence says what a state means in an audit that is in it.
func (j Judged) sentence(s State, items []checklist.Item) string {
	c := j.Coverage
	switch s {
	case NotAssessed:
		switch {
		case c.Clauses == 0:
			return "Not assessed: no clause is in scope."
		case !j.Assessed:
			return "Not assessed: nothing has been answered yet."
		}
		return fmt.Sprintf("Not assessed: every one of the %s in scope is said to be not applicable.", Count(c.Clauses, "clause"))
	case Open:
		open := c.Clauses - c.Answered
		why := list([]string{tell(c.Verdicts[event.Unanswered], "unanswered"), tell(c.Stale, "stale"), tell(c.Conflict, "in conflict")})
		return fmt.Sprintf("Open: %d of %s in scope %s no answer that stands (%s).", open, Count(c.Clauses, "clause"), verb(open, "has", "have"), why)
	case Gaps:
		blockers := 0
		for _, i := range items {
			if i.IsGap() && i.Gap.Severity == "blocker" {
				blockers++
			}
		}
		how := ", none of them a blocker"
		if blockers > 0 {
			how = fmt.Sprintf(", %d of them %s", blockers, verb(blockers, "a blocker", "blockers"))
		}
		return fmt.Sprintf("Gaps: %s %s not or only partly met%s.", Count(c.Gaps, "clause"), verb(c.Gaps, "is", "are"), how)
	case Unsupported:
		return "Not fully supported: " + list([]string{
			tell(c.Unsupported, "met without the evidence needed"),
			tell(c.Verdicts[event.CannotTell], `answered "cannot tell"`),
			tell(c.NoReason, "without the reason needed"),
		}) + "."
	}
	return fmt.Sprintf("Complete: every one of the %s in scope is answered, without gaps.", Count(c.Clauses, "clause"))
}

// weakness is what keeps an answer from being taken as it is.
type weakness struct {
	name string
	flag checklist.Flag
	code string // of the clauses that are counted so, empty for what stands beside a state
}

var weaknesses = []weakness{
	{"In conflict", checklist.Conflict, "in-conflict"},
	{"Stale", checklist.Stale, "stale"},
	{"Met, unsupported", checklist.Unsupported, unsupportedCode},
	{"Without a reason", checklist.NoReason, ""},
}

// weak returns the clauses that are counted under a weakness: each is under one
// of those that have a code, and what else is wrong with it is told there.
func (r Report) weak(w weakness) []Clause {
	return r.Clauses(func(c Clause) bool {
		if w.code != "" {
			return c.Code() == w.code
		}
		return c.Has(w.flag) && !c.Has(checklist.OutOfScope) && !c.Has(checklist.Conflict) && !c.Has(checklist.Stale)
	})
}

// also returns what is wrong with a clause beside a weakness.
func (c Clause) also(w weakness) []string {
	var all []string
	for n, f := range c.Flags {
		if f != w.flag && w.code != "" && f != checklist.Conflict {
			all = append(all, c.Why[n])
		}
	}
	return all
}

// Count writes "1 gap" and "2 gaps".
func Count(n int, what string) string { return fmt.Sprintf("%d %s", n, what+verb(n, "", "s")) }

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// tell returns the count with its words, empty for none.
func tell(n int, words string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d %s", n, words)
}

// list joins what is not empty with commas.
func list(parts []string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}
