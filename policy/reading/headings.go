package reading

import (
	"github.com/yuin/goldmark/ast"

	"clausewalk/policy"
)

// headings are Markdown's own, with # or underlined.
var headings = shape{
	name: "headings",
	blocks: func(r *reader, n ast.Node) ([]block, bool) {
		h, ok := n.(*ast.Heading)
		if !ok {
			return nil, false
		}
		b := block{words: policy.Fold(policy.VisibleWords(r.paragraphs(n, 0))), at: r.lineStart(n.Pos())}
		r.makeHeading(&b, h.Level)
		return []block{b}, true
	},
}

// makeHeading makes a heading of a block.
func (r *reader) makeHeading(b *block, level int) {
	b.heading, b.level = true, level
	b.label, b.title = r.shapes.heading(b.words)
}
