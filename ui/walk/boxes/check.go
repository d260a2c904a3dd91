package boxes

import (
	"context"
	"fmt"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// Check offers to look at links and to run commands again. Nothing is fetched and
// nothing is run before one of them is taken. The ellipsis says that it goes on.
func Check(l *clauses.List, ellipsis string) layer.Layer {
	var all []Choice
	here, commands := clauses.Recheckable([]checklist.Item{l.Item()})
	everywhere, _ := clauses.Recheckable(l.Items())
	fetch := func(links []clauses.Piece) func() layer.Result {
		return func() layer.Result {
			return checking(l, "fetching "+reports.Count(len(links), "link")+ellipsis, func() []event.Change { return clauses.Fetch(context.Background(), links, false) })
		}
	}
	if n := len(here); n > 0 {
		all = append(all, Choice{Words: fmt.Sprintf("fetch %s of %s now", reports.Count(n, "link"), l.Item().Ref.Label), Take: fetch(here)})
	}
	for _, c := range commands {
		run := func() layer.Result {
			return checking(l, "running "+reports.Line(c.Evidence.Command)+ellipsis, func() []event.Change { return clauses.RunAgain(l.Session, c) })
		}
		take := run
		if warning := clauses.Warning(l.Session, c.Evidence); warning != "" {
			take = func() layer.Result { return layer.Result{Open: others(warning, c.Evidence.Command, run)} }
		}
		all = append(all, Choice{Words: "run again: " + c.Evidence.Command, Right: "in the app's folder", Take: take})
	}
	if n := len(everywhere); n > 0 {
		all = append(all, Choice{Words: fmt.Sprintf("fetch all %s in the audit now", reports.Count(n, "link")), Take: fetch(everywhere)})
	}
	return Chooser("Re-check evidence? The result is saved", all)
}

// shownWidth is how much of a command stands on a line: it is read whole before
// it is run, on any screen.
const shownWidth = 34

// others shows a command that somebody else has recorded, all of it, and runs it
// only when that is chosen.
func others(warning, command string, run func() layer.Result) layer.Layer {
	all := []Choice{
		{Words: "do not run it", Take: func() layer.Result { return layer.Result{Note: "nothing was run"} }},
		{Words: "run this in the app's folder:", Take: run},
	}
	for _, l := range style.Wrap(reports.Line(command), shownWidth) {
		all = append(all, Choice{Words: l, Take: func() layer.Result {
			return layer.Result{Open: others(warning, command, run), Note: "this is the command"}
		}})
	}
	return Chooser(strings.ToUpper(warning[:1])+warning[1:], all)
}

// checking looks away from the screen, and keeps what comes of it.
func checking(l *clauses.List, note string, look func() []event.Change) layer.Result {
	return layer.Result{Note: note, Cmd: layer.Later(nil, func() func() layer.Result {
		changes := look()
		return func() layer.Result { return layer.Say(clauses.KeepChecks(l, changes)) }
	})}
}
