package reading

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"clausewalk/policy/pattern"
)

// lines are paragraphs in which several lines begin with a label each.
var lines = shape{
	name:  "lines",
	split: func(all shapes) parser.ParagraphTransformer { return lineSplitter{all} },
}

// lineSplitter makes paragraphs of the lines of one paragraph that begin with a
// label. After a hard break the label may skip a number; after a mere line end it
// must count on.
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
	from := 1
	if last.style == "" {
		if from = l.inside(lines, src); from == 0 {
			return
		}
		before = lines.At(from - 1)
	}
	open := []mark{last}
	at, rest := n, lines.Sliced(from, lines.Len())
	first := lines.Sliced(0, from)
	n.SetLines(text.NewSegments())
	n.Lines().AppendAll(first)
	for _, line := range rest {
		line = line.TrimLeftSpace(src)
		raw := bytes.TrimRight(before.Value(src), "\n")
		hard := bytes.HasSuffix(raw, []byte("  ")) || bytes.HasSuffix(raw, []byte(`\`))
		m := l.mark(line.Value(src))
		if m.style != "" && (last.style == "" || hard && (m.style == last.style || dotted(m.label)) || m.next(last) || m.begins() && parent(m.label) == last.label || slices.ContainsFunc(open, m.next)) {
			last = m
			if !slices.ContainsFunc(open, m.same) {
				open = append(open, m)
			}
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

// inside returns the first line that begins a sequence which a later line goes on
// with, 0 for none: "You shall not:", then "(a) rent it;".
func (l lineSplitter) inside(lines *text.Segments, src []byte) int {
	var begun []mark
	var at []int
	for i := 1; i < lines.Len(); i++ {
		line := lines.At(i)
		line = line.TrimLeftSpace(src)
		m := l.mark(line.Value(src))
		if m.style == "" {
			continue
		}
		if n := slices.IndexFunc(begun, m.next); n >= 0 {
			return at[n]
		}
		if m.begins() && !slices.ContainsFunc(begun, m.same) {
			begun, at = append(begun, m), append(at, i)
		}
	}
	return 0
}

var underline = pattern.New(`^ {0,3}(?:=+|-+)[ \t]*$`)

var withoutMarkup = strings.NewReplacer("*", "", "_", "", `\`, "")

// mark reads the label of a line that is still Markdown.
func (l lineSplitter) mark(line []byte) mark {
	m, _ := l.shapes.mark(withoutMarkup.Replace(string(line[:min(len(line), 40)])) + " ")
	return m
}
