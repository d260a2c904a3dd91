package reading

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"clausewalk/policy"
)

// maxGaps is how many missing numbers in a row are recorded one by one; a
// larger jump is a restart of the numbering and not a hole in it.
const maxGaps = 20

// place finds the label of a heading, ours where the source prints none.
func (r *reader) place(h *block) (label, title string) {
	for len(r.path) > 0 && r.path[len(r.path)-1].level >= h.level {
		r.path = r.path[:len(r.path)-1]
	}
	label, title = splitLabel(h.words)
	above, printed := r.path, label != ""
	if printed {
		// A label that the source prints needs none of ours before it.
		for len(above) > 0 && !above[len(above)-1].printed {
			above = above[:len(above)-1]
		}
		if r.labels[policy.LabelKey(below(above, label))] > 0 {
			above = r.path
		}
	} else {
		r.unnamed++
		label = "S" + strconv.Itoa(r.unnamed)
	}
	label = r.unique(below(above, label), h.at)
	r.path = append(r.path, heading{h.level, label, printed})
	return label, title
}

// below puts the label of the innermost heading before a label that does not
// begin with it.
func below(path []heading, label string) string {
	if len(path) == 0 || strings.HasPrefix(label, path[len(path)-1].label+".") {
		return label
	}
	return path[len(path)-1].label + "." + label
}

// noteGap records the numbers between the one printed last and this one.
func (r *reader) noteGap(s *policy.Section, m mark) {
	last := r.last
	r.last = m
	missing, _ := m.follows(last, maxGaps)
	for _, label := range missing {
		if up := parent(m.label); up != "" {
			label = up + "." + label
		}
		s.Gaps = append(s.Gaps, policy.Gap{Label: r.clauseLabel(s, label), After: r.before})
	}
}

// dropFilledGaps takes back the gaps that a later clause has filled, or that
// were found twice.
func (r *reader) dropFilledGaps() {
	taken := map[string]bool{}
	for _, s := range r.sections {
		for _, c := range s.Nodes() {
			taken[policy.LabelKey(c.Label)] = true
		}
	}
	for i := range r.sections {
		s := &r.sections[i]
		s.Gaps = slices.DeleteFunc(s.Gaps, func(g policy.Gap) bool {
			known := taken[policy.LabelKey(g.Label)]
			taken[policy.LabelKey(g.Label)] = true
			return known
		})
	}
}

// unique returns the label, with a number behind it where it was used before.
func (r *reader) unique(label string, at int) string {
	key := policy.LabelKey(label)
	r.labels[key]++
	if r.labels[key] == 1 {
		return label
	}
	for ; ; r.labels[key]++ {
		try := fmt.Sprintf("%s(%d)", label, r.labels[key])
		if own := policy.LabelKey(try); r.labels[own] == 0 {
			r.labels[own] = 1
			r.remark(at, fmt.Sprintf("%s is there already: this one is called %s", label, try))
			return try
		}
	}
}
