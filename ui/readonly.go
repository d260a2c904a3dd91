package ui

import (
	"slices"

	"clausewalk/ui/session"
)

// changing are the actions that change the audit, or open a box in which one does.
// Pages that show something stay open to a reader; what is changed on them is here.
var changing = []string{
	"met", "partly", "not met", "not applicable", "cannot tell", "clear", "confirm", "confirm alike", "reason", "edit reason",
	"add evidence", "remove evidence", "check evidence", "gap", "valid until", "serve others", "overrule scope", "sign off", "platform decided",
	"undo", "redo", "scan", "suggest from", "adopt it", "save them now",
	"fact yes", "fact no", "fact unknown", "fact value",
	"take side", "join sides", "answer anew",
	"take suggestion", "take as met", "take as partly", "take as not met", "take as not applicable", "take as cannot tell", "dismiss suggestion",
	"ask it", "leave it", "join it", "split it", "accept reading",
	"copy field", "text of field", "field for us", "same as another", "permissions of it", "begin another", "state of it", "decided about it",
}

// Closed says why an action cannot be done because the audit was opened for reading
// alone, empty where it can. Both walks ask it before anything else.
func (a Action) Closed(s *session.Session) string {
	if why := session.ReadOnly(s); why != "" && slices.Contains(changing, a.Name) {
		return why
	}
	return ""
}
