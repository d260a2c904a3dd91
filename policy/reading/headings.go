package reading

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"clausewalk/policy"
	"clausewalk/policy/pattern"
)

// headings are Markdown's own, with # or underlined, and lines of which the blank after
// the signs was forgotten: "##1. Use".
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
	refine: func(d *document, _ ast.Node, b *block) {
		words := strings.TrimLeft(b.words, "#")
		if n := len(b.words) - len(words); b.oneLine && n > 1 && n <= 6 && looksLikeTitle(words) {
			whole := b.words
			b.words = words
			d.makeHeading(b, n)
			b.words = whole
		}
	},
}

// makeHeading makes a heading of a block.
func (d *document) makeHeading(b *block, level int) {
	b.heading, b.level = true, level
	defer func() { b.title = strings.TrimSpace(besideTitle.ReplaceAllString(b.title, "")) }()
	b.label, b.title = d.shapes.heading(b.words)
	if b.label == "" && len(b.paragraphs) == 1 && len(b.paragraphs[0].Spans) > 1 {
		// What has a span of its own, as a picture does, is apart from a label.
		spans := b.paragraphs[0].Spans
		if behind := spans[pictures(spans):]; len(behind) > 0 && len(behind) < len(spans) {
			if b.label, b.title = d.shapes.heading(policy.Fold(policy.VisibleWords([]policy.Paragraph{{Spans: behind}}))); b.label != "" {
				return
			}
			b.title = b.words
		}
		apart := policy.Fold(spans[0].Text + " " + policy.VisibleWords([]policy.Paragraph{{Spans: spans[1:]}}))
		if label, title := d.shapes.heading(apart); label != "" && len(spans[0].Text) <= maxLabel {
			b.label, b.title = label, title
		}
	}
}

// besideTitle is what a heading has for machines: tags of HTML, and a name for links to it.
var besideTitle = pattern.New(`(?i)</?(?:a|b|u|i|em|strong|span|font|small|sup|sub|br|img)(?:\s[^<>]*)?/?>|\s*\{#[^{}\s]*\}\s*$`)
