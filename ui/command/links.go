package command

import (
	"strconv"
	"strings"
)

// knowsLinks tells by the environment whether the terminal knows links (OSC 8).
// FORCE_HYPERLINK, which other programs know too, says it outright. What nothing
// is known of gets none: some terminals show the address as letters.
func knowsLinks(getenv func(string) string) bool {
	if said := getenv("FORCE_HYPERLINK"); said != "" {
		return said != "0"
	}
	term, program := getenv("TERM"), getenv("TERM_PROGRAM")
	switch {
	case getenv("WT_SESSION") != "":
		return true
	case getenv("STY") != "", getenv("INSIDE_EMACS") != "", program == "Apple_Terminal":
		return false
	case getenv("TMUX") != "":
		return true // It keeps from its own terminal what that does not know.
	}
	if vte := getenv("VTE_VERSION"); vte != "" {
		version, err := strconv.Atoi(vte)
		return err == nil && version >= 5000 // Before it, links were cut short.
	}
	for _, known := range []string{"xterm", "tmux", "alacritty", "foot", "kitty", "ghostty", "wezterm", "contour", "rio", "konsole", "iterm"} {
		if strings.HasPrefix(term, known) {
			return true
		}
	}
	return false
}
