package reading

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"clausewalk/policy"
)

// block is a heading, an item of a top-level list, or any other top-level part
// of a document.
type block struct {
	heading    bool
	level      int    // of a heading
	label      string // of a heading, empty for none
	title      string // of a heading: its words without the label
	words      string // the visible words
	mark       mark   // the label that the source prints before it
	item       bool   // of a list
	numbered   bool   // of an ordered list
	links      bool   // nothing but links to places in a page: a table of contents
	linked     bool   // all of it leads elsewhere: it is the page's
	paragraphs []policy.Paragraph
	at         int    // where its first line begins
	odd        string // what it is, where Markdown only half says it
}

// blocks reads the top level of the document.
func (r *reader) blocks() []block {
	doc := r.markdown()
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() == ast.KindHeading && n.PreviousSibling() != nil {
			r.headed = true
		}
	}
	var all []block
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		all = append(all, r.node(n)...)
	}
	return all
}

// markdown reads the source as Markdown, with what the shapes split.
func (r *reader) markdown() ast.Node {
	transformers := parser.DefaultParagraphTransformers()
	for n, s := range r.shapes {
		if s.split != nil {
			transformers = append(transformers, util.Prioritized(s.split(r.shapes), 200+n))
		}
	}
	md := parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(transformers...),
	)
	return goldmark.New(goldmark.WithParser(md)).Parser().Parse(text.NewReader(r.src))
}

// node reads one part of the document's top level, as the first shape that knows
// it does, or as a paragraph of which the shapes may say more.
func (r *reader) node(n ast.Node) []block {
	for _, s := range r.shapes {
		if s.blocks != nil {
			if found, ok := s.blocks(r, n); ok {
				return found
			}
		}
	}
	if n.Kind() == ast.KindThematicBreak || n.Kind() == ast.KindLinkReferenceDefinition {
		return nil
	}
	b := r.block(n, r.lineStart(n.Pos()))
	if b.words == "" {
		return nil
	}
	for _, s := range r.shapes {
		if s.refine != nil {
			s.refine(r, n, &b)
		}
	}
	return []block{b}
}

// block reads a node as a paragraph, with the label before it.
func (r *reader) block(n ast.Node, at int) block {
	b := block{paragraphs: r.paragraphs(n, 0), at: at}
	b.words = policy.Fold(policy.VisibleWords(b.paragraphs))
	if len(b.paragraphs) > 0 && len(b.paragraphs[0].Spans) > 0 {
		b.mark, _ = r.shapes.mark(b.paragraphs[0].Spans[0].Text)
	}
	b.links = b.words != ""
	b.linked = b.words != ""
	for _, p := range b.paragraphs {
		for _, s := range p.Spans {
			b.linked = b.linked && (s.Link != "" || strings.TrimSpace(s.Text) == "")
			b.links = b.links && (strings.Contains(s.Link, "#") || strings.TrimSpace(s.Text) == "")
		}
	}
	return b
}

// unmarked takes the label that the source prints off the block's own words.
func (r *reader) unmarked(b block) []policy.Paragraph {
	if b.numbered || b.mark.style == "" {
		return b.paragraphs
	}
	all := append([]policy.Paragraph{}, b.paragraphs...)
	all[0].Spans = append([]policy.Span{}, all[0].Spans...)
	span := &all[0].Spans[0]
	_, width := r.shapes.mark(span.Text)
	span.Text = span.Text[width:]
	if span.Text == "" {
		all[0].Spans = all[0].Spans[1:]
	}
	return all
}

// leads tells whether the block only says what comes next.
func (b block) leads() bool { return !b.item && strings.HasSuffix(b.words, ":") }
