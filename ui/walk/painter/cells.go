package painter

import (
	"bytes"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"clausewalk/ui/walk/style"
)

// near is how many cells that stay as they are cost less to write again than a
// move of the cursor over them.
const near = 6

// pen writes cells that changed, and knows which look the terminal has.
type pen struct {
	bytes.Buffer
	look     string
	was, now []style.Cell // of one line, kept for the next
}

// put gives the terminal a look.
func (p *pen) put(look string) {
	if look == p.look {
		return
	}
	if p.look != "" {
		p.WriteString(ansi.ResetStyle)
	}
	p.WriteString(look)
	p.look = look
}

// change writes what of a line is not as it was, on a terminal of a width. It
// returns false, and has written nothing, where it is not known of each character
// that it takes one cell: such lines are written whole.
func (p *pen) change(y int, was, now string, width int) bool {
	if strings.Contains(was, "\x1b[100") || strings.Contains(now, "\x1b[100") {
		return false // It may have links.
	}
	var simpleWas, simpleNow bool
	p.was, simpleWas = style.Cells(p.was[:0], was)
	p.now, simpleNow = style.Cells(p.now[:0], now)
	if !simpleWas || !simpleNow {
		return false
	}
	before, after := trimmed(p.was), trimmed(p.now)
	same := func(x int) bool { return x < len(before) && before[x] == after[x] }
	for x := 0; x < len(after); {
		if same(x) {
			x++
			continue
		}
		end := x + 1
		for at := end; at < len(after) && at <= end+near; at++ {
			if !same(at) {
				end = at + 1
			}
		}
		p.WriteString(ansi.CursorPosition(x+1, y+1))
		for ; x < end; x++ {
			p.put(after[x].Look)
			p.WriteRune(after[x].Rune)
		}
	}
	if len(before) > len(after) && len(after) < width {
		p.WriteString(ansi.CursorPosition(len(after)+1, y+1))
		p.put("")
		p.WriteString(ansi.EraseLineRight)
	}
	return true
}

// trimmed returns cells without the blanks at their end.
func trimmed(cells []style.Cell) []style.Cell {
	end := len(cells)
	for end > 0 && cells[end-1] == (style.Cell{Rune: ' '}) {
		end--
	}
	return cells[:end]
}
