package reading

import (
	"fmt"
	"strconv"
	"strings"

	"clausewalk/policy"
	"clausewalk/policy/pattern"
)

// maxGaps is how many missing numbers in a row are recorded one by one; a
// larger jump is a restart of the numbering and not a hole in it.
const maxGaps = 20

// headingLabel finds the label of a heading among the others, ours where the
// source prints none.
func (r *reader) headingLabel(h *block) string {
	for len(r.path) > 0 && r.path[len(r.path)-1].level >= h.level {
		r.path = r.path[:len(r.path)-1]
	}
	label := h.label
	above, printed := r.path, label != ""
	if isControl(label) {
		above = nil // It says by itself where it belongs.
	} else if printed {
		// A label that the source prints needs none of ours before it.
		for len(above) > 0 && !above[len(above)-1].printed {
			above = above[:len(above)-1]
		}
		if r.labels[policy.LabelKey(below(above, label))] > 0 {
			above = r.path
		}
	} else {
		for label == "" || r.ids[policy.LabelKey(label)] {
			r.unnamed++
			label = "S" + strconv.Itoa(r.unnamed)
		}
	}
	label = r.unique(below(above, label), h.at)
	r.path = append(r.path, heading{h.level, label, printed})
	return label
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
	for _, label := range m.missing(r.last) {
		s.Gaps = append(s.Gaps, policy.Gap{Label: r.clauseLabel(s, label), After: r.before})
	}
	r.last = m
}

// clauseLabel puts the section's label before a clause's, unless that says
// by itself where it belongs.
func (r *reader) clauseLabel(s *policy.Section, label string) string {
	if isControl(label) {
		return label
	}
	if dotted(label) {
		number := strings.TrimLeft(s.Label, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-") // 6.1.1 stands below V6.1.
		n := len(r.path)
		if n > 0 && !r.path[n-1].printed && r.labels[policy.LabelKey(label)] > 0 {
			return s.Label + "." + label // Another agreement in the same file has it too.
		}
		if first, _ := strconv.Atoi(label[:strings.IndexByte(label, '.')]); n > 0 && first > numberPosition(s.Label) && isNumber(s.Label) && !dotted(s.Label) {
			return label // The heading that it belongs to was not found.
		}
		if n == 0 || !r.path[n-1].printed || strings.HasPrefix(label, s.Label+".") || number != "" && strings.HasPrefix(label, number+".") {
			return label
		}
	}
	return s.Label + "." + label
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
			r.twice = append(r.twice, label)
			r.remark(at, fmt.Sprintf("%s already exists: this one is called %s", label, try))
			return try
		}
	}
}

// unlabel takes the printed label off the Markdown of a clause. Where a dress
// was put on the label and on words behind it, those keep it.
func unlabel(md, printed string) string {
	if printed == "" {
		return md
	}
	head := headOfLine.FindString(md)
	i, dress, j := len(head), "", 0
	for ; i < len(md) && (j < len(printed) || strings.IndexByte("*_", md[i]) >= 0 && dress != ""); i++ {
		switch {
		case md[i] == '*' || md[i] == '_':
			if n := len(dress) - 1; j > 0 && n >= 0 {
				dress = dress[:n]
			} else {
				dress += md[i : i+1]
			}
		case md[i] == '\\':
		case md[i] == printed[j]:
			j++
		default:
			return md
		}
	}
	if j < len(printed) {
		return md
	}
	rest := strings.TrimLeft(md[i:], " \t")
	if hashes := strings.TrimLeft(head, " "); strings.HasPrefix(hashes, "#") {
		level := len(hashes) - len(strings.TrimLeft(hashes, "#"))
		return hashes[:level] + " " + dress + strings.TrimLeft(rest, ".): ")
	}
	return dress + rest
}

var headOfLine = pattern.New(`^ {0,3}(?:#{1,6}\s+)?(?:\[\]\([^)\n]*\))?`)
