package reading

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// bold are headings by appearance: a short line that is all bold, even with no-break
// spaces or a line break in it. Where the document has other headings, it needs a
// label too.
//
// Seen in: terms without headings ("**1. Use**"), agreements pasted from an editor
// ("**II. Limits.** " with a no-break space after it).
var bold = shape{
	name: "bold",
	refine: func(d *document, n ast.Node, b *block) {
		if n.Kind() != ast.KindParagraph || !b.strong || n.Lines().Len() > 2 || len(strings.Fields(b.words)) > 2*maxTitleWords || isDate(b.words) {
			return
		}
		if label, _ := d.shapes.heading(b.words); label != "" || !d.headed && len(strings.Fields(b.words)) <= maxTitleWords {
			b.byLook, b.printed = true, b.mark
			d.makeHeading(b, boldLevel)
		}
	},
}

// boldLevel is the level of a paragraph in bold that stands for a heading.
const boldLevel = 7
