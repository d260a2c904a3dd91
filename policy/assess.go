package policy

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// AssessFormat is the version of assess.yaml that this program reads.
const AssessFormat = 1

// assessFile is the shape of assess.yaml: what a person changes about how a
// text was read.
type assessFile struct {
	Format  int      `yaml:"format"`
	Changes []adjust `yaml:"changes"`
}

// adjust is one change. It names clauses and context by the labels that the
// text was read with.
type adjust struct {
	Clause string   `yaml:"clause,omitempty"`
	Merge  []string `yaml:"merge,omitempty"`  // instead of Clause: neighbours that are one, under the first one's label
	Assess *bool    `yaml:"assess,omitempty"` // whether it is a clause, or context
	Label  string   `yaml:"label,omitempty"`  // another label
	Split  []string `yaml:"split,omitempty"`  // the words with which each further clause begins
}

// labels returns the clauses that the change is about.
func (a adjust) labels() []string {
	if len(a.Merge) > 0 {
		return a.Merge
	}
	return []string{a.Clause}
}

// reading is a policy's nodes while a person's changes are made to them.
type reading struct {
	p     *Policy
	nodes [][]node // by section
}

type node struct {
	Clause
	asked bool
	read  string // the label that the text was read with, empty for a part that was split off
}

// Assess reads a person's changes to how the text was read, and makes them. The
// words and their order stay. It comes before Join, since labels may change.
// File is the name that errors carry. The error is a *PositionError, and the
// policy is then as it was.
func (p *Policy) Assess(file string, source []byte) error {
	var tree *ast.File
	var f assessFile
	err := readYAML(file, func() (err error) {
		if tree, err = parser.ParseBytes(bytes.TrimPrefix(source, []byte("\uFEFF")), 0); err != nil {
			return err
		}
		if len(tree.Docs) != 1 || tree.Docs[0].Body == nil {
			return &PositionError{File: file, Line: 1, Column: 1, Msg: "it is one YAML document"}
		}
		return yaml.NewDecoder(bytes.NewReader(nil), yaml.Strict()).DecodeFromNode(tree.Docs[0].Body, &f)
	})
	if err != nil {
		return err
	}
	check := guideCheck{file: file, tree: tree}
	if f.Format != AssessFormat {
		return check.at(fmt.Sprintf("format %d, but this program reads format %d", f.Format, AssessFormat), "format")
	}
	r := p.reading()
	for n, one := range f.Changes {
		if err := r.adjust(one); err != nil {
			return check.at(err.Error(), "changes", n)
		}
	}
	sections := r.sections()
	if !slices.ContainsFunc(sections, func(s Section) bool { return len(s.Clauses) > 0 }) {
		return check.at("nothing would be assessed", "changes")
	}
	p.Sections, p.AssessYAML = sections, source
	return nil
}

func (p *Policy) reading() *reading {
	r := &reading{p: p}
	for _, s := range p.Sections {
		asked := map[string]bool{}
		for _, c := range s.Clauses {
			asked[c.Label] = true
		}
		var nodes []node
		for _, c := range s.Nodes() {
			nodes = append(nodes, node{c, asked[c.Label], c.Label})
		}
		r.nodes = append(r.nodes, nodes)
	}
	return r
}

func (r *reading) sections() []Section {
	var all []Section
	for n, s := range r.p.Sections {
		s.Clauses, s.Context = nil, nil
		before := ""
		for _, one := range r.nodes[n] {
			if one.asked {
				s.Clauses = append(s.Clauses, one.Clause)
			} else {
				s.Context = append(s.Context, Context{one.Clause, before})
			}
			before = one.Label
		}
		all = append(all, s)
	}
	return all
}

// find returns the place of a node by the label that it was read with.
func (r *reading) find(label string) (section, at int, err error) {
	for s, nodes := range r.nodes {
		for n, one := range nodes {
			if one.read != "" && one.read == label {
				return s, n, nil
			}
		}
	}
	return 0, 0, fmt.Errorf("the text has no clause and no context %q", label)
}

// free tells whether no other node has the label.
func (r *reading) free(label string) bool {
	for _, nodes := range r.nodes {
		if slices.ContainsFunc(nodes, func(n node) bool { return labelKey(n.Label) == labelKey(label) }) {
			return false
		}
	}
	return true
}

