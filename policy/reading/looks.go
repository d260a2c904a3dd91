package reading

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"clausewalk/policy"
)

// seeLook notes in b what a paragraph, or the first paragraph of an item, looks like.
func (d *document) seeLook(n ast.Node, b *block) {
	p := n
	if n.Kind() == ast.KindListItem {
		if p = n.FirstChild(); p == nil {
			return
		}
	}
	if p.Kind() != ast.KindParagraph && p.Kind() != ast.KindTextBlock {
		return
	}
	b.oneLine = p.Lines().Len() == 1 && len(b.paragraphs) == 1
	lead := ""
	c := p.FirstChild()
	for ; c != nil; c = c.NextSibling() {
		words := policy.VisibleWords([]policy.Paragraph{{Spans: d.span(c, "", nil)}})
		words = strings.TrimSuffix(words, "\n")
		if e, ok := c.(*ast.Emphasis); ok && e.Level == 2 {
			if _, width := d.shapes.mark(words + " "); b.leadEnd > 0 && width > 0 {
				break // A heading, and its first clause after it.
			}
			b.leadEnd = endOf(e) + len("**")
		} else if bare := strings.Trim(words, " \u00a0\n.:"); bare != "" {
			// Only a label may stand before the bold words, and nothing after them.
			if _, width := d.shapes.mark(words + " "); lead != "" || width < len(words) {
				break
			}
		}
		lead += words
	}
	if b.leadEnd == 0 {
		return
	}
	b.leadText = strings.TrimRight(lead, " \u00a0\n")
	b.lead = policy.Fold(b.leadText)
	b.strong = c == nil && len(b.paragraphs) == 1
}

// endOf returns where the text of an inline node ends.
func endOf(n ast.Node) (end int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			end = max(end, t.Segment.Stop)
		}
		end = max(end, endOf(c))
	}
	return end
}
