package event

import (
	"fmt"
	"slices"
	"strings"

	"clausewalk/policy"
)

// KindGap is the kind of an event that sets one part of a gap; its value is a
// GapText, its subject a GapPart.
const KindGap Kind = "gap"

var gapSpec = Spec{
	Kind: KindGap, About: AClause, Sets: true, Differ: true, Signed: true, Copied: true, Carried: true,
	Name:   func(f Field) string { return f.Subject },
	values: of[GapText]{},
}

// GapPart names one of a gap's values.
type GapPart string

// The parts of a gap.
const (
	GapSeverity GapPart = "severity" // blocker, major or minor
	GapFix      GapPart = "fix"
	GapOwner    GapPart = "owner"
	GapDue      GapPart = "due" // 2026-03-31
)

// GapText is what one part of a gap says. An empty one withdraws it.
type GapText string

// SetGap sets one part of a clause's gap; an empty value withdraws it.
func SetGap(ref Ref, part GapPart, value string) Change {
	return Change{Field: Field{KindGap, ref.Policy, ref.Label, string(part)}, Value: GapText(value)}
}

// InWords returns the text.
func (g GapText) InWords() string { return string(g) }

// Texts returns the text.
func (g GapText) Texts() []Text { return []Text{{"gap", string(g)}} }

// Empty tells whether there is no text.
func (g GapText) Empty() bool { return g == "" }

// Refuse refuses an unknown part, an unknown severity, and a due date that is not a
// day.
func (g GapText) Refuse(f Field) error {
	part, value := GapPart(f.Subject), string(g)
	switch {
	case !slices.Contains([]GapPart{GapSeverity, GapFix, GapOwner, GapDue}, part):
		return fmt.Errorf("a gap has no %q", part)
	case value == "":
		return nil
	case part == GapSeverity && !slices.Contains(policy.Severities(), value):
		return fmt.Errorf("unknown severity %q: use one of %s", value, strings.Join(policy.Severities(), ", "))
	case part == GapDue && !IsDay(value):
		return fmt.Errorf("due date %q is not written as 2026-03-31", value)
	}
	return nil
}
