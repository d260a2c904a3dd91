package reading

import "clausewalk/policy/pattern"

// dates say when the text was made: "Last updated May 1, 2026.", or what stands
// under "Revision history".
var dates = shape{
	name:         "dates",
	context:      func(b block) bool { return isDate(b.words) },
	contextTitle: pattern.New(`(?i)^(?:revision history|change ?log)`).MatchString,
}

// isDate tells whether words say when the text was made.
func isDate(words string) bool { return dateLine.MatchString(words) }

var dateLine = pattern.New(`(?i)^(?:last (?:updated|revised|modified)|(?:effective|revised|updated|published)(?: date| on)?\b.{0,30}\d{4})`)
