package policy

import (
	"bytes"
	"fmt"
	"path"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
)

// MaxSize is the largest source that Parse reads, in bytes.
const MaxSize = 16 << 20

// Parse reads a policy from Markdown. Headings open sections; what the source
// labels in one, by a list's number or by "1.2", "(a)", "A." or "IV." before a
// paragraph, is a clause, and whatever follows it up to the next one belongs to
// it. A heading with a number and no labelled clauses below is itself a clause.
// In a section without labels every bullet and every paragraph is a clause,
// counted from 1. Introductions, definitions and tables of contents are
// context. An optional head between two lines of "---" may give title, source
// and dated; above is how many of its lines were put above the source when it was
// kept. The error names the line at fault.
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
	first := 1 + bytes.Count(source, []byte{'\n'}) - bytes.Count(body, []byte{'\n'}) - p.Above
	if err := checkMarkup(path.Join(id, TextFile), body, first); err != nil {
		return nil, err
	}
	r := reader{src: body, labels: map[string]int{}, firstLine: first, line: first}
	r.read()
	r.dropFilledGaps()
	p.Sections, p.Remarks = r.sections, r.remarks
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
	var fields struct {
		Title, Source, Dated string
		Above                int
	}
	err := readYAML(path.Join(p.ID, TextFile), func() error { return yaml.UnmarshalWithOptions(head, &fields, yaml.Strict()) })
	if err != nil {
		return nil, err
	}
	p.Title, p.Source, p.Dated, p.Above = fields.Title, fields.Source, fields.Dated, min(max(0, fields.Above), bytes.Count(head, []byte{'\n'})+2)
	return body, nil
}
