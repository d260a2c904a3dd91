// Package frame is what stands round the clauses: header, footer, and how the
// room between them is shared out.
package frame

import "fmt"

// Layout shares out a terminal's cells.
type Layout struct {
	Width, Height int

	note int // lines of the body that a note has
}

// The sizes at which the screen changes its shape, in cells.
const (
	minWidth, minHeight = 30, 8
	twoPanes            = 100 // list and clause side by side
	compact             = 60  // above it, they are stacked
	stackedHeight       = 16
	// widest is how wide a line is at most that one reads with ease.
	widest = 90
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

// TwoPanes tells whether list and clause stand side by side, Stacked whether the
// one stands above the other, and Compact whether there is room for the
// necessary alone. Otherwise one of them is seen.
func (l Layout) TwoPanes() bool { return l.Width >= twoPanes }
func (l Layout) Stacked() bool {
	return !l.TwoPanes() && l.Width >= compact && l.Height >= stackedHeight
}
func (l Layout) Compact() bool { return l.Width < compact }

// OnePane tells whether the list hides the clause, and the clause the list.
func (l Layout) OnePane() bool { return !l.TwoPanes() && !l.Stacked() }

// Body is the height that header, footer and their rules leave.
func (l Layout) Body() int { return max(0, l.Height-4-l.note) }

// Page is the width of a page.
func (l Layout) Page() int { return l.Width - 2 }

// Text is the width of a text on a page, which is no wider than one reads well.
func (l Layout) Text() int { return min(l.Width-2, widest) }

// List is the width of the list.
func (l Layout) List() int {
	if !l.TwoPanes() {
		return l.Width
	}
	return min(max(l.Width*38/100, 38, l.Width-widest-4), 72)
}

// Listed is the height of the list.
func (l Layout) Listed() int {
	if l.Stacked() {
		return max(4, l.Body()/3)
	}
	return l.Body()
}

// Right is the width beside the list, Clause that of the clause's text, and Read
// its height.
func (l Layout) Right() int {
	if !l.TwoPanes() {
		return l.Width - 2
	}
	return l.Width - l.List() - 4
}
func (l Layout) Clause() int { return min(l.Right(), widest) }
func (l Layout) Read() int {
	if l.Stacked() {
		return l.Body() - l.Listed() - 1
	}
	return l.Body()
}

// Under returns the height that an open box leaves to what it lies on, and Box
// that of the box. A rule stands between them.
func (l Layout) Under() int { return max(0, l.Body()-l.Box()-1) }
func (l Layout) Box() int {
	return min(max(6, min(8, l.Body()/2), l.Body()/3), max(1, l.Body()-1))
}
