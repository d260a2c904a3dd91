package reports

import (
	"strings"

	"clausewalk/checklist"
	"clausewalk/policy"
)

// Citation returns a clause with its answer as text to be put into a mail or an
// issue: label and title, the policy and its edition, the policy's words, what
// was answered by whom and when, and the reason. It is plain text in which
// nothing is escaped but what does not show.
func Citation(a *checklist.Audit, i checklist.Item) string {
	var b strings.Builder
	add := func(parts ...string) {
		b.WriteString(strings.Join(parts, "") + "\n")
	}
	add(Line(i.Ref.Label), " ", Line(i.Clause.Title()))
	for _, p := range a.Policies {
		if p.ID == i.Ref.Policy {
			add(strings.Join(source(p), ", "))
		}
	}
	add("> ", Line(i.Clause.Words()))
	c := Clause{Item: i}
	answer := Line(a.Head.App+" "+a.Head.Release) + ": " + c.told(c.stateWords())
	if !i.At.IsZero() && !i.Has(checklist.Conflict) {
		answer += ", " + Whose(i.Stamp, dayOf)
	}
	add(answer)
	if i.Reason != "" && !i.Has(checklist.Conflict) { // It would be one side's.
		add(Visible(i.Reason))
	}
	return b.String()
}

// source names a policy so that somebody else finds the same text.
func source(p *policy.Policy) []string {
	all := []string{Line(p.Title)}
	if p.Dated != "" {
		all = append(all, "dated "+Line(p.Dated))
	}
	all = append(all, "edition "+p.ShortEdition())
	if p.Source != "" {
		all = append(all, Line(p.Source))
	}
	return all
}
