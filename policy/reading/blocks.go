package reading

import (
	"bytes"
	"regexp"
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

// boldLevel is the level of a paragraph in bold that stands for a heading.
const boldLevel = 7

// maxBoldWords is how long a paragraph in bold may be to pass for a heading.
const maxBoldWords = 12

// blocks reads the top level of the document.
func (r *reader) blocks() []block {
	md := parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(), util.Prioritized(lineSplitter{}, 200))...),
	)
	doc := goldmark.New(goldmark.WithParser(md)).Parser().Parse(text.NewReader(r.src))
	onlyBold := true
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() == ast.KindHeading && n.PreviousSibling() != nil {
			onlyBold = false
		}
	}
	var all []block
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		at := r.lineStart(n.Pos())
		switch n := n.(type) {
		case *ast.ThematicBreak, *ast.LinkReferenceDefinition:
		case *ast.Heading:
			all = append(all, block{heading: true, level: n.Level, words: policy.Fold(policy.VisibleWords(r.paragraphs(n, 0))), at: at})
		case *ast.List:
			numbers := r.numbers(n)
			i := 0
			for item := n.FirstChild(); item != nil; item = item.NextSibling() {
				b := r.block(item, r.lineStart(item.Pos()))
				b.item, b.numbered = true, n.IsOrdered()
				if b.numbered {
					b.mark = mark{numbers[i], numbers[i] + ".", "1"}
				}
				if i++; b.numbered || b.words != "" {
					all = append(all, b)
				}
			}
		default:
			b := r.block(n, at)
			if b.words == "" {
				if h, ok := n.(*ast.HTMLBlock); ok {
					if words, found := strings.CutPrefix(string(r.lines(h)), leftOut); found {
						r.remark(at, "left out, from around the text of the page: "+strings.TrimSuffix(strings.TrimSpace(words), " -->"))
					}
				}
				continue
			}
			if bold(n) && len(strings.Fields(b.words)) <= maxBoldWords && (onlyBold || b.labelled()) && !dateLine.MatchString(b.words) {
				b.heading, b.level = true, boldLevel
			}
			b.odd = oddity(n, b.words)
			all = append(all, b)
		}
	}
	return all
}

func (r *reader) block(n ast.Node, at int) block {
	b := block{paragraphs: r.paragraphs(n, 0), at: at}
	b.words = policy.Fold(policy.VisibleWords(b.paragraphs))
	if len(b.paragraphs) > 0 && len(b.paragraphs[0].Spans) > 0 {
		b.mark = readMark(b.paragraphs[0].Spans[0].Text)
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

// bold tells whether a paragraph is one line, all of it strong.
func bold(n ast.Node) bool {
	if n.Kind() != ast.KindParagraph || n.Lines().Len() != 1 || n.ChildCount() != 1 {
		return false
	}
	e, ok := n.FirstChild().(*ast.Emphasis)
	return ok && e.Level == 2
}

// oddity names a block that Markdown gives no meaning that we could use.
func oddity(n ast.Node, words string) string {
	switch n.(type) {
	case *ast.HTMLBlock:
		return "HTML is kept as text"
	case *ast.CodeBlock:
		return "an indented block is kept as code"
	}
	if strings.HasPrefix(words, "|") && strings.Contains(words, "--") {
		return "a table is kept as text"
	}
	return ""
}

// unmarked takes the label that the source prints off the block's own words.
func (b block) unmarked() []policy.Paragraph {
	if b.numbered || b.mark.shape == "" {
		return b.paragraphs
	}
	all := append([]policy.Paragraph{}, b.paragraphs...)
	all[0].Spans = append([]policy.Span{}, all[0].Spans...)
	span := &all[0].Spans[0]
	span.Text = span.Text[len(lineMark.FindString(span.Text)):]
	if span.Text == "" {
		all[0].Spans = all[0].Spans[1:]
	}
	return all
}

// labelled tells whether a heading has a label.
func (b block) labelled() bool {
	label, _ := splitLabel(b.words)
	return label != ""
}

// leads tells whether the block only says what comes next.
func (b block) leads() bool { return !b.item && strings.HasSuffix(b.words, ":") }

var (
	dateLine   = regexp.MustCompile(`(?i)^(?:last (?:updated|revised|modified)|(?:effective|revised|updated|published)(?: date| on)?\b.{0,30}\d{4})`)
	definition = regexp.MustCompile(`^"[^"]{1,80}"(?:,? or "[^"]{1,80}")?,?\s+(?:means?|refers? to|is defined|has the meaning|shall mean)\b`)
	example    = regexp.MustCompile(`(?i)^(?:for example\b|for instance\b|e\.g\.|example\b)|^"[^"]*"$`)
	asides     = regexp.MustCompile(`(?i)^(?:definitions?\b|defined terms|glossary|terminology|interpretation\b|introduction\b|preamble\b|table of contents|contents$|our mission$|revision history|change ?log)`)
)

// aside tells whether the block is there to be read and not to be followed.
func (b block) aside() bool {
	return b.links || dateLine.MatchString(b.words) || definition.MatchString(b.words)
}

// lineSplitter makes paragraphs of the lines of one paragraph, where each of
// them begins with a label. Lines that were joined by a hard break may skip a
// number; those that were only wrapped must count on.
type lineSplitter struct{}

func (lineSplitter) Transform(n *ast.Paragraph, reader text.Reader, _ parser.Context) {
	lines, src := n.Lines(), reader.Source()
	if lines.Len() < 2 {
		return
	}
	if line, _ := reader.PeekLine(); underline.Match(line) {
		return // The paragraph is about to become a heading.
	}
	before := lines.At(0)
	last := rawMark(before.Value(src))
	if last.shape == "" {
		return
	}
	at, rest := n, lines.Sliced(1, lines.Len())
	n.SetLines(text.NewSegments())
	n.Lines().Append(before)
	for _, line := range rest {
		line = line.TrimLeftSpace(src)
		raw := bytes.TrimRight(before.Value(src), "\n")
		hard := bytes.HasSuffix(raw, []byte("  ")) || bytes.HasSuffix(raw, []byte(`\`))
		m := rawMark(line.Value(src))
		if m.shape != "" && (hard && (m.shape == last.shape || dotted(m.label)) || m.next(last)) {
			last = m
			at.Lines().Set(at.Lines().Len()-1, before.TrimRightSpace(src))
			p := ast.NewParagraph()
			n.Parent().InsertAfter(n.Parent(), at, p)
			at = p
		}
		at.Lines().Append(line)
		before = line
	}
	at.Lines().Set(at.Lines().Len()-1, before.TrimRightSpace(src))
}

var underline = regexp.MustCompile(`^ {0,3}(?:=+|-+)[ \t]*$`)

var dressing = strings.NewReplacer("*", "", "_", "", `\`, "")

// rawMark reads the label of a line that was not yet read as Markdown.
func rawMark(line []byte) mark {
	return readMark(dressing.Replace(string(line[:min(len(line), 40)])) + " ")
}
