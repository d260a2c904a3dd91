package policy

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// MaxSize is the largest source that Parse reads, in bytes.
const MaxSize = 16 << 20

// maxGaps is how many missing numbers in a row are recorded one by one; a
// larger jump is a restart of the numbering and not a hole in it.
const maxGaps = 20

// Parse reads a policy from Markdown. Headings open sections; the items of a
// top-level ordered list are clauses, named by the section's label and the
// number that the source prints; whatever follows an item up to the next one
// belongs to it. A paragraph with no number before it is a clause of its own,
// counted from 1, or from P1 where numbered clauses follow in its section. An
// optional head between two lines of "---" may give title, source and dated.
// The error names the line at fault.
func Parse(id string, source []byte) (*Policy, error) {
	if len(source) > MaxSize {
		return nil, fmt.Errorf("policy %s: %d bytes are more than the %d that are read", id, len(source), MaxSize)
	}
	if at := notText(source); at >= 0 {
		line, column := 1+bytes.Count(source[:at], []byte{'\n'}), at-bytes.LastIndexByte(source[:at], '\n')
		return nil, &PositionError{File: path.Join(id, TextFile), Line: line, Column: column, Msg: "not UTF-8 text"}
	}
	p := &Policy{ID: id, Markdown: source}
	body, err := p.readHead(source)
	if err != nil {
		return nil, err
	}
	r := reader{src: body, labels: map[string]int{}, line: 1 + bytes.Count(source, []byte{'\n'}) - bytes.Count(body, []byte{'\n'})}
	r.read(goldmark.New().Parser().Parse(text.NewReader(body)))
	r.dropFilledGaps()
	p.Sections = r.sections
	if p.Title == "" {
		p.Title = r.title
	}
	if p.Title == "" {
		p.Title = id
	}
	p.Edition = digest(Fold(r.words.String()))
	for _, s := range p.Sections {
		for _, g := range s.Gaps {
			p.Gaps = append(p.Gaps, g.Label)
		}
	}
	if len(p.Clauses()) == 0 {
		return nil, fmt.Errorf("policy %s: no clause found in the text", id)
	}
	return p, nil
}

// notText returns the place of the first byte that is not part of UTF-8 text,
// -1 where there is none.
func notText(b []byte) int {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == 0 || r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// readHead takes the head off the source and returns the body.
func (p *Policy) readHead(source []byte) ([]byte, error) {
	source = bytes.TrimPrefix(source, []byte("\uFEFF")) // Some editors begin a file with it.
	source = bytes.ReplaceAll(source, []byte("\r\n"), []byte("\n"))
	if !bytes.HasPrefix(source, []byte("---\n")) {
		return source, nil
	}
	head, body, found := bytes.Cut(source[len("---"):], []byte("\n---\n"))
	if !found {
		return source, nil
	}
	var fields struct{ Title, Source, Dated string }
	err := readYAML(path.Join(p.ID, TextFile), func() error { return yaml.UnmarshalWithOptions(head, &fields, yaml.Strict()) })
	if err != nil {
		return nil, err
	}
	p.Title, p.Source, p.Dated = fields.Title, fields.Source, fields.Dated
	return body, nil
}

// reader turns the top-level blocks of a document into sections and clauses.
type reader struct {
	src      []byte
	title    string
	sections []Section
	words    strings.Builder // every visible word in order, for the edition
	labels   map[string]int  // how often each label was asked for
	path     []heading       // the open headings, outermost first
	numbered bool            // clauses of this section have numbers of the source's own
	counted  bool            // such a clause has come
	last     int             // the number printed last in this section
	free     int             // the paragraphs counted in this section
	unnamed  int             // the sections that had no label of their own
	start    int             // where the open clause's source begins, -1 for none
	line     int             // the source's line at lineAt, its head counted
	lineAt   int
}

type heading struct {
	level   int
	label   string
	printed bool // the label is the source's own
}

// sectionLabel finds the label before a heading's title: "A. ", "IV) ", "3: ".
var sectionLabel = regexp.MustCompile(`^([A-Z]|[IVXLC]+|\d+(?:\.\d+)*)(?:[.)]\s+|\s*[:\x{2013}\x{2014}]\s+)(.*)$`)

// dottedLabel finds the label "3.2 ", which needs no mark behind it.
var dottedLabel = regexp.MustCompile(`^(\d+(?:\.\d+)+)\s+(.*)$`)

// splitLabel takes the label off a heading's words; it is empty for none.
func splitLabel(words string) (label, title string) {
	for _, pattern := range []*regexp.Regexp{sectionLabel, dottedLabel} {
		if m := pattern.FindStringSubmatch(words); m != nil {
			return m[1], m[2]
		}
	}
	return "", words
}

func (r *reader) read(doc ast.Node) {
	r.start = -1
	titleNode := r.documentTitle(doc)
	r.numbered = r.printsNumbers(doc.FirstChild(), deepest)
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			r.closeClause(r.lineStart(n.Pos()))
			words := r.headingWords(n)
			r.note(words)
			if n == titleNode && len(r.sections) == 0 {
				r.title, r.numbered = words, r.printsNumbers(n.NextSibling(), deepest)
				continue
			}
			r.openSection(n.Level, words)
			r.numbered = r.printsNumbers(n.NextSibling(), n.Level)
		case *ast.List:
			r.readList(n)
		case *ast.ThematicBreak, *ast.LinkReferenceDefinition:
			continue
		default:
			r.readBlock(n)
		}
	}
	r.closeClause(len(r.src))
}

