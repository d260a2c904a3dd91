package reading

import (
	"strconv"
	"strings"

	"clausewalk/policy/pattern"
)

// bare are numbers followed by nothing but a space: "1 The supplier ...", "１
// 当社は...", and "1 Scope" as a heading. A number may begin any sentence, so they are
// labels only where they count up from 1.
//
// Seen in: Swiss and Austrian terms ("**1 Allgemeines**", "1 Der Anbieter ..."),
// standards ("## 1 Scope"), Japanese terms ("２　開発者は...").
var bare = shape{
	name: "bare",
	heading: func(words string) (label, title string) {
		if m := bareHead.FindStringSubmatch(words); m != nil {
			return numberOf(m[1]), m[2]
		}
		return "", ""
	},
	arrange: func(d *document, all []block) []block {
		// Numbers that do not count up are not labels.
		var run []int
		end := func() {
			for n, i := range run {
				b := &all[i]
				counts := n > 0 && countsOn(all[run[n-1]], *b) || n+1 < len(run) && countsOn(*b, all[run[n+1]])
				if !counts || all[run[0]].label != "1" {
					b.label, b.title = "", b.words
				}
			}
			run = nil
		}
		for i := range all {
			b := all[i]
			switch {
			case !b.heading || !bareHead.MatchString(b.words) || b.title == b.words:
			case len(run) > 0 && all[run[0]].level != b.level:
			default:
				if b.label == "1" {
					end()
				}
				run = append(run, i)
			}
		}
		end()
		return all
	},
	mark: func(words string) (mark, int) {
		m := bareMark.FindStringSubmatch(words)
		if m == nil {
			return mark{}, 0
		}
		return mark{label: numberOf(m[2]), printed: strings.TrimSpace(m[1]), style: "1 "}, len(m[1])
	},
}

// countsOn tells whether the number of heading b is the next after that of a.
func countsOn(a, b block) bool {
	n, err := strconv.Atoi(a.label)
	m, other := strconv.Atoi(b.label)
	return err == nil && other == nil && m == n+1
}

var (
	bareHead = pattern.New(`^(\d{1,2}|[０-９]{1,2}) ((?:\p{Lu}|\p{Lo}|["“«]).*)$`)
	bareMark = pattern.New(`^(\s*(\d{1,2}[A-Z]?|[０-９]{1,2})` + space + `)(?:\p{Lu}|\p{Lo}|["“«])`)
)
