// Package policy holds what is asked: the text of a platform's policy, read
// clause by clause, and the guide, which is our own words about each clause.
//
// A policy comes in as Markdown bytes and leaves as a Policy value. The words
// of the source are kept as they stand; nothing is added to them and nothing
// is left out. The package does no I/O of its own: files come in as an fs.FS.
package policy

import (
	"fmt"
	"strings"
	"unicode"
)

// Policy is one edition of a platform's policy.
type Policy struct {
	ID         string
	Title      string
	Source     string // where the text was taken from, empty when not known
	Dated      string // the date that the source gives, empty when it gives none
	Edition    string // SHA-256 of the visible words, white space folded, in hex
	Markdown   []byte // the source as it was read
	Above      int    // lines of a head that was put above the source, and that its line numbers do not count
	Sections   []Section
	Remarks    []Remark // what a person should look at in the source
	Gaps       []string // labels that the source's numbering skips, such as A.14
	Scope      []Fact   // what the guide asks about the app, empty without a guide
	AssessYAML []byte   // a person's changes to how the text was read, nil without them
	GuideYAML  []byte   // the guide as it was read, nil without one
}

// Section is a part of a policy under one heading. The paragraphs before the
// first heading form the section P, which has no title.
type Section struct {
	SectionGuide
	Label   string
	Title   string
	Entry   string // of the list that the section repeats for, empty where it is asked once
	Clauses []Clause
	Gaps    []Gap
	Context []Context
}

// Context is a part of a policy that is to be read and not to be assessed: an
// introduction, a definition, a table of contents.
type Context struct {
	Clause
	After string // the label of the clause or context before it in the section, empty for none
}

// Nodes returns the section's clauses and contexts in the order of the source.
func (s Section) Nodes() []Clause {
	after := map[string]*Clause{}
	for i := range s.Context {
		after[s.Context[i].After] = &s.Context[i].Clause
	}
	var all []Clause
	follow := func(label string) {
		for c := after[label]; c != nil; c = after[c.Label] {
			all = append(all, *c)
		}
	}
	follow("")
	for _, c := range s.Clauses {
		all = append(all, c)
		follow(c.Label)
	}
	return all
}

// assess returns the policy's sections with each node as a clause or as context,
// as decide has it.
func (p *Policy) assess(decide func(c Clause, assessed bool) bool) []Section {
	var all []Section
	for _, s := range p.Sections {
		was, before := map[string]bool{}, ""
		for _, c := range s.Clauses {
			was[c.Label] = true
		}
		next := s
		next.Clauses, next.Context = nil, nil
		for _, c := range s.Nodes() {
			if decide(c, was[c.Label]) {
				next.Clauses = append(next.Clauses, c)
			} else {
				next.Context = append(next.Context, Context{c, before})
			}
			before = c.Label
		}
		all = append(all, next)
	}
	return all
}

// Remark is something about a line of the source that was not understood, or
// only half.
type Remark struct {
	Line int
	Text string
}

// Gap is a number that the source does not print.
type Gap struct {
	Label string // the missing label, such as A.14
	After string // the label of the clause before it
}

// Note returns the sentence that screen and report print for the gap.
func (g Gap) Note() string { return "the source text has no " + g.Label }

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
	Label      string      // as printed in the source, behind its section's label: A.12; with its entry: E.1@basic
	Entry      string      // of the list that its section repeats for, empty where it is asked once
	Printed    string      // the label alone, with what stands around it in the source: "12.", "(a)"; empty for one of ours
	Markdown   string      // the source's own lines without the leading number
	Paragraphs []Paragraph // the visible words
	Digest     string      // SHA-256 of Words, in hex
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
	Text string
	Link string
}

// Words returns the clause's visible words with white space folded.
func (c Clause) Words() string { return Fold(visible(c.Paragraphs)) }

// titleWidth is how many runes of a clause's own words stand in for a title.
const titleWidth = 48

// Title returns the guide's title, or the clause's first words where there is
// no guide. First words end in an ellipsis when more follows.
func (c Clause) Title() string {
	if c.Guide != nil && c.Guide.Title != "" {
		return c.Guide.Title
	}
	words := c.Words()
	if len(c.Paragraphs) > 0 && c.Paragraphs[0].Heading {
		words = Fold(visible(c.Paragraphs[:1]))
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

// Kind returns the kind that the guide gives the clause, and Duty without one.
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
	key := labelKey(label)
	for _, s := range p.Sections {
		for _, c := range s.Clauses {
			if labelKey(c.Label) == key {
				return c, true
			}
		}
	}
	return Clause{}, false
}

// Node finds a clause, or a context, by its label as Clause does.
func (p *Policy) Node(label string) (Clause, bool) {
	if c, ok := p.Clause(label); ok {
		return c, true
	}
	for _, s := range p.Sections {
		for _, c := range s.Context {
			if labelKey(c.Label) == labelKey(label) {
				return c.Clause, true
			}
		}
	}
	return Clause{}, false
}

// Gap tells whether the label is one that the source's numbering skips.
func (p *Policy) Gap(label string) (Gap, bool) {
	key := labelKey(label)
	for _, s := range p.Sections {
		for _, g := range s.Gaps {
			if labelKey(g.Label) == key {
				return g, true
			}
		}
	}
	return Gap{}, false
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

// labelKey folds a label to its letters and digits, with a bar between runs of
// different kinds, so that a12, A.12 and A-12 are one and 1.12 and 11.2 are two.
// An entry stays as it is written.
func labelKey(label string) string {
	label, entry := CutEntry(label)
	var b strings.Builder
	var last rune
	for _, r := range strings.ToUpper(label) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if last != 0 && unicode.IsDigit(r) != unicode.IsDigit(last) {
				b.WriteByte('|')
			}
			b.WriteRune(r)
			last = r
		case last != 0 && last != '|':
			b.WriteByte('|')
			last = 0
		}
	}
	return WithEntry(strings.TrimSuffix(b.String(), "|"), entry)
}

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

// A PositionError is a fault at a place in a file.
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
