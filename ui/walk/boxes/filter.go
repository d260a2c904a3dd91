package boxes

import (
	"fmt"

	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// Filter asks to which clauses the list is to be narrowed.
func Filter(l *clauses.List) layer.Layer {
	narrow := func(f clauses.Filter) func() layer.Result {
		return func() layer.Result { l.Narrow(f); return layer.Result{} }
	}
	all := []Choice{{Words: "all clauses", Right: fmt.Sprint(l.Len()), Take: narrow(clauses.Filter{})}}
	for _, f := range clauses.Filters(l) {
		n := len(l.Among(f))
		c := Choice{Words: f.Name, Right: fmt.Sprint(n), Take: narrow(f)}
		if n == 0 {
			c.Off = "no clause is in it"
		}
		all = append(all, c)
	}
	return Chooser("Show which clauses? Type to find a filter", all)
}
