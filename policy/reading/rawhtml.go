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
	blocks: func(r *reader, n ast.Node) ([]block, bool) {
		h, ok := n.(*ast.HTMLBlock)
		if !ok {
			return nil, false
		}
		said := "left out, from around the text of the page: "
		words, found := strings.CutPrefix(string(r.lines(h)), leftOut)
		if !found {
			said = strings.TrimPrefix(lessCertain, "<!-- ")
			words, found = strings.CutPrefix(string(r.lines(h)), lessCertain)
		}
		at := r.lineStart(n.Pos())
		if !found || r.block(n, at).words != "" {
			return nil, false
		}
		words = strings.TrimSuffix(strings.TrimSpace(words), "-->")
		r.leftOut += policy.CountWords(words)
		r.remark(at, said+strings.TrimSpace(words))
		return nil, true
	},
	refine: func(_ *reader, n ast.Node, b *block) {
		if n.Kind() == ast.KindHTMLBlock {
			b.odd = "HTML is kept as text"
		}
	},
}
