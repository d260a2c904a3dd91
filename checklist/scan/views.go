package scan

import (
	"path"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// views are a file with everything blanked out except all code, or its strings, or its
// names. Offsets and lines are those of the file.
type views struct{ code, strings, names []byte }

// known keeps lexers by extension, since finding one tries hundreds of patterns.
var known sync.Map

func lexerOf(file string) chroma.Lexer {
	key := strings.ToLower(path.Ext(file))
	if key == "" {
		key = path.Base(file)
	}
	if found, ok := known.Load(key); ok {
		lexer, _ := found.(chroma.Lexer)
		return lexer
	}
	lexer := lexers.Match(path.Base(file))
	if lexer == nil {
		known.Store(key, false)
	} else {
		known.Store(key, lexer)
	}
	return lexer
}

// viewsOf separates strings, names and comments. A file that no lexer knows, or can
// read, is whole in each view.
func viewsOf(file string, data []byte) (v views) {
	whole := views{data, data, data}
	lexer := lexerOf(file)
	if lexer == nil {
		return whole
	}
	defer func() {
		if recover() != nil { // Lexers panic at some texts that are not well formed.
			v = whole
		}
	}()
	tokens, err := lexer.Tokenise(&chroma.TokeniseOptions{State: "root"}, string(data))
	if err != nil {
		return whole
	}
	v = views{blank(data), blank(data), blank(data)}
	at := 0
	for t := tokens(); t != chroma.EOF; t = tokens() {
		end := at + len(t.Value)
		if end > len(data) || string(data[at:end]) != t.Value {
			return whole
		}
		v.put(t.Type, at, data[at:end])
		at = end
	}
	return v
}

func (v views) put(kind chroma.TokenType, at int, value []byte) {
	preprocessed := kind == chroma.CommentPreproc || kind == chroma.CommentPreprocFile
	if kind.InCategory(chroma.Comment) && !preprocessed || kind == chroma.LiteralStringDoc {
		return
	}
	copy(v.code[at:], value)
	switch {
	case kind.InCategory(chroma.Literal):
		copy(v.strings[at:], value)
	case kind.InCategory(chroma.Name):
		copy(v.names[at:], value)
	}
}

// blank returns a text with every byte but newlines replaced by a space.
func blank(data []byte) []byte {
	made := make([]byte, len(data))
	for n, b := range data {
		made[n] = ' '
		if b == '\n' {
			made[n] = '\n'
		}
	}
	return made
}
