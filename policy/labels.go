package policy

import (
	"strings"
	"unicode"
)

// LabelKey folds a label to its letters and digits, with a bar between runs of
// different kinds, so that a12, A.12 and A-12 have the same key, and 1.12 and 11.2
// have not. An entry stays as it is written. Labels with the same key are the same
// label.
func LabelKey(label string) string {
	label, entry := CutEntry(label)
	var b strings.Builder
	var last rune
	for _, r := range strings.ToUpper(label) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if last != 0 && unicode.IsDigit(r) != unicode.IsDigit(last) {
				b.WriteByte('|')
			}
			b.WriteRune(r)
			last = r
		case last != 0 && last != '|':
			b.WriteByte('|')
			last = 0
		}
	}
	return WithEntry(strings.TrimSuffix(b.String(), "|"), entry)
}

// entrySign stands between a clause's label and the entry that it is asked for.
const entrySign = "@"

// CutEntry splits a label such as E.1@instagram_business_basic into the label that
// the source has and the entry, which is empty for a clause that is asked once.
func CutEntry(label string) (base, entry string) {
	base, entry, _ = strings.Cut(label, entrySign)
	return base, entry
}

// WithEntry returns the label under which a clause is asked for an entry.
func WithEntry(label, entry string) string {
	if entry == "" {
		return label
	}
	return label + entrySign + entry
}
