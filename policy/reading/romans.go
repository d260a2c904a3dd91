package reading

import (
	"slices"
	"strings"

	"clausewalk/policy"
)

// romans are headings by appearance: Roman numerals before short lines, or before
// the bold beginning of a paragraph, between which letters or numbers begin anew.
//
// Seen in: makers' agreements ("I. Service and Content", then "**B. License.** You
// may ...", then "**III. Ending.** We may end this agreement").
var romans = shape{
	name: "romans",
	arrange: func(d *document, all []block) []block {
		all = looseLetters(all)
		opens := map[int]bool{}
		for _, run := range romanRuns(all) {
			begun, again := 0, 0
			for _, b := range all[run[0]+1 : max(run[len(run)-1], min(run[len(run)-1]+maxReach, len(all)))] {
				if m := b.look(); m.style == "A" && m.label == "A" {
					begun++
				} else if m.label == "1" && (m.style == "1" || m.style == "(1)") {
					again++
				}
			}
			if begun > 0 || again > 1 {
				for _, i := range run {
					opens[i] = true
				}
			}
		}
		if len(opens) == 0 {
			return all
		}
		out := make([]block, 0, len(all))
		for i := range all {
			b := all[i]
			switch {
			case !opens[i]:
				if b.heading && b.byLook && b.level <= boldLevel {
					b.level = boldLevel + 1
				}
				out = append(out, b)
			case b.heading:
				out = append(out, b)
			case b.lead != "" && b.lead != b.words:
				head, rest := d.divided(b)
				head.mark = b.mark
				d.titleHeading(&head, boldLevel)
				out = append(out, head, rest)
			default:
				d.titleHeading(&b, boldLevel)
				out = append(out, b)
			}
		}
		return out
	},
}

// look returns the label that a block shows, as a heading by appearance too.
func (b block) look() mark {
	if b.heading && b.byLook && b.printed.style != "" {
		return b.printed
	}
	return b.mark
}

// romanRuns returns the runs of Roman numerals from I on.
func romanRuns(all []block) (runs [][]int) {
	var run []int
	next := 1
	end := func() {
		if len(run) > 1 {
			runs = append(runs, run)
		}
		run, next = nil, 1
	}
	for i, b := range all {
		m := b.look()
		n := 0
		if m.style == "A" {
			n = numeralPosition(m.label)
		}
		title := b.heading || b.lead != "" || looksLikeTitle(b.words) && len(b.paragraphs) == 1
		switch {
		case b.heading && !b.byLook:
			end()
		case !title || n == 0:
		case n == next && !(n == 1 && len(run) > 0):
			run, next = append(run, i), next+1
		}
	}
	end()
	return runs
}

// looseLetters makes an ordinary block again of a heading by appearance that has a
// letter or a number, if the label before or after its own is that of a paragraph:
// then all of them are clauses.
func looseLetters(all []block) []block {
	for i := range all {
		b := &all[i]
		if !b.heading || !b.byLook || !slices.Contains([]string{"A", "a", "1"}, b.printed.style) {
			continue
		}
		ahead, rest := all[max(0, i-maxReach):i], all[i+1:min(i+1+maxReach, len(all))]
		if b.printed.style == "1" {
			if slices.ContainsFunc(all, func(o block) bool { return o.heading && (o.printed.next(b.printed) || b.printed.next(o.printed)) }) {
				continue // The numbers below headings begin anew.
			}
			if slices.ContainsFunc(rest, func(o block) bool { return strings.HasPrefix(o.mark.label, b.printed.label+".") }) {
				continue // It has clauses of its own.
			}
			ahead, rest = ahead[lastHeading(ahead)+1:], nil
		}
		before := slices.ContainsFunc(ahead, func(o block) bool { return !o.heading && b.printed.next(o.mark) })
		behind := slices.ContainsFunc(rest, func(o block) bool { return !o.heading && o.mark.next(b.printed) })
		if before || behind {
			b.heading, b.mark, b.label, b.title = false, b.printed, "", ""
		}
	}
	return all
}

// lastHeading returns the index of the last heading, -1 for none.
func lastHeading(all []block) int {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].heading {
			return i
		}
	}
	return -1
}

// divided splits a block into its bold beginning and the rest.
func (d *document) divided(b block) (head, rest block) {
	head, rest = b, b
	width := 0
	for n, s := range b.paragraphs[0].Spans {
		if at := len(b.leadText) - width; at <= len(s.Text) {
			before, after := s, s
			before.Text, after.Text = s.Text[:at], s.Text[at:]
			first := b.paragraphs[0]
			first.Spans = append(append([]policy.Span{}, b.paragraphs[0].Spans[:n]...), before)
			head.paragraphs = []policy.Paragraph{first}
			other := b.paragraphs[0]
			other.Spans = append([]policy.Span{after}, b.paragraphs[0].Spans[n+1:]...)
			rest.paragraphs = append([]policy.Paragraph{other}, b.paragraphs[1:]...)
			break
		}
		width += len(s.Text)
	}
	head.words, rest.words = b.lead, strings.TrimSpace(strings.TrimPrefix(b.words, b.lead))
	head.ats = b.ats[:min(1, len(b.ats))]
	rest.at, rest.lead, rest.strong = b.leadEnd, "", false
	rest.mark, _ = d.markOf(rest.paragraphs[0])
	return head, rest
}
