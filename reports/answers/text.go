package answers

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// The windows code page has printable characters where Latin-1 has control
// characters, but for these bytes, which it does not define.
const undefined1252 = "\x81\x8d\x8f\x90\x9d"

// text returns the text of a file with plain line ends, and in which encoding it
// was, empty for UTF-8. The error is Problems, for bytes that are no text.
func text(source []byte) (s, encoding string, err error) {
	switch {
	case bytes.HasPrefix(source, []byte("\xff\xfe")) || bytes.HasPrefix(source, []byte("\xfe\xff")):
		encoding = "UTF-16"
		source, err = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(source)
	case wide(source, 1):
		encoding = "UTF-16"
		source, err = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder().Bytes(source)
	case wide(source, 0):
		encoding = "UTF-16"
		source, err = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder().Bytes(source)
	}
	if err != nil {
		return "", "", Problems{{Line: 1, Column: 1, Msg: err.Error()}}
	}
	source = bytes.TrimPrefix(source, []byte("\uFEFF"))
	if at, bad := firstBad(source); bad {
		if encoding = oneByte(source); encoding == "" {
			return "", "", Problems{at}
		}
		decoder := charmap.Windows1252.NewDecoder()
		if encoding == "Latin-1" {
			decoder = charmap.ISO8859_1.NewDecoder()
		}
		if source, err = decoder.Bytes(source); err != nil {
			return "", "", Problems{at}
		}
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(source)), encoding, nil
}

// wide tells whether text has two bytes a character, of which those at the place
// are empty: Latin letters as UTF-16 without its mark.
func wide(source []byte, place int) bool {
	start := source[:min(len(source), 200)&^1]
	if len(start) < 4 {
		return false
	}
	empty := 0
	for i, b := range start {
		if b == 0 && i%2 == place {
			empty++
		}
	}
	return empty*10 >= len(start)*4
}

// oneByte names the encoding of text that is not UTF-8, empty where that cannot
// be told: a few damaged bytes in UTF-8 are no other encoding.
func oneByte(source []byte) string {
	control := false
	for i := 0; i < len(source); {
		r, size := utf8.DecodeRune(source[i:])
		b := source[i]
		switch {
		case size > 1, b == 0, strings.IndexByte(undefined1252, b) >= 0:
			return ""
		case r == utf8.RuneError && b < 0xa0:
			control = true
		}
		i += size
	}
	if control {
		return "Windows-1252"
	}
	return "Latin-1"
}

// firstBad says where a file is no UTF-8 text.
func firstBad(source []byte) (Problem, bool) {
	line, start := 1, 0
	for i := 0; i < len(source); {
		r, size := utf8.DecodeRune(source[i:])
		switch {
		case r == utf8.RuneError && size == 1 || r == 0:
			return Problem{Line: line, Column: i - start + 1, Msg: fmt.Sprintf("not UTF-8 text: 0x%02x; save the file as UTF-8", source[i])}, true
		case r == '\n':
			line, start = line+1, i+1
		}
		i += size
	}
	return Problem{}, false
}
