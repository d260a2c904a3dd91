package portfolio

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
)

// The states of a clause that are spoken of here.
const (
	stale      = "stale"
	inConflict = "in-conflict"
	outOfScope = "out-of-scope"
)

// Standing is where an audit stands at a moment.
type Standing struct {
	State  reports.State `json:"state,omitempty"` // empty for what cannot be read
	Holds  bool          `json:"holds"`           // the gate does
	Counts Counts        `json:"counts"`
	// Next is the first day from the moment's on, 2026-03-31, on which a gap falls
	// due or an answer becomes stale; empty for none.
	Next string `json:"next,omitempty"`
}

// Counts counts clauses. Each in scope is counted once under a state, those whose
// answer stands for another's excepted.
type Counts struct {
	Clauses        int `json:"clauses"` // in scope
	Answered       int `json:"answered"`
	Met            int `json:"met"` // and supported, without notices
	Acknowledged   int `json:"acknowledged"`
	MetUnsupported int `json:"met-unsupported"`
	Partly         int `json:"partly"`
	NotMet         int `json:"not-met"`
	NotApplicable  int `json:"not-applicable"`
	CannotTell     int `json:"cannot-tell"`
	Stale          int `json:"stale"`
	InConflict     int `json:"in-conflict"`
	Unanswered     int `json:"unanswered"`
	OutOfScope     int `json:"out-of-scope"`
	NoReason       int `json:"no-reason"` // among those that are answered
	Gaps           int `json:"gaps"`      // partly and not met
	Blockers       int `json:"blockers"`  // among the gaps
	Overdue        int `json:"overdue"`   // among the gaps
}

// of returns where the clauses of a state are counted, nil for one whose answer
// is given elsewhere.
func (n *Counts) of(state string) *int {
	switch state {
	case "met":
		return &n.Met
	case "acknowledged":
		return &n.Acknowledged
	case "met-unsupported":
		return &n.MetUnsupported
	case "partly":
		return &n.Partly
	case "not-met":
		return &n.NotMet
	case "not-applicable":
		return &n.NotApplicable
	case "cannot-tell":
		return &n.CannotTell
	case stale:
		return &n.Stale
	case inConflict:
		return &n.InConflict
	case "unanswered":
		return &n.Unanswered
	case outOfScope:
		return &n.OutOfScope
	}
	return nil
}

// Coverage returns the counts as a report has them.
func (n Counts) Coverage() reports.Coverage {
	return reports.Coverage{Acknowledged: n.Acknowledged, Progress: checklist.Progress{
		Clauses: n.Clauses, Answered: n.Answered, Stale: n.Stale, Conflict: n.InConflict, Unsupported: n.MetUnsupported,
		NoReason: n.NoReason, Gaps: n.Gaps, OutOfScope: n.OutOfScope,
		Verdicts: map[event.Verdict]int{
			event.Met: n.Met + n.Acknowledged + n.MetUnsupported, event.Partly: n.Partly, event.NotMet: n.NotMet,
			event.NotApplicable: n.NotApplicable, event.CannotTell: n.CannotTell, event.Unanswered: n.Unanswered,
		},
	}}
}

// isGap tells whether a clause that is in a state counts as partly or not met.
func isGap(state string) bool { return state == "partly" || state == "not-met" }

// StateOn returns the state of a clause at the row's moment or a later one: as it
// was, or stale from the moment on that the row names.
func (c Clause) StateOn(at time.Time) string {
	if !c.Stales.IsZero() && !at.Before(c.Stales) {
		return stale
	}
	return c.State
}

// On returns where the audit stands at the row's moment or a later one, if
// nobody enters anything until then. At the row's own moment it is what the
// report and its gate say.
func (r Row) On(at time.Time) Standing {
	if r.Error != "" {
		return Standing{}
	}
	var n Counts
	for _, c := range r.Clauses {
		state := c.StateOn(at)
		count := n.of(state)
		if count == nil {
			continue
		}
		*count++
		if state == outOfScope {
			continue
		}
		n.Clauses++
		if state != stale && state != inConflict && c.NoReason {
			n.NoReason++
		}
	}
	n.Answered, n.Gaps = n.Clauses-n.Stale-n.InConflict-n.Unanswered, n.Partly+n.NotMet
	gaps := r.GapsOn(at)
	for _, g := range gaps {
		if g.Severity == "blocker" {
			n.Blockers++
		}
		if event.Passed(g.Due, at) {
			n.Overdue++
		}
	}
	judged := reports.Judged{Assessed: r.Assessed, Coverage: n.Coverage()}
	judged.OtherRules = slices.ContainsFunc(r.Faults, func(f Fault) bool { return f.Sort == checklist.OtherRules })
	return Standing{
		State: judged.States()[0], Counts: n, Next: r.next(at, gaps),
		Holds: n.Answered > 0 && len(r.Faults)+n.Gaps+n.Stale+n.InConflict+n.Unanswered+n.CannotTell+n.MetUnsupported == 0,
	}
}

