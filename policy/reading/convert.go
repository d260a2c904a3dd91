package reading

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
)

// format is a kind of file that is no Markdown.
type format struct {
	is       func(name string, source []byte) bool
	markdown func(source []byte) ([]byte, error)
}

// formats are asked one after the other; what none of them knows is Markdown.
var formats = []format{page, tableFile, catalog, plainText}

// ToMarkdown turns a saved page or plain text into Markdown that Parse reads,
// and leaves Markdown as it is. The name's ending tells text from Markdown.
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

// hasEnding tells whether a file's name ends in one of these, in small letters.
func hasEnding(name string, endings ...string) bool {
	return slices.Contains(endings, strings.ToLower(path.Ext(name)))
}
