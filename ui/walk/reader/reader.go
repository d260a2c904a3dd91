// Package reader is text that is read in a window, and a search in it. The
// clause's text and all pages are read in one. Bubbles' viewport is not under it:
// that measures every line of a text, and of one that is wrapped already nobody
// asks how wide it is.
package reader

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"clausewalk/ui/walk/style"
)

// Reader is text in a window. The zero Reader is empty.
type Reader struct {
	lines []string
	top   int // the first line in the window
	w, h  int
	query string // what is searched for, in small letters
	match int    // the line that holds it, counted from 1; 0 for none
}

// Set gives the reader another text, a line each. The window stays where it is,
// as far as the text goes.
func (r *Reader) Set(lines []string) {
	if slices.Equal(lines, r.lines) {
		return
	}
	r.lines = lines
	r.to(r.top)
}

// to puts the window at a line, as far as the text goes.
func (r *Reader) to(top int) { r.top = max(0, min(top, len(r.lines)-r.h)) }

// Resize says how large the window is, in cells.
func (r *Reader) Resize(w, h int) {
	r.w, r.h = max(0, w), max(0, h)
	r.to(r.top)
}

// Width is how wide the window is, in cells.
func (r *Reader) Width() int { return r.w }

// Lines returns the whole text. It is the reader's own.
func (r *Reader) Lines() []string { return r.lines }

// Empty tells whether there is nothing to read.
func (r *Reader) Empty() bool { return len(r.lines) == 0 }

// ---- the window ----

// Scroll moves the window by lines, Half by half its height in a direction, and
// Page by all of it.
func (r *Reader) Scroll(by int)      { r.to(r.top + by) }
func (r *Reader) Half(direction int) { r.Scroll(direction * max(1, r.h/2)) }
func (r *Reader) Page(direction int) { r.Scroll(direction * max(1, r.h)) }

// Top and Bottom go to the ends of the text.
func (r *Reader) Top()    { r.to(0) }
func (r *Reader) Bottom() { r.to(len(r.lines)) }

// At returns the line in the middle of the window, or the one that was found,
// counted from 0.
func (r *Reader) At() int {
	if r.match > 0 {
		return r.match - 1
	}
	return r.top + r.h/2
}

// Shown returns how many lines the window has shown when it is where it is.
func (r *Reader) Shown() int { return min(len(r.lines), r.top+r.h) }

// View returns the lines in the window, as many as it is high. What was found
// stands out.
func (r *Reader) View(s *style.Styles) []string {
	shown := style.Window(r.lines, r.top, r.h)
	if at := r.match - 1 - r.top; r.match > 0 && at >= 0 && at < len(shown) {
		shown[at] = s.Accent.Render(s.Marks.Cursor + strings.TrimPrefix(ansi.Strip(shown[at]), " "))
	}
	return shown
}

// ---- the search ----

// Query returns what is searched for, empty for nothing.
func (r *Reader) Query() string { return r.query }

// Match returns the line that was found, counted from 1; 0 for none.
func (r *Reader) Match() int { return r.match }

// Unmatch forgets what was found, for another text.
func (r *Reader) Unmatch() { r.match = 0 }

// Place is where the window is, and what was searched for and found.
type Place struct {
	Top   int
	Query string
	Match int
}

// Place returns where the reader is, and Return goes back there.
func (r *Reader) Place() Place { return Place{r.top, r.query, r.match} }
func (r *Reader) Return(p Place) {
	r.query, r.match = p.Query, p.Match
	r.to(p.Top)
}

// Find searches for words from a line on, and tells whether they are there.
func (r *Reader) Find(words string, from int) bool {
	r.query = strings.ToLower(words)
	return r.find(from, 1)
}

// Next goes to the next line in a direction that holds the words.
func (r *Reader) Next(direction int) bool { return r.find(r.match-1+direction, direction) }

// find goes to the next line in which the query begins, around the end. It may
// end in the line after, where the text was only wrapped.
func (r *Reader) find(from, direction int) bool {
	r.match = 0
	for n := range r.lines {
		at := ((from+direction*n)%len(r.lines) + len(r.lines)) % len(r.lines)
		line := plain(r.lines[at])
		text := line
		if at+1 < len(r.lines) {
			text += " " + strings.TrimLeft(plain(r.lines[at+1]), " ┃|")
		}
		if begins := strings.Index(text, r.query); r.query != "" && begins >= 0 && begins < len(line) {
			r.match = at + 1
			r.to(at - min(2, r.h/2))
			return true
		}
	}
	return false
}

func plain(line string) string { return strings.ToLower(strings.TrimRight(ansi.Strip(line), " ")) }
