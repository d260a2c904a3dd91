package clauses

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded returns a text as a search reads it, rune for rune: in small letters,
// without accents and in the usual width, so that "donnees" finds "Données" and
// "API" finds "ＡＰＩ".
func folded(text string) string { return strings.Map(foldRune, text) }

func foldRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return unicode.ToLower(r)
	case r == '\u3000':
		return ' '
	case r >= '！' && r <= '～':
		return unicode.ToLower(r - '！' + '!')
	case r >= '٠' && r <= '٩':
		return r - '٠' + '0'
	case strings.ContainsRune("أإآٱ", r):
		return 'ا'
	case r == 'ى':
		return 'ي'
	case r == 'ة':
		return 'ه'
	}
	if unicode.Is(unicode.Latin, r) {
		if parts := norm.NFD.PropertiesString(string(r)).Decomposition(); len(parts) > 0 {
			r, _ = utf8.DecodeRune(parts)
		}
	}
	return unicode.ToLower(r)
}
