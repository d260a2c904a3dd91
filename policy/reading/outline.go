package reading

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"clausewalk/policy"
)

// reader turns the blocks of a document into sections, clauses and context.
type reader struct {
	src       []byte
	title     string
	sections  []policy.Section
	remarks   []policy.Remark
	words     strings.Builder // every visible word in order, for the edition
	labels    map[string]int  // how often each label was asked for
	path      []heading       // the open headings, outermost first
	unnamed   int             // the sections that had no label of their own
	firstLine int             // the number of the first line of src
	line      int             // the source's line at lineAt, its head counted
	lineAt    int

	// Of the open section:
	last   mark   // the label printed last
	before string // the label of the node before the open one
	free   int    // the nodes counted
	asides int    // the contexts counted apart

	// The node that is being read, nil for none:
	open    *policy.Clause
	context bool
	start   int // where its source begins
}

type heading struct {
	level   int
	label   string
	printed bool // the label is the source's own
}

// group is a heading, nil before the first, and what stands below it.
type group struct {
	head     *block
	body     []block
	leaf     bool // no heading stands below it
	numbered bool // headings with numbers stand below it
	labelled bool // some of the body has labels
	items    bool // some of the body are items
	front    bool // stands before what is to be assessed
}

func (r *reader) read() {
	all := r.blocks()
	acceptMarks(all)
	groups := r.groups(all)
	for i := range groups {
		r.readGroup(&groups[i])
	}
	r.close(len(r.src))
	first := r.firstLine
	for i, at := 0, 0; i < len(r.remarks); i++ {
		place := r.remarks[i].Line
		first += bytes.Count(r.src[min(at, place):place], []byte{'\n'})
		r.remarks[i].Line, at = first, place
	}
	for _, s := range r.sections {
		if len(s.Clauses) > 0 {
			return
		}
	}
	// Where all of it is context, none of it is.
	r.askAll()
}

// acceptMarks drops labels that belong to no sequence: "A. Smith said".
func acceptMarks(all []block) {
	last := map[string][]mark{} // by shape: the last of each of the open sequences
	for i := range all {
		b := &all[i]
		m := b.mark
		switch {
		case m.shape == "" || b.heading:
			continue
		case b.numbered, dotted(m.label):
			continue
		case slices.ContainsFunc(last[m.shape], m.after):
			n := slices.IndexFunc(last[m.shape], m.after)
			last[m.shape] = append(last[m.shape][:n:n], m) // Those opened inside are over.
		case m.begins() && slices.ContainsFunc(all[i+1:min(i+1+maxReach, len(all))], func(o block) bool { return o.mark.next(m) }):
			last[m.shape] = append(last[m.shape], m)
		default:
			b.mark = mark{}
		}
	}
}

// maxReach is how many blocks further on the second label of a sequence is
// looked for.
const maxReach = 40

func (r *reader) groups(all []block) []group {
	titled := documentTitle(all)
	if titled == nil && len(all) > 1 && !all[0].heading && !all[0].item && !all[0].linked && looksLikeTitle(all[0].words) {
		r.title = all[0].words
	}
	groups := []group{{}}
	for i := range all {
		b := &all[i]
		switch {
		case b.heading && b == titled:
			r.title = b.words
			r.note(b.words)
		case b.heading:
			groups = append(groups, group{head: b})
		default:
			g := &groups[len(groups)-1]
			g.body = append(g.body, *b)
			g.labelled = g.labelled || b.mark.shape != "" && !b.links
			g.items = g.items || b.item && !b.links
		}
	}
	first, printed := len(groups), 0
	for i := range groups {
		g := &groups[i]
		g.leaf = true
		if i+1 < len(groups) && i > 0 && groups[i+1].head.level > g.head.level || i == 0 && len(groups) > 1 {
			label, _ := splitLabel(groups[i+1].head.words)
			g.leaf, g.numbered = false, isNumber(label)
		}
		if i > 0 {
			if g.head.labelled() {
				first = min(first, i)
				printed++
			}
		}
	}
	for i := range groups {
		g := &groups[i]
		switch {
		case g.labelled:
		case i == 0:
			g.front = len(groups) > 1 && (!g.items || printed > 0)
		default:
			g.front = i < first && printed*2 >= len(groups)-1 && !g.items
		}
	}
	return groups
}

