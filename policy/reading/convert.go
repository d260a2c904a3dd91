package reading

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
)

// format is a kind of file that is not Markdown. Its functions tell whether a file
// is of that kind, by its name or its bytes, and convert it.
type format struct {
	is       func(name string, source []byte) bool
	markdown func(source []byte) ([]byte, error)
}

// formats are asked one after the other; what none of them knows is Markdown.
var formats = []format{page, tableFile, catalog, plainText}

// ToMarkdown converts a file into Markdown that Parse reads, and leaves Markdown as
// it is. The ending of its name tells text from Markdown. The error says what kind of
// file cannot be read, and what to save instead.
func ToMarkdown(name string, source []byte) ([]byte, error) {
	if len(source) > MaxSize {
		return nil, fmt.Errorf("%d bytes is more than the limit of %d", len(source), MaxSize)
	}
	if bytes.HasPrefix(source, []byte{0xFF, 0xFE}) || bytes.HasPrefix(source, []byte{0xFE, 0xFF}) {
		return nil, errors.New("it is UTF-16 text: save it as UTF-8")
	}
	if why := foreignFormat(name, source); why != "" {
		return nil, errors.New(why)
	}
	if at := notText(source); at >= 0 {
		return nil, fmt.Errorf("line %d is not UTF-8 text: save the policy as text, Markdown or HTML in UTF-8", 1+bytes.Count(source[:at], []byte{'\n'}))
	}
	for _, f := range formats {
		if f.is(name, source) {
			return f.markdown(source)
		}
	}
	return source, nil
}

// hasEnding tells whether a file's name has one of these endings, in either case.
func hasEnding(name string, endings ...string) bool {
	return slices.Contains(endings, strings.ToLower(path.Ext(name)))
}
