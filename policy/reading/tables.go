package reading

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// tables are kept as text.
var tables = shape{
	name: "tables",
	refine: func(_ *document, _ ast.Node, b *block) {
		if b.odd == "" && strings.HasPrefix(b.words, "|") && strings.Contains(b.words, "--") {
			b.odd = "a table is kept as text"
		}
	},
}
