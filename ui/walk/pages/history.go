package pages

import (
	"strings"

	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
	"clausewalk/ui/walk/style"
)

// History tells who set what for a clause, and when, in lines of at most w cells.
func History(s *style.Styles, of *session.Session, ref event.Ref, w int) *Text {
	var out []string
	log := of.Log(ref)
	known := make(map[string]event.Event, len(log))
	for _, e := range log {
		known[e.ID] = e
	}
	for _, e := range log {
		said := reports.Visible(event.Words(e.Kind, e.Value))
		if first := reports.SaidBefore(e, clauses.Moment); first != "" {
			said += "\n(" + first + ")"
		}
		if before := replaced(known, e); before != "" && !e.Confirms() {
			said += "\n(before: " + reports.Line(before) + ")"
		}
		what := e.Field.Name()
		if !of.Counts(e.ID) {
			what += " (undone)"
		}
		out = append(out, s.Dim.Render(style.Cut(clauses.Moment(e.Time)+"  "+reports.Line(e.Who.String()), w)))
		for n, l := range strings.Split(said, "\n") {
			label := "  " + what + "  "
			if n > 0 {
				label = strings.Repeat(" ", len(label))
			}
			out = append(out, style.Hang(label, style.LinkAll(l), w)...)
		}
	}
	if len(out) == 0 {
		out = []string{"nothing has been entered for " + ref.Label + " yet"}
	}
	return NewText("History of "+ref.Label+", oldest first", out)
}

// replaced returns in words what an event of a clause has replaced.
func replaced(known map[string]event.Event, e event.Event) string {
	var before []string
	for _, id := range e.Over {
		if old, ok := known[id]; ok {
			before = append(before, event.Words(old.Kind, old.Value))
		}
	}
	return strings.Join(before, " | ")
}
