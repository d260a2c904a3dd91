package checklist

import (
	"strings"

	"clausewalk/policy/pattern"
)

// admitting matches words in which a team tells itself what is missing. A person should
// read a text with any of them again before it leaves the team; a text without them may
// still admit something.
var admitting = pattern.New(`(?i)\b(?:` + strings.Join([]string{
	`there(?: is|'s| are|'re| was| were) (?:currently |still |as yet )?(?:no|not|none)\b`, `(?:is|are)n't (?:any|a)\b`,
	`(?:not|no|none|nothing|nobody|never|n't)\b[^.!?]{0,40} yet\b`, `yet to be\b`, `as yet\b`,
	`to ?do:`, `tbd`, `tbc`, `tba`, `fixme`, `xxx+`, `wip`, `lorem ipsum`, `placeholder text`,
	`work in progress`, `coming soon`, `under construction`, `for now`, `workaround`,
	`(?:is|are|was|were|it's|still) (?:still )?missing`, `missing (?:yet|still)`, `we (?:still )?(?:lack|miss)\b`, `still (?:need|needs|to be|open|has to|have to|must)\b`,
	`(?:will|shall|should|must|has to|have to|needs to|need to|going to) (?:still |soon )?be (?:built|implemented|fixed|written|finished|supported)\b`,
	`not (?:fully |really |quite )?(?:implemented|built|supported|done|finished|working|ready|available|in place|tested|complete|completed|met)\b`,
	`(?:doesn't|does not|don't|do not|didn't|did not) (?:\w+ )?(?:work|exist|comply|have an?y?)\b`,
	`partly met`, `cannot tell`, `can't tell`, `known (?:issue|bug|problem|gap)s?`, `(?:a|the|this|our|known) gaps?\b`, `blocker`,
	`un(?:implemented|finished|tested|supported)`, `incomplete`, `not applicable`,
}, "|") + `)|\bTODO\b|\?\?\?`)

// Admits returns the first words of a text by which it admits a gap, empty where
// there are none.
func Admits(text string) string {
	plain := strings.Join(strings.Fields(strings.NewReplacer("’", "'", "‘", "'", "\u00a0", " ").Replace(text)), " ")
	return admitting.FindString(plain)
}
