package reading

import (
	"bytes"
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
	number     string // its number in that
	ownLink    bool   // its label is a link
	links      bool   // nothing but links to places in the page: a table of contents
	linked     bool   // nothing but links: it belongs to the page
	paragraphs []policy.Paragraph
	ats        []int  // where each paragraph begins
	at         int    // where its first line begins
	odd        string // a remark on it, empty for none

	// What it looks like:
	oneLine  bool
	strong   bool   // all of it is bold
	lead     string // the bold words that it begins with, with a label before them
	leadText string // the same, white space not folded
	leadEnd  int    // where they end in the source
	ruled    bool   // a rule of dashes stands below it

	// Of a heading:
	byLook  bool     // it has no markup
	printed mark     // its label, as before a paragraph
	before  string   // a number in a list that is not among its words
	more    []string // words of other blocks that became part of its title

	// edition is the part of its words that the edition is the digest of, if counted
	// is set: a table counts as a whole, and its rows do not count again.
	edition   string
	counted   bool
	tableHead bool // the names of a table's columns
	rowLabel  bool // the label has a cell of its own
}

// document is a text as Markdown has it, which the shapes read into blocks.
type document struct {
	shapes  shapes
	src     []byte
	ats     []int // where the paragraphs that were read last begin
	headed  bool  // it has headings besides its first line
	leftOut int   // how many words around the text were left out
	remarks []policy.Remark
}

// blocks reads the top level of the document.
func (d *document) blocks() []block {
	doc := d.markdown()
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() == ast.KindHeading && n.PreviousSibling() != nil {
			d.headed = true
		}
	}
	var all []block
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() == ast.KindThematicBreak && len(all) > 0 {
			all[len(all)-1].ruled = ruleOfDashes(d.src[d.lineStart(n.Pos()):])
		}
		all = append(all, d.node(n)...)
	}
	return all
}

// ruleOfDashes tells whether a line is nothing but dashes, and more of them than
// people put between paragraphs.
func ruleOfDashes(line []byte) bool {
	line, _, _ = bytes.Cut(line, []byte{'\n'})
	line = bytes.TrimSpace(line)
	return len(line) >= 5 && len(bytes.Trim(line, "-")) == 0
}

// markdown reads the source as Markdown, with what the shapes split.
func (d *document) markdown() ast.Node {
	transformers := parser.DefaultParagraphTransformers()
	for n, s := range d.shapes {
		if s.split != nil {
			transformers = append(transformers, util.Prioritized(s.split(d.shapes), 200+n))
		}
	}
	md := parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(transformers...),
	)
	return goldmark.New(goldmark.WithParser(md)).Parser().Parse(text.NewReader(d.src))
}

// node reads one part of the document's top level by the first shape that knows it,
// or else as a paragraph, which the shapes refine.
func (d *document) node(n ast.Node) []block {
	for _, s := range d.shapes {
		if s.blocks != nil {
			if found, ok := s.blocks(d, n); ok {
				return found
			}
		}
	}
	if n.Kind() == ast.KindThematicBreak || n.Kind() == ast.KindLinkReferenceDefinition {
		return nil
	}
	b := d.block(n, d.lineStart(n.Pos()))
	if b.words == "" {
		return nil
	}
	for _, s := range d.shapes {
		if s.refine != nil {
			s.refine(d, n, &b)
		}
	}
	return []block{b}
}

// block reads a node as a paragraph, with the label before it.
func (d *document) block(n ast.Node, at int) block {
	d.ats = nil
	b := block{paragraphs: d.paragraphs(n, 0), at: at}
	b.ats = d.ats
	b.words = policy.Fold(policy.VisibleWords(b.paragraphs))
	if len(b.paragraphs) > 0 {
		b.mark, _ = d.markOf(b.paragraphs[0])
		spans := b.paragraphs[0].Spans
		b.ownLink = isControl(b.mark.label) && len(spans) > 1 && spans[0].Link != "" && spans[0].Text == b.mark.label
	}
	d.seeLook(n, &b)
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

// unmarked returns the paragraphs of a block without the label that the source prints.
func (d *document) unmarked(b block) []policy.Paragraph {
	if b.numbered || b.rowLabel || b.mark.style == "" {
		return b.paragraphs
	}
	all := append([]policy.Paragraph{}, b.paragraphs...)
	_, width := d.markOf(all[0])
	all[0].Spans = cutFront(all[0].Spans, width)
	if b.ownLink {
		all[0].Spans = cutFront(all[0].Spans, len(all[0].Spans[0].Text)-len(strings.TrimLeft(all[0].Spans[0].Text, ".: ")))
	}
	if len(all[0].Spans) == 0 {
		return all[1:] // The label has a line of its own.
	}
	return all
}

// cutFront returns spans without the first bytes of the first of them that is not a
// picture's.
func cutFront(spans []policy.Span, width int) []policy.Span {
	i := pictures(spans)
	if i == len(spans) || width == 0 {
		return spans
	}
	spans = append([]policy.Span{}, spans...)
	if spans[i].Text = spans[i].Text[min(width, len(spans[i].Text)):]; spans[i].Text == "" {
		return append(spans[:i:i], spans[i+1:]...)
	}
	if i > 0 {
		spans[i].Text = " " + spans[i].Text
	}
	return spans
}

// pictures returns how many spans stand for pictures before the words begin.
func pictures(spans []policy.Span) (n int) {
	for n < len(spans) && (spans[n].Picture || n+1 < len(spans) && strings.TrimSpace(spans[n].Text) == "") {
		n++
	}
	return n
}

// markOf reads the label at the start of a paragraph, or the paragraph that is
// nothing but a label.
func (d *document) markOf(p policy.Paragraph) (mark, int) {
	spans := p.Spans[pictures(p.Spans):]
	if len(spans) == 0 {
		return mark{}, 0
	}
	text := spans[0].Text
	if len(spans) > 1 && spans[0].Link != "" && len(text) <= maxLabel {
		if isControl(text) {
			return d.shapes.counted(mark{label: text, printed: text, style: controlStyle(text)}), len(text)
		}
		return mark{}, 0 // It is a link to what has the label.
	}
	if m, width := d.shapes.mark(text); width > 0 || len(text) > maxLabel {
		return m, width
	}
	// A label may be a span or a line of its own, without a space after it.
	m, width := d.shapes.mark(text + " ")
	return m, min(width, len(text))
}

// maxLabel is longer than any label, in bytes.
const maxLabel = 40

// leads tells whether the block only says what comes next.
func (b block) leads() bool { return !b.item && strings.HasSuffix(b.words, ":") }
