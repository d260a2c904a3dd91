package reading

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// bold are headings by appearance: a short line, all of it strong. Where the
// document has other headings, only one with a label is taken for one.
var bold = shape{
	name: "bold",
	refine: func(r *reader, n ast.Node, b *block) {
		if !isBold(n) || len(strings.Fields(b.words)) > maxTitleWords || isDate(b.words) {
			return
		}
		if label, _ := r.shapes.heading(b.words); label != "" || !r.headed {
			r.makeHeading(b, boldLevel)
		}
	},
}

// boldLevel is the level of a paragraph in bold that stands for a heading.
const boldLevel = 7

// isBold tells whether a paragraph is one line, all of it strong.
func isBold(n ast.Node) bool {
	if n.Kind() != ast.KindParagraph || n.Lines().Len() != 1 || n.ChildCount() != 1 {
		return false
	}
	e, ok := n.FirstChild().(*ast.Emphasis)
	return ok && e.Level == 2
}
