package ui

import (
	"strings"
	"testing"
)

func TestEveryThemeButMonoHasColoursOfItsOwn(t *testing.T) {
	seen := map[string]Theme{}
	for _, name := range Themes() {
		theme := Theme(name)
		accent := newStyles(false, theme).accent.Render("x")
		if coloured := strings.Contains(accent, "\x1b["); coloured == (theme == Mono) {
			t.Errorf("%s renders the accent as %q", theme, accent)
		}
		if other, twice := seen[accent]; twice {
			t.Errorf("%s and %s look the same", theme, other)
		}
		seen[accent] = theme
	}
}
