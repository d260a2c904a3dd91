package reading

import (
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"

	"clausewalk/policy/pattern"
)

// shape is one way in which policies are written. Each has a file of its own, which
// reads what is peculiar to it and nothing else. Each of its functions is for one
// step of reading, and the steps come in the order of the fields. A function that is
// nil has nothing to say in its step. Where several shapes answer, the first in the
// table counts.
type shape struct {
	name string // of its file

	// split makes several paragraphs of one, before their words are read.
	split func(shapes) parser.ParagraphTransformer
	// blocks reads a part of the document's top level. It returns false for a
	// part that is not of this shape.
	blocks func(d *document, n ast.Node) (found []block, ok bool)
	// refine adds to a block that no shape's blocks has read.
	refine func(d *document, n ast.Node, b *block)

	// arrange tells which blocks are headings by what stands around them, and
	// may divide a block. It returns the blocks that the text then has.
	arrange func(d *document, all []block) []block

	// heading takes the label off the words of a heading. It returns an empty
	// label where there is none of this shape.
	heading func(words string) (label, title string)
	// mark reads the label at the start of a paragraph, and how many bytes it
	// takes. It returns a width of 0 where there is none of this shape.
	mark func(words string) (m mark, width int)
	// sequence is the order of the labels of this shape, nil for none of its own.
	sequence *sequence

	// context tells whether a block is read but not assessed.
	context func(b block) bool
	// contextTitle tells the same of everything under a heading.
	contextTitle func(title string) bool
	// continues tells whether an item belongs to the clause before it.
	continues func(b block) bool

	// section makes clauses of a heading and of what is below it. It returns false,
	// and has done nothing, for a section that is not of this shape.
	section func(r *reader, g *group) bool
}

// shapes are asked one after the other.
type shapes []shape

// known are the shapes that Parse reads. The order counts in two places: rawhtml and
// code come before tables, which only remark on what no other shape does; and of the
// last three, which read sections, the last takes any.
var known = shapes{
	headings, lists, quotes, lines, requirements, rawhtml, code, tables,
	articles, bold, annexes, capitals, ruled, titles, romans,
	numbers, letters, numerals, suffixes, signs, controls, scripts, alphabets, tight, bare, named, doubles, kana,
	contents, definitions, introductions, dates, examples,
	headingclauses, labelled, unlabelled,
}

// arrange finds headings that have no markup.
func (all shapes) arrange(d *document, blocks []block) []block {
	for _, s := range all {
		if s.arrange != nil {
			blocks = s.arrange(d, blocks)
		}
	}
	return blocks
}

// heading takes the label off a heading's words; it is empty for none.
func (all shapes) heading(words string) (label, title string) {
	plain := plainBegin(words)
	for _, s := range all {
		if s.heading == nil {
			continue
		}
		label, title := s.heading(plain.words)
		switch {
		case label == "":
		case title != plain.words && strings.HasSuffix(plain.words, title):
			return label, words[plain.at(len(plain.words)-len(title)):]
		case title == plain.words:
			return label, words
		default:
			return label, title
		}
	}
	return "", words
}

// mark reads the label at the start of visible words, and how many bytes it
// takes. Its style is empty where there is none.
func (all shapes) mark(words string) (m mark, width int) {
	plain := plainBegin(words)
	words = plain.words
	if !mayBeLabel(words) {
		return mark{}, 0
	}
	box := len(checkBox.FindString(words))
	for _, s := range all {
		if s.mark != nil {
			if m, width := s.mark(words[box:]); width > 0 {
				m.printed = words[:box] + m.printed
				return all.counted(m), plain.at(box + width)
			}
		}
	}
	return mark{}, 0
}

// checkBox may stand before a label.
var checkBox = pattern.New(`^\s*(?:\[[ xX]?\]|[☐☑☒])\s*`)

// mayBeLabel tells whether words may begin with a label. Most do not, and telling so
// is quicker than asking all the shapes. A label in Latin letters is short, and has a
// digit or a mark.
func mayBeLabel(words string) bool {
	words = strings.TrimLeft(words, " \t\n\u00a0")
	if words == "" || words[0] >= utf8.RuneSelf || words[0] == '[' {
		return words != ""
	}
	for i := range min(len(words), maxLabel) {
		switch c := words[i]; {
		case c >= '0' && c <= '9', c == '.', c == ')', c == '(':
			return true
		case c == '-', c >= 'A' && c <= 'Z':
		case c >= 'a' && c <= 'z':
			if i > 5 {
				return mayBeNamed(words)
			}
		default:
			return c == ' ' && (mayBeNamed(words) || dashBehind(words[i:])) || c >= utf8.RuneSelf
		}
	}
	return false
}

// dashBehind tells whether a dash stands between the spaces that words begin with.
func dashBehind(words string) bool {
	return strings.HasPrefix(words, " - ") || strings.HasPrefix(words, " – ") || strings.HasPrefix(words, " — ")
}

// counted adds to a label its positions in the sequences that it may be of.
func (all shapes) counted(m mark) mark {
	for _, s := range all {
		if s.sequence != nil {
			if n := s.sequence.position(lastPart(m.label)); n > 0 {
				m.positions = append(m.positions, position{s.sequence, n})
			}
		}
	}
	return m
}

// context tells whether a block is read but not assessed.
func (all shapes) context(b block) bool {
	for _, s := range all {
		if s.context != nil && s.context(b) {
			return true
		}
	}
	return false
}

// contextTitle tells the same of everything under a heading.
func (all shapes) contextTitle(title string) bool {
	for _, s := range all {
		if s.contextTitle != nil && s.contextTitle(title) {
			return true
		}
	}
	return false
}

// continues tells whether an item belongs to the clause before it.
func (all shapes) continues(b block) bool {
	for _, s := range all {
		if s.continues != nil && s.continues(b) {
			return true
		}
	}
	return false
}

// section makes clauses of a heading and of what is below it.
func (all shapes) section(r *reader, g *group) {
	for _, s := range all {
		if s.section != nil && s.section(r, g) {
			return
		}
	}
}
