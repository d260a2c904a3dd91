package reading

import (
	"slices"
	"strings"

	"clausewalk/policy/pattern"
)

// mark is a label that the source prints before a paragraph or an item.
type mark struct {
	label     string // without what is printed around it: 1.2, a, IV
	printed   string // as it is printed: "1.2.", "(a)"
	style     string // the same for labels of one sequence: "1.1", "(a)"; empty for no label
	positions []position
}

// position is where a label may stand in a sequence, counted from 1: "i" is the
// first numeral and the ninth letter.
type position struct {
	in *sequence
	n  int
}

// sequence is an order in which labels follow one another.
type sequence struct {
	// position returns where a label stands, 0 where it is not of the sequence.
	position func(label string) int
	// label returns the label at a position, written like another one. It is nil
	// where skipped labels cannot be named.
	label func(n int, like string) string
}

// space is what follows a label, no-break spaces included.
const space = `[\s\x{a0}\x{3000}]+`

// markReader returns a function that reads a label by a pattern, whose groups
// are the label in one style each.
func markReader(expression string, styles ...func(label string) string) func(words string) (mark, int) {
	return patternReader(`^(\s*(?:`+expression+`)`+space+`)`, styles)
}

// tightReader returns the same for a label with no space after it. Each
// alternative of the pattern ends with the sign that the words begin with.
func tightReader(expression string, styles ...func(label string) string) func(words string) (mark, int) {
	re := pattern.New(`^\s*(?:` + expression + `)`)
	return func(words string) (mark, int) {
		m := re.FindStringSubmatchIndex(words)
		if m == nil {
			return mark{}, 0
		}
		for n, style := range styles {
			from, to := m[2*n+2], m[2*n+3]
			if from < 0 {
				continue
			}
			for to < len(words) && strings.IndexByte(".)", words[to]) >= 0 {
				to++
			}
			label := words[from:m[2*n+3]]
			return mark{label: label, printed: strings.TrimSpace(words[:to]), style: style(label)}, to
		}
		return mark{}, 0
	}
}

func patternReader(expression string, styles []func(label string) string) func(words string) (mark, int) {
	re := pattern.New(expression)
	return func(words string) (mark, int) {
		m := re.FindStringSubmatch(words)
		if m == nil {
			return mark{}, 0
		}
		for n, style := range styles {
			if label := m[n+2]; label != "" {
				return mark{label: label, printed: strings.TrimSpace(m[1]), style: style(label)}, len(m[1])
			}
		}
		return mark{}, 0
	}
}

// alphabet is the style of a bare label: "1", "A" or "a".
func alphabet(label string) string {
	switch c := label[0]; {
	case c <= '9':
		return "1"
	case c <= 'Z':
		return "A"
	default:
		return "a"
	}
}

// inBrackets is the style of a label in brackets.
func inBrackets(label string) string { return "(" + alphabet(label) + ")" }

// depth is the style of a number with dots.
func depth(label string) string { return strings.Repeat("1.", strings.Count(label, ".")) + "1" }

// afterLabel is what may stand between the label of a heading and its title.
const afterLabel = `(?:[.)]\s+|\s*[:\x{2013}\x{2014}]\s+)`

// headingReader returns a function that splits a heading by a pattern, whose last
// group is the title and whose other groups are ways to write the label.
func headingReader(expression string) func(words string) (label, title string) {
	re := pattern.New(expression)
	return func(words string) (label, title string) {
		if m := re.FindStringSubmatch(words); m != nil {
			last := len(m) - 1
			return strings.Join(m[1:last], ""), m[last]
		}
		return "", ""
	}
}

// same tells whether two labels are the same one in the same sequence.
func (m mark) same(o mark) bool { return m.label == o.label && m.style == o.style }

// begins tells whether a label can open its sequence.
func (m mark) begins() bool {
	return slices.ContainsFunc(m.positions, func(p position) bool { return p.n == 1 })
}

// follows tells whether m comes after o in their sequence, with at most so many
// positions skipped between them. If m may be of two sequences, none may be skipped.
// It returns the sequence and the positions of both.
func (m mark) follows(o mark, skipped int) (in *sequence, from, to int, ok bool) {
	if m.style != o.style || parent(m.label) != parent(o.label) {
		return nil, 0, 0, false
	}
	if len(m.positions) > 1 {
		skipped = 0
	}
	for _, to := range m.positions {
		for _, from := range o.positions {
			if from.in == to.in && to.n > from.n && to.n <= from.n+1+skipped {
				return to.in, from.n, to.n, true
			}
			if from.in == to.in && to.n == from.n && suffix(m.label) > suffix(o.label) { // 10A after 10.
				return to.in, from.n, to.n, true
			}
		}
	}
	return nil, 0, 0, false
}

// after tells whether m comes after o in their sequence, perhaps with a few skipped.
func (m mark) after(o mark) bool {
	_, _, _, ok := m.follows(o, maxSkipped)
	return ok
}

// next tells whether m comes directly after o in their sequence.
func (m mark) next(o mark) bool {
	_, _, _, ok := m.follows(o, 0)
	return ok
}

// missing returns the labels that are skipped between o and m, if they can be named.
func (m mark) missing(o mark) (labels []string) {
	in, from, to, ok := m.follows(o, maxSkipped)
	if !ok || in.label == nil {
		return nil
	}
	for n := from + 1; n < to; n++ {
		label := in.label(n, lastPart(m.label))
		if up := parent(m.label); up != "" {
			label = up + "." + label
		}
		labels = append(labels, label)
	}
	return labels
}

// parent returns a dotted label without its last part.
func parent(label string) string { return label[:max(0, strings.LastIndexByte(label, '.'))] }

// lastPart returns the last part of a dotted label.
func lastPart(label string) string { return label[strings.LastIndexByte(label, '.')+1:] }

// dotted tells whether a label says by itself where it belongs, as 1.2 does.
func dotted(label string) bool { return strings.Contains(label, ".") }

func isNumber(label string) bool { return label != "" && label[0] >= '0' && label[0] <= '9' }
