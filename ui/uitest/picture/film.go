package picture

import (
	"fmt"
	"html"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Shot is a frame of the walk in a film, whose only escapes are colours and weights.
type Shot struct {
	Said    string // above it: what was pressed, and why
	Frame   string
	Seconds float64
}

// Film draws frames of the walk as a window, one after the other and again from the
// first. Who wants no motion, and who cannot have it, sees the last one. What
// several frames have in one place is drawn once. An escape that it does not know
// is an error.
func Film(shots []Shot, isDark bool) ([]byte, error) {
	c := on(isDark)
	columns, rows := 0, 0
	for _, s := range shots {
		lines := strings.Split(s.Frame, "\n")
		rows = max(rows, len(lines))
		for _, l := range lines {
			columns = max(columns, ansi.StringWidth(l))
		}
	}
	parts, err := partsOf(shots, c)
	if err != nil {
		return nil, err
	}
	width, height := float64(columns)*cellWidth+2*margin, float64(rows)*cellHeight+titleBar+margin
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%s" height="%s" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,monospace" font-size="14" fill="%s">`+"\n",
		short(width), short(height), short(width), short(height), c.text)
	b.WriteString("<style>\n")
	for n, p := range parts {
		b.WriteString(p.timing(n, shots))
	}
	b.WriteString("@media (prefers-reduced-motion:reduce){g{animation:none!important}}\n</style>\n")
	fmt.Fprintf(&b, `<rect x=".5" y=".5" width="%s" height="%s" rx="8" fill="%s" stroke="%s"/>`+"\n", short(width-1), short(height-1), c.back, c.edge)
	for n := range 3 {
		fmt.Fprintf(&b, `<circle cx="%d" cy="15" r="5" fill="%s"/>`+"\n", 20+18*n, c.edge)
	}
	for n, p := range parts {
		fmt.Fprintf(&b, "<g class=\"p%d\">\n%s</g>\n", n, p.drawn.String())
	}
	b.WriteString("</svg>\n")
	return []byte(b.String()), nil
}

// part is what is seen in the same shots.
type part struct {
	seen  []bool // by shot
	drawn strings.Builder
}

// partsOf draws each line of each shot once, with those that are seen in the same
// shots.
func partsOf(shots []Shot, c colours) (parts []*part, err error) {
	type place struct {
		row  int
		line string
	}
	seen := map[place][]bool{}
	var order []place
	for n, s := range shots {
		for row, l := range append([]string{s.Said}, strings.Split(s.Frame, "\n")...) {
			at := place{row, l}
			if seen[at] == nil {
				seen[at], order = make([]bool, len(shots)), append(order, at)
			}
			seen[at][n] = true
		}
	}
	known := map[string]*part{}
	for _, at := range order {
		name := fmt.Sprint(seen[at])
		if known[name] == nil {
			known[name] = &part{seen: seen[at]}
			parts = append(parts, known[name])
		}
		if at.row == 0 {
			fmt.Fprintf(&known[name].drawn, `<text x="84" y="20" fill="%s">%s</text>`+"\n", c.dim, html.EscapeString(at.line))
			continue
		}
		d := drawing{colours: c}
		if err := d.line(at.line, titleBar+float64(at.row-1)*cellHeight); err != nil {
			return nil, err
		}
		known[name].drawn.WriteString(d.String())
	}
	return parts, nil
}

// timing is the style by which a part is seen in its shots, nothing for one that is
// always seen.
func (p *part) timing(n int, shots []Shot) string {
	total, always := 0.0, true
	for i, s := range shots {
		total += s.Seconds
		always = always && p.seen[i]
	}
	if always {
		return ""
	}
	shown := func(i int) int {
		if p.seen[i] {
			return 1
		}
		return 0
	}
	last := len(shots) - 1
	steps, from := "", 0.0
	for i, s := range shots {
		if i == 0 || p.seen[i] != p.seen[i-1] {
			steps += fmt.Sprintf("%s%%{opacity:%d}", short(from/total*100), shown(i))
		}
		from += s.Seconds
	}
	return fmt.Sprintf(".p%d{opacity:%d;animation:p%d %ss step-end infinite}@keyframes p%d{%s100%%{opacity:%d}}\n", n, shown(last), n, short(total), n, steps, shown(last))
}
