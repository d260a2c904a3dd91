// Package frame is what stands round the clauses: header, footer, and how the
// room between them is shared out.
package frame

import "fmt"

// Layout shares out a terminal's cells.
type Layout struct{ Width, Height int }

// The sizes at which the screen changes its shape, in cells.
const (
	minWidth, minHeight = 30, 8
	twoPanes            = 100
	compact             = 60
)

// Unknown tells whether the terminal has not told its size yet.
func (l Layout) Unknown() bool { return l.Width == 0 || l.Height == 0 }

// TooSmall says why nothing can be shown, empty when it can.
func (l Layout) TooSmall() string {
	if l.Width >= minWidth && l.Height >= minHeight {
		return ""
	}
	return fmt.Sprintf("clausewalk needs %dx%d, this is %dx%d", minWidth, minHeight, l.Width, l.Height)
}

// TwoPanes tells whether list and clause stand side by side, Compact whether
// there is room for the necessary alone.
func (l Layout) TwoPanes() bool { return l.Width >= twoPanes }
func (l Layout) Compact() bool  { return l.Width < compact }

// Body is the height that header, footer and their rules leave.
func (l Layout) Body() int { return max(0, l.Height-4) }

// Page is the width of a page.
func (l Layout) Page() int { return l.Width - 2 }

// Text is the width of a text on a page, which is no wider than one reads well.
func (l Layout) Text() int { return min(l.Width-2, 100) }

// List is the width of the list.
func (l Layout) List() int {
	if !l.TwoPanes() {
		return l.Width
	}
	return min(max(l.Width*38/100, 38), 54)
}

// Clause is the width of the clause's text.
func (l Layout) Clause() int {
	if !l.TwoPanes() {
		return l.Width - 2
	}
	return l.Width - l.List() - 4
}

// Under returns the height that an open box leaves to what it lies on, and Box
// that of the box. A rule stands between them.
func (l Layout) Under() int { return max(0, l.Body()-l.Box()-1) }
func (l Layout) Box() int {
	return min(max(6, l.Body()/3), max(1, l.Body()-1))
}
