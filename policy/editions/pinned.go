package editions

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"clausewalk/policy"
	"clausewalk/policy/reading"
)

// ListFormat is the version of clauses.json that this program writes and reads.
const ListFormat = 1

// list is the shape of clauses.json: how a text was read when it was pinned. A
// later version of the program may read it differently, and answers must stay at
// their clauses. It also spares a program in another language reading the text.
type list struct {
	Format   int           `json:"format"`
	Text     string        `json:"text"`             // SHA-256 of policy.md
	Assess   string        `json:"assess,omitempty"` // SHA-256 of assess.yaml, empty without one
	Sections []listSection `json:"sections"`
}

type listSection struct {
	Label   string       `json:"label"`
	Title   string       `json:"title,omitempty"`
	Clauses []listClause `json:"clauses"`
}

type listClause struct {
	Label  string `json:"label"`
	Asked  bool   `json:"asked"` // false for context, unless the guide has words for it
	Digest string `json:"digest"`
	Words  string `json:"words"` // visible, white space folded
	Lines  [2]int `json:"lines"` // of the source, the first and the last
}

// Pin returns clauses.json for a policy: how this version reads its text, with a
// person's changes and without the guide. A policy that was read with a list keeps
// that list.
func Pin(p *policy.Policy) ([]byte, error) {
	if p.ClausesJSON != nil {
		return p.ClausesJSON, nil
	}
	fresh, err := reading.Parse(p.ID, p.Markdown)
	if err == nil {
		err = Lay(fresh, "", p.AssessYAML, nil)
	}
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err = enc.Encode(listOf(fresh))
	return b.Bytes(), err
}

func listOf(p *policy.Policy) list {
	l := list{Format: ListFormat, Text: policy.FileDigest(p.Markdown), Assess: policy.FileDigest(p.AssessYAML), Sections: []listSection{}}
	for _, s := range p.Sections {
		section := listSection{Label: s.Label, Title: s.Title, Clauses: []listClause{}}
		for _, n := range s.Nodes() {
			section.Clauses = append(section.Clauses, listClause{n.Label, n.Asked, n.Digest, n.Words(), [2]int{n.FirstLine, n.LastLine}})
		}
		l.Sections = append(l.Sections, section)
	}
	return l
}

// Lay applies to a policy what is kept beside its text: a person's changes
// (assess.yaml), and the list of clauses that was pinned with it (clauses.json),
// whose clauses and labels count whatever this version would read. A list of
// another text, or of another assess.yaml, is ignored. The guide is joined after
// that. Either file may be nil; errors name them below dir.
func Lay(p *policy.Policy, dir string, assess, pinned []byte) error {
	var changes error
	if assess != nil {
		changes = Assess(p, path.Join(dir, policy.AssessFile), assess)
	}
	if pinned == nil {
		return changes
	}
	var was list
	err := json.Unmarshal(pinned, &was)
	switch {
	case err == nil && was.Format != ListFormat:
		err = fmt.Errorf("format %d, but this program reads format %d", was.Format, ListFormat)
	case err == nil && (was.Text != policy.FileDigest(p.Markdown) || was.Assess != policy.FileDigest(assess)):
		return changes
	case err == nil:
		err = was.check()
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path.Join(dir, policy.ClausesFile), err)
	}
	// The list has the changes too, those included that this version cannot make.
	if changes != nil || !slices.EqualFunc(was.Sections, listOf(p).Sections, listSection.same) {
		p.Sections, p.ReadsDifferently = was.sections(p), true
	}
	p.AssessYAML, p.ClausesJSON = assess, pinned
	return nil
}

// check refuses a list that no version has written.
func (l list) check() error {
	seen := map[string]bool{}
	asked := false
	for _, s := range l.Sections {
		for _, c := range s.Clauses {
			key := policy.LabelKey(c.Label)
			switch {
			case key == "" || seen[key]:
				return fmt.Errorf("the label %q occurs twice, or is not a label", c.Label)
			case policy.Digest(c.Words) != c.Digest:
				return fmt.Errorf("the words of %s do not match its digest", c.Label)
			}
			seen[key], asked = true, asked || c.Asked
		}
	}
	if !asked {
		return errors.New("it lists no clause")
	}
	return nil
}

func (s listSection) same(o listSection) bool {
	return s.Label == o.Label && s.Title == o.Title && slices.EqualFunc(s.Clauses, o.Clauses, listClause.same)
}

func (c listClause) same(o listClause) bool {
	return c.Label == o.Label && c.Asked == o.Asked && c.Digest == o.Digest
}

// sections returns the sections of the list. A clause with the same words in
// the text as this version reads it keeps its paragraphs and links.
func (l list) sections(p *policy.Policy) []policy.Section {
	read := map[string]policy.Clause{}
	for _, s := range p.Sections {
		for _, n := range s.Nodes() {
			read[n.Digest] = n.Clause
		}
	}
	var all []policy.Section
	for _, s := range l.Sections {
		var nodes []policy.Node
		for _, c := range s.Clauses {
			clause, known := read[c.Digest]
			if !known {
				clause = policy.Clause{Markdown: c.Words, Paragraphs: []policy.Paragraph{{Spans: []policy.Span{{Text: c.Words}}}}, Digest: c.Digest}
			}
			if clause.Label != c.Label {
				clause.Parts = relabelled(clause.Parts, clause.Label, c.Label)
				clause.Label, clause.Printed = c.Label, ""
			}
			clause.FirstLine, clause.LastLine = c.Lines[0], c.Lines[1]
			nodes = append(nodes, policy.Node{Clause: clause, Asked: c.Asked})
		}
		all = append(all, policy.Section{Label: s.Label, Title: s.Title}.WithNodes(nodes))
	}
	return all
}

// relabelled returns the parts of a clause that is given another label. Their labels
// begin with that of the clause and change with it; a part with a number of its own
// is dropped.
func relabelled(parts []policy.Part, was, is string) (all []policy.Part) {
	for _, p := range parts {
		if rest, ok := strings.CutPrefix(p.Label, was); ok {
			p.Label = is + rest
			all = append(all, p)
		}
	}
	return all
}