// looksLikeTitle tells whether a line is a title that lost its markup.
func looksLikeTitle(words string) bool {
	return len(strings.Fields(words)) <= maxBoldWords && !strings.ContainsAny(words[len(words)-1:], ".:;,!?")
}

// documentTitle returns the first heading when it has no label of its own and
// stands above all others, nil otherwise. Behind a clause it opens a section.
func documentTitle(all []block) *block {
	var first *block
	others := 0
	for i := range all {
		h := &all[i]
		switch {
		case !h.heading:
		case first == nil && i > 0 && slices.ContainsFunc(all[:i], func(b block) bool { return !b.links && !b.linked }):
			return nil
		case first == nil:
			first = h
		case h.level < first.level || h.level == first.level && !h.labelled():
			return nil
		default:
			others++
		}
	}
	// The only heading of a text may be a section's; one of the top level is taken for the title.
	if first == nil || others == 0 && first.level > 1 {
		return nil
	}
	if first.labelled() {
		return nil
	}
	return first
}

func (r *reader) readGroup(g *group) {
	title := ""
	if g.head != nil {
		r.close(g.head.at)
		r.note(g.head.words)
		if r.title == "" {
			r.title = g.head.words
		}
		label, own := r.place(g.head)
		title = own
		if g.rulesItself(label) {
			r.readHeadingClause(g, label, title)
			return
		}
		r.openSection(label, title)
	} else if len(g.body) == 0 {
		return
	}
	s := r.section()
	context := g.front || asides.MatchString(title)
	if g.labelled {
		r.readLabelled(s, g, context)
		return
	}
	r.readFree(s, g, context)
}

// rulesItself tells whether the heading's label is that of a clause.
func (g *group) rulesItself(label string) bool {
	printed, _ := splitLabel(g.head.words)
	if !isNumber(printed) || g.labelled || !g.leaf {
		return false
	}
	if dotted(printed) || !g.items {
		return true
	}
	for _, b := range g.body {
		if b.item || !b.leads() {
			return !b.item
		}
	}
	return true
}

// readHeadingClause reads a clause whose label stands in a heading.
func (r *reader) readHeadingClause(g *group, label, title string) {
	above := ""
	if n := len(r.path); n > 1 {
		above = r.path[n-2].label
	}
	var paragraphs []policy.Paragraph
	switch n := len(r.sections); {
	case n > 0 && r.sections[n-1].Label == above, above == "" && (n == 0 || r.sections[n-1].Label == policy.Preamble):
		if title != "" {
			paragraphs = []policy.Paragraph{{Heading: true, Spans: []policy.Span{{Text: title}}}}
		}
	default:
		r.openSection(label, title)
	}
	s := r.section()
	printed, _ := splitLabel(g.head.words)
	at := g.head.at
	if paragraphs == nil && len(g.body) > 0 {
		at = g.body[0].at
	}
	r.noteGap(s, mark{printed, printed, shapeOf(printed)})
	r.begin(label, printed, at, asides.MatchString(title))
	r.open.Paragraphs = paragraphs
	for _, b := range g.body {
		r.add(b, b.paragraphs)
	}
}

