package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"clausewalk/policy/pattern"
)

// begin is the beginning of visible words as a label is looked for in it: blanks of
// any width are spaces, and what has no width is not there.
type begin struct {
	words string
	ats   []int // for each byte that was looked at, where it stands in the words as they are; nil where they are the same
	more  int   // how many bytes longer the words as they are
}

// at returns where a position stands in the words as they are.
func (b begin) at(pos int) int {
	if pos < len(b.ats) {
		return b.ats[pos]
	}
	return pos + b.more
}

// plainBegin makes plain the beginning of words, which is longer than any label. A
// label may be followed by a thin space, a zero-width one or a soft hyphen, and may
// stand behind or in tags of HTML: "<a name=x></a>1.2", "<b>1.2</b> Text".
func plainBegin(words string) begin {
	if !hasOdd(words) {
		return begin{words: words}
	}
	var b strings.Builder
	var ats []int
	i := 0
	for i < len(words) && i < 4*maxLabel && b.Len() < maxLabel {
		r, size := utf8.DecodeRuneInString(words[i:])
		switch tag := len(htmlTag.FindString(words[i:min(len(words), i+4*maxLabel)])); {
		case r == '<' && tag > 0:
			i += tag
			continue
		case unicode.Is(unicode.Cf, r):
			i += size
			continue
		case r >= utf8.RuneSelf && unicode.IsSpace(r):
			ats = append(ats, i)
			b.WriteByte(' ')
		default:
			for n := range size {
				ats = append(ats, i+n)
			}
			b.WriteString(words[i : i+size])
		}
		i += size
	}
	plain := begin{words: b.String() + words[i:], ats: ats}
	plain.more = len(words) - len(plain.words)
	return plain
}

// hasOdd tells whether words have something to make plain where a label may stand.
func hasOdd(words string) bool {
	for i, r := range words {
		switch {
		case i >= maxLabel:
			return false
		case r == '<', r >= utf8.RuneSelf && (unicode.IsSpace(r) || unicode.Is(unicode.Cf, r)):
			return true
		}
	}
	return false
}

// htmlTag is a tag at the beginning of words.
var htmlTag = pattern.New(`^</?[A-Za-z][^<>]*>`)
