package reading

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"clausewalk/policy"
	"clausewalk/policy/pattern"
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
	if d.inStrongTags(p) {
		b.leadText = strings.TrimRight(policy.VisibleWords(b.paragraphs), " \u00a0\n")
		b.lead, b.strong = policy.Fold(b.leadText), len(b.paragraphs) == 1
		return
	}
	lead := ""
	c := p.FirstChild()
	for ; c != nil; c = c.NextSibling() {
		words := policy.VisibleWords([]policy.Paragraph{{Spans: d.span(c, "", nil)}})
		words = strings.TrimSuffix(words, "\n")
		if isStrong(c) {
			if _, width := d.shapes.mark(words + " "); b.leadEnd > 0 && width > 0 {
				break // A heading, and its first clause after it.
			}
			b.leadEnd = endOf(c) + len("**")
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

// isStrong tells whether a node is in bold, perhaps in italics too.
func isStrong(n ast.Node) bool {
	e, ok := n.(*ast.Emphasis)
	return ok && (e.Level == 2 || e.ChildCount() == 1 && isStrong(e.FirstChild()))
}

// inStrongTags tells whether a paragraph begins and ends with a tag of HTML for bold or
// underlined words.
func (d *document) inStrongTags(p ast.Node) bool {
	first, begins := p.FirstChild().(*ast.RawHTML)
	last, ends := p.LastChild().(*ast.RawHTML)
	return begins && ends && strongTag.Match(first.Segments.Value(d.src)) && strongTag.Match(last.Segments.Value(d.src))
}

var strongTag = pattern.New(`(?i)^</?(?:b|u|strong)>$`)

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
