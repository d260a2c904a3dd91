package ui

import (
	"regexp"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"clausewalk/reports"
)

// Widths here are terminal cells, counted by what a terminal shows; len and
// slicing are for bytes and have no place in this package's drawing.

// fit cuts or fills s to exactly w cells.
func fit(s string, w int) string {
	if w <= 0 {
		return ""
	}
	s = ansi.Truncate(s, w, "…")
	return s + strings.Repeat(" ", max(0, w-ansi.StringWidth(s)))
}

// cut shortens s to at most w cells.
func cut(s string, w int) string { return ansi.Truncate(s, max(0, w), "…") }

// wrap breaks s into lines of at most w cells, at blanks where it can.
func wrap(s string, w int) []string {
	if w <= 0 {
		return nil
	}
	lines := strings.Split(ansi.Wrap(strings.ReplaceAll(s, "\t", "    "), w, ""), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(ansi.Truncate(l, w, ""), " ")
	}
	return lines
}

// hang wraps s to w cells with a label before the first line and blanks of the
// label's width before the others.
func hang(label, s string, w int) []string {
	indent := ansi.StringWidth(label)
	if w-indent < 8 {
		return wrap(label+s, w)
	}
	lines := wrap(s, w-indent)
	for i := range lines {
		before := label
		if i > 0 {
			before = strings.Repeat(" ", indent)
		}
		lines[i] = before + lines[i]
	}
	return lines
}

// between puts left and right at the ends of a line of w cells. The left gives
// way where both do not fit.
func between(left, right string, w int) string {
	gap := w - ansi.StringWidth(left) - ansi.StringWidth(right)
	if gap >= 1 {
		return left + strings.Repeat(" ", gap) + right
	}
	room := w - ansi.StringWidth(right) - 1
	if room < 1 {
		return fit(right, w)
	}
	return fit(left, room) + " " + right
}

var colours = regexp.MustCompile(`\x1b\[[0-9;]*m`)

// safe makes what a box of another library shows safe for the terminal: its
// colours stay, and what the person has typed or pasted shows as marks.
func safe(view string) string {
	var b strings.Builder
	from := 0
	for _, at := range colours.FindAllStringIndex(view, -1) {
		b.WriteString(reports.Visible(view[from:at[0]]))
		b.WriteString(view[at[0]:at[1]])
		from = at[1]
	}
	return b.String() + reports.Visible(view[from:])
}

// frame makes exactly h lines of at most w cells of the lines.
func frame(lines []string, w, h int) string {
	out := make([]string, h)
	for i := range out {
		if i < len(lines) {
			out[i] = ansi.Truncate(lines[i], w, "")
		}
	}
	return strings.Join(out, "\n")
}

// window returns the h lines that begin at top, filled with empty ones.
func window(lines []string, top, h int) []string {
	out := make([]string, max(0, h))
	for i := range out {
		if at := top + i; at >= 0 && at < len(lines) {
			out[i] = lines[at]
		}
	}
	return out
}
