package reading

import (
	"slices"
	"strings"

	"clausewalk/policy"
	"clausewalk/policy/pattern"
)

// dropFalselySkipped drops those of the skipped numbers that a later clause has,
// that were found twice, or that the source prints after all: a number with dots
// anywhere in the text, one without dots in the same section.
func (r *reader) dropFalselySkipped() {
	taken, skipped := map[string]bool{}, 0
	for _, s := range r.sections {
		skipped += len(s.Skipped)
		for _, c := range s.Nodes() {
			taken[policy.LabelKey(c.Label)] = true
			for _, part := range c.Parts {
				taken[policy.LabelKey(part.Label)] = true
			}
		}
	}
	if skipped == 0 {
		return
	}
	printed := r.printedLabels()
	for i := range r.sections {
		s := &r.sections[i]
		if len(s.Skipped) == 0 {
			continue
		}
		first, last := sectionLines(*s)
		var words strings.Builder
		for _, n := range s.Nodes() {
			words.WriteString(" " + n.Words())
		}
		s.Skipped = slices.DeleteFunc(s.Skipped, func(g policy.Skipped) bool {
			key := policy.LabelKey(g.Label)
			known := taken[key]
			taken[key] = true
			label := strings.TrimPrefix(g.Label, s.Label+".")
			within := func(line int) bool { return dotted(label) || first <= line && line <= last }
			return known || slices.ContainsFunc(printed[label], within) || slices.ContainsFunc(printed[g.Label], within) || strings.Contains(words.String(), "("+label+") ")
		})
	}
}

// sectionLines returns the first and the last line of a section's nodes.
func sectionLines(s policy.Section) (first, last int) {
	for _, n := range s.Nodes() {
		if first == 0 || n.FirstLine < first {
			first = n.FirstLine
		}
		last = max(last, n.LastLine)
	}
	return first, last
}

// labelAtStart matches a label at the beginning of a line, with what may come before
// it.
var labelAtStart = pattern.New(`^[\s>*_#+|\-]*(?:\[[ xX]\])?[\s*_]*(?:\[\]\([^)]*\))?[\s*_]*\(?(?:([0-9]{1,3}(?:\\?\.[0-9]{1,3})*)(?:\\?[.):]|[*_\s|]|$)|([A-Za-z]|[ivxlcIVXLC]{2,6})\\?[.):])`)

// printedLabels returns the lines that begin with a label, by the label.
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

// missed returns the labels that are printed at the beginning of a line on which no
// heading, clause or part was found. Links to places in the page do not count, since
// they are contents, nor do single letters, which may begin a name.
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
	// contentsLine is a link to a place in the page.
	contentsLine = pattern.New(`^[\s*_+-]*(?:\d+[.)]?\s*)?\[[^\]]*\]\([^)]*#[^)]*\)`)
	// punctuated is a label followed by a mark, or a number with dots: a line that
	// begins with a bare number may be anything.
	punctuated = pattern.New(`^[\s>*_#+|\-]*(?:\[[ xX]\])?[\s*_]*(?:\[\]\([^)]*\))?[\s*_]*(?:\([0-9A-Za-z]{1,5}\)|[0-9]{1,3}\\?[.)](?:[^0-9]|$)|[0-9]{1,3}(?:\\?\.[0-9]{1,3})+)`)
)
