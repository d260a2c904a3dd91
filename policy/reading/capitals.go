package reading

import (
	"strings"
	"unicode"
)

// capitals are headings by appearance: a short line in capitals that has a label,
// or stands in a text without other headings.
//
// Seen in: agreements pasted as text ("S-1 YOUR GOODS", "LIMITATION OF LIABILITY").
var capitals = shape{
	name: "capitals",
	arrange: func(d *document, all []block) []block {
		for i := range all {
			b := &all[i]
			if b.heading || b.item || !b.oneLine || !inCapitals(b.words) || len(strings.Fields(b.words)) > maxTitleWords || i+1 == len(all) {
				continue
			}
			label, title := d.shapes.heading(b.words)
			if label != "" && title != "" && (title != b.words || rankOf(title) != "") || !d.headed && looksLikeTitle(b.words) && label == "" {
				d.makeHeading(b, boldLevel)
			}
		}
		return all
	},
}

// inCapitals tells whether the letters of words are capitals, three at least.
func inCapitals(words string) bool {
	n := 0
	for _, r := range words {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 3
}
