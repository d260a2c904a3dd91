package checklist

import (
	"fmt"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// Finding is something in an audit that will not convince a reader.
type Finding struct {
	Ref     event.Ref // the zero Ref for the audit as a whole
	Rule    string    // its name, such as thin-reason
	Message string
	Mend    string // the command that mends it
}

// Lint returns what in the audit will not convince a reader at a moment: first clause
// by clause, then for the audit as a whole. Stored are the digests of the files that
// the workspace keeps.
func Lint(a *Audit, at time.Time, stored []string) []Finding {
	var all []Finding
	items := a.Items(at)
	weak := Weak(a, items)
	for _, i := range items {
		all = append(all, LintItem(a, i, at)...)
		for _, found := range i.Secrets() {
			all = append(all, Finding{i.Ref, "secret", "this looks like a secret, " + found, "remove it: clausewalk answer " + a.Name(i.Ref) + " ... --reason, or clausewalk evidence remove " + a.Name(i.Ref) + " NUMBER"})
		}
		for ; len(weak) > 0 && weak[0].Ref == i.Ref; weak = weak[1:] {
			all = append(all, weak[0])
		}
	}
	all = append(all, lintLists(a, items)...)
	all = append(all, lintTaken(a, items)...)
	kept := map[string]bool{}
	for _, piece := range allPieces(a) {
		kept[piece.SHA256] = true
	}
	for _, digest := range stored {
		if !kept[digest] {
			all = append(all, Finding{Rule: "unused-evidence", Message: fmt.Sprintf("the file %.12s is kept, but no clause uses it", digest),
				Mend: "clausewalk log says where it was used; clausewalk evidence add LABEL FILE adds it to a clause again"})
		}
	}
	all = append(all, lintEnds(items, at)...)
	if last, signed := LastSignOff(a); signed {
		if since := ChangedSince(a, last, at); since.Count() > 0 {
			all = append(all, Finding{Rule: "old-sign-off", Message: fmt.Sprintf("%s %s signed off on %s", since.InWords(" since"), last.Signer(), last.At.UTC().Format(time.DateOnly)),
				Mend: "clausewalk diff --since sign-off:N shows what; then clausewalk sign"})
		}
	}
	return all
}

// lintEnds says what has ended since the guides were written, at the first clause
// whose guide depends on it.
func lintEnds(items []Item, at time.Time) (all []Finding) {
	told := map[string]bool{}
	for _, i := range items {
		if i.Clause.Guide == nil || i.Has(OutOfScope) {
			continue
		}
		for _, news := range policy.EndsNews(i.Clause.Guide.Ends, at) {
			if !told[news] {
				told[news] = true
				all = append(all, Finding{i.Ref, "ended", news, "clausewalk policy show " + i.Ref.Policy + " " + i.Ref.Label + " says what else ends; answer again if the app relies on it"})
			}
		}
	}
	return all
}

// LintItem returns what in one answer will not convince a reader at a moment.
func LintItem(a *Audit, i Item, at time.Time) []Finding {
	if !i.Answered() {
		return nil
	}
	var found []Finding
	name := a.Name(i.Ref)
	add := func(rule, message, mend string) {
		found = append(found, Finding{i.Ref, rule, message, mend})
	}
	guide := i.Clause.Guide
	if event.ThinReason(i.Reason) {
		add("thin-reason", fmt.Sprintf("the reason tells a reader little: %q", i.Reason),
			fmt.Sprintf(`clausewalk answer %s %s --reason "what is true, and what shows it"`, name, string(i.Verdict)))
	}
	if i.Has(NoReason) {
		add("no-reason", fmt.Sprintf("%s has no reason", i.VerdictWords()),
			fmt.Sprintf(`clausewalk answer %s %s --reason "..."`, name, string(i.Verdict)))
	}
	switch {
	case i.Has(Unsupported):
		what := map[string]string{"link": "https://...", "permission": "permission:FILE"}[guide.Needs]
		if what == "" {
			what = "FILE"
		}
		add("unsupported", "met, but without what the guide asks for: "+needed(guide.Needs), "clausewalk evidence add "+name+" "+what)
	case i.Verdict == event.Met && len(i.Evidence) == 0 && (guide == nil || guide.Needs != "nothing"):
		add("no-evidence", "met, with nothing to show it", "clausewalk evidence add "+name+" FILE")
	}
	if i.IsGap() && i.Gap.Owner == "" {
		add("no-owner", "the gap has no owner", "clausewalk gap "+name+" --owner NAME")
	}
	if i.IsGap() && i.Gap.Due == "" {
		add("no-due-date", "the gap has no due date", "clausewalk gap "+name+" --due DATE")
	}
	if i.IsGap() && event.Passed(i.Gap.Due, at) {
		add("overdue", "the gap was due on "+i.Gap.Due, "clausewalk answer "+name+" met, or clausewalk gap "+name+" --due DATE")
	}
	return found
}

func needed(need string) string {
	switch need {
	case "evidence":
		return "evidence of any kind"
	case "permission":
		return "the written permission"
	default:
		return "a " + need
	}
}
