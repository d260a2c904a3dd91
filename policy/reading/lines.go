package reading

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// lines are paragraphs in which several lines begin with a label each.
var lines = shape{
	name:  "lines",
	split: func(all shapes) parser.ParagraphTransformer { return lineSplitter{all} },
}

// lineSplitter makes paragraphs of the lines of one paragraph, where each of
// them begins with a label. Lines that were joined by a hard break may skip a
// number; those that were only wrapped must count on.
type lineSplitter struct{ shapes shapes }

func (l lineSplitter) Transform(n *ast.Paragraph, reader text.Reader, _ parser.Context) {
	lines, src := n.Lines(), reader.Source()
	if lines.Len() < 2 {
		return
	}
	if line, _ := reader.PeekLine(); underline.Match(line) {
		return // The paragraph is about to become a heading.
	}
	before := lines.At(0)
	last := l.mark(before.Value(src))
	if last.style == "" {
		return
	}
	at, rest := n, lines.Sliced(1, lines.Len())
	n.SetLines(text.NewSegments())
	n.Lines().Append(before)
	for _, line := range rest {
		line = line.TrimLeftSpace(src)
		raw := bytes.TrimRight(before.Value(src), "\n")
		hard := bytes.HasSuffix(raw, []byte("  ")) || bytes.HasSuffix(raw, []byte(`\`))
		m := l.mark(line.Value(src))
		if m.style != "" && (hard && (m.style == last.style || dotted(m.label)) || m.next(last)) {
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

// mark reads the label of a line that was not yet read as Markdown.
func (l lineSplitter) mark(line []byte) mark {
	m, _ := l.shapes.mark(dressing.Replace(string(line[:min(len(line), 40)])) + " ")
	return m
}
