package reading

import "strings"

// numerals are Roman labels: "ii.", "IV)", "IV –", and "IV) " before a heading's title.
// Those of a single letter, or in brackets, are read by letters.
var numerals = shape{
	name:     "numerals",
	heading:  headingReader(`^(?:\(([IVXLC]+|[ivxlc]+)\)\s+|([IVXLC]+|[ivxlc]+)` + afterLabel + `)(.*)$`),
	mark:     markReader(`([ivxlc]{2,6}|[IVXLC]{2,6})[.)]|([IVXLC]{1,6}) [-–—]`, alphabet, dashed),
	sequence: &sequence{position: numeralPosition},
}

// numeralPosition reads a numeral, 0 for none.
func numeralPosition(label string) int {
	digits := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}
	label = strings.ToUpper(label)
	n := 0
	for i := range len(label) {
		d := digits[label[i]]
		if d == 0 {
			return 0
		}
		if i+1 < len(label) && d < digits[label[i+1]] {
			d = -d
		}
		n += d
	}
	return n
}
