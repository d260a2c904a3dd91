// Package termbg keeps Bubble Tea v1 from asking the terminal for its
// background colour while packages initialise. The question costs up to five
// seconds where nobody answers, and puts escape bytes into the output of
// commands that have no screen.
//
// It works because Go initialises packages that are ready in the order of
// their import paths, and "clausewalk/ui/termbg" sorts before
// "github.com/charmbracelet/bubbletea". A test with a silent terminal holds it.
package termbg

import "github.com/charmbracelet/lipgloss"

func init() { lipgloss.SetHasDarkBackground(true) }
