package reading

import (
	"strings"

	"clausewalk/policy/pattern"
)

// suffixes are numbers that were put between two others by a letter: "10A.",
// "2a)", and "10A " before a heading's title. They come after their number and
// leave no hole.
//
// Seen in: statutes and terms that were amended ("10A. Transfers").
var suffixes = shape{
	name:    "suffixes",
	heading: headingReader(`^(\d{1,3}[A-Za-z])` + behindLabel + `(.*)$`),
	mark:    markReader(`(\d{1,3}[A-Z])[.)]|(\d{1,3}[a-z])[.)]`, alphabet, alphabet),
}

var suffixed = pattern.New(`^(\d{1,3})([A-Za-z])$`)

// suffix returns the letter behind a number, empty for none.
func suffix(label string) string {
	if m := suffixed.FindStringSubmatch(lastPart(label)); m != nil {
		return strings.ToUpper(m[2])
	}
	return ""
}
