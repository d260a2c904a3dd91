// Package policy is the model of what is asked: the text of a platform's policy,
// clause by clause, and the guide, which is our own words about each clause.
//
// The model is plain values and what can be told from them. The words of the
// source are kept as they stand; nothing is added to them and nothing is left
// out. The packages in its folder make and change policies: reading makes one of
// a text, editions compares two and makes a person's changes, guide adds our
// words, and library puts the three together. None of them does any I/O: files
// come in as bytes or as an fs.FS.
package policy

import (
	"fmt"
	"slices"
	"strings"
)

// Policy is one edition of a platform's policy.
type Policy struct {
	ID        string
	Title     string
	Source    string // where the text was taken from, empty when not known
	Dated     string // the date that the source gives, empty when it gives none
	Edition   string // SHA-256 of the visible words, white space folded, in hex
	Markdown  []byte // the source as it was read
	HeadLines int    // lines of a head that was put above the source, and that its line numbers do not count
	Sections  []Section
	Remarks   []Remark // what a person should look at in the source

	Scope      []Fact // what the guide asks about the app, empty without a guide
	AssessYAML []byte // a person's changes to how the text was read, nil without them
	Status     string // what the guide says about the text: whether it is in force, and what replaced it; empty where it says nothing
	GuideYAML  []byte // the guide as it was read, nil without one
	GuideDay   string // the day of the guide's words, as in 2026-11-26; empty where it names none
	// ClausesJSON is the list of clauses that was pinned with the text, which the
	// sections follow; nil without one.
	ClausesJSON      []byte
	ReadsDifferently bool // this version would read the text differently from ClausesJSON

	Depth string // whether parts of clauses are asked: DepthClauses, DepthParts, or empty

	// How well the text was read, which Measure tells:
	Missed  []Printed // labels that the source prints at the beginning of a line and that were not found
	Twice   []string  // labels that the source prints twice
	LeftOut int       // words that stood around the text of a page

	kept *kept // once Keep was called
}

// Section is a part of a policy under one heading. The paragraphs before the
// first heading form the section P, which has no title.
type Section struct {
	SectionGuide
	Label     string
	Title     string
	Entry     string // the list entry that this copy of the section is asked for, empty where it is asked once
	FirstLine int    // the line of its heading in the source, counted from 1; 0 where it has none
	Clauses   []Clause
	Skipped   []Skipped
	Context   []Context
}

// Context is a part of a policy that is read but not assessed: an introduction, a
// definition, a table of contents.
type Context struct {
	Clause
	After string // the label of the clause or context before it in the section, empty for none
	Set   bool   // a person has said that it is context
}

// Node is a clause, or a context, in its place in the section.
type Node struct {
	Clause
	Asked bool // it is a clause; false for context
	Set   bool // a person has said so
}

