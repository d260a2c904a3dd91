package editions

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"clausewalk/policy"
	"clausewalk/policy/pattern"
	"clausewalk/policy/yamlfile"
)

// AssessFormat is the version of assess.yaml that this program reads.
const AssessFormat = 1

// assessFile is the shape of assess.yaml: what a person changes about how a
// text was read.
type assessFile struct {
	Format  int      `yaml:"format"`
	Depth   string   `yaml:"depth,omitempty"` // as in policy.Policy
	Changes []adjust `yaml:"changes"`
}

// adjust is one change. It names clauses and context by the labels that the
// text was read with.
type adjust struct {
	Clause string   `yaml:"clause,omitempty"`
	Merge  []string `yaml:"merge,omitempty"`  // instead of Clause: neighbours to join, under the label of the first
	Assess *bool    `yaml:"assess,omitempty"` // true makes it a clause, false context
	Label  string   `yaml:"label,omitempty"`  // its new label
	Split  []string `yaml:"split,omitempty"`  // the words with which each new clause begins
}

// labels returns the clauses that the change is about.
func (a adjust) labels() []string {
	if len(a.Merge) > 0 {
		return a.Merge
	}
	return []string{a.Clause}
}

// draft is the clauses and contexts of a policy while changes are made to them.
type draft struct {
	p     *policy.Policy
	nodes [][]node // by section
}

type node struct {
	policy.Node
	read string // the label that the text was read with; for what was split off, the label it was given
}

// Assess applies a person's changes to how the text was read, from assess.yaml. The
// words and their order stay. Labels may change, so the guide is joined after that.
// File is the name that errors carry. The error is a *policy.PositionError, and
// the policy is then as it was.
func Assess(p *policy.Policy, file string, source []byte) error {
	var f assessFile
	read, err := yamlfile.Read(file, source, &f)
	if err != nil {
		return err
	}
	if f.Format != AssessFormat {
		return read.Fault(fmt.Sprintf("format %d, but this program reads format %d", f.Format, AssessFormat), "format")
	}
	if f.Depth != "" && f.Depth != policy.DepthClauses && f.Depth != policy.DepthParts {
		return read.Fault(fmt.Sprintf("%q is not a depth: use %s or %s", f.Depth, policy.DepthClauses, policy.DepthParts), "depth")
	}
	d := draftOf(p)
	for n, one := range f.Changes {
		if _, err := d.adjust(one); err != nil {
			return read.Fault(err.Error(), "changes", n)
		}
	}
	sections := d.sections()
	if !slices.ContainsFunc(sections, func(s policy.Section) bool { return len(s.Clauses) > 0 }) {
		return read.Fault("nothing would be assessed", "changes")
	}
	p.Sections, p.AssessYAML, p.ClausesJSON, p.Depth = sections, source, nil, f.Depth
	return nil
}

func draftOf(p *policy.Policy) *draft {
	d := &draft{p: p}
	for _, s := range p.Sections {
		var nodes []node
		for _, n := range s.Nodes() {
			nodes = append(nodes, node{n, n.Label})
		}
		d.nodes = append(d.nodes, nodes)
	}
	return d
}

func (d *draft) clone() *draft {
	c := &draft{p: d.p}
	for _, nodes := range d.nodes {
		c.nodes = append(c.nodes, slices.Clone(nodes))
	}
	return c
}

func (d *draft) sections() []policy.Section {
	var all []policy.Section
	for n, s := range d.p.Sections {
		var nodes []policy.Node
		for _, one := range d.nodes[n] {
			nodes = append(nodes, one.Node)
		}
		all = append(all, s.WithNodes(nodes))
	}
	return all
}

// find returns where a node is, by the label that it was read with.
func (d *draft) find(label string) (section, at int, err error) {
	for s, nodes := range d.nodes {
		for n, one := range nodes {
			if one.read == label {
				return s, n, nil
			}
		}
	}
	return 0, 0, fmt.Errorf("the text has no clause and no context %q", label)
}

// free tells whether no other node has the label.
func (d *draft) free(label string) bool {
	for _, nodes := range d.nodes {
		if slices.ContainsFunc(nodes, func(n node) bool { return policy.LabelKey(n.Label) == policy.LabelKey(label) }) {
			return false
		}
	}
	return true
}

// adjust makes a change, and returns the labels of what it splits off. A change
// that fails may have been made in part.
func (d *draft) adjust(a adjust) (off []string, err error) {
	if (a.Clause == "") == (len(a.Merge) == 0) {
		return nil, errors.New("a change names either a clause or what to merge")
	}
	s, at, err := d.find(a.labels()[0])
	if err != nil {
		return nil, err
	}
	for n, label := range a.Merge[min(1, len(a.Merge)):] {
		if at+1 >= len(d.nodes[s]) || d.nodes[s][at+1].read != label {
			if _, _, err := d.find(label); err != nil {
				return nil, err
			}
			return nil, fmt.Errorf("%s does not follow %s in its section", label, a.Merge[n])
		}
		d.merge(s, at)
	}
	one := &d.nodes[s][at]
	if a.Assess != nil {
		one.Asked, one.Set = *a.Assess, true
	}
	if a.Label != "" {
		switch {
		case !goodLabel.MatchString(a.Label):
			return nil, fmt.Errorf("%q is not a label: use letters and digits, separated by dots", a.Label)
		case policy.LabelKey(one.Label) != policy.LabelKey(a.Label) && !d.free(a.Label):
			return nil, fmt.Errorf("another clause has the label %s", a.Label)
		}
		one.Parts = relabelled(one.Parts, one.Label, a.Label)
		one.Label = a.Label
	}
	for n, words := range a.Split {
		label := d.splitLabel(d.nodes[s][at].Label)
		if err := d.split(s, at+n, words, label); err != nil {
			return nil, err
		}
		off = append(off, label)
	}
	return off, nil
}

