package frame

import (
	"github.com/charmbracelet/x/ansi"

	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/walk/style"
)

// Footer is the last line of the screen, of w cells: the keys that work now. The
// last ones stay when the line is short.
func Footer(s *style.Styles, keys, last []ui.Action, w int) string {
	show := func(a ui.Action) string {
		return " " + s.Strong.Render(ui.KeyName(a.Keys[0])) + " " + s.Dim.Render(a.Short) + " "
	}
	end := ""
	for _, a := range last {
		end += show(a)
	}
	room, line := w-ansi.StringWidth(end), ""
	for _, a := range keys {
		one := show(a)
		if line != "" && ansi.StringWidth(line)+ansi.StringWidth(one) > room {
			continue
		}
		line += one
	}
	return line + end
}

// Note is the footer while there is something to say.
func Note(s *style.Styles, note string, w int) string {
	return style.Fit(" "+s.Warn.Render(reports.Line(note)), w)
}
