package reports

import (
	"strings"

	"clausewalk/policy"
)

// maxDepth is how deep sub-items are nested. What lies deeper is put there too.
const maxDepth = 6

// ClauseMarkdown returns the clause's own words as Markdown, paragraph by
// paragraph, with its sub-items as a list. A number or letter that the source
// prints before a sub-item is printed, not counted anew. Links to the web stay
// links; whatever else the source had in it is text.
func ClauseMarkdown(c policy.Clause) string { return wordsMarkdown(c.Paragraphs) }

func wordsMarkdown(paragraphs []policy.Paragraph) string {
	var b strings.Builder
	depth := 0
	for _, p := range paragraphs {
		at, lead := min(p.Depth, depth), ""
		if p.Marker != "" {
			at = min(max(p.Depth, 1), depth+1, maxDepth)
			lead = "- "
		}
		words := spans(p.Spans, strings.Repeat("  ", at))
		if p.Marker != "" && p.Marker != "-" {
			words = strings.TrimSpace(inline(p.Marker) + " " + words)
		}
		if words == "" {
			continue
		}
		switch {
		case b.Len() == 0:
		case lead != "" && depth > 0:
			b.WriteString("\n")
		default:
			b.WriteString("\n\n")
		}
		b.WriteString(strings.Repeat("  ", at-len(lead)/2) + lead + words)
		depth = at
	}
	return b.String()
}

// spans returns a paragraph's words as Markdown.
func spans(list []policy.Span, indent string) string {
	lines := []string{""}
	for i := 0; i < len(list); {
		link, isLink := target(list[i].Link)
		words := list[i].Text
		if i++; isLink && Line(words) != "" {
			label := "[" + inline(words) + "](<" + link + ">)"
			if strings.TrimLeft(words, " \n") != words {
				label = " " + label
			}
			if strings.TrimRight(words, " \n") != words {
				label += " "
			}
			lines[len(lines)-1] += label
			continue
		}
		for i < len(list) && !isWeb(list[i]) {
			words += list[i].Text
			i++
		}
		for n, line := range strings.Split(strings.ReplaceAll(Visible(words), "\t", "    "), "\n") {
			if n > 0 {
				lines = append(lines, "")
			}
			lines[len(lines)-1] += escape(line)
		}
	}
	return join(lines, indent)
}

func isWeb(s policy.Span) bool {
	_, ok := target(s.Link)
	return ok && Line(s.Text) != ""
}

// quote puts Markdown behind the mark of a quotation.
func quote(markdown string) string {
	return "> " + strings.ReplaceAll(strings.ReplaceAll(markdown, "\n", "\n> "), "> \n", ">\n")
}