// Ends returns the things with an end date that the guide's words depend on, by
// their names in EndNames, sorted.
func (p *Policy) Ends() []string {
	var names []string
	for _, c := range p.Clauses() {
		if c.Guide != nil {
			names = append(names, c.Guide.Ends...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Nodes returns the section's clauses and contexts in the order of the source.
func (s Section) Nodes() []Node {
	after := map[string]*Context{}
	for i := range s.Context {
		after[s.Context[i].After] = &s.Context[i]
	}
	var all []Node
	follow := func(label string) {
		for c := after[label]; c != nil; c = after[c.Label] {
			all = append(all, Node{c.Clause, false, c.Set})
		}
	}
	follow("")
	for _, c := range s.Clauses {
		all = append(all, Node{c, true, false})
		follow(c.Label)
	}
	return all
}

// WithNodes returns the section with these clauses and contexts instead of its
// own.
func (s Section) WithNodes(nodes []Node) Section {
	s.Clauses, s.Context = nil, nil
	before := ""
	for _, n := range nodes {
		if n.Asked {
			s.Clauses = append(s.Clauses, n.Clause)
		} else {
			s.Context = append(s.Context, Context{n.Clause, before, n.Set})
		}
		before = n.Label
	}
	return s
}

// HasClause tells whether the section has a clause with exactly this label.
func (s Section) HasClause(label string) bool {
	return slices.ContainsFunc(s.Clauses, func(c Clause) bool { return c.Label == label })
}

// Remark says what a person should look at on a line of the source, because it was
// not understood or only half.
type Remark struct {
	Line int
	Text string
}

// Skipped is a number that the source's numbering leaves out.
type Skipped struct {
	Label string // the missing label, such as A.14
	After string // the label of the clause before it
}

// Note returns the sentence that screen and report print for it.
func (s Skipped) Note() string { return "the source text has no " + s.Label }

// Heading returns the section's label and title as one line, with the entry
// that it is asked for.
func (s Section) Heading() string {
	if entry := s.Entry; entry != "" {
		s.Entry = ""
		return s.Heading() + ": " + entry
	}
	switch {
	case s.Title == "" && s.Label == Preamble && len(s.Clauses) > 0 && !strings.HasPrefix(s.Clauses[0].Label, Preamble):
		return Preamble + " (not in a section)"
	case s.Title == "" && s.Label == Preamble:
		return Preamble + " (before the first section)"
	case s.Title == "":
		return s.Label
	default:
		return s.Label + " " + s.Title
	}
}

// Preamble is the label of the section before the first heading.
const Preamble = "P"

// Clause is one rule.
type Clause struct {
	Label      string      // that of its section and its own, as printed in the source: A.12; with its entry: E.1@basic
	Entry      string      // the list entry that it is asked for, empty where it is asked once
	Printed    string      // its own label as the source prints it: "12.", "(a)"; empty where we have numbered it
	Markdown   string      // the source's own lines without the leading number
	Paragraphs []Paragraph // the visible words
	Digest     string      // Digest of Words
	Parent     string      // the label of the clause that it is a part of, empty for none
	Parts      []Part      // what the source labels inside it, in its order
	Guide      *Guide      // nil where nobody has written one
	FirstLine  int         // of the source, counted from 1
	LastLine   int
}

// Paragraph is a block of a clause's visible words.
type Paragraph struct {
	Marker  string // "a." or "-" for a sub-item, else empty
	Depth   int    // nesting of the sub-item, 0 for the clause's own words
	Heading bool   // the source prints it as a heading
	Spans   []Span
}

// Span is a run of visible words. Link is the target when the words are a link.
type Span struct {
	Text    string
	Link    string
	Picture bool // the words stand for a picture
}

// Words returns the clause's visible words with white space folded.
func (c Clause) Words() string { return Fold(VisibleWords(c.Paragraphs)) }

// titleWidth is how many runes of a clause's words may replace a title.
const titleWidth = 48

// Title returns the guide's title, or the clause's first words where there is
// no guide. First words end in an ellipsis when more follows.
func (c Clause) Title() string {
	if c.Guide != nil && c.Guide.Title != "" {
		return c.Guide.Title
	}
	words := c.Words()
	if len(c.Paragraphs) > 0 && c.Paragraphs[0].Heading {
		words = Fold(VisibleWords(c.Paragraphs[:1]))
	}
	runes := []rune(words)
	if len(runes) <= titleWidth {
		return words
	}
	cut := string(runes[:titleWidth])
	if i := strings.LastIndexByte(cut, ' '); i > titleWidth/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, ",;: ") + "…"
}

// Kind returns the kind that the guide gives the clause, Duty where it gives none.
func (c Clause) Kind() Kind {
	if c.Guide != nil && c.Guide.Kind != "" {
		return c.Guide.Kind
	}
	return Duty
}

// Clauses returns every clause in the policy's order.
func (p *Policy) Clauses() []Clause {
	var all []Clause
	for _, s := range p.Sections {
		all = append(all, s.Clauses...)
	}
	return all
}

// Clause finds a clause by its label. Case, dots and dashes do not matter:
// "a12" finds A.12.
func (p *Policy) Clause(label string) (Clause, bool) {
	key := LabelKey(label)
	for _, s := range p.Sections {
		for _, c := range s.Clauses {
			if LabelKey(c.Label) == key {
				return c, true
			}
		}
	}
	return Clause{}, false
}

// Node finds a clause, a context, or a part of one, by its label as Clause does.
func (p *Policy) Node(label string) (Clause, bool) {
	if c, ok := p.Clause(label); ok {
		return c, true
	}
	for _, s := range p.Sections {
		for _, c := range s.Context {
			if LabelKey(c.Label) == LabelKey(label) {
				return c.Clause, true
			}
		}
	}
	return p.Part(label)
}

// Skipped returns what the source's numbering skips, in its order.
func (p *Policy) Skipped() []Skipped {
	var all []Skipped
	for _, s := range p.Sections {
		all = append(all, s.Skipped...)
	}
	return all
}

// Skips finds a label among those that the source's numbering skips.
func (p *Policy) Skips(label string) (Skipped, bool) {
	key := LabelKey(label)
	for _, s := range p.Skipped() {
		if LabelKey(s.Label) == key {
			return s, true
		}
	}
	return Skipped{}, false
}

// Fact finds a scope fact by its id.
func (p *Policy) Fact(id string) (Fact, bool) {
	for _, f := range p.Scope {
		if f.ID == id {
			return f, true
		}
	}
	return Fact{}, false
}

// ShortEdition returns the first 12 hex digits of the edition, enough to tell
// editions apart on a screen.
func (p *Policy) ShortEdition() string { return p.Edition[:min(12, len(p.Edition))] }

// Kind tells what sort of rule a clause is.
type Kind string

// The kinds of clause.
const (
	Duty       Kind = "duty"       // something to do
	Ban        Kind = "ban"        // something not to do
	Permission Kind = "permission" // allowed only with the platform's permission
	Notice     Kind = "notice"     // to know and acknowledge, not to pass or fail
)

// Kinds lists every kind.
func Kinds() []Kind { return []Kind{Duty, Ban, Permission, Notice} }

// The names of the files that a policy's folder holds.
const (
	TextFile    = "policy.md"
	ClausesFile = "clauses.json"
	AssessFile  = "assess.yaml"
	GuideFile   = "guide.yaml"
)

// A PositionError is a fault in a file, with its line and column.
type PositionError struct {
	File   string
	Line   int // from 1, 0 when not known
	Column int // from 1, 0 when not known
	Msg    string
}

// Error names file, line and column, then the fault.
func (e *PositionError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Msg)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Msg)
}
