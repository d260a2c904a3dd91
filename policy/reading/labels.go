package reading

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"clausewalk/policy"
	"clausewalk/policy/pattern"
)

// maxSkipped is how many missing numbers in a row are recorded one by one; a
// larger jump means that the numbering starts anew.
const maxSkipped = 20

// headingLabel returns the label that a heading gives its section, one of ours
// where the source prints none, and puts the heading on the path.
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

// noteSkipped records the numbers between the one printed last and this one.
func (r *reader) noteSkipped(s *policy.Section, m mark) {
	for _, label := range m.missing(r.last) {
		s.Skipped = append(s.Skipped, policy.Skipped{Label: r.clauseLabel(s, label), After: r.before})
	}
	r.last = m
}

// clauseLabel puts the section's label before that of a clause, unless the latter
// says by itself where it belongs.
func (r *reader) clauseLabel(s *policy.Section, label string) string {
	if isControl(label) {
		return label
	}
	if dotted(label) {
		number := strings.TrimLeft(s.Label, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-") // 6.1.1 is below V6.1.
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

// unique returns the label, followed by a number if it was used before.
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

// unlabel takes the printed label off the Markdown of a clause. Where the label and
// words after it share a pair of marks, such as **, or of tags, the words keep them.
func unlabel(md, printed string) string {
	if printed == "" {
		return md
	}
	if m := linkFirst.FindStringSubmatch(md); m != nil && m[1] == printed {
		return strings.TrimLeft(md[len(m[0]):], ".:* ")
	}
	head := headOfLine.FindString(md)
	at, open, found := behind(md, printed, len(head))
	if !found {
		return md
	}
	rest := blanksFirst.ReplaceAllString(md[at:], "")
	if hashes := strings.TrimLeft(head, " "); strings.HasPrefix(hashes, "#") {
		level := len(hashes) - len(strings.TrimLeft(hashes, "#"))
		return hashes[:level] + " " + open + strings.TrimLeft(rest, ".): ")
	}
	if strings.IndexByte(".):", printed[len(printed)-1]) < 0 { // As a heading's, it was read without its mark.
		rest = strings.TrimLeft(rest, ".): ")
	}
	return open + rest
}

// behind returns where the printed label ends that begins at i, and the marks and tags
// that are still open there, false where it is not that label.
func behind(md, printed string, i int) (end int, open string, found bool) {
	j := 0
	var tags []string
	for i < len(md) && (j < len(printed) || strings.IndexByte("*_`", md[i]) >= 0 && open != "" || htmlTag.MatchString(md[i:])) {
		r, size := utf8.DecodeRuneInString(md[i:])
		tag, picture := htmlTag.FindString(md[i:]), pictureFirst.FindString(md[i:])
		switch {
		case tag != "":
			size = len(tag)
			if n := len(tags) - 1; n >= 0 && strings.HasPrefix(tag, "</") {
				tags = tags[:n]
			} else {
				tags = append(tags, tag)
			}
		case j == 0 && picture != "":
			size = len(picture)
		case strings.IndexByte("*_`", md[i]) >= 0:
			if n := len(open) - 1; j > 0 && n >= 0 {
				open = open[:n]
			} else {
				open += md[i : i+1]
			}
		case md[i] == '\\', unicode.Is(unicode.Cf, r):
		case j == 0 && unicode.IsSpace(r):
		case unicode.IsSpace(r) && printed[j] == ' ':
			j++
		case strings.HasPrefix(printed[j:], md[i:i+size]):
			j += size
		default:
			return 0, "", false
		}
		i += size
	}
	return i, strings.Join(tags, "") + open, j >= len(printed)
}

var (
	headOfLine = pattern.New(`^ {0,3}(?:#{1,6}\s+)?(?:\[\]\([^)\n]*\))?`)
	// pictureFirst is a picture, blanksFirst what shows as a blank or not at all.
	// linkFirst is a link at the beginning.
	linkFirst    = pattern.New(`^[*_]*\[[*_]*([^\]*_\n]+)[*_]*\]\([^)\n]*\)[*_]*`)
	pictureFirst = pattern.New(`^!\[[^\]\n]*\]\([^)\n]*\)`)
	blanksFirst  = pattern.New(`^(?:[ \t\p{Zs}\p{Cf}]|&(?:nbsp|ensp|emsp|thinsp|#160|#xa0|#xA0);)+`)
)
