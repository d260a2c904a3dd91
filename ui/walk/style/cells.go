package style

import "unicode/utf8"

// Cell is one cell of a line: its character, and the sequences that give it its
// look, empty for the terminal's own.
type Cell struct {
	Rune rune
	Look string
}

// Cells appends the cells of a line to those that are there. It returns false for
// a line in which not each character is known to take one cell.
func Cells(to []Cell, line string) ([]Cell, bool) {
	look := ""
	for n := 0; n < len(line); {
		size, r := 1, rune(line[n])
		switch c := line[n]; {
		case c >= ' ' && c <= '~':
		case c == '\x1b':
			size = colour(line[n:])
			switch sequence := line[n : n+size]; {
			case size == 0:
				return to, false
			case sequence == "\x1b[0m" || sequence == "\x1b[m":
				look = ""
			default:
				look += sequence
			}
			n += size
			continue
		default:
			if r, size = utf8.DecodeRuneInString(line[n:]); !oneCell(r) {
				return to, false
			}
		}
		to = append(to, Cell{r, look})
		n += size
	}
	return to, true
}

// colour returns how many bytes the sequence takes that a text begins with, which
// colours and does nothing else, and 0 for any other.
func colour(s string) int {
	end := 1
	for end < len(s) && (s[end] == '[' && end == 1 || s[end] >= '0' && s[end] <= ';') {
		end++
	}
	if end >= len(s) || s[end] != 'm' || end == 1 {
		return 0
	}
	return end + 1
}
