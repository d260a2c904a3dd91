package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// The sorts of problem that the gate looks for, worst first.
const (
	brokenRecord   = "broken"
	inConflict     = "conflicts"
	gapFound       = "gaps"
	overdueGap     = "overdue"
	staleAnswer    = "stale"
	unsupportedMet = "unsupported"
	notAnswered    = "unanswered"
	unneededEntry  = "unneeded"
)

// Sorts are all of them.
var Sorts = []string{brokenRecord, inConflict, gapFound, overdueGap, staleAnswer, unsupportedMet, notAnswered, unneededEntry}

// problem is one thing that keeps the gate from holding.
type problem struct {
	Sort     string `json:"sort"`
	Label    string `json:"label"`
	What     string `json:"what"`
	Mend     string `json:"mend"`
	Severity string `json:"severity,omitempty"` // of a gap
}

// closes tells whether the gate was asked to look for the problem: for its
// sort, or for gaps of its severity and worse.
func (p problem) closes(failOn []string) bool {
	return slices.ContainsFunc(failOn, func(asked string) bool {
		sort, least, some := strings.Cut(asked, ":")
		worst := policy.Severities()
		return sort == p.Sort && (!some || slices.Index(worst, p.Severity) <= slices.Index(worst, least))
	})
}

// checkFailOn refuses what names no problem.
func checkFailOn(failOn []string) error {
	if len(failOn) == 0 {
		return cli.Usage("leave the flag out to look for all of them", "--fail-on names no problem")
	}
	for _, asked := range failOn {
		sort, least, some := strings.Cut(asked, ":")
		switch {
		case !slices.Contains(Sorts, sort):
			return cli.Usage(cli.Nearest(sort, Sorts, ""), "unknown problem %q", sort)
		case some && sort != gapFound && sort != overdueGap:
			return cli.Usage("only gaps and overdue have severities", "unknown problem %q", asked)
		case some && !slices.Contains(policy.Severities(), least):
			return cli.Usage(cli.Nearest(least, policy.Severities(), ""), "unknown severity %q", least)
		}
	}
	return nil
}

// problems returns all that is wrong with an audit, worst first, and whether
// any clause in scope has been assessed at all.
func problems(s *session.Session, now time.Time) (all []problem, assessed bool) {
	_, faults, _ := s.Workspace.Verify(s.Head.ID, now)
	for _, f := range faults {
		all = append(all, problem{Sort: brokenRecord, What: f.Error(), Mend: "bring the file back from git or from a backup; clausewalk repair"})
	}
	for _, side := range s.Disputes() {
		all = append(all, problem{Sort: inConflict, Label: side.Field.Policy, What: fmt.Sprintf("%s adopted %s", side.By, side.Value), Mend: "clausewalk policy adopt " + side.Field.Policy + "@EDITION, one of them"})
	}
	items := s.Items()
	for _, one := range s.Unneeded(items) {
		all = append(all, problem{Sort: unneededEntry, Label: s.Name(one.Needing[0]), What: one.Unused(), Mend: "clausewalk scope " + one.Fact + ", without it"})
	}
	today := s.Now().UTC().Format(time.DateOnly)
	for _, i := range items {
		if i.Has(checklist.OutOfScope) {
			continue
		}
		assessed = assessed || i.Answered()
		all = append(all, problemsOf(i, s.Name(i.Ref), today)...)
	}
	slices.SortStableFunc(all, func(a, b problem) int {
		return slices.Index(Sorts, a.Sort) - slices.Index(Sorts, b.Sort)
	})
	return all, assessed
}

// problemsOf returns what is wrong with one clause in scope.
func problemsOf(i checklist.Item, name, today string) (all []problem) {
	severity := ""
	if i.IsGap() {
		severity = i.Gap.Severity
	}
	add := func(sort, what, mend string) { all = append(all, problem{sort, name, what, mend, severity}) }
	answer := "clausewalk answer " + name + " VERDICT"
	for n, f := range i.Flags {
		switch f {
		case checklist.Conflict:
			add(inConflict, i.Why[n], answer)
		case checklist.Stale:
			mend := "clausewalk confirm " + name + ", if it still holds"
			if len(i.Doubted) > 0 {
				mend = fmt.Sprintf("clausewalk evidence add %s, anew; or evidence remove %s %s", name, name, i.Doubted[0].ID)
			}
			add(staleAnswer, i.Why[n], mend)
		case checklist.Unsupported:
			add(unsupportedMet, i.Why[n], "clausewalk evidence add "+name+" FILE|LINK")
		}
	}
	switch {
	case i.IsGap():
		add(gapFound, fmt.Sprintf("%s, %s: %s", i.VerdictWords(), i.Gap.Severity, i.Reason), "clausewalk answer "+name+" met, once it is mended")
		if i.Gap.Due != "" && i.Gap.Due < today {
			add(overdueGap, "due "+i.Gap.Due, "clausewalk gap "+name+" --due DATE")
		}
	case i.Verdict == event.CannotTell && i.Answered():
		add(notAnswered, "nobody can tell: "+i.Reason, answer)
	case i.Verdict == event.Unanswered && !i.Has(checklist.Conflict):
		add(notAnswered, i.Clause.Title(), answer)
	}
	return all
}
