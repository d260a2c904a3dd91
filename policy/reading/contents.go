package reading

import "clausewalk/policy/pattern"

// contents are tables of contents: blocks of nothing but links to places in the
// page, or what stands under a heading of that name.
var contents = shape{
	name:         "contents",
	context:      func(b block) bool { return b.links },
	contextTitle: pattern.New(`(?i)^(?:table of contents|contents$)`).MatchString,
}
