package reading

import (
	"slices"
	"strings"

	"clausewalk/policy/pattern"
)

// lessCertain begins the comment above text that came of a printed document.
const lessCertain = "<!-- read from printed pages, which is less certain; left out: "

var (
	digitRun   = pattern.New(`\d+`)
	pageNumber = pattern.New(`(?i)^(?:(?:page|seite|p\.)\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:/|of|von|de)\s*\d{1,4})?$`)
)

// fromPrinted reads text in pages, as pdftotext writes it. Page numbers, and what is
// at the head or the foot of most pages, are left out and named in a comment at the
// top. Paragraphs that go on over a page are joined.
func fromPrinted(source []byte) []byte {
	pages := strings.Split(strings.ReplaceAll(string(source), "\r\n", "\n"), "\f")
	seen := map[string]int{}
	all := make([][]string, len(pages))
	for n, page := range pages {
		all[n] = strings.Split(strings.Trim(page, "\n"), "\n")
		for _, key := range edges(all[n]) {
			seen[key]++
		}
	}
	full := 0
	for _, page := range pages {
		if strings.TrimSpace(page) != "" {
			full++
		}
	}
	var kept, left []string
	for _, lines := range all {
		drop := map[int]bool{}
		for i, key := range edges(lines) {
			if words := strings.TrimSpace(lines[i]); pageNumber.MatchString(words) || full > 2 && seen[key]*2 > full {
				drop[i] = true
				if !slices.Contains(left, words) {
					left = append(left, words)
				}
			}
		}
		var page []string
		for i, line := range lines {
			if !drop[i] {
				page = append(page, strings.TrimSpace(line))
			}
		}
		text := strings.Trim(strings.Join(page, "\n"), "\n")
		if text == "" {
			continue
		}
		if n := len(kept); n > 0 && !strings.ContainsAny(kept[n-1][len(kept[n-1])-1:], ".:;!?") && !titleLine.MatchString(text) && !bulletLine.MatchString(text) {
			kept[n-1] += "\n" + text
			continue
		}
		kept = append(kept, text)
	}
	return append(inComment(lessCertain, left), fromText([]byte(strings.Join(kept, "\n\n")))...)
}

// inComment writes the comment that says what was left out. Nothing in it can end the
// comment early.
func inComment(begin string, left []string) []byte {
	return []byte(begin + strings.NewReplacer("--", "- -", ">", "").Replace(strings.Join(left, " / ")) + " -->\n\n")
}

// edges returns the lines at the head and the foot of a page, by their index, with
// every number as 0.
func edges(lines []string) map[int]string {
	found := map[int]string{}
	take := func(from, step int) {
		for i, n := from, 0; i >= 0 && i < len(lines) && n < 2; i += step {
			if words := strings.TrimSpace(lines[i]); words != "" {
				found[i] = digitRun.ReplaceAllString(words, "0")
				n++
			}
		}
	}
	take(0, 1)
	take(len(lines)-1, -1)
	return found
}
