package reading

import "clausewalk/policy/pattern"

// examples are items that only show what the clause before them means: "For
// example, food", or nothing but a quotation.
var examples = shape{
	name:      "examples",
	continues: func(b block) bool { return b.item && example.MatchString(b.words) },
}

var example = pattern.New(`(?i)^(?:for example\b|for instance\b|e\.g\.|example\b)|^"[^"]*"$`)