// GapsOn returns the gaps whose answer stands at the row's moment or a later one,
// worst first.
func (r Row) GapsOn(at time.Time) []Gap {
	stands := map[[2]string]bool{}
	for _, c := range r.Clauses {
		if isGap(c.StateOn(at)) {
			stands[[2]string{c.Policy, c.Label}] = true
		}
	}
	var all []Gap
	for _, g := range r.Gaps {
		if stands[[2]string{g.Policy, g.Label}] {
			all = append(all, g)
		}
	}
	return all
}

// Due is something that a day brings.
type Due struct {
	Day    string `json:"day"` // 2026-03-31
	Sort   string `json:"sort"`
	Policy string `json:"policy"`
	Label  string `json:"label"`
	Title  string `json:"title"`
	Owner  string `json:"owner,omitempty"` // of the gap
}

// What a day can bring.
const (
	GoesStale = "stale" // the answer is stale from that day on
	FallsDue  = "due"   // it is the last day for a gap
)

// DuesOn returns what falls due, is overdue or goes stale: gaps that stand at the
// row's moment or a later one, and answers that stand then and will not for
// ever. They are in the order of their days.
func (r Row) DuesOn(at time.Time) []Due {
	var all []Due
	for _, g := range r.GapsOn(at) {
		if event.IsDay(g.Due) {
			all = append(all, Due{g.Due, FallsDue, g.Policy, g.Label, g.Title, g.Owner})
		}
	}
	for _, c := range r.Clauses {
		if !c.Stales.IsZero() && c.StateOn(at) != stale {
			all = append(all, Due{Day: c.Stales.UTC().Format(time.DateOnly), Sort: GoesStale, Policy: c.Policy, Label: c.Label, Title: c.Title})
		}
	}
	slices.SortStableFunc(all, func(a, b Due) int { return cmp.Compare(a.Day, b.Day) })
	return all
}

// next returns the first day from that of a moment on that brings something, of
// the gaps that stand then and of the answers.
func (r Row) next(at time.Time, gaps []Gap) string {
	today, first := at.UTC().Format(time.DateOnly), ""
	sooner := func(day string) {
		if day >= today && (first == "" || day < first) {
			first = day
		}
	}
	for _, g := range gaps {
		if event.IsDay(g.Due) {
			sooner(g.Due)
		}
	}
	var stales time.Time
	for _, c := range r.Clauses {
		if c.StateOn(at) != stale && !c.Stales.IsZero() && (stales.IsZero() || c.Stales.Before(stales)) {
			stales = c.Stales
		}
	}
	if !stales.IsZero() {
		sooner(stales.UTC().Format(time.DateOnly))
	}
	return first
}

// Why says in words what keeps the gate from holding where the audit stands so,
// empty where it holds.
func (r Row) Why(on Standing) string {
	switch {
	case r.Error != "":
		return "it cannot be read"
	case on.Holds:
		return ""
	case on.State == reports.NotAssessed:
		return "nothing in scope was assessed"
	}
	n := on.Counts
	var said []string
	add := func(n int, words string) {
		if n > 0 {
			said = append(said, strconv.Itoa(n)+" "+words)
		}
	}
	faults := map[string]int{}
	for _, f := range r.Faults {
		faults[f.Sort]++
	}
	add(faults[checklist.BrokenRecord], "broken in the record")
	if faults[checklist.OtherRules] > 0 {
		said = append(said, "rules that nobody has adopted")
	}
	add(n.InConflict+faults[checklist.InConflict], "in conflict")
	add(n.Blockers, plural(n.Blockers, "blocker"))
	add(n.Gaps-n.Blockers, plural(n.Gaps-n.Blockers, "lesser gap"))
	add(n.Overdue, "overdue")
	add(n.Stale, "stale")
	add(n.MetUnsupported, "met but unsupported")
	add(n.Unanswered, "unanswered")
	add(n.CannotTell, `"cannot tell"`)
	if faults[checklist.NotRead] > 0 {
		said = append(said, "a text that was not read well")
	}
	add(faults[checklist.UnneededEntry], plural(faults[checklist.UnneededEntry], "unneeded entry"))
	return strings.Join(said, ", ")
}

func plural(n int, word string) string {
	stem, is := strings.CutSuffix(word, "y")
	switch {
	case n == 1:
		return word
	case is:
		return stem + "ies"
	}
	return word + "s"
}
