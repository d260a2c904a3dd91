package reading

import (
	"strings"

	"clausewalk/policy/pattern"
)

// suffixes are numbers with a letter, which were put between two others: "10A.",
// "2a)", and "10A " before a heading's title. They come after their number, and
// nothing is skipped between them.
//
// Seen in: statutes and terms that were amended ("10A. Transfers").
var suffixes = shape{
	name:    "suffixes",
	heading: headingReader(`^(\d{1,3}[A-Za-z])` + afterLabel + `(.*)$`),
	mark:    markReader(`(\d{1,3}[A-Z])[.)]|(\d{1,3}[a-z])[.)]`, alphabet, alphabet),
}

var suffixed = pattern.New(`^(\d{1,3})([A-Za-z])$`)

// suffix returns the letter after a number, empty for none.
func suffix(label string) string {
	if m := suffixed.FindStringSubmatch(lastPart(label)); m != nil {
		return strings.ToUpper(m[2])
	}
	return ""
}