// readLabelled reads a section in which the source labels its clauses.
func (r *reader) readLabelled(s *policy.Section, g *group, context bool) {
	level := ""
	for _, b := range g.body {
		if m := b.mark; m.shape != "" && !b.links && (level == "" || dotted(m.label) && (level[0] != '1' || level == "1" || len(m.shape) < len(level))) {
			level = m.shape
		}
	}
	began := false
	for _, b := range g.body {
		switch {
		case b.mark.shape != "" && !b.links && (!began || b.mark.shape == level && (b.numbered || dotted(b.mark.label) || b.mark.after(r.last))):
			r.close(b.at)
			r.noteGap(s, b.mark)
			r.begin(r.unique(r.clauseLabel(s, b.mark.label), b.at), b.mark.printed, b.at, context)
			if b.numbered {
				r.note(b.mark.printed) // Of a list's item it is not among the words.
			}
			r.add(b, b.unmarked())
			began = true
		case began:
			r.add(b, b.paragraphs)
		default:
			r.free++
			r.beginFree(s, b, policy.Preamble, r.free, true)
		}
	}
}

// clauseLabel puts the section's label before a clause's, unless that names its
// place by itself.
func (r *reader) clauseLabel(s *policy.Section, label string) string {
	if dotted(label) {
		if n := len(r.path); n == 0 || !r.path[n-1].printed || strings.HasPrefix(label, s.Label+".") {
			return label
		}
	}
	return s.Label + "." + label
}

// readFree reads a section whose clauses are told apart by their place alone.
func (r *reader) readFree(s *policy.Section, g *group, context bool) {
	for i, b := range g.body {
		leads := b.leads() && (i+1 < len(g.body) && g.body[i+1].item || i+1 == len(g.body) && !g.leaf)
		mixed := g.items || g.numbered
		switch {
		case context:
			r.free++
			r.beginFree(s, b, "", r.free, true)
		case b.item && r.open != nil && !r.context && example.MatchString(policy.Fold(b.words)):
			r.add(b, b.paragraphs)
		case mixed && !b.item && (b.aside() || leads || g.numbered):
			r.asides++
			r.beginFree(s, b, policy.Preamble, r.asides, true)
		default:
			r.free++
			prefix := ""
			if g.numbered {
				prefix = policy.Preamble // The bare number is another clause's in print.
			}
			r.beginFree(s, b, prefix, r.free, b.aside() || leads)
		}
	}
}

// beginFree begins a node that the source does not label.
func (r *reader) beginFree(s *policy.Section, b block, prefix string, n int, context bool) {
	r.close(b.at)
	r.begin(r.unique(s.Label+"."+prefix+strconv.Itoa(n), b.at), "", b.at, context)
	r.add(b, b.paragraphs)
}

// begin opens a node of the section.
func (r *reader) begin(label, printed string, at int, context bool) {
	r.open = &policy.Clause{Label: label, Printed: printed}
	r.start, r.context = at, context
}

// add gives the open node a block of its words.
func (r *reader) add(b block, paragraphs []policy.Paragraph) {
	r.open.Paragraphs = append(r.open.Paragraphs, paragraphs...)
	r.note(b.words)
	if b.odd != "" {
		r.remark(b.at, b.odd)
	}
}

// close gives the open node its source text and digest, and puts it into its
// section. End is where the next block's first line begins.
func (r *reader) close(end int) {
	if r.open == nil {
		return
	}
	lines := r.src[r.start:max(r.start, end)]
	r.open.Markdown = unlabel(dedent(string(lines)), r.open.Printed)
	r.open.Digest = policy.Digest(r.open.Words())
	r.open.FirstLine = r.lineOf(r.start)
	r.open.LastLine = r.open.FirstLine + bytes.Count(bytes.TrimRight(lines, " \t\n"), []byte{'\n'})
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

// lineOf returns the number of the line at a place. Places must rise from call
// to call: long texts are counted once.
func (r *reader) lineOf(pos int) int {
	if pos > r.lineAt {
		r.line += bytes.Count(r.src[r.lineAt:pos], []byte{'\n'})
		r.lineAt = pos
	}
	return r.line
}

func (r *reader) lineStart(pos int) int {
	return bytes.LastIndexByte(r.src[:min(max(pos, 0), len(r.src))], '\n') + 1
}

// remark notes what a person should look at. Its line is found at the end.
func (r *reader) remark(at int, words string) {
	r.remarks = append(r.remarks, policy.Remark{Line: at, Text: words})
}

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
