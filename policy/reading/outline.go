package reading

import (
	"bytes"
	"strconv"
	"strings"

	"clausewalk/policy"
)

// reader turns the blocks of a document into sections, clauses and context.
type reader struct {
	document
	title     string
	sections  []policy.Section
	words     strings.Builder // every visible word in order, for the edition
	labels    map[string]int  // how often each label was given, by its key
	path      []heading       // the open headings, outermost first
	unnamed   int             // how many sections had no label of their own
	twice     []string        // the labels that the source prints twice
	ids       map[string]bool // the keys of the IDs that the source prints
	firstLine int             // the number of the first line of src
	line      int             // the source's line at lineAt, its head counted
	lineAt    int

	// Of the open section:
	last   mark   // the label printed last
	before string // the label of the node before the open one
	free   int    // how many nodes we have numbered
	asides int    // how many contexts we have numbered, apart from those

	// The node that is being read:
	open    *policy.Clause // nil for none
	context bool           // it is context
	start   int            // where it begins in src
	openAts []int          // where its paragraphs begin in src
	box     bool           // it begins with a check box
}

type heading struct {
	level   int
	label   string
	printed bool // the label is the source's own
}

func (r *reader) read() {
	all := r.shapes.arrange(&r.document, r.blocks())
	r.acceptMarks(all)
	groups := r.groups(all)
	for i := range groups {
		r.readGroup(&groups[i])
	}
	r.close(len(r.src))
	r.nameParts()
	line := r.firstLine
	for i, from := 0, 0; i < len(r.remarks); i++ {
		to := r.remarks[i].Line
		line += bytes.Count(r.src[min(from, to):to], []byte{'\n'})
		r.remarks[i].Line, from = line, to
	}
	for _, s := range r.sections {
		if len(s.Clauses) > 0 {
			return
		}
	}
	r.askAll() // All of it would be context.
}

// readGroup reads a heading and what stands below it.
func (r *reader) readGroup(g *group) {
	if g.head == nil && len(g.body) == 0 {
		return
	}
	if g.head != nil {
		r.close(g.head.at)
		if g.head.before != "" {
			r.note(g.head.before)
		}
		r.note(g.head.words)
		for _, words := range g.head.more {
			r.note(words)
		}
		if r.title == "" {
			r.title = g.head.words
		}
		g.label = r.headingLabel(g.head)
	}
	r.shapes.section(r, g)
}

// openGroup opens the section of a heading, and tells whether everything below it
// is context.
func (r *reader) openGroup(g *group) (s *policy.Section, context bool) {
	if g.head != nil {
		r.openSection(g.label, g.title())
		r.section().FirstLine = r.lineOf(g.head.at)
	}
	return r.section(), g.front || r.shapes.contextTitle(g.title())
}

// beginFree begins a node that the source does not label, and gives it a number.
func (r *reader) beginFree(s *policy.Section, b block, prefix string, n int, context bool) {
	r.close(b.at)
	r.begin(r.unique(s.Label+"."+prefix+strconv.Itoa(n), b.at), "", b.at, context)
	paragraphs := b.paragraphs
	if b.item && len(paragraphs) > 0 && len(paragraphs[0].Spans) > 0 {
		if box := checkBox.FindString(paragraphs[0].Spans[0].Text); box != "" {
			r.box = true
			paragraphs = append([]policy.Paragraph{}, paragraphs...)
			paragraphs[0].Spans = cutFront(paragraphs[0].Spans, len(box))
		}
	}
	r.add(b, paragraphs)
}

// begin opens a node of the section.
func (r *reader) begin(label, printed string, at int, context bool) {
	r.open = &policy.Clause{Label: label, Printed: printed}
	r.start, r.context, r.openAts, r.box = at, context, nil, false
}

// add appends the words of a block to the open node.
func (r *reader) add(b block, paragraphs []policy.Paragraph) {
	if len(r.open.Paragraphs) > 0 && b.item && !b.rowLabel {
		paragraphs = listed(b, paragraphs)
	}
	if len(b.ats) == len(b.paragraphs) && len(paragraphs) <= len(b.ats) {
		r.openAts = append(r.openAts, b.ats[len(b.ats)-len(paragraphs):]...)
	}
	r.open.Paragraphs = append(r.open.Paragraphs, paragraphs...)
	if b.counted {
		r.note(b.edition)
	} else {
		r.note(b.words)
	}
	if b.odd != "" {
		r.remark(b.at, b.odd)
	}
}

// listed returns the paragraphs of an item that belongs to the clause before it,
// with the item's number or bullet.
func listed(b block, paragraphs []policy.Paragraph) []policy.Paragraph {
	all := append([]policy.Paragraph{}, paragraphs...)
	for i := range all {
		all[i].Depth++
	}
	if len(all) > 0 && all[0].Marker == "" {
		all[0].Marker = "-"
		if b.numbered {
			all[0].Marker = b.number + "."
		}
	}
	return all
}

// close gives the open node its source text and digest, and puts it into its
// section. End is where the next block's first line begins.
func (r *reader) close(end int) {
	if r.open == nil {
		return
	}
	lines := r.src[r.start:max(r.start, end)]
	r.open.Markdown = unlabel(dedent(string(lines)), r.open.Printed)
	if r.box {
		r.open.Markdown = checkBox.ReplaceAllString(r.open.Markdown, "")
	}
	r.open.Digest = policy.Digest(r.open.Words())
	r.open.FirstLine = r.lineOf(r.start)
	r.open.LastLine = r.open.FirstLine + bytes.Count(bytes.TrimRight(lines, " \t\n"), []byte{'\n'})
	r.parts(r.open, r.openAts)
	s := r.section()
	if r.context {
		s.Context = append(s.Context, policy.Context{Clause: *r.open, After: r.before})
	} else {
		s.Clauses = append(s.Clauses, *r.open)
	}
	r.before, r.open = r.open.Label, nil
}

func (r *reader) openSection(label, title string) {
	r.sections = append(r.sections, policy.Section{Label: label, Title: title})
	r.last, r.before, r.free, r.asides = mark{}, "", 0, 0
}

// section returns the open section, and opens the preamble where there is none.
func (r *reader) section() *policy.Section {
	if len(r.sections) == 0 {
		r.openSection(r.unique(policy.Preamble, 0), "")
	}
	return &r.sections[len(r.sections)-1]
}

// lineOf returns the number of the line at pos. It must rise from call to call:
// long texts are counted once.
func (r *reader) lineOf(pos int) int {
	if pos > r.lineAt {
		r.line += bytes.Count(r.src[r.lineAt:pos], []byte{'\n'})
		r.lineAt = pos
	}
	return r.line
}

func (d *document) lineStart(pos int) int {
	return bytes.LastIndexByte(d.src[:min(max(pos, 0), len(d.src))], '\n') + 1
}

// remark notes what a person should look at. Its line is found at the end.
func (d *document) remark(at int, words string) {
	d.remarks = append(d.remarks, policy.Remark{Line: at, Text: words})
}

// note adds visible words to those that the edition is the digest of.
func (r *reader) note(words string) {
	r.words.WriteString(words)
	r.words.WriteByte('\n')
}

// askAll makes clauses of all contexts.
func (r *reader) askAll() {
	for i, s := range r.sections {
		nodes := s.Nodes()
		for n := range nodes {
			nodes[n].Asked = true
		}
		r.sections[i] = s.WithNodes(nodes)
	}
}
