package frame

import (
	"slices"
	"strings"

	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/walk/style"
)

// Bottom is the last lines of the screen: a rule and the keys that work now, of
// which the last ones stay when the line is short. A note stands in the place of
// the rule; one that needs two lines has one of the body's or, where the layout has
// none to spare, that of the keys.
func Bottom(s *style.Styles, note string, keys, last []ui.Action, l Layout) []string {
	line := ""
	for _, a := range Hints(keys, last, l.Width) {
		line += hint(s, a)
	}
	if note == "" {
		return []string{s.Line(l.Width), line}
	}
	said := l.noteLines(note)
	for n, words := range said {
		said[n] = style.Fit(" "+s.Warn.Render(words), l.Width)
	}
	if len(said) > 1 && l.note == 0 {
		return said
	}
	return append(said, line)
}

// Noted returns the layout with room for a note, where it has lines to spare.
func (l Layout) Noted(note string) Layout {
	if l.note = 0; l.Height >= stackedHeight && len(l.noteLines(note)) > 1 {
		l.note = 1
	}
	return l
}

// noteLines returns a note in at most two lines.
func (l Layout) noteLines(note string) []string {
	lines := style.Wrap(reports.Line(note), l.Width-2)
	if len(lines) > 2 {
		lines = []string{lines[0], style.Cut(strings.Join(lines[1:], " "), l.Width-2)}
	}
	return lines
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
