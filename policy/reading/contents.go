package reading

import "regexp"

// contents are tables of contents: blocks of nothing but links to places in the
// page, or what stands under a heading of that name.
var contents = shape{
	name:         "contents",
	context:      func(b block) bool { return b.links },
	contextTitle: regexp.MustCompile(`(?i)^(?:table of contents|contents$)`).MatchString,
}
