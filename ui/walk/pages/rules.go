package pages

import (
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/reader"
	"clausewalk/ui/walk/style"

	tea "github.com/charmbracelet/bubbletea"
)

// rules shows what other rules for the policies that are asked would change, and
// takes them.
type rules struct {
	layer.Base
	reader.Reader
	list  *clauses.List
	plan  *workspace.RulesPlan
	title string
	w     int
}

func newRules(l *clauses.List, one clauses.Other) layer.Layer {
	return &rules{list: l, plan: one.Rules, title: one.Words}
}

func (r *rules) Mode() ui.Mode { return ui.Compare }
func (r *rules) Below() bool   { return false }

func (r *rules) Resize(w, h int) {
	r.w = w
	r.Reader.Resize(w, max(1, h-2))
	var lines []string
	for _, line := range clauses.RulesLines(r.plan) {
		lines = append(lines, style.Wrap(reports.Line(line), w)...)
	}
	r.Set(lines)
}

func (r *rules) Off(action string) string {
	if action == "next change" || action == "previous change" {
		return "every line here is a change"
	}
	return ""
}

func (r *rules) Do(action string) layer.Result {
	switch action {
	case "adopt it":
		return layer.Result{Close: true, Cmd: takeRules(r.list, r.plan)}
	case "next compared":
		r.Scroll(1)
	case "previous compared":
		r.Scroll(-1)
	case "compare down":
		r.Page(1)
	case "compare up":
		r.Page(-1)
	default:
		return layer.Result{Close: true}
	}
	return layer.Result{}
}

func (r *rules) View(s *style.Styles) []string {
	head := s.Strong.Render(style.Cut("What "+reports.Line(r.title)+" would change", r.w))
	return append([]string{head, s.Line(r.w)}, r.Reader.View(s)...)
}

// takeRules keeps what a plan needs away from the screen, and then goes over to
// its rules.
func takeRules(l *clauses.List, plan *workspace.RulesPlan) tea.Cmd {
	w := l.Session.Workspace
	return layer.Later(nil, func() func() layer.Result {
		err := workspace.Keep(w, plan)
		return func() layer.Result {
			if err != nil {
				return layer.Result{Note: "not adopted: " + reports.Line(err.Error())}
			}
			return layer.Say(clauses.TakeRules(l, plan))
		}
	})
}
