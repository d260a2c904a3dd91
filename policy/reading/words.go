package reading

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"clausewalk/policy"
	"clausewalk/policy/pattern"
)

// paragraphs returns the visible words below a block node.
func (d *document) paragraphs(n ast.Node, depth int) []policy.Paragraph {
	switch n.(type) {
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock:
		d.ats = append(d.ats, n.Pos())
	}
	switch n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return []policy.Paragraph{{Spans: joined(d.spans(n, "", nil))}}
	case *ast.Heading:
		return []policy.Paragraph{{Heading: true, Spans: joined(d.spans(n, "", nil))}}
	case *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock:
		words := string(d.lines(n))
		if n.Kind() == ast.KindHTMLBlock {
			words = comment.ReplaceAllString(words, "")
		}
		return []policy.Paragraph{{Spans: []policy.Span{{Text: strings.TrimSpace(words)}}}}
	}
	var all []policy.Paragraph
	list, isList := n.(*ast.List)
	var numbers []string
	if isList {
		numbers = d.numbers(list)
	}
	for c, i := n.FirstChild(), 0; c != nil; c, i = c.NextSibling(), i+1 {
		if !isList {
			all = append(all, d.paragraphs(c, depth)...)
			continue
		}
		below := d.paragraphs(c, depth+1)
		if len(below) > 0 && below[0].Marker == "" {
			below[0].Marker = "-"
			if list.IsOrdered() {
				below[0].Marker = numbers[i] + "."
			}
		}
		for i := range below {
			below[i].Depth = max(below[i].Depth, depth+1)
		}
		all = append(all, below...)
	}
	return all
}

func (d *document) lines(n ast.Node) []byte {
	var b []byte
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		b = append(b, seg.Value(d.src)...)
	}
	if h, ok := n.(*ast.HTMLBlock); ok && h.HasClosure() {
		b = append(b, h.ClosureLine.Value(d.src)...)
	}
	return b
}

// spans appends the visible words below an inline node.
func (d *document) spans(n ast.Node, link string, to []policy.Span) []policy.Span {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		to = d.span(c, link, to)
	}
	return to
}

// span appends the visible words of an inline node.
func (d *document) span(n ast.Node, link string, to []policy.Span) []policy.Span {
	add := func(words string) { to = append(to, policy.Span{Text: words, Link: link}) }
	switch c := n.(type) {
	case *ast.Text:
		words := c.Value(d.src)
		if _, code := n.Parent().(*ast.CodeSpan); !code {
			words = resolve(words)
		}
		add(string(words))
		if c.SoftLineBreak() {
			add(" ")
		}
		if c.HardLineBreak() {
			add("\n")
		}
	case *ast.String:
		add(string(c.Value))
	case *ast.AutoLink:
		to = append(to, policy.Span{Text: string(c.Label(d.src)), Link: string(c.URL(d.src))})
	case *ast.Link:
		to = d.spans(c, string(c.Destination), to)
	case *ast.Image: // In a span of its own, apart from a label before it.
		for _, s := range joined(d.spans(c, link, nil)) {
			s.Picture = true
			to = append(to, s)
		}
	case *ast.RawHTML:
		add(comment.ReplaceAllString(string(c.Segments.Value(d.src)), ""))
	default:
		to = d.spans(c, link, to)
	}
	return to
}

// joined returns spans of which none goes on with the link of the one before. A long
// table is one paragraph, so that each is put together once.
func joined(spans []policy.Span) (all []policy.Span) {
	for i := 0; i < len(spans); {
		first, next := spans[i], i+1
		for next < len(spans) && spans[next].Link == first.Link && !first.Picture && !spans[next].Picture {
			next++
		}
		if next > i+1 {
			var words strings.Builder
			for _, s := range spans[i:next] {
				words.WriteString(s.Text)
			}
			first.Text = words.String()
		}
		all, i = append(all, first), next
	}
	return all
}

// comment is what HTML does not show. A comment that is never closed hides nothing.
var comment = pattern.New(`(?s)<!--.*?-->`)

// resolve replaces backslash escapes and entities by what they stand for. What comes
// out is not resolved again.
func resolve(b []byte) []byte {
	if !bytes.ContainsAny(b, `\&`) {
		return b
	}
	var plain []byte
	for i := 0; i < len(b); i++ {
		switch end := bytes.IndexByte(b[i:], ';'); {
		case b[i] == '\\' && i+1 < len(b) && util.IsPunct(b[i+1]):
			i++
			plain = append(plain, b[i])
		case b[i] == '&' && end > 0 && end <= maxEntity:
			plain = append(plain, util.ResolveEntityNames(util.ResolveNumericReferences(b[i:i+end+1]))...)
			i += end
		default:
			plain = append(plain, b[i])
		}
	}
	return plain
}

// maxEntity is longer than the name of any entity.
const maxEntity = 40

var marker = pattern.New(`(?m)\A {0,3}(?:\d{1,9}[.)]|[-*+])(?:[ \t]+|$)`)

// dedent takes the list marker off the first line and its width off the others.
func dedent(lines string) string {
	m := marker.FindString(lines)
	rows := strings.Split(strings.TrimPrefix(lines, m), "\n")
	for i, row := range rows[1:] {
		if m != "" && strings.HasPrefix(row, "\t") {
			rows[i+1] = row[1:]
		} else if indent := len(row) - len(strings.TrimLeft(row, " ")); indent >= len(m) {
			rows[i+1] = row[len(m):]
		}
	}
	// The first line's own indent may make it code.
	return strings.TrimRight(strings.TrimLeft(strings.Join(rows, "\n"), "\n"), " \t\n")
}
