package style

import (
	"strings"

	"clausewalk/policy/editions"
	"clausewalk/reports"
)

// Difference sets a word difference: what went stands in [-...-], what came
// in {+...+}, so that it is read without colour.
func (s *Styles) Difference(all []editions.WordChange, w int) []string {
	var lines []string
	var line strings.Builder
	width := 0
	put := func(word string, style Look) {
		for _, part := range Wrap(word, w) { // A word may be wider than the pane.
			n := Width(part)
			if width > 0 && width+1+n > w {
				lines = append(lines, line.String())
				line.Reset()
				width = 0
			}
			if width > 0 {
				line.WriteByte(' ')
				width++
			}
			line.WriteString(style.Render(part))
			width += n
		}
	}
	for _, change := range all {
		words := strings.Fields(reports.Line(change.Text))
		style := s.Plain
		if len(words) == 0 {
			continue
		}
		switch change.Sign {
		case "-":
			words[0], style = "[-"+words[0], s.Bad
			words[len(words)-1] += "-]"
		case "+":
			words[0], style = "{+"+words[0], s.Good
			words[len(words)-1] += "+}"
		}
		for _, word := range words {
			put(word, style)
		}
	}
	return append(lines, line.String())
}