// documentTitle returns the first heading when it has no label of its own and
// stands above all others, nil otherwise. Behind a clause it opens a section.
func (r *reader) documentTitle(doc ast.Node) ast.Node {
	var first *ast.Heading
	others := 0
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		switch {
		case !ok:
		case first == nil:
			first = h
		case h.Level <= first.Level:
			return nil
		default:
			others++
		}
	}
	// The only heading of a text may be a section's; one of the top level is taken for the title.
	if first == nil || others == 0 && first.Level > 1 {
		return nil
	}
	if label, _ := splitLabel(r.headingWords(first)); label != "" {
		return nil
	}
	return first
}

func (r *reader) headingWords(h *ast.Heading) string { return Fold(visible(r.paragraphs(h, 0))) }

// printsNumbers tells whether the part that begins at n, below a heading of
// the level, has numbers of its own: an ordered list, or a section "1.1" in it.
func (r *reader) printsNumbers(n ast.Node, level int) bool {
	for ; n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			label, _ := splitLabel(r.headingWords(n))
			return n.Level > level && label != "" && label[0] <= '9'
		case *ast.List:
			if n.IsOrdered() {
				return true
			}
		}
	}
	return false
}

// deepest stands for the level of a heading that has no sections below it.
const deepest = 6

func (r *reader) openSection(level int, words string) {
	for len(r.path) > 0 && r.path[len(r.path)-1].level >= level {
		r.path = r.path[:len(r.path)-1]
	}
	label, title := splitLabel(words)
	above, printed := r.path, label != ""
	if printed {
		// A label that the source prints needs none of ours before it.
		for len(above) > 0 && !above[len(above)-1].printed {
			above = above[:len(above)-1]
		}
		if r.labels[labelKey(below(above, label))] > 0 {
			above = r.path
		}
	} else {
		r.unnamed++
		label = "S" + strconv.Itoa(r.unnamed)
	}
	label = r.unique(below(above, label))
	r.path = append(r.path, heading{level, label, printed})
	r.sections = append(r.sections, Section{Label: label, Title: title})
	r.counted, r.last, r.free = false, 0, 0
}

// below puts the label of the innermost heading before a label that does not
// begin with it.
func below(path []heading, label string) string {
	if len(path) == 0 || strings.HasPrefix(label, path[len(path)-1].label+".") {
		return label
	}
	return path[len(path)-1].label + "." + label
}

// section returns the open section, and opens the preamble where there is none.
func (r *reader) section() *Section {
	if len(r.sections) == 0 {
		r.sections = append(r.sections, Section{Label: r.unique(Preamble)})
	}
	return &r.sections[len(r.sections)-1]
}

func (r *reader) readList(list *ast.List) {
	if !list.IsOrdered() && (r.counted || len(r.section().Clauses) > 0) {
		r.readBlock(list)
		return
	}
	numbers := r.numbers(list)
	for item, i := list.FirstChild(), 0; item != nil; item, i = item.NextSibling(), i+1 {
		start := r.lineStart(item.Pos())
		r.closeClause(start)
		number := ""
		if list.IsOrdered() {
			number = numbers[i]
			r.note(number + ".")
		}
		r.openClause(start, number, r.paragraphs(item, 0))
	}
}

