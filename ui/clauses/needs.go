package clauses

import (
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
)

// StillNeeds says what the answers of some clauses still need to convince a
// reader and which keys add it, empty where they need nothing or are several.
// From another clause the way back is said first.
func StillNeeds(l *List, refs []event.Ref) string {
	if len(refs) != 1 || !l.Has(refs[0]) {
		return ""
	}
	needs := checklist.Needs(l.Session.Audit, l.Of(refs[0]), l.Session.Now())
	if len(needs) == 0 {
		return ""
	}
	adds := map[string]string{
		checklist.NeedReason: Key("reason"), checklist.NeedEvidence: Key("add evidence"), checklist.NeedGap: Key("gap"),
	}
	first := needs[0]
	words := reports.Line(refs[0].Label) + " still needs " + first.Words + " ("
	if l.Item().Ref != refs[0] {
		words += Key("came from") + ", then "
	}
	return words + adds[first.By] + ")"
}

// Noted returns what is said of a change, and then what the answers still need.
func Noted(l *List, refs []event.Ref, note string) string {
	return strings.Trim(note+"; "+StillNeeds(l, refs), "; ")
}
