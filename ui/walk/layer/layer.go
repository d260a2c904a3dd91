// Package layer is the stack of what lies over the walk: boxes and pages. The
// one on top sees the keys first and returns what comes of them; the walk does
// it. No layer knows another's type, and none reaches the walk.
package layer

import (
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/ui"
	"clausewalk/ui/clauses"
	"clausewalk/ui/walk/style"
)

// Layer is a box or a page: it takes the keys while it is on top.
type Layer interface {
	// Mode says which actions have keys here.
	Mode() ui.Mode
	// Below tells whether it is a box that stands below what it lies on.
	// Otherwise it is a page, which takes all room between header and footer.
	Below() bool
	// Resize says how much room there is, in cells. It comes before any key.
	Resize(w, h int)
	// Off says why an action of its mode cannot be done now, empty when it can.
	Off(action string) string
	// Do does an action of its mode.
	Do(action string) Result
	// Type takes a key that no action of its mode has.
	Type(key tea.KeyMsg) Result
	// View returns at most as many lines as there is room for.
	View(s *style.Styles) []string
}

// Clicked is a layer that a click on one of its lines does something to, counted
// from its first one.
type Clicked interface{ Click(y int) Result }

// Base is what most layers answer: every action can be done, no other key does
// anything.
type Base struct{}

func (Base) Off(string) string      { return "" }
func (Base) Type(tea.KeyMsg) Result { return Result{} }

// Result is what comes of a key. The walk does its parts in this order.
type Result struct {
	Close bool    // the layer that returns this is done
	Open  Layer   // lies on top from now on
	Idle  bool    // only where nothing lies over the walk: otherwise nothing comes of it
	Note  string  // one line for the person
	Do    string  // an action of the walk, by its name
	Cmd   tea.Cmd // work away from the screen, see Later
	Draft bool    // words were typed that a draft is to keep
}

// Say returns the result of an error, or of what was done where there is none.
func Say(words string, err error) Result {
	if err != nil {
		return Result{Note: clauses.Refused(err)}
	}
	return Result{Note: words}
}

// Back is what work away from the screen comes back with. Do is called on the
// screen, and its result is the layer's.
type Back struct {
	To Layer // whose work it was, nil for the walk's own
	Do func() Result
}

// Later does work away from the screen. What the work returns is done on the
// screen, with the layer that it is for.
func Later(to Layer, work func() func() Result) tea.Cmd {
	return func() tea.Msg { return Back{to, work()} }
}

// Changed is the message that a journal file may have grown.
type Changed struct{}

// Timer calls back after a while. It is nil where nobody waits.
type Timer func(time.Duration, func(time.Time) tea.Msg) tea.Cmd

// ---- the stack ----

// Stack is what lies over the walk, the top layer last.
type Stack []Layer

// Top returns the layer that has the keys, nil where there is none.
func (s Stack) Top() Layer {
	if len(s) == 0 {
		return nil
	}
	return s[len(s)-1]
}

// Page returns the page that is seen, nil where the walk is.
func (s Stack) Page() Layer {
	for n := len(s) - 1; n >= 0; n-- {
		if !s[n].Below() {
			return s[n]
		}
	}
	return nil
}

// Box returns the box on top, nil where there is none.
func (s Stack) Box() Layer {
	if top := s.Top(); top != nil && top.Below() {
		return top
	}
	return nil
}

// Push puts a layer on top.
func (s *Stack) Push(l Layer) { *s = append(*s, l) }

// Close takes a layer away with all that lies on it. One that is not open any
// more is no fault.
func (s *Stack) Close(l Layer) {
	if n := slices.Index(*s, l); n >= 0 {
		*s = (*s)[:n]
	}
}
