package reading

import "github.com/yuin/goldmark/ast"

// quotes are quotations of several paragraphs, which are read as if they were not
// quoted.
//
// Seen in: texts that were copied from a mail or an issue ("> **1. Scope**").
var quotes = shape{
	name: "quotes",
	blocks: func(d *document, n ast.Node) (found []block, ok bool) {
		if n.Kind() != ast.KindBlockquote || n.ChildCount() < 2 {
			return nil, false
		}
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			found = append(found, d.node(c)...)
		}
		return found, true
	},
}
