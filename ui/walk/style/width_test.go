package style

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"clausewalk/ui"
)

func TestWidthsAreThoseOfTheTerminal(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if oneCell(r) && (ansi.StringWidth(string(r)) != 1 || ansi.StringWidth("a"+string(r)+"b") != 3) {
			t.Errorf("%q takes %d cells", r, ansi.StringWidth(string(r)))
		}
	}
	texts := rapid.SliceOf(rapid.SampledFrom([]string{"a", "é", "e\u0301", "✓", "✓\ufe0f", "…", "漢", "\x1b[2m", "\x1b[0m", "\x1b[38;5;4m", "\x1b", "\x1b[2", "\x1b[2J", "\x1b]8;;x\x07", "│", " ", "\t", "\u00ad", "👩‍💻", "🇨🇭", "1\ufe0f\u20e3", "\xff"}))
	rapid.Check(t, func(t *rapid.T) {
		s := ""
		for _, one := range texts.Draw(t, "text") {
			s += one
		}
		if got, want := Width(s), ansi.StringWidth(s); got != want {
			t.Fatalf("%q takes %d cells, not %d", s, want, got)
		}
		w := rapid.IntRange(0, 12).Draw(t, "room")
		if got, want := Cut(s, w), ansi.Truncate(s, w, "…"); ansi.Strip(got) != ansi.Strip(want) {
			t.Fatalf("%q in %d cells is %q, not %q", s, w, want, got)
		}
		if own, ok := simple(s); ok && own <= w {
			if got, want := Wrap(s, w), strings.TrimRight(ansi.Wrap(s, w, ""), " "); w > 0 && (len(got) != 1 || got[0] != want) {
				t.Fatalf("%q in %d cells is %q, not %q", s, w, want, got)
			}
		}
	})
}

func TestALookSetsTextAsItsStyleDoes(t *testing.T) {
	for _, theme := range []ui.Theme{ui.Dark, ui.Mono} {
		s := New(false, theme)
		for _, l := range []Look{s.Plain, s.Accent, s.Strong, s.Dim, s.Bad, s.Accent.Bold(true)} {
			for _, text := range []string{"", "x", "two words", " blanks ", "é ✓", "two\nlines", "a\tb", "a\x1b[2mb"} {
				if got, want := l.Render(text), lipgloss.Style.Render(l.style, text); got != want {
					t.Errorf("%q is %q, not %q", text, got, want)
				}
			}
		}
	}
}
