package reading

import (
	"slices"
	"strings"

	"clausewalk/policy"
	"clausewalk/policy/pattern"
)

// acceptMarks drops labels that belong to no sequence: "A. Smith said", "2.5
// million people", "UTF-8 is used", and "1.5 (age)" in a list of references. It is
// one pass, since each case looks at the sequences that those before it opened.
func (r *reader) acceptMarks(all []block) {
	last := map[string][]mark{} // by style: the last of each of the open sequences
	keep := func(m mark) {
		open := append(last[m.style], m)
		last[m.style] = open[max(0, len(open)-maxOpen):]
	}
	opened := map[string]int{} // by style: how many headings have one right below them
	kinds := controlKinds(all)
	r.ids = keysOf(kinds)
	under, number := "", "" // the label of the heading, and of the number, that is open
	for i := range all {
		b := &all[i]
		m := b.mark
		if b.heading {
			under, number = b.label, ""
			if dotted(b.label) && isNumber(b.label) {
				m := r.shapes.counted(mark{label: b.label, style: depth(b.label)})
				keep(m)
			}
		}
		later := all[i+1 : min(i+1+maxReach, len(all))]
		switch {
		case m.style == "" || b.heading || b.rowLabel:
			continue
		case isControl(m.label):
			if len(kinds[controlKind(m.label)]) < 2 || b.ownLink && ownedElsewhere(all, m.label) {
				b.mark = mark{} // It is no ID, or a link to what has it.
			}
		case b.numbered:
			number = m.label
		case b.item && b.linked:
			b.mark = mark{} // A link to what has the label.
		case reference.MatchString(b.words):
			b.mark = mark{}
		case dotted(m.label):
			supported := within(m.label, under) || within(m.label, number) || slices.ContainsFunc(last[m.style], m.after) || followed(later, m)
			if !supported && (b.item || !m.begins()) {
				b.mark = mark{}
				continue
			}
			keep(m)
		case slices.ContainsFunc(last[m.style], m.after):
			n := slices.IndexFunc(last[m.style], m.after)
			last[m.style] = append(last[m.style][:n:n], m) // Those opened inside are over.
			if m.style == "1" {
				number = m.label
			}
		case m.begins() && (slices.ContainsFunc(later, func(o block) bool { return o.mark.next(m) }) || opens(all, i, opened[m.style] > 1)):
			keep(m)
			if i > 0 && all[i-1].heading {
				opened[m.style]++
			}
			if m.style == "1" {
				number = m.label
			}
		default:
			b.mark = mark{}
		}
	}
}

// ownedElsewhere tells whether a block has the label as words of its own.
func ownedElsewhere(all []block, label string) bool {
	return slices.ContainsFunc(all, func(o block) bool { return !o.ownLink && (o.mark.label == label || o.label == label) })
}

// within tells whether a label is one below another, false where there is no other.
func within(label, other string) bool { return other != "" && strings.HasPrefix(label, other+".") }

// followed tells whether one of the blocks that follow has a later label of the same
// style.
func followed(later []block, m mark) bool {
	return slices.ContainsFunc(later, func(o block) bool { return !o.heading && o.mark.style == m.style && o.mark.after(m) })
}

// keysOf returns the IDs of all kinds, as labels are compared.
func keysOf(kinds map[string]map[string]bool) map[string]bool {
	keys := map[string]bool{}
	for _, ids := range kinds {
		for id := range ids {
			keys[policy.LabelKey(id)] = true
		}
	}
	return keys
}

// opens tells whether a label may stand alone: it is the first thing below a
// heading, and not a letter that could begin a name or a number that could begin a
// sentence, unless such labels are right below other headings.
func opens(all []block, i int, known bool) bool {
	style := all[i].mark.style
	return i > 0 && all[i-1].heading && !all[i].strong && (known || style == "1" || style[0] == '(')
}

// reference matches words that begin with a list of other clauses' labels: "1.5 (age
// limits), 11.1 (payments) and 12 survive", "3.4 and 3.5 survive".
var reference = pattern.New(`^[^ ]{1,12} (?:\([^)]{1,60}\),? (?:` + conjunction + ` )?|` + conjunction + ` )\d{1,3}(?:\.\d{1,3})*(?:[ ,;(]|$)`)

const conjunction = `(?:and|or|to|through|und|oder|bis|sowie|et|ou|à|y|o|e)`

// controlKinds returns the IDs of each kind that blocks, or rows of tables, have.
func controlKinds(all []block) map[string]map[string]bool {
	kinds := map[string]map[string]bool{}
	for _, b := range all {
		label := b.mark.label
		if b.heading {
			label = b.label
		}
		if isControl(label) {
			kind := controlKind(label)
			if kinds[kind] == nil {
				kinds[kind] = map[string]bool{}
			}
			kinds[kind][label] = true
		}
	}
	return kinds
}

// maxOpen is how many labels of a style a later one may come after.
const maxOpen = 50

// maxReach is how many blocks further on the second label of a sequence is
// looked for.
const maxReach = 40
