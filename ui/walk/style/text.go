package style

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"clausewalk/policy/pattern"
	"clausewalk/reports"
)

// Widths here are terminal cells, counted by what a terminal shows; len and
// slicing are for bytes and have no place in drawing.

// Width returns how many cells s takes. Letters and signs that take one cell each,
// with nothing that joins them, are counted without looking for what joins.
func Width(s string) int {
	if w, ok := simple(s); ok {
		return w
	}
	return ansi.StringWidth(s)
}

// simple returns how many cells a text takes in which each character takes one,
// and colours none, and false for any other text.
func simple(s string) (w int, ok bool) {
	for n := 0; n < len(s); w++ {
		c := s[n]
		switch {
		case c >= ' ' && c <= '~':
			n++
		case c == '\x1b':
			size := colour(s[n:])
			if size == 0 {
				return 0, false
			}
			n, w = n+size, w-1
		default:
			r, size := utf8.DecodeRuneInString(s[n:])
			if !oneCell(r) {
				return 0, false
			}
			n += size
		}
	}
	return w, true
}

// oneCell tells whether a character takes one cell and joins no other: Latin
// letters, dashes and quotes, and the boxes and marks that we draw with.
func oneCell(r rune) bool {
	switch {
	case r >= 0xc0 && r <= 0x24f, r >= 0x2010 && r <= 0x2022, r == '…', r >= 0x2500 && r <= 0x25a1:
		return true
	}
	return strings.ContainsRune("·§©®°±´µ¶»«✓◐✗○◌≠∅◇›▸→↵", r)
}

// cut shortens s to at most w cells, with a tail where something is cut off.
func cut(s string, w int, tail string) string {
	own, ok := simple(s)
	switch {
	case ok && own <= w:
		return s
	case ok && w > 0 && tail == "…" && !strings.Contains(s, "\x1b"):
		n := 0
		for at := range s {
			if n == w-1 {
				return s[:at] + tail
			}
			n++
		}
	}
	return ansi.Truncate(s, w, tail)
}

// Fit cuts or fills s to exactly w cells.
func Fit(s string, w int) string {
	if w <= 0 {
		return ""
	}
	s = cut(s, w, "…")
	return s + strings.Repeat(" ", max(0, w-Width(s)))
}

// Cut shortens s to at most w cells.
func Cut(s string, w int) string { return cut(s, max(0, w), "…") }

// CutLeft shortens s to at most w cells, at its beginning.
func CutLeft(s string, w int) string {
	if over := Width(s) - max(1, w); over > 0 {
		return ansi.TruncateLeft(s, over+1, "…")
	}
	return s
}

// Wrap breaks s into lines of at most w cells, at blanks where it can.
func Wrap(s string, w int) []string {
	if w <= 0 {
		return nil
	}
	if own, ok := simple(s); ok && own <= w { // Nothing of it needs another line.
		return carried([]string{strings.TrimRight(s, " ")})
	}
	lines := strings.Split(ansi.Wrap(strings.ReplaceAll(s, "\t", "    "), w, ""), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(cut(l, w, ""), " ")
	}
	return carried(lines)
}

// Hang wraps s to w cells with a label before the first line and blanks of the
// label's width before the others.
func Hang(label, s string, w int) []string {
	indent := Width(label)
	if w-indent < 8 {
		return Wrap(label+s, w)
	}
	lines := Wrap(s, w-indent)
	for i := range lines {
		before := label
		if i > 0 {
			before = strings.Repeat(" ", indent)
		}
		lines[i] = before + lines[i]
	}
	return lines
}

// Between puts left and right at the ends of a line of w cells. The left gives
// way where both do not fit.
func Between(left, right string, w int) string {
	gap := w - Width(left) - Width(right)
	if gap >= 1 {
		return left + strings.Repeat(" ", gap) + right
	}
	room := w - Width(right) - 1
	if room < 1 {
		return Fit(right, w)
	}
	return Fit(left, room) + " " + right
}

// Halved is Between with a right end that may be long: it has half of the line, and
// what the left does not need.
func Halved(left, right string, w int) string {
	return Between(left, Cut(right, max(w/2, w-Width(left)-3)), w)
}

var colours = pattern.New(`\x1b\[[0-9;]*m`)

// Safe makes what a box of another library shows safe for the terminal: its
// colours stay, and what the person has typed or pasted shows as marks.
func Safe(view string) string {
	var b strings.Builder
	from := 0
	for _, at := range colours.FindAllStringIndex(view, -1) {
		b.WriteString(reports.Visible(view[from:at[0]]))
		b.WriteString(view[at[0]:at[1]])
		from = at[1]
	}
	return b.String() + reports.Visible(view[from:])
}

// Frame makes exactly h lines of at most w cells of the lines.
func Frame(lines []string, w, h int) string {
	out := make([]string, h)
	for i := range out {
		if i < len(lines) {
			out[i] = cut(lines[i], w, "")
		}
	}
	return strings.Join(out, "\n")
}

// Window returns the h lines that begin at top, filled with empty ones.
func Window(lines []string, top, h int) []string {
	out := make([]string, max(0, h))
	for i := range out {
		if at := top + i; at >= 0 && at < len(lines) {
			out[i] = lines[at]
		}
	}
	return out
}

// Row returns how wide a line is, of w cells at most, that has something at either
// end: farther apart nobody sees that they belong together.
func Row(w int) int { return min(w, 120) }

// Top returns the first of all lines that a window of h lines shows, with the one
// at an index in its middle as far as there are lines.
func Top(at, all, h int) int { return min(max(0, at-h/2), max(0, all-h)) }

// WrapAll wraps each line of a text.
func WrapAll(text string, w int) []string {
	var out []string
	for _, l := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		out = append(out, Wrap(l, w)...)
	}
	return out
}

// Pad puts blanks before the lines and returns h of them.
func Pad(lines []string, left, h int) []string {
	out := Window(lines, 0, h)
	for n := range out {
		out[n] = strings.Repeat(" ", left) + out[n]
	}
	return out
}

// Day returns the day of a time as people read it, where they are.
func Day(t time.Time) string { return t.Local().Format("2 Jan 2006") }
