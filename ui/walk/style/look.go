package style

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// Look is a style of which it is known what it writes before and behind a line:
// most of a frame is short words, and Lip Gloss lays each of them out as a page.
type Look struct {
	style          lipgloss.Style
	nothing        string // set in it
	before, behind string
	bold           *Look // the same in bold type
}

func look(s lipgloss.Style) Look {
	plain := bare(s)
	bold := bare(s.Bold(true))
	plain.bold = &bold
	return plain
}

func bare(s lipgloss.Style) Look {
	before, behind, _ := strings.Cut(s.Render("x"), "x")
	return Look{style: s, nothing: s.Render(""), before: before, behind: behind}
}

// Render sets text in the style.
func (l Look) Render(text string) string {
	switch {
	case text == "":
		return l.nothing
	case strings.ContainsAny(text, "\n\t\r"):
		return l.style.Render(text)
	}
	return l.before + text + l.behind
}

// Bold returns the look in bold type where that is asked, else as it is.
func (l Look) Bold(bold bool) Look {
	if !bold || l.bold == nil {
		return l
	}
	return *l.bold
}
