package boxes

import (
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/layer"
)

// Sign asks who vouches for the audit as it stands.
func Sign(l *clauses.List) layer.Result {
	if s := l.Session.Saving(); s.Pending || s.Err != nil {
		return layer.Result{Note: "sign when everything is saved"}
	}
	f := newForm(draftOf(l, "sign off"), "Sign off the audit as it stands",
		"the name is kept as claimed; any later change shows as changed since the sign-off; tab goes on",
		[]string{"name", "role", "statement"}, l.Session.Hand().Person.Name, "", "")
	f.accept = func() layer.Result {
		change, err := l.Session.Sign(f.Value(0), f.Value(1), f.Value(2))
		if err != nil {
			return f.refuse(err)
		}
		r := f.change(l, change)
		if r.Close {
			r.Note = "signed off by " + reports.Line(f.Value(0))
		}
		return r
	}
	return layer.Result{Open: f}
}
