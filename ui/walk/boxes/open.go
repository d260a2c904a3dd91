package boxes

import (
	"fmt"

	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// OpenEvidence hands a piece of evidence to the system's opener; where the clause
// has several it asks which.
func OpenEvidence(l *clauses.List, start func(target string) error) layer.Result {
	all := l.Item().Evidence
	open := func(e event.Evidence) layer.Result {
		s := l.Session
		return layer.Result{Cmd: layer.Later(nil, func() func() layer.Result {
			target, err := s.Openable(e)
			if err == nil {
				err = start(target)
			}
			return func() layer.Result {
				if err != nil {
					return layer.Result{Note: "not opened: " + reports.Line(err.Error())}
				}
				return layer.Result{Note: "opened " + reports.Line(e.Target())}
			}
		})}
	}
	if len(all) == 1 {
		return open(all[0])
	}
	var choices []Choice
	for n, e := range all {
		choices = append(choices, Choice{Words: fmt.Sprintf("%d %s %s", n+1, e.Kind, e.Target()), Take: func() layer.Result { return open(e) }})
	}
	return layer.Result{Open: Chooser("Open which?", choices)}
}
