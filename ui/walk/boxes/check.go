package boxes

import (
	"fmt"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// Check offers to look at links and to run commands again. Nothing is fetched and
// nothing is run before one of them is taken. The ellipsis says that it goes on.
func Check(l *clauses.List, ellipsis string) layer.Layer {
	var all []Choice
	here, commands := clauses.Again([]checklist.Item{l.Item()})
	everywhere, _ := clauses.Again(l.Items())
	fetch := func(links []clauses.Piece) func() layer.Result {
		return func() layer.Result {
			return checking(l, "fetching "+reports.Count(len(links), "link")+ellipsis, func() []event.Change { return clauses.Fetch(links) })
		}
	}
	if n := len(here); n > 0 {
		all = append(all, Choice{Words: fmt.Sprintf("fetch %s of %s now", reports.Count(n, "link"), l.Item().Ref.Label), Take: fetch(here)})
	}
	for _, c := range commands {
		all = append(all, Choice{Words: "run again: " + c.Evidence.Command, Right: "in the folder of the app", Take: func() layer.Result {
			return checking(l, "running "+reports.Line(c.Evidence.Command)+ellipsis, func() []event.Change { return clauses.RunAgain(l.Session, c) })
		}})
	}
	if n := len(everywhere); n > 0 {
		all = append(all, Choice{Words: fmt.Sprintf("fetch all %s of the audit now", reports.Count(n, "link")), Take: fetch(everywhere)})
	}
	return Chooser("Look at evidence again? What comes of it is kept", all)
}

// checking looks away from the screen, and keeps what comes of it.
func checking(l *clauses.List, note string, look func() []event.Change) layer.Result {
	return layer.Result{Note: note, Cmd: layer.Later(nil, func() func() layer.Result {
		changes := look()
		return func() layer.Result { return layer.Say(clauses.KeepChecks(l, changes)) }
	})}
}