// readBlock adds a block to the clause it follows, or makes it one of its own.
func (r *reader) readBlock(n ast.Node) {
	paragraphs := r.paragraphs(n, 0)
	if Fold(visible(paragraphs)) == "" {
		return
	}
	s := r.section()
	_, isList := n.(*ast.List)
	if (r.counted || isList) && len(s.Clauses) > 0 {
		c := &s.Clauses[len(s.Clauses)-1]
		c.Paragraphs = append(c.Paragraphs, paragraphs...)
		r.note(visible(paragraphs))
		return
	}
	start := r.lineStart(n.Pos())
	r.closeClause(start)
	r.openClause(start, "", paragraphs)
}

// openClause begins a clause. Number is what the source prints, empty for none.
func (r *reader) openClause(start int, number string, paragraphs []Paragraph) {
	s := r.section()
	if number == "" {
		r.free++
		number = strconv.Itoa(r.free)
		if r.numbered {
			number = Preamble + number // The bare number is another clause's in print.
		}
	} else {
		r.noteGap(s, number)
		r.counted = true
	}
	r.note(visible(paragraphs))
	s.Clauses = append(s.Clauses, Clause{Label: r.unique(s.Label + "." + number), Paragraphs: paragraphs})
	r.start = start
}

// noteGap records the numbers between the one printed last and this one.
func (r *reader) noteGap(s *Section, number string) {
	n, err := strconv.Atoi(number)
	if err != nil {
		return
	}
	if r.counted && n > r.last+1 && n-r.last <= maxGaps {
		after := s.Clauses[len(s.Clauses)-1].Label
		for missing := r.last + 1; missing < n; missing++ {
			s.Gaps = append(s.Gaps, Gap{Label: s.Label + "." + strconv.Itoa(missing), After: after})
		}
	}
	r.last = n
}

// dropFilledGaps takes back the gaps that a later clause has filled, or that
// were found twice.
func (r *reader) dropFilledGaps() {
	taken := map[string]bool{}
	for _, s := range r.sections {
		for _, c := range s.Clauses {
			taken[labelKey(c.Label)] = true
		}
	}
	for i := range r.sections {
		s := &r.sections[i]
		s.Gaps = slices.DeleteFunc(s.Gaps, func(g Gap) bool {
			known := taken[labelKey(g.Label)]
			taken[labelKey(g.Label)] = true
			return known
		})
	}
}

// closeClause gives the open clause its source text and digest. End is where
// the next block's first line begins.
func (r *reader) closeClause(end int) {
	if r.start < 0 {
		return
	}
	s := r.section()
	c := &s.Clauses[len(s.Clauses)-1]
	lines := r.src[r.start:max(r.start, end)]
	c.Markdown = dedent(string(lines))
	c.FirstLine = r.lineOf(r.start)
	c.LastLine = c.FirstLine + bytes.Count(bytes.TrimRight(lines, " \t\n"), []byte{'\n'})
	c.Digest = digest(c.Words())
	r.start = -1
}

// lineOf returns the number of the line at a place. Places must rise from call
// to call: long texts are counted once.
func (r *reader) lineOf(pos int) int {
	r.line += bytes.Count(r.src[r.lineAt:pos], []byte{'\n'})
	r.lineAt = pos
	return r.line
}

func (r *reader) lineStart(pos int) int {
	return bytes.LastIndexByte(r.src[:min(max(pos, 0), len(r.src))], '\n') + 1
}

// unique returns the label, with a number behind it where it was used before.
func (r *reader) unique(label string) string {
	key := labelKey(label)
	r.labels[key]++
	if r.labels[key] == 1 {
		return label
	}
	for ; ; r.labels[key]++ {
		try := fmt.Sprintf("%s(%d)", label, r.labels[key])
		if own := labelKey(try); r.labels[own] == 0 {
			r.labels[own] = 1
			return try
		}
	}
}

func (r *reader) note(words string) {
	r.words.WriteString(words)
	r.words.WriteByte('\n')
}
