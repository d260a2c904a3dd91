package checklist

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/policy"
)

// Gap is what a team knows of a clause that is partly or not met.
type Gap struct {
	Severity string // blocker, major or minor
	Fix      string
	Owner    string
	Due      string // 2026-03-31
}

// GapPart names one of a gap's values.
type GapPart string

// The parts of a gap.
const (
	GapSeverity GapPart = "severity"
	GapFix      GapPart = "fix"
	GapOwner    GapPart = "owner"
	GapDue      GapPart = "due"
)

// SetGap sets one part of a clause's gap; an empty value takes it back.
func SetGap(ref Ref, part GapPart, value string) Change {
	return Change{Field{KindGap, ref.Policy, ref.Label, string(part)}, value}
}

// checkGap refuses what is no severity and no date.
func checkGap(part GapPart, value string) error {
	switch {
	case !slices.Contains([]GapPart{GapSeverity, GapFix, GapOwner, GapDue}, part):
		return fmt.Errorf("a gap has no %q", part)
	case value == "":
		return nil
	case part == GapSeverity && !slices.Contains(policy.Severities(), value):
		return fmt.Errorf("unknown severity %q: it is one of %s", value, strings.Join(policy.Severities(), ", "))
	case part == GapDue:
		if _, err := time.Parse(time.DateOnly, value); err != nil {
			return fmt.Errorf("due date %q is not written as 2026-03-31", value)
		}
	}
	return checkText(string(part), value)
}
