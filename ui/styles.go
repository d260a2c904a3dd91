package ui

import (
	"io"

	"github.com/charmbracelet/glamour/ansi"
	glamourstyles "github.com/charmbracelet/glamour/styles"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"clausewalk/checklist"
)

// styles are the looks of the program: the sixteen colours of the terminal's
// own palette on its own background, one accent, and dim for what can wait.
// Colour only repeats what words and marks say.
type styles struct {
	mono   bool
	tint   string // the accent's colour
	plain  lipgloss.Style
	accent lipgloss.Style
	strong lipgloss.Style
	dim    lipgloss.Style
	good   lipgloss.Style
	warn   lipgloss.Style
	bad    lipgloss.Style
	marks  marks
}

// marks are the signs that stand for states. Each is one cell wide.
type marks struct {
	verdict                                   map[checklist.Verdict]string
	unsupported, stale, conflict, out, cursor string
	bar, rule, full, empty, quote             string
	dot, ellipsis                             string
}

// Theme names the colours of the walk.
type Theme string

// The themes. Auto's colours are readable on light and dark alike; Light and
// Dark have the accents that stand out best on theirs; Mono has none.
const (
	Auto  Theme = "auto"
	Light Theme = "light"
	Dark  Theme = "dark"
	Mono  Theme = "mono"
)

// Themes returns the names of the themes.
func Themes() []string { return []string{string(Auto), string(Light), string(Dark), string(Mono)} }

// palettes are what stands for accent, good, warn and bad among the sixteen.
var palettes = map[Theme][4]string{
	Auto:  {"6", "2", "3", "1"},
	Light: {"4", "2", "5", "1"},
	Dark:  {"14", "10", "11", "9"},
}

func newStyles(ascii bool, theme Theme) styles {
	mono := theme == Mono
	palette, ok := palettes[theme]
	if !ok {
		palette = palettes[Auto]
	}
	r := lipgloss.NewRenderer(io.Discard)
	r.SetHasDarkBackground(true)
	r.SetColorProfile(termenv.ANSI)
	if mono {
		r.SetColorProfile(termenv.Ascii)
	}
	color := func(c string) lipgloss.Style { return r.NewStyle().Foreground(lipgloss.Color(c)) }
	s := styles{
		mono:   mono,
		tint:   palette[0],
		plain:  r.NewStyle(),
		accent: color(palette[0]),
		strong: r.NewStyle().Bold(true),
		dim:    r.NewStyle().Faint(true),
		good:   color(palette[1]),
		warn:   color(palette[2]),
		bad:    color(palette[3]),
		marks: marks{
			verdict: map[checklist.Verdict]string{
				checklist.Met: "✓", checklist.Partly: "◐", checklist.NotMet: "✗", checklist.NotApplicable: "–",
				checklist.CannotTell: "?", checklist.Unanswered: "·",
			},
			unsupported: "◌", stale: "!", conflict: "≠", out: "–", cursor: "›", bar: "│", rule: "─", full: "█", empty: "░", quote: "┃",
			dot: "·", ellipsis: "…",
		},
	}
	if ascii {
		s.marks = marks{
			verdict: map[checklist.Verdict]string{
				checklist.Met: "+", checklist.Partly: "~", checklist.NotMet: "x", checklist.NotApplicable: "-",
				checklist.CannotTell: "?", checklist.Unanswered: ".",
			},
			unsupported: "o", stale: "!", conflict: "#", out: "-", cursor: ">", bar: "|", rule: "-", full: "#", empty: ".", quote: "|",
			dot: "-", ellipsis: "~",
		}
	}
	return s
}

// mark returns the sign of an item's state, in its colour.
func (s styles) mark(i checklist.Item) string {
	switch {
	case i.Has(checklist.OutOfScope):
		return s.dim.Render(s.marks.out)
	case i.Has(checklist.Conflict):
		return s.bad.Render(s.marks.conflict)
	case i.Has(checklist.Stale):
		return s.warn.Render(s.marks.stale)
	case i.Has(checklist.Unsupported):
		return s.warn.Render(s.marks.unsupported)
	}
	return s.verdict(i.Verdict, i.Has(checklist.Unsupported)).Render(s.marks.verdict[i.Verdict])
}

// verdict returns the style of a verdict.
func (s styles) verdict(v checklist.Verdict, unsupported bool) lipgloss.Style {
	switch v {
	case checklist.Met:
		if unsupported {
			return s.warn
		}
		return s.good
	case checklist.Partly, checklist.CannotTell:
		return s.warn
	case checklist.NotMet:
		return s.bad
	default:
		return s.dim
	}
}

// markdown returns the style in which Glamour renders.
func (s styles) markdown() ansi.StyleConfig {
	c := glamourstyles.NoTTYStyleConfig
	none := uint(0)
	c.Document.Margin, c.Document.BlockPrefix, c.Document.BlockSuffix = &none, "", ""
	if s.mono {
		return c
	}
	text := func(v string) *string { return &v }
	yes := true
	c.H1.StylePrimitive = ansi.StylePrimitive{Bold: &yes, Color: text(s.tint)}
	c.Heading.StylePrimitive = ansi.StylePrimitive{Bold: &yes, Color: text(s.tint), BlockSuffix: "\n"}
	c.H1.Prefix, c.H2.Prefix, c.H3.Prefix = "", "", ""
	c.Strong = ansi.StylePrimitive{Bold: &yes}
	c.Emph = ansi.StylePrimitive{Italic: &yes}
	c.Link = ansi.StylePrimitive{Faint: &yes}
	c.LinkText = ansi.StylePrimitive{Underline: &yes}
	c.Code.StylePrimitive = ansi.StylePrimitive{Color: text(s.tint)}
	return c
}
