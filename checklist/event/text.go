package event

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// CheckText refuses text that is not UTF-8, since the journal could not keep it as it
// was typed. What is what the error calls the text.
func CheckText(what, text string) error {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			return fmt.Errorf("%s is not UTF-8 text: byte %d is 0x%02x", what, i+1, text[i])
		}
		i += size
	}
	return nil
}

// blank tells whether a text is nothing but white space.
func blank(text string) bool { return strings.TrimSpace(text) == "" }
