package reading

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"clausewalk/policy"
)

// printedAtStart finds a label at the beginning of a line as a person's eye
// would: behind indentation, bullets, quotation marks and emphasis.
var printedAtStart = regexp.MustCompile(`^(?:[\s>*_+-]|#{1,6}\s|\[\]\([^)]*\)|\[ \])*(?:(\(?(?:\d{1,3}|[a-z]|[ivx]{2,5})\))|(\d{1,3}(?:\.\d{1,3})+)\.?|(\d{1,3}[A-Za-z]?|[A-Z]|[IVX]{2,5}|[a-z]|[ivx]{2,5})[.)]|(?:Article|Chapter|Section|§)\s*(\d{1,3}|[IVX]{1,5})\b)(?:[\s\x{a0}*_]|\\?$)`)

// bulletAlone is an item whose words begin on the next line.
var bulletAlone = regexp.MustCompile(`^\s*[*+-]\s+$`)

// inContents is a line of a table of contents: it leads to a place in a page.
var inContents = regexp.MustCompile(`^[\s*_]*(?:\d+[.)]?\s*)?\[[^\]]*\]\([^)]*#[^)]*\)[\s*_]*$`)

// labelsPrinted returns the labels at the beginning of the lines of a text, by
// line.
func labelsPrinted(source string) map[int]string {
	found := map[int]string{}
	for n, line := range strings.Split(source, "\n") {
		line = strings.ReplaceAll(line, `\`, "")
		if m := printedAtStart.FindStringSubmatch(line); m != nil && !inContents.MatchString(line) {
			found[n+1] = strings.Trim(m[1]+m[2]+m[3]+m[4], "().")
		}
	}
	return found
}

// labelsFound returns the labels that were read, by line.
func labelsFound(p *policy.Policy) map[int][]string {
	found := map[int][]string{}
	lines := strings.Split(string(p.Markdown), "\n")
	add := func(line int, label string) {
		if bulletAlone.MatchString(lines[line-1]) {
			line++
		}
		if label = strings.TrimSpace(strings.Trim(strings.TrimSpace(label), "():.")); label != "" {
			found[line] = append(found[line], label)
		}
	}
	for _, s := range p.Sections {
		if s.FirstLine > 0 && !regexp.MustCompile(`(^|\.)S\d+$`).MatchString(s.Label) {
			add(s.FirstLine, lastLabel(s.Label))
		}
		for _, n := range s.Nodes() {
			if n.Label != s.Label { // Its label stands in the heading.
				add(n.FirstLine, n.Printed)
			}
			for _, part := range n.Parts {
				add(part.FirstLine, part.Printed)
			}
		}
	}
	return found
}

func lastLabel(label string) string {
	label, _, _ = strings.Cut(label, "(")
	if i := strings.LastIndexByte(label, '.'); i >= 0 && !isNumber(label) {
		return label[i+1:]
	}
	return label
}

func TestEveryLabelPrintedAtTheStartOfALineIsFound(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "policies")
	files, _ := filepath.Glob(filepath.Join(dir, "*.md"))
	if len(files) == 0 {
		t.Skip("the real policies are not at hand: they may not be committed")
	}
	table := fmt.Sprintf("%-52s %7s %6s %6s %9s\n", "policy", "printed", "found", "recall", "precision")
	var all [3]int
	for _, file := range files {
		if filepath.Base(file) == "README.md" {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p, err := Parse("x", source)
		if err != nil {
			t.Fatal(err)
		}
		printed, found := labelsPrinted(string(source)), labelsFound(p)
		hit, wrong := 0, 0
		for line, label := range printed {
			ok := false
			for _, f := range found[line] {
				ok = ok || f == label || lastPart(f) == label
			}
			if ok {
				hit++
			} else if testing.Verbose() {
				t.Logf("%s:%d: %q is printed, found %v", filepath.Base(file), line, label, found[line])
			}
		}
		for line, labels := range found {
			for _, f := range labels {
				if printed[line] == "" {
					wrong++
					if testing.Verbose() {
						t.Logf("%s:%d: %q is found, and not printed", filepath.Base(file), line, f)
					}
				}
			}
		}
		all[0], all[1], all[2] = all[0]+len(printed), all[1]+hit, all[2]+wrong
		table += fmt.Sprintf("%-52s %7d %6d %s %s\n", filepath.Base(file), len(printed), hit, percent(hit, len(printed)), percent(hit, hit+wrong))
	}
	t.Logf("\n%s%-52s %7d %6d %s %s", table, "all", all[0], all[1], percent(all[1], all[0]), percent(all[1], all[1]+all[2]))
	if all[1]*100 < all[0]*95 {
		t.Errorf("%d of %d printed labels are found, fewer than 95 in 100", all[1], all[0])
	}
	if all[1]*100 < (all[1]+all[2])*98 {
		t.Errorf("%d labels are found and not printed, %d are both: more than 2 in 100", all[2], all[1])
	}
}

func percent(n, of int) string {
	if of == 0 {
		return "     -"
	}
	return fmt.Sprintf("%5.1f%%", float64(n)*100/float64(of))
}
