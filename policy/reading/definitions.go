package reading

import (
	"clausewalk/policy"
	"clausewalk/policy/pattern"
)

// definitions say what a word means: `"App" means yours.`, or what stands under
// a heading of that name.
var definitions = shape{
	name:         "definitions",
	context:      func(b block) bool { return definition.MatchString(b.words) },
	contextTitle: policy.DefinesTerms,
}

var definition = pattern.New(`^"[^"]{1,80}"(?:,? or "[^"]{1,80}")?,?\s+(?:means?|refers? to|is defined|has the meaning|shall mean)\b`)
