package cli

import (
	"fmt"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
)

// What several commands say in the same words.

// Headline says in a few words where an audit stands.
func Headline(p checklist.Progress) string {
	said := []string{fmt.Sprintf("%d of %s answered", p.Answered, reports.Count(p.Clauses, "clause"))}
	for _, part := range []struct {
		n    int
		said string
	}{
		{p.Gaps, reports.Count(p.Gaps, "gap")},
		{p.Conflict, reports.Count(p.Conflict, "conflict")},
		{p.Stale, fmt.Sprintf("%d stale", p.Stale)},
		{p.Unsupported, fmt.Sprintf("%d met but unsupported", p.Unsupported)},
	} {
		if part.n > 0 {
			said = append(said, part.said)
		}
	}
	return strings.Join(said, ", ")
}

// GapWords says how bad a gap is, whose it is and until when.
func GapWords(g checklist.Gap) string {
	said := []string{g.Severity, "no owner", "no due date"}
	if g.Owner != "" {
		said[1] = g.Owner
	}
	if g.Due != "" {
		said[2] = "due " + g.Due
	}
	return strings.Join(said, ", ")
}

// FieldName says in words what an event is about: "A.12 verdict". Without an
// audit it leaves out the clause.
func FieldName(a *checklist.Audit, f event.Field) string {
	switch {
	case f.Kind.Spec().About == event.APolicy && f.Subject != "":
		return string(f.Kind) + " " + FactName(a, f.Policy, f.Subject)
	case a == nil || f.Clause == "":
		return f.Name()
	}
	return a.Name(f.Ref()) + " " + f.Name()
}

// FactName writes a fact as briefly as the audit allows.
func FactName(a *checklist.Audit, policy, id string) string {
	if a != nil && len(a.Policies) > 1 {
		return policy + "/" + id
	}
	return id
}

// Disputed tells who says what where the answers to a fact differ.
func Disputed(f reports.Fact) string {
	var said []string
	for _, e := range f.Disputed {
		said = append(said, fmt.Sprintf("%s says %q", e.By, e.Value))
	}
	return strings.Join(said, "; ")
}

// Saved says when a step was saved, or that there was nothing to save.
func Saved(step []event.Event) string {
	if len(step) == 0 {
		return "nothing changed"
	}
	return "saved " + step[len(step)-1].Time.Local().Format(time.TimeOnly)
}

// When writes a moment for people, by their own clock.
func When(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format("2006-01-02 15:04")
}

// Stamp writes a moment for programs.
func Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
