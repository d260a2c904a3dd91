package style

import (
	"strings"
	"testing"

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
