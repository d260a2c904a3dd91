package reading

import "strconv"

// numbers are labels in digits: "1.", "(2)", "1.2", "2.1.-", "3º", "4 –", and "3: " or
// "3.2 " before a heading's title.
var numbers = shape{
	name: "numbers",
	heading: func(words string) (label, title string) {
		if label, title = numberHeading(words); label == "" {
			label, title = dottedHeading(words)
		}
		return label, title
	},
	mark:     markReader(`(\d{1,3}(?:\.\d{1,3})+)(?:\.?[-–]|[.):])?|\((\d{1,3})\)|(\d{1,3})(?:[.)]-?|\.?[º°])|(\d{1,3}) [-–—]`, depth, inBrackets, alphabet, dashed),
	sequence: &sequence{numberPosition, func(n int, _ string) string { return strconv.Itoa(n) }},
}

var (
	numberHeading = headingReader(`^(\d+(?:\.\d+)*)` + afterLabel + `(.*)$`)
	dottedHeading = headingReader(`^(\d+(?:\.\d+)+)\s+(.*)$`) // No mark needs to follow it.
)

// dashed is the style of a label with a dash behind it.
func dashed(label string) string { return alphabet(label) + " –" }

// numberPosition is that of a number, or of a number with a letter such as 10A.
func numberPosition(label string) int {
	if m := suffixed.FindStringSubmatch(label); m != nil {
		label = m[1]
	}
	n, _ := strconv.Atoi(label) // 0 for what is not a number: it has no position.
	return n
}
