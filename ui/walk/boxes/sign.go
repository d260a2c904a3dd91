package boxes

import (
	"fmt"

	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
	"clausewalk/ui/walk/layer"
)

// Sign asks who vouches for the audit as it stands.
func Sign(l *clauses.List) layer.Result {
	if s := l.Session.Saving(); s.Pending || s.Err != nil {
		return layer.Result{Note: "sign once everything is saved"}
	}
	hint := "the name is recorded as claimed; later changes will show as changed since the sign-off; " + clauses.Key("next field") + " continues"
	if over := session.ToSign(l.Session, nil).Over(); over != "" {
		hint = "still open: " + over + "; every report of this sign-off will say so; " + clauses.Key("next field") + " continues"
	}
	f := newForm(draftOf(l, "sign off"), "Sign off the audit as it stands", hint, []string{"name", "role", "statement"}, l.Session.Hand().Person.Name, "", "")
	f.choices = []clauses.Choices{{All: clauses.People(l)}}
	told := false // what is wrong with the record
	f.accept = func() layer.Result {
		return layer.Result{Cmd: f.start(nil, func(*work) func() layer.Result {
			faults := session.Faults(l.Session)
			return func() layer.Result {
				if len(faults) > 0 && !told {
					told = true
					return f.refuse(fmt.Errorf("%s in the record; press the same key again to sign anyway", reports.Count(len(faults), "fault")))
				}
				return signed(f, l, faults)
			}
		})}
	}
	return layer.Result{Open: f}
}

func signed(f *Form, l *clauses.List, faults []error) layer.Result {
	change, err := session.Sign(l.Session, f.Value(0), f.Value(1), f.Value(2), faults)
	if err != nil {
		return f.refuse(err)
	}
	r := f.change(l, change)
	if r.Close {
		r.Note = "signed off by " + reports.Line(f.Value(0))
	}
	return r
}
