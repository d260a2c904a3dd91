package reading

import (
	"github.com/yuin/goldmark/ast"

	"clausewalk/policy"
)

// headings are Markdown's own, with # or underlined.
var headings = shape{
	name: "headings",
	blocks: func(d *document, n ast.Node) ([]block, bool) {
		h, ok := n.(*ast.Heading)
		if !ok {
			return nil, false
		}
		b := block{paragraphs: d.paragraphs(n, 0), at: d.lineStart(n.Pos())}
		b.words = policy.Fold(policy.VisibleWords(b.paragraphs))
		d.makeHeading(&b, h.Level)
		return []block{b}, true
	},
}

// makeHeading makes a heading of a block.
func (d *document) makeHeading(b *block, level int) {
	b.heading, b.level = true, level
	b.label, b.title = d.shapes.heading(b.words)
	if b.label == "" && len(b.paragraphs) == 1 && len(b.paragraphs[0].Spans) > 1 {
		// What has a span of its own, as a picture does, is apart from a label.
		spans := b.paragraphs[0].Spans
		apart := policy.Fold(spans[0].Text + " " + policy.VisibleWords([]policy.Paragraph{{Spans: spans[1:]}}))
		if label, title := d.shapes.heading(apart); label != "" && len(spans[0].Text) <= maxLabel {
			b.label, b.title = label, title
		}
	}
}
