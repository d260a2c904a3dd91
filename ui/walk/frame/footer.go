package frame

import (
	"slices"
	"strings"

	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/walk/style"
)

// Bottom is the last two lines of the screen, of w cells: a rule, and below it the
// note or, where there is none, the keys that work now. A note that needs both lines
// has them. The last keys stay when the line is short.
func Bottom(s *style.Styles, note string, keys, last []ui.Action, w int) []string {
	if note != "" {
		return noted(s, note, w)
	}
	line := ""
	for _, a := range Hints(keys, last, w) {
		line += hint(s, a)
	}
	return []string{s.Line(w), line}
}

func noted(s *style.Styles, note string, w int) []string {
	lines := style.Wrap(reports.Line(note), w-2)
	look := func(words string) string { return style.Fit(" "+s.Warn.Render(style.Cut(words, w-2)), w) }
	if len(lines) == 1 {
		return []string{s.Line(w), look(lines[0])}
	}
	return []string{look(lines[0]), look(strings.Join(lines[1:], " "))}
}

func hint(s *style.Styles, a ui.Action) string {
	return " " + s.Strong.Render(a.Key()) + " " + s.Dim.Render(a.Short) + " "
}

func hintWidth(a ui.Action) int {
	return style.Width(a.Key()) + style.Width(a.Short) + 3
}

// Hints returns the actions that the footer has room for in w cells. One whose keys
// a person gave to others is not among them.
func Hints(keys, last []ui.Action, w int) []ui.Action {
	last = slices.DeleteFunc(slices.Clone(last), func(a ui.Action) bool { return len(a.Keys) == 0 })
	for _, a := range last {
		w -= hintWidth(a)
	}
	var shown []ui.Action
	for _, a := range keys {
		if n := hintWidth(a); len(a.Keys) > 0 && (n <= w || len(shown) == 0) {
			shown, w = append(shown, a), w-n
		}
	}
	return append(shown, last...)
}

// HintAt returns the name of the action whose hint is at a cell of the footer,
// empty where none is.
func HintAt(keys, last []ui.Action, w, x int) string {
	from := 0
	for _, a := range Hints(keys, last, w) {
		if x >= from && x < from+hintWidth(a) {
			return a.Name
		}
		from += hintWidth(a)
	}
	return ""
}

// Help returns the lines of a page of help that are about an action: its keys, and
// what is said of it, within a width.
func Help(a ui.Action, said string, width int) []string {
	names := make([]string, len(a.Keys))
	for n, k := range a.Keys {
		names[n] = ui.KeyName(k)
	}
	if len(names) == 0 {
		names = []string{a.Key()}
	}
	return style.Hang("  "+style.Fit(strings.Join(names, " "), 16)+"  ", said, width)
}
