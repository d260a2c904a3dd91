// Package style is the looks of the screen: colours and marks, widths, wrapping
// and how Markdown is set.
package style

import (
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
)

// Styles are the looks of the program: the sixteen colours of the terminal's
// own palette on its own background, one accent, and dim for what can wait.
// Colour only repeats what words and marks say.
type Styles struct {
	Mono   bool
	ascii  bool
	tint   string // the accent's colour
	Plain  Look
	Accent Look
	Strong Look
	Dim    Look
	Good   Look
	Warn   Look
	Bad    Look
	Here   Look // what the cursor is on
	Clash  Look // a conflict
	Marks  Marks
	Keys   func(action string) (name string, ok bool) // the keys that actions have
}

// Keyed returns words with the keys of the actions that they name, see
// clauses.Key.
func (s *Styles) Keyed(words string) string { return clauses.Keyed(words, s.Keys) }

// Marks are the signs that stand for states. Each is one cell wide.
type Marks struct {
	Verdict                                   map[event.Verdict]string
	Unsupported, Stale, Conflict, Out, Cursor string
	Covered                                   string // another clause's answer stands for this one
	Suggested                                 string // a program has suggested something
	Bar, Rule, Full, Empty, Quote             string
	Dot, Ellipsis, Folded                     string
	Tab, Return                               string // in what people type
}

// palettes are what stands for accent, good, warn and bad among the sixteen.
var palettes = map[ui.Theme][4]string{
	ui.Auto:  {"6", "2", "3", "1"},
	ui.Light: {"4", "2", "5", "1"},
	ui.Dark:  {"14", "10", "11", "9"},
}

// New returns the looks of a theme, with marks of ASCII alone where that is asked.
func New(ascii bool, theme ui.Theme) *Styles {
	mono := theme == ui.Mono
	palette, ok := palettes[theme]
	if !ok {
		palette = palettes[ui.Auto]
	}
	r := lipgloss.NewRenderer(io.Discard)
	r.SetHasDarkBackground(true)
	r.SetColorProfile(termenv.ANSI)
	if mono {
		r.SetColorProfile(termenv.Ascii)
	}
	color := func(c string) Look { return look(r.NewStyle().Foreground(lipgloss.Color(c))) }
	s := &Styles{
		Keys:   ui.Settings{}.Table().KeyOf,
		Mono:   mono,
		ascii:  ascii,
		tint:   palette[0],
		Plain:  look(r.NewStyle()),
		Accent: color(palette[0]),
		Strong: look(r.NewStyle().Bold(true)),
		Dim:    look(r.NewStyle().Faint(true)),
		Good:   color(palette[1]),
		Warn:   color(palette[2]),
		Bad:    color(palette[3]),
		Marks: Marks{
			Verdict: map[event.Verdict]string{
				event.Met: "✓", event.Partly: "◐", event.NotMet: "✗", event.NotApplicable: "–",
				event.CannotTell: "?", event.Unanswered: "○",
			},
			Unsupported: "◌", Stale: "!", Conflict: "≠", Out: "∅", Covered: "·", Suggested: "◇", Cursor: "›", Bar: "│", Rule: "─", Full: "█", Empty: "░", Quote: "┃",
			Dot: "·", Ellipsis: "…", Folded: "▸", Tab: "→", Return: "↵",
		},
	}
	s.Here, s.Clash = s.Accent.Bold(!mono), s.Bad.Bold(!mono)
	if ascii {
		s.Marks = Marks{
			Verdict: map[event.Verdict]string{
				event.Met: "+", event.Partly: "~", event.NotMet: "x", event.NotApplicable: "-",
				event.CannotTell: "?", event.Unanswered: ".",
			},
			Unsupported: "o", Stale: "!", Conflict: "#", Out: "/", Covered: ",", Suggested: "^", Cursor: ">", Bar: "|", Rule: "-", Full: "#", Empty: ".", Quote: "|",
			Dot: "-", Ellipsis: "~", Folded: "+", Tab: ">", Return: "|",
		}
	}
	return s
}

// Mark returns the sign of an item's state. What wants a person stands out; what
// is finished is dim.
func (s *Styles) Mark(i checklist.Item) string {
	switch {
	case i.Has(checklist.OutOfScope):
		return s.Dim.Render(s.Marks.Out)
	case i.Has(checklist.Conflict):
		return s.Clash.Render(s.Marks.Conflict)
	case i.Has(checklist.Stale):
		return s.Warn.Render(s.Marks.Stale)
	case i.Has(checklist.Unsupported):
		return s.Warn.Render(s.Marks.Unsupported)
	case i.Verdict == event.Unanswered && i.Covered != "":
		return s.Dim.Render(s.Marks.Covered)
	case i.Verdict == event.Unanswered:
		return s.Strong.Render(s.Marks.Verdict[i.Verdict])
	case Finished(i):
		return s.Dim.Render(s.Marks.Verdict[i.Verdict])
	}
	return s.Verdict(i.Verdict, false).Render(s.Marks.Verdict[i.Verdict])
}

// Finished tells whether a clause wants nothing of anybody.
func Finished(i checklist.Item) bool {
	if i.Has(checklist.OutOfScope) {
		return true
	}
	return i.Answered() && !i.IsGap() && i.Verdict != event.CannotTell && !i.Has(checklist.Unsupported)
}

// Verdict returns the style of a verdict.
func (s *Styles) Verdict(v event.Verdict, unsupported bool) Look {
	switch v {
	case event.Met:
		if unsupported {
			return s.Warn
		}
		return s.Good
	case event.Partly, event.CannotTell:
		return s.Warn
	case event.NotMet:
		return s.Bad
	default:
		return s.Dim
	}
}

// Titled returns a rule of w cells with words in it, at its beginning and at its
// end.
func (s *Styles) Titled(left, right string, w int) string {
	rule := func(n int) string { return s.Dim.Render(strings.Repeat(s.Marks.Rule, max(0, n))) }
	end := rule(1) + " " + s.Strong.Render(right) + " " + rule(1)
	room := w - Width(end) - 6
	if left == "" || room < 8 {
		return rule(w-Width(end)) + end
	}
	begin := rule(1) + " " + Cut(left, room) + " "
	return begin + rule(w-Width(begin)-Width(end)) + end
}

// Bar shows with w cells how much of all is done.
func (s *Styles) Bar(done, all, w int) string {
	if all == 0 {
		return ""
	}
	full := w * done / all
	if full == 0 && done > 0 {
		full = 1
	}
	return strings.Repeat(s.Marks.Full, full) + s.Dim.Render(strings.Repeat(s.Marks.Empty, w-full))
}

// Line returns a rule of w cells.
func (s *Styles) Line(w int) string { return s.Dim.Render(strings.Repeat(s.Marks.Rule, max(0, w))) }

// Sign returns the mark and the style of a line of a list, which stand out where
// the cursor is.
func (s *Styles) Sign(here bool) (string, Look) {
	if here {
		return s.Accent.Render(s.Marks.Cursor) + " ", s.Strong
	}
	return "  ", s.Plain
}
