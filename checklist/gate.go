package checklist

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// The sorts of problem that keep the gate from holding, worst first.
const (
	BrokenRecord   = "broken"
	OtherRules     = "rules" // not those that the audit began with, and nobody has adopted them
	InConflict     = "conflicts"
	GapFound       = "gaps"
	OverdueGap     = "overdue"
	StaleAnswer    = "stale"
	UnsupportedMet = "unsupported"
	NotAnswered    = "unanswered"
	NotRead        = "unread"
	UnneededEntry  = "unneeded"
	WeakAnswer     = "weak"    // closes the gate only if somebody asks for that
	OpenSignal     = "signals" // the same
)

// Sorts returns all of them, worst first.
func Sorts() []string { return append(Closing(), WeakAnswer, OpenSignal) }

// Closing returns those that close the gate unless others are named, worst first.
func Closing() []string {
	return []string{BrokenRecord, OtherRules, InConflict, GapFound, OverdueGap, StaleAnswer, UnsupportedMet, NotAnswered, NotRead, UnneededEntry}
}

// Problem is one thing that keeps the gate from holding.
type Problem struct {
	Sort     string `json:"sort"`
	Label    string `json:"label"` // the clause's name, empty for the audit as a whole
	What     string `json:"what"`
	Mend     string `json:"mend"`               // the command that mends it
	Severity string `json:"severity,omitempty"` // of a gap, and of one that is stale
}

// Gate is the result of judging an audit, for the command check and for the report.
type Gate struct {
	Assessed bool      // some clause in scope has an answer that can be trusted
	Problems []Problem // worst first
	Weak     []Problem // what will not convince anybody; it closes the gate only if somebody asks for that
}

// Holds tells whether the audit was assessed and has no problems.
func (g Gate) Holds() bool { return g.Assessed && len(g.Problems) == 0 }

// Count returns how many problems of a sort there are.
func (g Gate) Count(sort string) int {
	n := 0
	for _, p := range g.Problems {
		if p.Sort == sort {
			n++
		}
	}
	return n
}

// GateOf judges an audit at a moment. Items are those of that moment, and faults what
// is wrong with the record on disk, which the audit itself does not know.
func GateOf(a *Audit, items []Item, at time.Time, faults []error) Gate {
	var g Gate
	for _, f := range RulesFaults(a) {
		g.Problems = append(g.Problems, Problem{Sort: OtherRules, What: f.Error(), Mend: f.Mend()})
	}
	for _, f := range faults {
		if errors.As(f, new(*RulesFault)) {
			continue // RulesFaults has said it.
		}
		g.Problems = append(g.Problems, Problem{Sort: BrokenRecord, What: f.Error(), Mend: "restore the file from git or a backup; clausewalk repair"})
	}
	for _, side := range Disputes(a) {
		g.Problems = append(g.Problems, Problem{Sort: InConflict, Label: side.Field.Policy, What: fmt.Sprintf("%s adopted %s", side.By, side.Value), Mend: "clausewalk policy adopt " + side.Field.Policy + "@EDITION with one of them"})
	}
	g.Problems = append(g.Problems, submissionProblems(a)...)
	for _, one := range Unneeded(a, items) {
		g.Problems = append(g.Problems, Problem{Sort: UnneededEntry, Label: a.Name(one.Needing[0]), What: one.Unused(), Mend: "clausewalk scope " + one.Fact + ", without it"})
	}
	for _, p := range a.force {
		m := p.Measure()
		if _, _, accepted := acceptedReading(a, p, m); !accepted && m.Unread() {
			g.Problems = append(g.Problems, Problem{Sort: NotRead, Label: p.ID, What: strings.Join(m.Sentences(), "; "),
				Mend: "clausewalk policy show " + p.ID + " --outline; policy assess " + p.ID + " corrects it; policy accept " + p.ID + " --reason WORDS"})
		}
	}
	for _, i := range items {
		if i.Has(OutOfScope) {
			continue
		}
		g.Assessed = g.Assessed || i.Answered()
		g.Problems = append(g.Problems, i.problems(a.Name(i.Ref), at)...)
	}
	for _, f := range Weak(a, items) {
		g.Weak = append(g.Weak, Problem{Sort: WeakAnswer, Label: a.Name(f.Ref), What: f.Message, Mend: f.Mend})
	}
	sorts := Sorts()
	slices.SortStableFunc(g.Problems, func(x, y Problem) int {
		return cmp.Or(slices.Index(sorts, x.Sort)-slices.Index(sorts, y.Sort), slices.Index(policy.Severities(), x.Severity)-slices.Index(policy.Severities(), y.Severity))
	})
	return g
}

// problems returns what is wrong with a clause in scope. Name is the clause's.
func (i Item) problems(name string, at time.Time) (all []Problem) {
	severity := ""
	if i.IsGap() || i.Has(Stale) && i.Verdict.IsGap() {
		severity = i.Gap.Severity
	}
	add := func(sort, what, mend string) { all = append(all, Problem{sort, name, what, mend, severity}) }
	answer := "clausewalk answer " + name + " VERDICT"
	for n, f := range i.Flags {
		switch f {
		case Conflict:
			add(InConflict, i.Why[n], "clausewalk resolve "+name)
		case Stale:
			mend := "clausewalk confirm " + name + ", if it still holds"
			if len(i.Doubted) > 0 {
				mend = fmt.Sprintf("clausewalk evidence add %s again; or evidence remove %s %s", name, name, i.Doubted[0].ID)
			}
			add(StaleAnswer, i.Why[n], mend)
		case Unsupported:
			add(UnsupportedMet, i.Why[n], "clausewalk evidence add "+name+" FILE|LINK")
		}
	}
	switch {
	case i.IsGap():
		add(GapFound, fmt.Sprintf("%s, %s: %s", i.VerdictWords(), i.Gap.Severity, i.Reason), "clausewalk answer "+name+" met, once it is fixed")
		if event.Passed(i.Gap.Due, at) {
			add(OverdueGap, "due "+i.Gap.Due, "clausewalk gap "+name+" --due DATE")
		}
	case i.Verdict == event.CannotTell && i.Answered():
		add(NotAnswered, "nobody can tell: "+i.Reason, answer)
	case i.Verdict == event.Unanswered && i.Covered == "" && !i.Has(Conflict):
		add(NotAnswered, i.Clause.Title(), answer)
	}
	return all
}

// Closes tells whether the problem closes a gate that fails on some sorts of problem
// only: each is a sort, or gaps or overdue with the least severity, as in gaps:major.
// Other rules close any gate, since everything is judged by them.
func (p Problem) Closes(failOn []string) bool {
	return p.Sort == OtherRules || slices.ContainsFunc(failOn, func(asked string) bool {
		sort, least, some := strings.Cut(asked, ":")
		worst := policy.Severities()
		// A gap that has become stale still counts as a gap.
		stale := sort == GapFound && p.Sort == StaleAnswer && p.Severity != ""
		return (sort == p.Sort || stale) && (!some || slices.Index(worst, p.Severity) <= slices.Index(worst, least))
	})
}
