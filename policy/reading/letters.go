package reading

import "strings"

// letters are labels of one letter: "(a)", "b.", and "A. " before a heading's
// title. Several letters in brackets are read here too: whether "(ii)" is a numeral
// depends on what comes before it.
var letters = shape{
	name:     "letters",
	heading:  headingReader(`^(?:\(?([A-Za-z])\)\s+|([A-Za-z])` + afterLabel + `)(.*)$`),
	mark:     markReader(`\(([a-z]{1,5}|[A-Z]{1,5})\)|([a-z]|[A-Z])[.)]`, inBrackets, alphabet),
	sequence: &sequence{letterPosition, letterAt},
}

// letterPosition is that of a letter; after (z) come (aa) and (bb).
func letterPosition(label string) int {
	if n := doublePosition(label); n > 0 {
		return 26 + n
	}
	if len(label) != 1 {
		return 0
	}
	switch c := label[0]; {
	case c >= 'a' && c <= 'z':
		return int(c-'a') + 1
	case c >= 'A' && c <= 'Z':
		return int(c-'A') + 1
	}
	return 0
}

func letterAt(n int, like string) string {
	if n > 26 {
		return strings.Repeat(letterAt(n-26, like), 2)
	}
	if like[0] >= 'a' {
		return string(rune('a' + n - 1))
	}
	return string(rune('A' + n - 1))
}
