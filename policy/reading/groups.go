package reading

import (
	"slices"
	"strings"

	"clausewalk/policy"
)

// group is a heading and what stands below it, up to the next heading.
type group struct {
	head     *block // nil for what stands before the first heading
	label    string // the label that the heading gives its section
	body     []block
	leaf     bool // no heading is below this one
	numbered bool // the headings below this one have numbers
	labelled bool // some blocks of the body have labels
	items    bool // some blocks of the body are list items
	front    bool // it only leads up to what is assessed
}

// title returns the heading's title, empty where there is no heading.
func (g *group) title() string {
	if g.head == nil {
		return ""
	}
	return g.head.title
}

// groups divides the blocks at the headings. The heading that is the document's
// title does not open a group.
func (r *reader) groups(all []block) []group {
	titled := documentTitle(all)
	if titled == nil && len(all) > 1 && !all[0].heading && !all[0].item && !all[0].linked && !all[0].tableHead && looksLikeTitle(all[0].words) {
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
			g.labelled = g.labelled || b.mark.style != "" && !b.links
			g.items = g.items || b.item && !b.links
		}
	}
	findLeaves(groups)
	findFront(groups)
	return groups
}

// findLeaves tells which headings have others below them.
func findLeaves(groups []group) {
	for i := range groups {
		g := &groups[i]
		g.leaf = i+1 == len(groups) || i > 0 && groups[i+1].head.level <= g.head.level
		g.numbered = !g.leaf && isNumber(groups[i+1].head.label)
	}
}

// findFront tells which groups only lead up to the policy: what stands before
// the first heading, and before the first with a label where most have one.
func findFront(groups []group) {
	first, printed := len(groups), 0
	for i := 1; i < len(groups); i++ {
		if groups[i].head.label != "" {
			first = min(first, i)
			printed++
		}
	}
	for i := range groups {
		g := &groups[i]
		if i == 0 {
			g.front = len(groups) > 1 && (!g.items || printed > 0)
		} else {
			g.front = i < first && printed*2 >= len(groups)-1 && !g.items
		}
		g.front = g.front && !g.labelled && !g.binds()
	}
}

// binds tells whether what stands below a heading says what somebody must do,
// and not only that they agree to the text.
func (g *group) binds() bool {
	for i, b := range g.body {
		leads := b.leads() && (i+1 == len(g.body) || !g.body[i+1].item) // "You must not:" binds with the items below.
		if policy.Binds(b.words) && !leads && !b.links {
			return true
		}
	}
	return false
}

// maxTitleWords is how many words a line may have to pass for a title.
const maxTitleWords = 12

// looksLikeTitle tells whether a line is a title that lost its markup.
func looksLikeTitle(words string) bool {
	return words != "" && len(strings.Fields(words)) <= maxTitleWords && !strings.ContainsAny(words[len(words)-1:], ".:;,!?")
}

// documentTitle returns the first heading when it has no label of its own and
// stands above all others, nil otherwise. After a clause it opens a section instead.
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
		case h.level < first.level || h.level == first.level && h.label == "":
			return nil
		default:
			others++
		}
	}
	// The only heading of a text may be a section's; one of the top level is taken for the title.
	if first == nil || others == 0 && first.level > 1 {
		return nil
	}
	if first.label != "" && (first.byLook || !dotted(first.label) || isControl(first.label) || slices.ContainsFunc(all, func(b block) bool {
		return b.heading && strings.HasPrefix(b.label, first.label+".")
	})) {
		return nil
	}
	return first
}
