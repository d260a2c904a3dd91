package reading

import (
	"slices"
	"strings"

	"clausewalk/policy"
	"clausewalk/policy/pattern"
)

// dropFilledGaps takes back the gaps that a later clause has filled, that were
// found twice, or whose label is printed somewhere that it may be meant: with
// dots anywhere in the text, without in the same section.
func (r *reader) dropFilledGaps() {
	taken, gaps := map[string]bool{}, 0
	for _, s := range r.sections {
		gaps += len(s.Gaps)
		for _, c := range s.Nodes() {
			taken[policy.LabelKey(c.Label)] = true
			for _, part := range c.Parts {
				taken[policy.LabelKey(part.Label)] = true
			}
		}
	}
	if gaps == 0 {
		return
	}
	printed := r.printedLabels()
	for i := range r.sections {
		s := &r.sections[i]
		if len(s.Gaps) == 0 {
			continue
		}
		first, last := sectionLines(*s)
		var words strings.Builder
		for _, n := range s.Nodes() {
			words.WriteString(" " + n.Words())
		}
		s.Gaps = slices.DeleteFunc(s.Gaps, func(g policy.Gap) bool {
			key := policy.LabelKey(g.Label)
			known := taken[key]
			taken[key] = true
			label := strings.TrimPrefix(g.Label, s.Label+".")
			within := func(line int) bool { return dotted(label) || first <= line && line <= last }
			return known || slices.ContainsFunc(printed[label], within) || slices.ContainsFunc(printed[g.Label], within) || strings.Contains(words.String(), "("+label+") ")
		})
	}
}

// sectionLines returns the first and the last line of what stands in a section.
func sectionLines(s policy.Section) (first, last int) {
	for _, n := range s.Nodes() {
		if first == 0 || n.FirstLine < first {
			first = n.FirstLine
		}
		last = max(last, n.LastLine)
	}
	return first, last
}

// labelAtStart is what may stand before a label at the beginning of a line, and the
// label.
var labelAtStart = pattern.New(`^[\s>*_#+|\-]*(?:\[[ xX]\])?[\s*_]*(?:\[\]\([^)]*\))?[\s*_]*\(?(?:([0-9]{1,3}(?:\\?\.[0-9]{1,3})*)(?:\\?[.):]|[*_\s|]|$)|([A-Za-z]|[ivxlcIVXLC]{2,6})\\?[.):])`)

// printedLabels returns the lines on which each label stands at the beginning.
func (r *reader) printedLabels() map[string][]int {
	all := map[string][]int{}
	n := r.firstLine
	for line := range strings.Lines(string(r.src)) {
		if m := labelAtStart.FindStringSubmatch(line); m != nil {
			label := strings.ReplaceAll(m[1]+m[2], `\`, "")
			all[label] = append(all[label], n)
		}
		n++
	}
	return all
}

// missed returns the labels that are printed at the beginning of a line and that
// nothing was found under. Lines that lead to places in a page are contents, and
// single letters may begin a name.
func (r *reader) missed() (all []policy.Printed) {
	found := map[int]bool{}
	for _, s := range r.sections {
		found[s.FirstLine] = true
		for _, n := range s.Nodes() {
			if n.Printed != "" {
				found[n.FirstLine] = true
			}
			for _, part := range n.Parts {
				found[part.FirstLine] = true
			}
		}
	}
	n, fenced := r.firstLine, false
	above := false // the line above is an item without words of its own
	for line := range strings.Lines(string(r.src)) {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			fenced = !fenced
		}
		if !fenced && !found[n] && !(above && found[n-1]) && punctuated.MatchString(line) && !contentsLine.MatchString(line) {
			if m := labelAtStart.FindStringSubmatch(line); m != nil {
				all = append(all, policy.Printed{Label: strings.ReplaceAll(m[1]+m[2], `\`, ""), Line: n})
			}
		}
		above = strings.Trim(line, " *+-\r\n") == "" && strings.TrimSpace(line) != ""
		n++
	}
	return all
}

var (
	// contentsLine leads to a place in a page.
	contentsLine = pattern.New(`^[\s*_+-]*(?:\d+[.)]?\s*)?\[[^\]]*\]\([^)]*#[^)]*\)`)
	// punctuated is a label with a mark behind it, or a number with dots: a line
	// that begins with a bare number may be anything.
	punctuated = pattern.New(`^[\s>*_#+|\-]*(?:\[[ xX]\])?[\s*_]*(?:\[\]\([^)]*\))?[\s*_]*(?:\([0-9A-Za-z]{1,5}\)|[0-9]{1,3}\\?[.)](?:[^0-9]|$)|[0-9]{1,3}(?:\\?\.[0-9]{1,3})+)`)
)
