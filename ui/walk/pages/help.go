package pages

import (
	"strings"

	"clausewalk/checklist/event"
	"clausewalk/ui"
	"clausewalk/ui/walk/frame"
	"clausewalk/ui/walk/style"
)

// Help lists every action of the walk and of what lies over it with its keys,
// those of the walk itself with why they cannot be done now, in lines of at most w
// cells.
func Help(s *style.Styles, table *ui.Table, on ui.On, w int) *Text {
	out := inShort(s, table, w)
	var last ui.Mode
	for _, a := range table.All {
		if a.Mode == ui.Portfolio {
			continue // It is another screen, with a help of its own.
		}
		if a.Mode != last {
			out = append(out, "", s.Accent.Render(strings.ToUpper(string(a.Mode[0]))+string(a.Mode[1:])))
			last = a.Mode
		}
		help := a.Help
		if why := a.Why(on); why != "" {
			help += s.Dim.Render(" (not available: " + s.Keyed(why) + ")")
		}
		out = append(out, frame.Help(a, help, w)...)
	}
	return NewText("Help", append(append(out, ""), marks(s)...))
}

// inShort has what one needs for a first audit, in the order in which it is done.
func inShort(s *style.Styles, table *ui.Table, w int) []string {
	out := []string{s.Accent.Render("In short")}
	for _, name := range []string{"scope", "scan", "met", "not met", "add evidence", "gap", "next open", "overview", "report", "sign off", "quit"} {
		a := table.Named(name)
		out = append(out, frame.Help(*a, a.Help, w)...)
	}
	return out
}

// marks explains the marks of the list.
func marks(s *style.Styles) []string {
	out := []string{s.Accent.Render("Marks")}
	for _, v := range append(event.Verdicts(), event.Unanswered) {
		out = append(out, "  "+s.Marks.Verdict[v]+"  "+v.String())
	}
	return append(out,
		"  "+s.Marks.Unsupported+"  met, unsupported: what the guide asks to bring is missing",
		"  "+s.Marks.Out+"  out of scope (dimmed)", "  "+s.Marks.Stale+"  stale: answered, but can no longer be trusted",
		"  "+s.Marks.Conflict+"  conflict: two answers, and a person has to pick one",
		"  "+s.Marks.Suggested+"  after the mark: something is suggested, or an older answer is on offer")
}
