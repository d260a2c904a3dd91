package scan

import "bytes"

// automaton finds which of many words are in a text, in one pass and in either case.
// It is that of Aho and Corasick with a full table of steps, since a gibibyte of source
// may go through it.
type automaton struct {
	next [][256]int32
	ends [][]int // for each state, the words that end there
}

func lower(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}

func newAutomaton(words []string) *automaton {
	a := &automaton{next: make([][256]int32, 1), ends: make([][]int, 1)}
	for n, word := range words {
		at := int32(0)
		for i := range len(word) {
			b := lower(word[i])
			if a.next[at][b] == 0 {
				a.next, a.ends = append(a.next, [256]int32{}), append(a.ends, nil)
				a.next[at][b] = int32(len(a.next) - 1)
			}
			at = a.next[at][b]
		}
		a.ends[at] = append(a.ends[at], n)
	}
	back := make([]int32, len(a.next)) // for each state, that of the longest proper suffix which begins a word
	queue := []int32{}
	for _, to := range a.next[0] {
		if to != 0 {
			queue = append(queue, to)
		}
	}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		a.ends[at] = append(a.ends[at], a.ends[back[at]]...)
		for b, to := range a.next[at] {
			if to == 0 {
				a.next[at][b] = a.next[back[at]][b]
				continue
			}
			back[to] = a.next[back[at]][b]
			queue = append(queue, to)
		}
	}
	for at := range a.next { // Capitals go where small letters go.
		for b := byte('A'); b <= 'Z'; b++ {
			a.next[at][b] = a.next[at][lower(b)]
		}
	}
	return a
}

// in returns where in a text each word ends, by the word's index. It is nil for a text
// that has none of them.
func (a *automaton) in(text []byte, words int) (found [][]int) {
	at := int32(0)
	for i, b := range text {
		at = a.next[at][b]
		if ends := a.ends[at]; ends != nil {
			if found == nil {
				found = make([][]int, words)
			}
			for _, n := range ends {
				found[n] = append(found[n], i)
			}
		}
	}
	return found
}

// near returns the parts of a text around sorted positions in it, with two lines
// before and after each. Parts do not overlap.
func near(text []byte, positions []int) (parts [][]byte) {
	const lines = 2
	from, to, line := 0, -1, -1 // the current part, and where the last position's line ends
	for _, at := range positions {
		if at < line {
			continue
		}
		start, end := at, at
		for n := 0; n <= lines && start >= 0; n++ {
			start = bytes.LastIndexByte(text[:start], '\n')
		}
		for n := 0; n <= lines && end < len(text); n++ {
			next := bytes.IndexByte(text[end:], '\n')
			if end += next + 1; next < 0 {
				end = len(text)
			}
			if n == 0 {
				line = end
			}
		}
		if start++; start > to {
			if to >= 0 {
				parts = append(parts, text[from:to])
			}
			from = start
		}
		to = end
	}
	if to >= 0 {
		parts = append(parts, text[from:to])
	}
	return parts
}