func (r *reading) adjust(a adjust) error {
	if (a.Clause == "") == (len(a.Merge) == 0) {
		return errors.New("a change names either a clause or what to merge")
	}
	s, at, err := r.find(a.labels()[0])
	if err != nil {
		return err
	}
	for n, label := range a.Merge[min(1, len(a.Merge)):] {
		if at+1 >= len(r.nodes[s]) || r.nodes[s][at+1].read != label {
			if _, _, err := r.find(label); err != nil {
				return err
			}
			return fmt.Errorf("%s does not follow %s in its section", label, a.Merge[n])
		}
		r.merge(s, at)
	}
	one := &r.nodes[s][at]
	if a.Assess != nil {
		one.asked = *a.Assess
	}
	if a.Label != "" {
		switch {
		case !goodLabel.MatchString(a.Label):
			return fmt.Errorf("%q is no label: letters and digits, with dots between them", a.Label)
		case labelKey(one.Label) != labelKey(a.Label) && !r.free(a.Label):
			return fmt.Errorf("another clause has the label %s", a.Label)
		}
		one.Label = a.Label
	}
	for n, words := range a.Split {
		if err := r.split(s, at+n, words, partLabel(r.nodes[s][at].Label, n)); err != nil {
			return err
		}
	}
	return nil
}

var goodLabel = regexp.MustCompile(`^[\pL\pN]+([.-][\pL\pN]+)*$`)

// partLabel names the parts of a clause: A.9, A.9b, A.9c.
func partLabel(label string, n int) string {
	if last := label[len(label)-1]; unicode.IsLetter(rune(last)) {
		return fmt.Sprintf("%s.%d", label, n+2)
	}
	return label + string(rune('b'+n%25))
}

// merge makes a node and the one behind it one.
func (r *reading) merge(s, at int) {
	nodes := r.nodes[s]
	one, other := &nodes[at], nodes[at+1]
	one.Paragraphs = slices.Concat(one.Paragraphs, other.Paragraphs)
	one.Markdown = strings.TrimRight(one.Markdown, "\n") + "\n\n" + other.Markdown
	one.LastLine = max(one.LastLine, other.LastLine)
	one.Digest = digest(one.Words())
	r.nodes[s] = slices.Delete(nodes, at+1, at+2)
}

// split makes a node of its own of what begins with the words.
func (r *reading) split(s, at int, words, label string) error {
	fields := strings.Fields(words)
	if len(fields) == 0 {
		return errors.New("nothing is said to split at")
	}
	for i, f := range fields {
		fields[i] = regexp.QuoteMeta(f)
	}
	begin := regexp.MustCompile(strings.Join(fields, `\s+`))
	one := &r.nodes[s][at]
	for n, p := range one.Paragraphs {
		text := ""
		for _, span := range p.Spans {
			text += span.Text
		}
		place := begin.FindStringIndex(text)
		if place == nil || n == 0 && strings.TrimSpace(text[:place[0]]) == "" {
			continue
		}
		if !r.free(label) {
			return fmt.Errorf("another clause has the label %s", label)
		}
		before, after := cutSpans(p.Spans, place[0])
		rest := node{one.Clause, one.asked, ""}
		rest.Label, rest.Printed = label, ""
		rest.Paragraphs = append([]Paragraph{{Spans: after}}, one.Paragraphs[n+1:]...)
		kept := slices.Clone(one.Paragraphs[:n])
		if strings.TrimSpace(text[:place[0]]) != "" {
			p.Spans = before
			kept = append(kept, p)
		} else {
			rest.Paragraphs[0] = p
		}
		one.Paragraphs = kept
		for _, part := range []*node{one, &rest} {
			part.Markdown, part.Digest = strings.TrimSpace(visible(part.Paragraphs)), digest(part.Words())
		}
		r.nodes[s] = slices.Insert(r.nodes[s], at+1, rest)
		return nil
	}
	return fmt.Errorf("%s has no words %q to split at", one.Label, words)
}

// cutSpans divides spans at a place of their text.
func cutSpans(spans []Span, at int) (before, after []Span) {
	for _, s := range spans {
		switch n := len(s.Text); {
		case at >= n:
			before = append(before, s)
		case at <= 0:
			after = append(after, s)
		default:
			before = append(before, Span{s.Text[:at], s.Link})
			after = append(after, Span{s.Text[at:], s.Link})
		}
		at -= len(s.Text)
	}
	return before, after
}
