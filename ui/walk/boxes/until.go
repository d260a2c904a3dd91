package boxes

import (
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// Until asks how long the answer holds.
func Until(l *clauses.List) layer.Layer {
	refs := l.Targets()
	f := newForm(draftOf(l, "valid until", refs...), "The answer to "+clauses.Named(refs)+" is valid until",
		"a day, 2026-03-31 or 5 Dec, or a span from now, 90d, 2w, 6mo or 1y; empty goes back to the guide's", nil, l.Of(refs[0]).ValidUntil)
	f.accept = func() layer.Result {
		changes, err := clauses.ValidUntil(l.Session, refs, f.Value(0))
		if err != nil {
			return f.refuse(err)
		}
		return f.change(l, changes...)
	}
	return f
}
