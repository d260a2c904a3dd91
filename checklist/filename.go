package checklist

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"clausewalk/policy/pattern"
)

// maxName is how many bytes of a name are kept on disk.
const maxName = 120

// deviceName finds the names that Windows keeps for devices, whatever follows
// behind a dot.
var deviceName = pattern.New(`^(?i:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])$`)

// longestEnding is how many bytes may be the ending of a name, with its dot.
const longestEnding = 16

// shortened returns a name of at most maxName bytes. It keeps its ending, by
// which people and programs know what the file is.
func shortened(name string) string {
	if len(name) <= maxName {
		return name
	}
	ending := path.Ext(name)
	if len(ending) > longestEnding {
		ending = ""
	}
	stem := name[:maxName-len(ending)]
	for !utf8.ValidString(stem) {
		stem = stem[:len(stem)-1]
	}
	return strings.TrimRight(stem, ". ") + ending
}

// SafeName returns a name that is a file name on every system and stays in its
// folder. One that is too long is cut before its ending. The name as it was given
// is kept in the event.
func SafeName(name string) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Cf, r), strings.ContainsRune(`/\<>:"|?*`, r):
			b.WriteByte('_')
		default:
			b.WriteRune(r)
		}
	}
	safe := shortened(strings.TrimRight(b.String(), ". "))
	stem, _, _ := strings.Cut(safe, ".")
	if stem == "" || deviceName.MatchString(strings.TrimRight(stem, " ")) {
		return "_" + safe
	}
	return safe
}
