package boxes

import (
	"strings"

	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// Palette lists every action of the walk with its key, and every clause, and
// does the one or goes to the other. A name, a label or a number alone means what
// it names.
func Palette(l *clauses.List, table *ui.Table, on ui.On) layer.Layer {
	var all []Choice
	for _, a := range table.All {
		if a.Mode != ui.Walk && a.Mode != ui.Everywhere || a.Name == "palette" {
			continue
		}
		all = append(all, Choice{Words: a.Name + ": " + a.Help, Right: a.Key(), Off: a.Why(on), Take: func() layer.Result {
			return layer.Result{Do: a.Name}
		}})
	}
	actions := len(all)
	for at, i := range l.Items() {
		all = append(all, Choice{Words: l.Session.Name(i.Ref) + " " + i.Clause.Title(), Right: i.VerdictWords(), Take: func() layer.Result {
			l.Reveal(at)
			return layer.Result{}
		}})
	}
	c := Chooser("Every action and clause: type a name, a label, or words of a title", all).(*chooser)
	c.first = func(words string) (int, bool) {
		for at, choice := range all[:actions] {
			if name, _, _ := strings.Cut(choice.Words, ":"); strings.EqualFold(name, words) {
				return at, true
			}
		}
		at, ok := clauses.Meant(l, words)
		return actions + at, ok
	}
	return c
}
