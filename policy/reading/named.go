package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"clausewalk/policy/pattern"
)

// named are labels before a paragraph with a word before their number: "Rule 1:",
// "Req. 3.1", "Art. 4 The developer ...". The number must be followed by a mark or by
// a capital, since "Section 3 applies" is a reference.
//
// Seen in: communities' rules ("**Rule 1:** ..."), requirements ("Req. 3.2 Keys
// ..."), Swiss terms ("Art. 3 Haftung"), contracts ("Clause 5. ...").
var named = shape{
	name: "named",
	mark: func(words string) (mark, int) {
		m := namedLabel.FindStringSubmatch(words)
		if m == nil {
			return mark{}, 0
		}
		rest, _ := utf8.DecodeRuneInString(strings.TrimLeft(words[len(m[1]):], "\"“«*"))
		if !namedSign.MatchString(strings.TrimSpace(m[1])) && !unicode.IsUpper(rest) && !unicode.In(rest, unicode.Lo) {
			return mark{}, 0
		}
		label, width := numberOf(m[3]), len(m[1])
		return mark{label: label, printed: strings.TrimSpace(m[1]), style: strings.TrimSpace(m[2]) + " " + alphabet(label) + strings.Repeat(".1", strings.Count(label, "."))}, width
	},
}

var (
	namedWords = innerWords + `|Guideline|Principle|Policy|Section|SECTION|Standard|Abschnitt|Grundsatz|Principe|Principio`
	namedLabel = pattern.Made(func() string {
		return `^(\s*(` + namedWords + `)\s*` + numberBefore + `(\d+[A-Za-z]?(?:\.\d+)*(?:[\s-]?(?:bis|ter|quater))?|[IVXLC]+|[A-Z]|\p{Nd}+|` + ordinalWords() + `)` + numberAfter + `(?:\s*[.:)–—-]+)?\s*)`
	})
	namedSign = pattern.New(`[.:–—-]$`)
)

// isNamed tells whether a style is that of labels of this shape, which are clauses
// even where the section's clauses have another style.
func isNamed(style string) bool {
	word, _, found := strings.Cut(style, " ")
	return found && namedFirst[word]
}

// mayBeNamed tells whether words begin with one of the words that numbers follow.
func mayBeNamed(words string) bool {
	word, _, _ := strings.Cut(words[:min(len(words), maxLabel)], " ")
	return namedFirst[word]
}

var namedFirst = func() map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Split(namedWords, "|") {
		all[strings.Fields(strings.ReplaceAll(word, `\.`, "."))[0]] = true
	}
	return all
}()
