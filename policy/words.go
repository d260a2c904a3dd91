package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"
)

// VisibleWords returns what a reader sees of paragraphs, one to a line.
func VisibleWords(paragraphs []Paragraph) string {
	var b strings.Builder
	for _, p := range paragraphs {
		for _, s := range p.Spans {
			b.WriteString(s.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Fold returns words with every run of white space as one space and curly
// quotes as straight ones: two texts that fold to the same are the same text.
func Fold(words string) string {
	var b strings.Builder
	b.Grow(len(words))
	space := false
	for i, r := range words {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case space:
			b.WriteByte(' ')
			space = false
		}
		switch r {
		case '“', '”', '„':
			b.WriteByte('"')
		case '‘', '’':
			b.WriteByte('\'')
		case utf8.RuneError: // Perhaps a byte that is not UTF-8, which stays as it is.
			_, size := utf8.DecodeRuneInString(words[i:])
			b.WriteString(words[i : i+size])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Digest returns the SHA-256 of words, in hex. The digests of clauses and editions
// are of folded words.
func Digest(words string) string { return FileDigest([]byte(words)) }

// FileDigest returns the SHA-256 of a file, in hex, and an empty string for nil: a
// file that is not there.
func FileDigest(file []byte) string {
	if file == nil {
		return ""
	}
	sum := sha256.Sum256(file)
	return hex.EncodeToString(sum[:])
}
