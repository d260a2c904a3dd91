package reading

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"clausewalk/policy"
)

// rawhtml is HTML that stayed in the Markdown: it is kept as text. The comment with
// what was left out around the text of a page becomes a remark.
var rawhtml = shape{
	name: "rawhtml",
	blocks: func(d *document, n ast.Node) ([]block, bool) {
		h, ok := n.(*ast.HTMLBlock)
		if !ok {
			return nil, false
		}
		said := "left out, from around the text of the page: "
		words, found := strings.CutPrefix(string(d.lines(h)), leftOut)
		if !found {
			said = strings.TrimPrefix(lessCertain, "<!-- ")
			words, found = strings.CutPrefix(string(d.lines(h)), lessCertain)
		}
		at := d.lineStart(n.Pos())
		if !found || d.block(n, at).words != "" {
			return nil, false
		}
		words = strings.TrimSuffix(strings.TrimSpace(words), "-->")
		d.leftOut += policy.CountWords(words)
		d.remark(at, said+strings.TrimSpace(words))
		return nil, true
	},
	refine: func(_ *document, n ast.Node, b *block) {
		if n.Kind() == ast.KindHTMLBlock {
			b.odd = "HTML is kept as text"
		}
	},
}
