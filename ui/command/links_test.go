package command

import (
	"strings"
	"testing"
)

func TestLinksAreForTerminalsThatKnowThem(t *testing.T) {
	t.Parallel()
	for env, want := range map[string]bool{
		"TERM=xterm-256color":                             true,
		"TERM=xterm-256color NO_COLOR=1":                  true, // Colour is another question.
		"TERM=xterm-256color TERM_PROGRAM=Apple_Terminal": false,
		"TERM=xterm-256color VTE_VERSION=4804":            false,
		"TERM=xterm-256color VTE_VERSION=7600":            true,
		"TERM=xterm-256color INSIDE_EMACS=29.1,comint":    false,
		"TERM=tmux-256color TMUX=/tmp/x":                  true,
		"TERM=screen-256color TMUX=/tmp/x":                true,
		"TERM=screen-256color STY=1.pts":                  false,
		"TERM=screen":                                     false,
		"TERM=linux":                                      false,
		"TERM=dumb":                                       false,
		"TERM=vt220":                                      false,
		"":                                                false,
		"WT_SESSION=x":                                    true,
		"TERM=linux FORCE_HYPERLINK=1":                    true,
		"TERM=xterm-256color FORCE_HYPERLINK=0":           false,
	} {
		vars := map[string]string{}
		for _, one := range strings.Fields(env) {
			name, value, _ := strings.Cut(one, "=")
			vars[name] = value
		}
		if got := knowsLinks(func(name string) string { return vars[name] }); got != want {
			t.Errorf("%q knows links: %v", env, got)
		}
	}
}
