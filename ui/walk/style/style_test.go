package style

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"clausewalk/ui"
)

func TestEveryThemeButMonoHasColoursOfItsOwn(t *testing.T) {
	seen := map[string]ui.Theme{}
	for _, name := range ui.Themes() {
		theme := ui.Theme(name)
		accent := New(false, theme).Accent.Render("x")
		if coloured := strings.Contains(accent, "\x1b["); coloured == (theme == ui.Mono) {
			t.Errorf("%s renders the accent as %q", theme, accent)
		}
		if other, twice := seen[accent]; twice {
			t.Errorf("%s and %s look the same", theme, other)
		}
		seen[accent] = theme
	}
}

func TestWithoutColourEachStateHasAMarkOfItsOwn(t *testing.T) {
	for _, ascii := range []bool{false, true} {
		m := New(ascii, ui.Mono).Marks
		seen := map[string]bool{}
		for _, mark := range append(slices.Collect(maps.Values(m.Verdict)), m.Unsupported, m.Stale, m.Conflict, m.Out, m.Covered) {
			if seen[mark] || ansi.StringWidth(mark) != 1 {
				t.Errorf("%q is a mark twice, or not one cell wide", mark)
			}
			seen[mark] = true
		}
	}
}
