package style

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"clausewalk/policy/library"
	"clausewalk/ui"
)

// TestMarkdownLosesNoLetterAtAnyWidth holds that the platform's words are all on
// the screen, commas at the ends of lines among them.
func TestMarkdownLosesNoLetterAtAnyWidth(t *testing.T) {
	p, err := library.Load("instagram-platform")
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{"no answer yet to S.1, S.2, S.3, S.4, S.5, S.6, S.7, S.8, S.9, S.10", "it is at " + strings.Repeat("x", 150) + ", and more"}
	for _, c := range p.Clauses() {
		texts = append(texts, c.Words())
	}
	solid := func(s string) string { return strings.Join(strings.Fields(s), "") }
	for _, theme := range []ui.Theme{ui.Mono, ui.Auto} {
		s := New(false, theme)
		for n, text := range texts {
			w := 30 + n*7%60
			lines := Markdown(s, text, w)
			if got := solid(ansi.Strip(strings.Join(lines, " "))); got != solid(text) {
				t.Errorf("at %d cells:\n%s\nis not\n%s", w, got, solid(text))
			}
			for _, l := range lines {
				if Width(l) > w {
					t.Errorf("a line of %d cells in %d: %q", Width(l), w, l)
				}
			}
		}
	}
}
