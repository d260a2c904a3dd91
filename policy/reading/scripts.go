package reading

import (
	"strconv"
	"strings"
	"unicode"

	"clausewalk/policy/pattern"
)

// scripts are labels in the digits of other scripts: "一、", "（二）", "①", "第三条"
// before a paragraph, "١.", and numbers with a mark of full width. Numbers among them
// are labels in the digits that people type.
//
// Seen in: Chinese and Japanese terms ("第二条 ...", "（一）...", "1、..."), Korean
// terms ("제2조 ..."), Arabic and Persian terms ("١. ...", "۱. ...").
var scripts = shape{
	name: "scripts",
	heading: func(words string) (label, title string) {
		if m := scriptHead.FindStringSubmatch(words); m != nil {
			return scriptNumber(m[1]), m[2]
		}
		return "", ""
	},
	mark: func(words string) (mark, int) {
		m := scriptMark.FindStringSubmatch(words)
		if m == nil {
			return mark{}, 0
		}
		printed := strings.TrimSpace(m[0])
		for n, style := range scriptStyles {
			if m[n+1] == "" {
				continue
			}
			label := m[n+1]
			if number := scriptNumber(label); number != "" {
				label = number
			}
			return mark{label: label, printed: printed, style: style}, len(m[0])
		}
		return mark{}, 0
	},
}

const (
	hanDigits   = `[一二三四五六七八九十百零〇]{1,6}`
	otherDigits = `[٠-٩۰-۹०-९০-৯๐-๙]{1,3}`
)

var (
	scriptHead   = pattern.New(`^(` + hanDigits + `)、\s*(.*)$`)
	scriptMark   = pattern.New(`^\s*(?:第(` + hanDigits + `|[0-9０-９]{1,3})[条條款]\s*|제\s?([0-9]{1,3})조\s+|(` + hanDigits + `)、\s*|[（(](` + hanDigits + `)[）)]\s*|([①-⑳])\s*|(` + otherDigits + `)[.)\-]` + space + `|([0-9０-９]{1,3})[、．]\s*|（([0-9０-９]{1,3})）\s*|（([a-zａ-ｚ])）\s*)`)
	scriptStyles = []string{"第1条", "第1条", "一、", "（一）", "①", "١.", "1", "(1)", "(a)"}
)

// scriptNumber returns a number of another script in the digits that people
// type, empty where it is none.
func scriptNumber(s string) string {
	n, unit := 0, 0
	for _, r := range s {
		digit := strings.IndexRune("〇一二三四五六七八九", r) / len("〇")
		switch {
		case r >= '①' && r <= '⑳':
			return strconv.Itoa(int(r-'①') + 1)
		case r == '十':
			n, unit = n+max(unit, 1)*10, 0
		case r == '百':
			n, unit = n+max(unit, 1)*100, 0
		case r == '零', strings.ContainsRune("〇一二三四五六七八九", r):
			unit = unit*10 + max(digit, 0)
		case unicode.IsDigit(r):
			unit = unit*10 + digitOf(r)
		default:
			return ""
		}
	}
	if n += unit; n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// digitOf returns the value of a decimal digit of any script: its digits follow one
// another from nought on.
func digitOf(r rune) (n int) {
	for ; n < 9 && unicode.IsDigit(r-1); n++ {
		r--
	}
	return n
}
