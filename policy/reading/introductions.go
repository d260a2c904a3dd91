package reading

import "regexp"

// introductions are what stands under a heading of that name.
var introductions = shape{
	name:         "introductions",
	contextTitle: regexp.MustCompile(`(?i)^(?:introduction\b|preamble\b|our mission$)`).MatchString,
}
