// Package reading turns a text into a Policy: saved pages, plain text, tables and
// catalogs of controls become Markdown (ToMarkdown), and Markdown becomes sections,
// clauses and context (Parse).
//
// No word is lost and none is added. Policies are written in many ways. Each way is
// a shape, with a file of its own and a line in the table in shape.go; the other
// files are what the shapes share. Reading goes from blocks (blocks.go) to groups
// (groups.go) to sections with clauses (outline.go).
package reading

import (
	"bytes"
	"fmt"
	"path"
	"unicode/utf8"

	"clausewalk/policy"
)

// MaxSize is the largest source that Parse reads, in bytes.
const MaxSize = 16 << 20

// Parse reads a policy from Markdown. Headings open sections; what the source
// labels in one, by a list's number or by "1.2", "(a)", "A." or "IV." before a
// paragraph, is a clause, and whatever follows it up to the next one belongs to
// it; what is labelled inside it, such as 2.3.1(a), is one of its parts. A heading
// with a number and no labelled clauses below is itself a clause.
// In a section without labels every bullet and every paragraph is a clause,
// counted from 1. Introductions, definitions and tables of contents are
// context. A head between two lines of "---" may give title, source, dated and above,
// the number of its lines that were put above the source when it was kept. Without
// dated, the text's own "Last updated" is its day. The error names the policy, and
// the line that cannot be read.
func Parse(id string, source []byte) (*policy.Policy, error) { return parse(id, source, known) }

// parse reads a policy in which these shapes are known.
func parse(id string, source []byte, known shapes) (*policy.Policy, error) {
	if len(source) > MaxSize {
		return nil, fmt.Errorf("policy %s: %d bytes is more than the limit of %d", id, len(source), MaxSize)
	}
	if at := notText(source); at >= 0 {
		line, column := 1+bytes.Count(source[:at], []byte{'\n'}), at-bytes.LastIndexByte(source[:at], '\n')
		return nil, &policy.PositionError{File: path.Join(id, policy.TextFile), Line: line, Column: column, Msg: "not UTF-8 text"}
	}
	head, body, err := readHead(id, source)
	if err != nil {
		return nil, err
	}
	p := &policy.Policy{ID: id, Title: head.Title, Source: head.Source, Dated: head.Dated, HeadLines: head.Above, Markdown: source}
	if p.Dated == "" {
		p.Dated = dayOf(string(body))
	}
	first := 1 + bytes.Count(source, []byte{'\n'}) - bytes.Count(body, []byte{'\n'}) - p.HeadLines
	if err := checkMarkup(path.Join(id, policy.TextFile), body, first); err != nil {
		return nil, err
	}
	r := reader{document: document{shapes: known, src: body}, labels: map[string]int{}, firstLine: first, line: first}
	r.read()
	r.dropFalselySkipped()
	p.Sections, p.Remarks = r.sections, r.remarks
	if p.Title == "" {
		p.Title = r.title
	}
	if p.Title == "" {
		p.Title = id
	}
	p.Edition = policy.Digest(policy.Fold(r.words.String()))

	p.Missed, p.Twice, p.LeftOut = r.missed(), r.twice, r.leftOut
	if len(p.Clauses()) == 0 {
		return nil, fmt.Errorf("policy %s: no clause found in the text", id)
	}
	return p, nil
}

// notText returns the index of the first byte that is not part of UTF-8 text, -1
// where there is none.
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
