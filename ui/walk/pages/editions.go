package pages

import (
	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/boxes"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// Editions looks for the editions and rules that may be adopted in place of those in
// force, and compares what is chosen with these.
func Editions(s *style.Styles, l *clauses.List) layer.Result {
	read := clauses.Others(l.Session)
	return layer.Result{Cmd: layer.Later(nil, func() func() layer.Result {
		all, err := read()
		return func() layer.Result {
			if err != nil {
				return layer.Result{Note: "not read: " + reports.Line(err.Error())}
			}
			return choose(s, l, all)
		}
	})}
}

// choose asks which is meant where there are several. Where the person
// went on to something else nothing opens.
func choose(s *style.Styles, l *clauses.List, all []clauses.Other) layer.Result {
	switch len(all) {
	case 0:
		return layer.Result{Note: clauses.NoOtherEdition, Idle: true}
	case 1:
		return compareWith(s, l, all[0])
	}
	var choices []boxes.Choice
	for _, one := range all {
		choices = append(choices, boxes.Choice{Words: one.Words, Right: one.Right, Take: func() layer.Result {
			r := compareWith(s, l, one)
			r.Idle = false
			return r
		}})
	}
	return layer.Result{Open: boxes.Chooser("Which one? It is compared with the current edition", choices), Idle: true}
}

func compareWith(s *style.Styles, l *clauses.List, one clauses.Other) layer.Result {
	if one.Rules != nil {
		return layer.Result{Open: newRules(l, one), Idle: true}
	}
	return layer.Result{Cmd: plan(s, l, one.Edition), Idle: true}
}

// plan compares an edition with the one in force, away from the screen.
func plan(s *style.Styles, l *clauses.List, p *policy.Policy) tea.Cmd {
	compare := clauses.Plan(l.Session, p)
	return layer.Later(nil, func() func() layer.Result {
		plan, err := compare()
		return func() layer.Result {
			if err != nil {
				return layer.Say("", err)
			}
			return layer.Result{Open: newComparison(s, l, plan), Idle: true}
		}
	})
}

// adopt keeps the edition's text away from the screen, and then goes over to it.
func adopt(l *clauses.List, plan *workspace.Plan) tea.Cmd {
	w := l.Session.Workspace
	return layer.Later(nil, func() func() layer.Result {
		err := workspace.Pin(w, plan)
		return func() layer.Result {
			if err != nil {
				return layer.Result{Note: "not adopted: " + reports.Line(err.Error())}
			}
			return layer.Say(clauses.Adopt(l, plan))
		}
	})
}
