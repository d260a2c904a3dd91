package reading

import (
	"strings"

	"clausewalk/policy/pattern"
)

// kana are labels in the order of the Japanese syllables: "ア ...", "イ．...".
//
// Seen in: Japanese terms, below numbers in brackets.
var kana = shape{
	name: "kana",
	mark: func(words string) (mark, int) {
		m := kanaMark.FindStringSubmatch(words)
		if m == nil {
			return mark{}, 0
		}
		return mark{label: m[1], printed: strings.TrimSpace(m[0]), style: "ア"}, len(m[0])
	},
	sequence: &sequence{position: func(label string) int {
		if i := strings.Index(syllables, label); i >= 0 && len(label) == len("ア") {
			return i/len("ア") + 1
		}
		return 0
	}},
}

const syllables = "アイウエオカキクケコサシスセソタチツテト"

var kanaMark = pattern.New(`^[\s\x{3000}]*([` + syllables + `])(?:[．.)）、][\s\x{3000}]*|` + space + `)`)