var goodLabel = pattern.New(`^[\pL\pN]+([.-][\pL\pN]+)*$`)

// splitLabel names what is split off a clause: A.9b, and A.9c where that is there.
func (d *draft) splitLabel(label string) string {
	n := 0
	for n < maxSplits && !d.free(splitLabel(label, n)) {
		n++
	}
	return splitLabel(label, n)
}

const maxSplits = 24

func splitLabel(label string, n int) string {
	if last := label[len(label)-1]; unicode.IsLetter(rune(last)) {
		return fmt.Sprintf("%s.%d", label, n+2)
	}
	return label + string(rune('b'+n%25))
}

// merge appends the next node of a section to the one at an index.
func (d *draft) merge(s, at int) {
	nodes := d.nodes[s]
	one, other := &nodes[at], nodes[at+1]
	one.Paragraphs = slices.Concat(one.Paragraphs, other.Paragraphs)
	one.Markdown = strings.TrimRight(one.Markdown, "\n") + "\n\n" + other.Markdown
	one.LastLine = max(one.LastLine, other.LastLine)
	one.Parts = append(slices.Clip(one.Parts), moved(other.Parts, len(one.Paragraphs)-len(other.Paragraphs))...)
	one.Digest = policy.Digest(one.Words())
	d.nodes[s] = slices.Delete(nodes, at+1, at+2)
}

// moved returns parts with their paragraphs counted from elsewhere.
func moved(parts []policy.Part, by int) (all []policy.Part) {
	for _, p := range parts {
		p.From, p.To = p.From+by, p.To+by
		all = append(all, p)
	}
	return all
}

// split makes a new node of what begins with the words inside a node.
func (d *draft) split(s, at int, words, label string) error {
	fields := strings.Fields(words)
	if len(fields) == 0 {
		return errors.New("the words to split at are missing")
	}
	for i, f := range fields {
		fields[i] = regexp.QuoteMeta(f)
	}
	begin := regexp.MustCompile(strings.Join(fields, `\s+`))
	one := &d.nodes[s][at]
	for n, p := range one.Paragraphs {
		text := ""
		for _, span := range p.Spans {
			text += span.Text
		}
		found := wholeWords(text, begin.FindAllStringIndex(text, -1))
		if found == nil || n == 0 && strings.TrimSpace(text[:found[0]]) == "" {
			continue
		}
		if !d.free(label) {
			return fmt.Errorf("another clause has the label %s", label)
		}
		before, after := cutSpans(p.Spans, found[0])
		rest := node{Node: one.Node}
		rest.Label, rest.Printed, rest.read = label, "", label
		rest.Paragraphs = append([]policy.Paragraph{{Spans: after}}, one.Paragraphs[n+1:]...)
		kept := slices.Clone(one.Paragraphs[:n])
		if strings.TrimSpace(text[:found[0]]) != "" {
			p.Spans = before
			kept = append(kept, p)
		} else {
			rest.Paragraphs[0] = p
		}
		var ahead, behind []policy.Part // A part that is cut is dropped.
		for _, part := range one.Parts {
			switch {
			case part.To <= len(kept):
				ahead = append(ahead, part)
			case part.From >= len(one.Paragraphs)-len(rest.Paragraphs)+1:
				behind = append(behind, part)
			}
		}
		rest.Parts = moved(behind, len(rest.Paragraphs)-len(one.Paragraphs))
		one.Parts, one.Paragraphs = ahead, kept
		for _, n := range []*node{one, &rest} {
			n.Markdown, n.Digest = strings.TrimSpace(policy.VisibleWords(n.Paragraphs)), policy.Digest(n.Words())
		}
		d.nodes[s] = slices.Insert(d.nodes[s], at+1, rest)
		return nil
	}
	return fmt.Errorf("%s does not contain %q, so it cannot be split there", one.Label, words)
}

// wholeWords returns the first match that does not begin inside a word, or else the
// first of all.
func wholeWords(text string, found [][]int) []int {
	for _, at := range found {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		if !unicode.IsLetter(before) && !unicode.IsDigit(before) || unicode.In(before, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			return at
		}
	}
	if len(found) == 0 {
		return nil
	}
	return found[0]
}

// cutSpans divides spans at a byte of their text.
func cutSpans(spans []policy.Span, at int) (before, after []policy.Span) {
	for _, s := range spans {
		switch n := len(s.Text); {
		case at >= n:
			before = append(before, s)
		case at <= 0:
			after = append(after, s)
		default:
			before = append(before, policy.Span{Text: s.Text[:at], Link: s.Link})
			after = append(after, policy.Span{Text: s.Text[at:], Link: s.Link})
		}
		at -= len(s.Text)
	}
	return before, after
}
