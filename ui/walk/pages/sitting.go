package pages

import (
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
	"clausewalk/ui/walk/boxes"
	"clausewalk/ui/walk/layer"
)

// Sitting lists what was done in this sitting with the command that would do the
// same, and copies that.
func Sitting(s *session.Session, copier Copier) layer.Layer {
	var all []boxes.Choice
	for _, done := range clauses.Sitting(s) {
		one := boxes.Choice{Words: done.Words, Right: done.Command, Take: func() layer.Result { return copier.Copy("the command", done.Command) }}
		if done.Command == "" {
			one.Off = "there is no command for this"
		}
		all = append(all, one)
	}
	return boxes.Chooser("What you did in this sitting, newest first; "+clauses.Key("choose")+" copies the command that does the same", all)
}
