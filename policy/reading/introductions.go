package reading

import "clausewalk/policy/pattern"

// introductions are what stands under a heading of that name.
var introductions = shape{
	name:         "introductions",
	contextTitle: pattern.New(`(?i)^(?:introduction\b|preamble\b|our mission$)`).MatchString,
}
