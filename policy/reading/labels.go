package reading

import (
	"regexp"
	"strconv"
	"strings"
)

// sectionLabel finds the label before a heading's title: "A. ", "IV) ", "3: ".
var sectionLabel = regexp.MustCompile(`^([A-Z]|[IVXLC]+|\d+(?:\.\d+)*)(?:[.)]\s+|\s*[:\x{2013}\x{2014}]\s+)(.*)$`)

// dottedLabel finds the label "3.2 ", which needs no mark behind it.
var dottedLabel = regexp.MustCompile(`^(\d+(?:\.\d+)+)\s+(.*)$`)

// namedLabel finds the label in "Article 3" or "Section IV: Title". The title
// keeps all the words, since they are the heading's.
var namedLabel = regexp.MustCompile(`^(?:Section|Article|Part|Chapter|Clause|SECTION|ARTICLE|PART|CHAPTER|CLAUSE|§)\s*(\d+(?:\.\d+)*|[IVXLC]+|[A-Z])(?:$|[.):\s])`)

// splitLabel takes the label off a heading's words; it is empty for none.
func splitLabel(words string) (label, title string) {
	for _, pattern := range []*regexp.Regexp{sectionLabel, dottedLabel} {
		if m := pattern.FindStringSubmatch(words); m != nil {
			return m[1], m[2]
		}
	}
	if m := namedLabel.FindStringSubmatch(words); m != nil {
		return m[1], words
	}
	return "", words
}

// mark is a label that the source prints before a paragraph or an item.
type mark struct {
	label   string // without what stands around it: 1.2, a, IV
	printed string // as it is printed: "1.2.", "(a)"
	shape   string // the same for labels of one sequence: "1.1", "(a)"
}

// lineMark finds a label at the start of a paragraph.
var lineMark = regexp.MustCompile(`^\s*(?:(?:§\s*)?(\d{1,3}(?:\.\d{1,3})+)[.):]?|\(([a-z]{1,5}|[A-Z]{1,5}|\d{1,3})\)|([a-z]|[A-Z]|[ivxlc]{2,6}|[IVXLC]{2,6}|\d{1,3})[.)])[\s\x{a0}]+`)

// readMark reads the label at the start of visible words; its shape is empty
// where there is none.
func readMark(words string) mark {
	m := lineMark.FindStringSubmatch(words)
	if m == nil {
		return mark{}
	}
	found := mark{label: m[1] + m[2] + m[3], printed: strings.TrimSpace(m[0])}
	switch {
	case m[1] != "":
		found.shape = shapeOf(m[1])
	case m[2] != "":
		found.shape = "(" + class(m[2]) + ")"
	default:
		found.shape = class(m[3])
	}
	return found
}

// shapeOf returns the shape of a number with dots.
func shapeOf(number string) string { return strings.Repeat("1.", strings.Count(number, ".")) + "1" }

// class names the alphabet of a label.
func class(label string) string {
	switch c := label[0]; {
	case c <= '9':
		return "1"
	case c <= 'Z':
		return "A"
	default:
		return "a"
	}
}

// The sequences that a label can belong to: "i" is the first numeral and the
// ninth letter.
const (
	inNumbers = iota
	inLetters
	inNumerals
	sequences
)

// places returns the label's place in each sequence, 0 where it has none.
func (m mark) places() (at [sequences]int) {
	last := m.label[strings.LastIndexByte(m.label, '.')+1:]
	at[inNumbers], _ = strconv.Atoi(last)
	if upper := strings.ToUpper(last); at[inNumbers] == 0 && upper != "" {
		at[inNumerals] = roman(upper)
		if len(upper) == 1 {
			at[inLetters] = int(upper[0]-'A') + 1
		}
	}
	return at
}

// roman reads a numeral, 0 for none.
func roman(s string) int {
	digits := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}
	n := 0
	for i := range len(s) {
		d := digits[s[i]]
		if d == 0 {
			return 0
		}
		if i+1 < len(s) && d < digits[s[i+1]] {
			d = -d
		}
		n += d
	}
	return n
}

// begins tells whether a label can open its sequence.
func (m mark) begins() bool {
	at := m.places()
	return at[inNumbers] == 1 || at[inLetters] == 1 || at[inNumerals] == 1
}

// follows tells whether a label comes after another of its sequence, with at
// most gap places left out between them. A label of two sequences leaves none
// out. It returns the places that are.
func (m mark) follows(o mark, gap int) (missing []string, ok bool) {
	if m.shape != o.shape || parent(m.label) != parent(o.label) {
		return nil, false
	}
	to, from := m.places(), o.places()
	if to[inLetters] > 0 && to[inNumerals] > 0 {
		gap = 0
	}
	for s := range sequences {
		if from[s] == 0 || to[s] <= from[s] || to[s] > from[s]+1+gap {
			continue
		}
		for n := from[s] + 1; n < to[s]; n++ {
			switch s {
			case inNumbers:
				missing = append(missing, strconv.Itoa(n))
			case inLetters:
				missing = append(missing, string(m.label[0]-byte(to[s]-n)))
			}
		}
		return missing, true
	}
	return nil, false
}

// after tells whether a label comes after another, some places further on.
func (m mark) after(o mark) bool {
	_, ok := m.follows(o, maxGaps)
	return ok
}

// next tells whether a label is the very next of another's sequence.
func (m mark) next(o mark) bool {
	_, ok := m.follows(o, 0)
	return ok
}

// parent returns a dotted label without its last part.
func parent(label string) string { return label[:max(0, strings.LastIndexByte(label, '.'))] }

// dotted tells whether a label names its place by itself, as 1.2 does.
func dotted(label string) bool { return strings.Contains(label, ".") }

func isNumber(label string) bool { return label != "" && label[0] >= '0' && label[0] <= '9' }

// unlabel takes the printed label off the Markdown of a clause. Where a dress
// was put on the label and on words behind it, those keep it.
func unlabel(md, printed string) string {
	if printed == "" {
		return md
	}
	head := headOfLine.FindString(md)
	i, dress, j := len(head), "", 0
	for ; i < len(md) && (j < len(printed) || strings.IndexByte("*_", md[i]) >= 0 && dress != ""); i++ {
		switch {
		case md[i] == '*' || md[i] == '_':
			if n := len(dress) - 1; j > 0 && n >= 0 {
				dress = dress[:n]
			} else {
				dress += md[i : i+1]
			}
		case md[i] == '\\':
		case md[i] == printed[j]:
			j++
		default:
			return md
		}
	}
	if j < len(printed) {
		return md
	}
	rest := strings.TrimLeft(md[i:], " \t")
	if hashes := strings.TrimLeft(head, " "); strings.HasPrefix(hashes, "#") {
		level := len(hashes) - len(strings.TrimLeft(hashes, "#"))
		return hashes[:level] + " " + dress + strings.TrimLeft(rest, ".): ")
	}
	return dress + rest
}

var headOfLine = regexp.MustCompile(`^ {0,3}(?:#{1,6}\s+)?(?:\[\]\([^)\n]*\))?`)
