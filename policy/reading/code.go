package reading

import "github.com/yuin/goldmark/ast"

// code is an indented block, which a policy seldom means.
var code = shape{
	name: "code",
	refine: func(_ *document, n ast.Node, b *block) {
		if n.Kind() == ast.KindCodeBlock {
			b.odd = "an indented block is kept as code"
		}
	},
}
