package boxes

import (
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
	"clausewalk/ui/walk/layer"
)

// Older lets a person choose the audit of the workspace whose answers are to be
// suggested here. Audits are read away from the screen.
func Older(l *clauses.List) layer.Result {
	return layer.Result{Cmd: layer.Later(nil, func() func() layer.Result {
		others, err := session.Others(l.Session)
		return func() layer.Result {
			switch {
			case err != nil:
				return layer.Say("", err)
			case len(others) == 0:
				return layer.Result{Note: "there is no other audit in the workspace"}
			}
			var all []Choice
			for _, id := range others {
				all = append(all, Choice{Words: id, Take: func() layer.Result { return takeOlder(l, id) }})
			}
			return layer.Result{Open: Chooser("Suggest from the answers of", all)}
		}
	})}
}

func takeOlder(l *clauses.List, id string) layer.Result {
	return layer.Result{Note: "reading " + id, Cmd: layer.Later(nil, func() func() layer.Result {
		old, err := session.Another(l.Session, id)
		return func() layer.Result {
			if err != nil {
				return layer.Say("", err)
			}
			return layer.Say(clauses.TakeOlder(l, old))
		}
	})}
}
