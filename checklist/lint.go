package checklist

import (
	"fmt"
	"slices"
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

// manyClauses is how many clauses one file can stand behind before a reader
// asks what it can show of so many.
const manyClauses = 5

// Lint returns what in the audit will not convince a reader at a moment, in the
// order of the clauses, and then what is wrong with the whole. Stored are the
// digests of the files that the workspace keeps.
func (a *Audit) Lint(at time.Time, stored []string) []Finding {
	var all []Finding
	behind := map[string][]event.Ref{}
	names := map[string]string{}
	items := a.Items(at)
	for _, i := range items {
		all = append(all, a.LintItem(i, at)...)
		for _, found := range i.Secrets() {
			all = append(all, Finding{i.Ref, "secret", "this looks like a secret, " + found, "take it out: clausewalk answer " + a.Name(i.Ref) + " ... --reason, or clausewalk evidence remove " + a.Name(i.Ref) + " NUMBER"})
		}
		for _, e := range i.Evidence {
			if e.SHA256 != "" && e.Path == "" {
				behind[e.SHA256] = append(behind[e.SHA256], i.Ref)
				names[e.SHA256] = e.Target()
			}
		}
	}
	all = append(all, lintLists(a, items)...)
	all = append(all, lintTaken(a, items)...)
	for _, digest := range slices.Sorted(keys(behind)) {
		if n := len(behind[digest]); n > manyClauses {
			all = append(all, Finding{behind[digest][0], "same-file", fmt.Sprintf("%s stands behind %d clauses: what does it show of each?", names[digest], n),
				"clausewalk evidence add " + a.Name(behind[digest][0]) + ` FILE --caption "what is to be seen in it"`})
		}
	}
	kept := map[string]bool{}
	for _, e := range a.Log(event.Ref{}) {
		if e.Kind == event.KindEvidence {
			if piece, _ := value[*event.Evidence](&a.Standing, e.Field); piece != nil {
				kept[piece.SHA256] = true
			}
		}
	}
	for _, digest := range stored {
		if !kept[digest] {
			all = append(all, Finding{Rule: "unused-evidence", Message: fmt.Sprintf("the kept file %.12s stands behind no clause", digest),
				Mend: "clausewalk log tells where it stood; clausewalk evidence add LABEL FILE puts it behind a clause again"})
		}
	}
	all = append(all, lintEnds(items, at)...)
	if last, signed := a.LastSignOff(); signed {
		if since := a.ChangedSince(last, at); since.Count() > 0 {
			all = append(all, Finding{Rule: "old-sign-off", Message: fmt.Sprintf("%s %s signed off on %s", since.InWords(" since"), last.Name, last.At.UTC().Format(time.DateOnly)),
				Mend: "clausewalk diff --sign-off N tells what; then clausewalk sign"})
		}
	}
	return all
}

// lintEnds says what has ended since the guides were written, at the first
// clause that rests on it.
func lintEnds(items []Item, at time.Time) (all []Finding) {
	told := map[string]bool{}
	for _, i := range items {
		if i.Clause.Guide == nil || i.Has(OutOfScope) {
			continue
		}
		for _, news := range policy.EndsNews(i.Clause.Guide.Ends, at) {
			if !told[news] {
				told[news] = true
				all = append(all, Finding{i.Ref, "ended", news, "clausewalk policy show " + i.Ref.Policy + " " + i.Ref.Label + " tells what else ends; answer again if the app rests on it"})
			}
		}
	}
	return all
}

func keys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// LintItem returns what in one answer will not convince a reader at a moment.
func (a *Audit) LintItem(i Item, at time.Time) []Finding {
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
		add("thin-reason", fmt.Sprintf("the reason says little to a reader: %q", i.Reason),
			fmt.Sprintf(`clausewalk answer %s %s --reason "what is so, and where it shows"`, name, string(i.Verdict)))
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
		add("unsupported", "met, but what the guide asks for is not there: "+needed(guide.Needs), "clausewalk evidence add "+name+" "+what)
	case i.Verdict == event.Met && len(i.Evidence) == 0 && (guide == nil || guide.Needs != "nothing"):
		add("no-evidence", "met, and nothing shows it", "clausewalk evidence add "+name+" FILE")
	}
	if missing := oneSided(i); missing != "" {
		said := map[string]string{event.ShowsPractice: "what is meant to be done, and nothing that it is done", event.ShowsPolicy: "what is done, and no rule that it has to be"}[missing]
		add("only-"+map[string]string{event.ShowsPractice: event.ShowsPolicy, event.ShowsPolicy: event.ShowsPractice}[missing], "met, and the evidence shows "+said,
			"clausewalk evidence add "+name+" FILE --shows "+missing)
	}
	if i.IsGap() && i.Gap.Owner == "" {
		add("no-owner", "the gap is nobody's", "clausewalk gap "+name+" --owner NAME")
	}
	if i.IsGap() && i.Gap.Due == "" {
		add("no-due-date", "the gap has no due date", "clausewalk gap "+name+" --due DATE")
	}
	if i.IsGap() && event.Passed(i.Gap.Due, at) {
		add("overdue", "the gap was to be closed by "+i.Gap.Due, "clausewalk answer "+name+" met, or clausewalk gap "+name+" --due DATE")
	}
	return found
}

// oneSided returns what the evidence of a met does not show although the guide
// asks for both: ShowsPolicy or ShowsPractice. Pieces that do not say what they
// show may show either.
func oneSided(i Item) string {
	if i.Verdict != event.Met || i.Clause.Guide == nil || len(i.Evidence) == 0 {
		return ""
	}
	asked, shown := map[string]bool{}, map[string]bool{}
	for _, s := range i.Clause.Guide.Evidence {
		asked[s.Show] = true
	}
	for _, e := range i.Evidence {
		shown[e.Shows] = true
	}
	switch {
	case !asked[event.ShowsPolicy] || !asked[event.ShowsPractice] || shown[""]:
		return ""
	case !shown[event.ShowsPolicy]:
		return event.ShowsPolicy
	case !shown[event.ShowsPractice]:
		return event.ShowsPractice
	}
	return ""
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
