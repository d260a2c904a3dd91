package reading

import (
	"bytes"
	"strings"

	"clausewalk/policy/pattern"
)

// plainText is text without markup.
var plainText = format{
	is:       func(name string, _ []byte) bool { return hasEnding(name, ".txt", ".text") },
	markdown: func(source []byte) ([]byte, error) { return fromText(source), nil },
}

var (
	bulletLine = pattern.New(`^[•◦▪●*+-][ \t]+`)
	titleLine  = pattern.New(`^(?:\d+[.)]?|[IVXLC]+\.|[A-Z]\.|Section \d+[.:]?|Article \d+[.:]?)\s+\p{Lu}`)
	textMarkup = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "<", `\<`, "[", `\[`, "&", `\&`)
)

// fromText marks up plain text, line by line, so that lines keep their numbers.
// A short line that stands alone is a heading where it has a label or is all
// in capitals.
func fromText(source []byte) []byte {
	if bytes.IndexByte(source, '\f') >= 0 {
		return fromPrinted(source)
	}
	lines := strings.Split(strings.ReplaceAll(string(source), "\r\n", "\n"), "\n")
	for i, line := range lines {
		trimmed := strings.TrimSpace(line)
		alone := (i == 0 || strings.TrimSpace(lines[i-1]) == "") && (i+1 == len(lines) || strings.TrimSpace(lines[i+1]) == "")
		switch {
		case trimmed == "":
			lines[i] = ""
		case bulletLine.MatchString(trimmed):
			rest := trimmed[len(bulletLine.FindString(trimmed)):]
			lines[i] = "- " + textMarkup.Replace(rest)
		case alone && looksLikeTitle(trimmed) && (titleLine.MatchString(trimmed) || strings.ToUpper(trimmed) == trimmed && strings.ToLower(trimmed) != trimmed):
			lines[i] = "## " + textMarkup.Replace(trimmed)
		default:
			lines[i] = textMarkup.Replace(trimmed)
		}
	}
	return []byte(strings.Join(lines, "\n"))
}
