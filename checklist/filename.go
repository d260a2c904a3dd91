package checklist

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName is how many bytes of a name are kept on disk.
const maxName = 120

// deviceName finds the names that Windows keeps for devices, whatever follows
// behind a dot.
var deviceName = regexp.MustCompile(`^(?i:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])$`)

// SafeName returns a name that is a file name on every system and stays in its
// folder. The name as it was given is kept in the event.
func SafeName(name string) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Cf, r), strings.ContainsRune(`/\<>:"|?*`, r):
			b.WriteByte('_')
		default:
			b.WriteRune(r)
		}
		if b.Len() >= maxName {
			break
		}
	}
	safe := strings.TrimRight(b.String(), ". ")
	stem, _, _ := strings.Cut(safe, ".")
	if stem == "" || deviceName.MatchString(strings.TrimRight(stem, " ")) {
		return "_" + safe
	}
	return safe
}
