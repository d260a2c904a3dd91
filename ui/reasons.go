package ui

import (
	"cmp"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
)

// The reasons why an action of the walk cannot be done now.

func noClause(on On) string {
	if on.List.Len() == 0 {
		return "there are no clauses"
	}
	return ""
}

func noEditor(on On) string { return NoEditor(on.Editor) }

// NoEditor says why nothing can be edited with an editor's command, empty when
// it can.
func NoEditor(command string) string {
	if strings.TrimSpace(command) == "" {
		return "no editor is set: set VISUAL or EDITOR"
	}
	return ""
}

func noEditorOrClause(on On) string {
	if why := noClause(on); why != "" {
		return why
	}
	return noEditor(on)
}

func noConflict(on On) string {
	if disputed, why := clauses.Disputed(on.List); why != "" || !disputed {
		return cmp.Or(why, clauses.Named(on.List.Targets())+" is not in conflict")
	}
	return ""
}

func notRepeated(on On) string {
	if why := noClause(on); why != "" {
		return why
	}
	if i := on.List.Item(); i.Clause.Entry == "" {
		return i.Ref.Label + " is asked once, so its answer serves nothing else"
	}
	return ""
}

func noneStale(on On) string {
	if len(on.List.Stale()) == 0 && !clauses.Doubted(on.List) {
		return clauses.Named(on.List.Targets()) + " has no stale answer to confirm"
	}
	return ""
}

func noneAlike(on On) string {
	if len(on.List.Alike()) == 0 {
		return "no answer here is stale on its own"
	}
	return ""
}

func noMark(on On) string {
	if on.List.Marks.Len() == 0 {
		return "no clause is marked yet; " + clauses.Key("mark") + " marks one"
	}
	return ""
}

func unanswered(on On) string {
	if on.List.Marks.Len() > 0 {
		return ""
	}
	if i := on.List.Item(); i.Verdict == event.Unanswered && !i.Has(checklist.Conflict) {
		return i.Ref.Label + " has no verdict to remove"
	}
	return ""
}

func noEvidence(on On) string {
	if i := on.List.Item(); len(i.Evidence) == 0 {
		return i.Ref.Label + " has no evidence; " + clauses.Key("add evidence") + " adds some"
	}
	return ""
}

func nothingToCheck(on On) string {
	if links, commands := clauses.Recheckable(on.List.Items()); len(links)+len(commands) == 0 {
		return "no evidence is a link or a command's output"
	}
	return ""
}

func noneOpen(on On) string {
	if !clauses.Queued(on.List) {
		return clauses.Left(on.List)
	}
	return ""
}

func cameFromNowhere(on On) string {
	if !clauses.CanGoBack(on.List) {
		return "there is no earlier clause in this sitting"
	}
	return ""
}

func inTheList(on On) string {
	if !on.InText && on.List.Marks.Len() == 0 && on.List.Filter().Shows == nil {
		return "this is already the list; " + clauses.Key("quit") + " quits"
	}
	return ""
}

func noUndo(on On) string {
	if !on.List.Session.CanUndo() {
		return "nothing to undo in this sitting"
	}
	return ""
}

func noRedo(on On) string {
	if !on.List.Session.CanRedo() {
		return "nothing to redo"
	}
	return ""
}

func noQuery(on On) string {
	if on.List.Query == "" && (!on.InText || on.Sought == "") {
		return "nothing to search for yet; " + clauses.Key("search") + " searches"
	}
	return ""
}

func noFacts(on On) string {
	asks := func(p *policy.Policy) bool { return len(p.Scope) > 0 }
	if !slices.ContainsFunc(on.List.Session.Policies, asks) {
		return "the guides in this audit ask nothing about the app"
	}
	return ""
}

func nothingEntered(on On) string {
	if on.List.Session.LastChange().IsZero() {
		return "there is nothing to sign: nothing has been answered yet"
	}
	return ""
}

func noneSuggested(on On) string {
	if len(clauses.Suggested(on.List, on.List.Item().Ref, "")) == 0 {
		return "there are no suggestions here; " + clauses.Key("scan") + " scans the app's own files"
	}
	return ""
}

func noPacket(on On) string {
	if !reports.CanReview(on.List.Session.Audit) {
		return "this audit does not prepare a review: clausewalk new --policy instagram-app-review"
	}
	return ""
}

func noneDone(on On) string {
	if !on.List.Session.CanUndo() {
		return "nothing has been done in this sitting yet"
	}
	return ""
}
