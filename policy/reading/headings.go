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
		b := block{paragraphs: r.paragraphs(n, 0), at: r.lineStart(n.Pos())}
		b.words = policy.Fold(policy.VisibleWords(b.paragraphs))
		r.makeHeading(&b, h.Level)
		return []block{b}, true
	},
}

// makeHeading makes a heading of a block.
func (r *reader) makeHeading(b *block, level int) {
	b.heading, b.level = true, level
	b.label, b.title = r.shapes.heading(b.words)
	if b.label == "" && len(b.paragraphs) == 1 && len(b.paragraphs[0].Spans) > 1 {
		// What has a span of its own, as a picture does, is apart from a label.
		spans := b.paragraphs[0].Spans
		apart := policy.Fold(spans[0].Text + " " + policy.VisibleWords([]policy.Paragraph{{Spans: spans[1:]}}))
		if label, title := r.shapes.heading(apart); label != "" && len(spans[0].Text) <= maxLabel {
			b.label, b.title = label, title
		}
	}
}
