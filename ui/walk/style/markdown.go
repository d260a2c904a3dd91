package style

import (
	"strings"

	"github.com/charmbracelet/glamour"
	glamouransi "github.com/charmbracelet/glamour/ansi"
	glamourstyles "github.com/charmbracelet/glamour/styles"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
)

// Markdown renders Markdown to lines of at most w cells. What Glamour
// cannot render is shown as it stands.
//
// Glamour sets a comma or a hyphen one cell beyond the width that it is given,
// and leaves what has no blank as wide as it is.
func Markdown(s *Styles, markdown string, w int) []string {
	out := markdown
	profile := termenv.ANSI
	if s.Mono {
		profile = termenv.Ascii
	}
	r, err := glamour.NewTermRenderer(glamour.WithStyles(s.markdown()), glamour.WithColorProfile(profile), glamour.WithWordWrap(max(1, w-1)))
	if err == nil {
		if rendered, err := r.Render(markdown); err == nil {
			out = rendered
		}
	}
	var lines []string
	for l := range strings.SplitSeq(strings.Trim(out, "\n"), "\n") {
		parts := Wrap(strings.TrimRight(l, " "), w)
		if strings.Contains(l, "\x1b") { // A colour ends with its line.
			for n := range parts {
				parts[n] += ansi.ResetStyle
			}
		}
		lines = append(lines, parts...)
	}
	return lines
}

// pieceSize is how many bytes of Markdown are rendered at once. Glamour takes more
// than twice as long for twice as many.
const pieceSize = 32 << 10

// Pieces splits Markdown before headings into pieces that are rendered one by one
// as the whole would be.
func Pieces(markdown string) []string {
	var all []string
	fence, from, at := "", 0, 0
	for line := range strings.Lines(markdown) {
		mark := line[:len(line)-len(strings.TrimLeft(line, "`~"))]
		switch {
		case fence == "" && len(mark) >= 3:
			fence = mark
		case fence != "" && strings.HasPrefix(mark, fence) && strings.TrimSpace(line[len(mark):]) == "":
			fence = ""
		case fence == "" && strings.HasPrefix(line, "#") && at-from >= pieceSize:
			all, from = append(all, markdown[from:at]), at
		}
		at += len(line)
	}
	return append(all, markdown[from:])
}

// markdown returns the style in which Glamour renders.
func (s *Styles) markdown() glamouransi.StyleConfig {
	c := glamourstyles.NoTTYStyleConfig
	none := uint(0)
	c.Document.Margin, c.Document.BlockPrefix, c.Document.BlockSuffix = &none, "", ""
	if s.Mono {
		return c
	}
	text := func(v string) *string { return &v }
	yes := true
	c.H1.StylePrimitive = glamouransi.StylePrimitive{Bold: &yes, Color: text(s.tint)}
	c.Heading.StylePrimitive = glamouransi.StylePrimitive{Bold: &yes, Color: text(s.tint), BlockSuffix: "\n"}
	c.H1.Prefix, c.H2.Prefix, c.H3.Prefix = "", "", ""
	c.Strong = glamouransi.StylePrimitive{Bold: &yes}
	c.Emph = glamouransi.StylePrimitive{Italic: &yes}
	c.Link = glamouransi.StylePrimitive{Faint: &yes}
	c.LinkText = glamouransi.StylePrimitive{Underline: &yes}
	c.Code.StylePrimitive = glamouransi.StylePrimitive{Color: text(s.tint)}
	return c
}
