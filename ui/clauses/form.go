package clauses

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui/session"
)

// Form is what a person enters line by line: into a box of the screen, or at the
// prompts of the plain walk.
type Form struct {
	Box     string      // its words wait as a draft under this name: the action that opens it
	Refs    []event.Ref // the clauses that it is about, none for what is about the audit
	Title   string
	Hint    string // how the lines are written
	Labels  []string
	Values  []string // of the lines at first
	Choices []Choices
	Needed  bool // without its first line there is nothing to enter

	// Changes returns what the lines change, and how that is said; no words say no
	// more than what the clauses still need.
	Changes func(lines []string) (all []event.Change, words string, err error)
}

// Ref returns the clause under which the words of a form wait.
func (f Form) Ref() event.Ref {
	if len(f.Refs) == 0 {
		return event.Ref{}
	}
	return f.Refs[0]
}

// GapForm asks for severity, owner, due date and fix of the gap. Of several clauses
// each gets what was altered in the lines of the first.
func GapForm(l *List) Form {
	parts := []event.GapPart{event.GapSeverity, event.GapOwner, event.GapDue, event.GapFix}
	refs := l.Targets()
	now := l.Of(refs[0]).Gap
	before := []string{now.Severity, now.Owner, now.Due, now.Fix}
	severity, owner, due := GapChoices(l)
	return Form{
		Box: "gap", Refs: refs, Title: "Gap for " + Named(refs), Hint: "+2w, fri, 5 Dec or 2026-03-31 is a due date; the fix is how it will be closed",
		Labels: []string{"severity", "owner", "due", "fix"}, Values: before, Choices: []Choices{severity, owner, due},
		Changes: func(lines []string) (all []event.Change, _ string, err error) {
			for n, part := range parts {
				words := lines[n]
				if part == event.GapDue {
					if words, err = event.Day(words, l.Session.Now()); err != nil {
						return nil, "", fmt.Errorf("due: %w", err)
					}
				}
				if words != before[n] {
					all = append(all, EachOf(refs, func(r event.Ref) event.Change { return event.SetGap(r, part, words) })...)
				}
			}
			if len(all) > 0 && len(refs) == 1 {
				return all, Unreported(l.Session, refs[0]), nil
			}
			return all, "", nil
		},
	}
}

// Unreported says that the gap of a clause is not in the report so far, empty where
// it is.
func Unreported(s *session.Session, ref event.Ref) string {
	i := s.Item(ref)
	if i.Verdict.IsGap() {
		return ""
	}
	return fmt.Sprintf("%s is %s: its gap is reported once the verdict is partly or not met", s.Name(ref), i.VerdictWords())
}

// DecisionForm asks what the platform decided about the clauses that the keys are
// for, or about the permission that the clause is asked for.
func DecisionForm(l *List) Form {
	refs := l.Targets()
	_, permission := policy.CutEntry(refs[0].Label)
	var names []string
	for _, ref := range refs {
		names = append(names, l.Session.Name(ref))
	}
	result, asked, about := DecisionChoices(l)
	return Form{
		Box: "platform decided", Refs: refs, Title: "What the platform decided", Needed: true,
		Hint:   "the day may be 5 Dec; no clauses means the permission or the submission",
		Labels: []string{"result", "on", "permission", "clauses", "its words"},
		Values: []string{"", Today(l), permission, strings.Join(names, ", "), ""}, Choices: []Choices{result, {}, asked, about},
		Changes: func(lines []string) ([]event.Change, string, error) {
			return Decision{Result: lines[0], On: lines[1], Permissions: lines[2], Clauses: lines[3], Words: lines[4]}.Changes(l.Session)
		},
	}
}

// SubmissionDecisionForm asks what the platform decided about a submission.
func SubmissionDecisionForm(l *List, h reports.Handing) Form {
	result, _, _ := DecisionChoices(l)
	return Form{
		Box: "decided about " + h.ID, Title: "What the platform decided about " + h.Name(), Hint: "leave the permissions empty for all of them", Needed: true,
		Labels: []string{"result", "on", "permissions", "its words"},
		Values: []string{"", Today(l), strings.Join(h.Permissions, ", "), ""}, Choices: []Choices{result, {}, {All: slices.Clone(h.Permissions), Several: true}},
		Changes: func(lines []string) ([]event.Change, string, error) {
			return Decision{Result: lines[0], On: lines[1], Permissions: lines[2], Words: lines[3], Submission: h.ID}.Changes(l.Session)
		},
	}
}

// ValidUntil returns the changes that say how long the answers to clauses hold: to a
// day as people write it, or for a span. A day that has gone by is refused: what is
// answered now would be stale at once.
func ValidUntil(s *session.Session, refs []event.Ref, until string) ([]event.Change, error) {
	until = event.UntilSaid(until, s.Now())
	if event.Passed(until, s.Now()) {
		return nil, &InputError{until + " is in the past", "a day in the future, or a span such as 6mo"}
	}
	return EachOf(refs, func(r event.Ref) event.Change { return event.SetValidUntil(r, until) }), nil
}

// Entered says what came of the lines of a form that are saved: their words, or
// what the clauses still need.
func Entered(l *List, f Form, words string) string {
	if words != "" {
		return "saved: " + reports.Line(words)
	}
	return StillNeeds(l, f.Refs)
}

// Today returns the day on which something is entered, as 2026-03-31.
func Today(l *List) string { return l.Session.Now().UTC().Format(time.DateOnly) }
