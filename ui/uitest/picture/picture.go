// Package picture draws the program for the README, as SVG: frames of the screen,
// one after the other, and the first page of a report. The same input gives the
// same bytes, so that a test can tell when a picture is out of date.
package picture

import (
	"fmt"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// A cell of the screen, and what is around all of them, in units of the picture.
const (
	cellWidth, cellHeight = 8.4, 18.0
	margin, titleBar      = 14.0, 30.0
)

// colours are those of a terminal: what is behind the words, what is around the
// window, the words themselves, the words that can wait, and the numbers that the
// program's theme for this background uses.
type colours struct {
	back, edge, text, dim string
	numbered              map[int]string
}

var light = colours{"#ffffff", "#d0d7de", "#24292f", "#6e7781", map[int]string{1: "#cf222e", 2: "#1a7f37", 4: "#0550ae", 5: "#8250df"}}

var dark = colours{"#0d1117", "#3d444d", "#e6edf3", "#8b949e", map[int]string{9: "#ff7b72", 10: "#56d364", 11: "#e3b341", 14: "#76e3ea"}}

func on(isDark bool) colours {
	if isDark {
		return dark
	}
	return light
}

// look is how a cell is set. number is its colour, -1 for that of the text.
type look struct {
	number    int
	bold, dim bool
}

// drawing is a picture as far as it is drawn, and the words that are next in it.
type drawing struct {
	strings.Builder
	colours
	words   string
	at, top float64 // where the words begin
	cells   int     // how many cells they take
	look    look
}

// line draws a line of the frame whose cells begin at top.
func (d *drawing) line(l string, top float64) error {
	d.look, d.top = look{number: -1}, top
	x, state := margin, byte(0)
	for l != "" {
		part, cells, n, next := ansi.DecodeSequence(l, state, nil)
		l, state = l[n:], next
		if cells == 0 {
			d.flush()
			if err := d.look.turn(part); err != nil {
				return err
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(part)
		switch shape, drawn := shapes[part]; {
		case drawn:
			d.flush()
			d.shape(shape, x)
		case part == " " && (d.words == "" || strings.HasSuffix(d.words, " ")): // What stands in columns is placed, not spaced.
			d.flush()
		case size == len(part) && r < 0x250 || strings.ContainsRune("…’‘“”—–", r):
			d.add(part, cells, x)
		default: // A sign from another font has another width.
			d.flush()
			d.add(part, cells, x)
			d.flush()
		}
		x += float64(cells) * cellWidth
	}
	d.flush()
	return nil
}

// turn makes of a look what an escape makes of it.
func (l *look) turn(escape string) error {
	numbers, isLook := strings.CutPrefix(escape, "\x1b[")
	numbers, ends := strings.CutSuffix(numbers, "m")
	if !isLook || !ends {
		return fmt.Errorf("picture: %q is no colour", escape)
	}
	for number := range strings.SplitSeq(numbers, ";") {
		n, err := strconv.Atoi(number)
		switch {
		case number == "" || err == nil && n == 0:
			*l = look{number: -1}
		case n == 1:
			l.bold = true
		case n == 2:
			l.dim = true
		case n == 22:
			l.bold, l.dim = false, false
		case n == 39:
			l.number = -1
		case n >= 30 && n < 38:
			l.number = n - 30
		case n >= 90 && n < 98:
			l.number = n - 90 + 8
		default:
			return fmt.Errorf("picture: nothing draws %q", escape)
		}
	}
	return nil
}

// add adds a character to the words that are drawn next.
func (d *drawing) add(part string, cells int, x float64) {
	if d.words == "" {
		d.at = x
	}
	d.words += part
	d.cells += cells
}

// flush draws the words. They take as much room as their cells, in every font.
func (d *drawing) flush() {
	words := strings.TrimRight(d.words, " ")
	cells := d.cells - (len(d.words) - len(words))
	d.words, d.cells = "", 0
	if words == "" {
		return
	}
	weight := ""
	if d.look.bold {
		weight = ` font-weight="bold"`
	}
	x, y := d.at, d.top+cellHeight*0.72
	if length := utf8.RuneCountInString(words); length == 1 {
		fmt.Fprintf(d, `<text x="%s" y="%s" text-anchor="middle"%s%s>%s</text>`+"\n", short(x+float64(cells)*cellWidth/2), short(y), d.fill(), weight, html.EscapeString(words))
		return
	}
	fmt.Fprintf(d, `<text x="%s" y="%s" textLength="%s"%s%s>%s</text>`+"\n", short(x), short(y), short(float64(cells)*cellWidth), d.fill(), weight, html.EscapeString(words))
}

func (d *drawing) fill() string {
	colour := ""
	switch {
	case d.look.number >= 0:
		colour = d.numbered[d.look.number]
	case d.look.dim:
		colour = d.dim
	}
	if colour == "" {
		return ""
	}
	return ` fill="` + colour + `"`
}

// shapes are the characters that join those beside them, which no font does at
// every height of a line: their left, top, width and height as parts of a cell,
// and how much of them is seen.
var shapes = map[string][5]float64{
	"│": {0.45, 0, 0.1, 1, 0.5}, "┃": {0.4, 0, 0.25, 1, 1}, "─": {0, 0.47, 1, 0.06, 0.5}, "█": {0, 0.15, 1, 0.7, 1}, "░": {0, 0.15, 1, 0.7, 0.25},
}

func (d *drawing) shape(s [5]float64, x float64) {
	fmt.Fprintf(d, `<rect x="%s" y="%s" width="%s" height="%s" opacity="%s"%s/>`+"\n",
		short(x+s[0]*cellWidth), short(d.top+s[1]*cellHeight), short(s[2]*cellWidth), short(s[3]*cellHeight), short(s[4]), d.fill())
}

// short returns a number with at most two places behind the point.
func short(f float64) string {
	return strings.TrimRight(strings.TrimRight(strconv.FormatFloat(f, 'f', 2, 64), "0"), ".")
}
