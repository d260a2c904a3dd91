package reading

import (
	"strings"

	"clausewalk/policy/pattern"
)

// annexes are headings of what is appended to a text and numbered on its own: "ANNEX
// I", "Schedule A – Fees", "Anlage 1", "附則". Their label has the word in it, since
// the numbers below begin again at 1. A short line may be one without markup.
//
// Seen in: regulations ("ANNEX I", then "List of measures"), agreements with
// schedules ("# SCHEDULE B – ADVERTISING", "**Exhibit A**"), German terms ("**Anlage
// 1: ...**"), Japanese and Chinese ones ("附則", "附件1").
var annexes = shape{
	name: "annexes",
	heading: func(words string) (label, title string) {
		if label := annexLabel(words); label != "" {
			return label, words
		}
		return "", ""
	},
	arrange: func(d *document, all []block) []block {
		level := boldLevel
		for _, b := range all[min(1, len(all)):] {
			if b.heading && !b.byLook && b.label != "" {
				level = min(level, b.level)
			}
		}
		for i := range all {
			b := &all[i]
			label := annexLabel(b.words)
			switch {
			case label == "" || b.item || b.heading && !b.byLook || !b.heading && (!b.oneLine || !looksLikeTitle(strings.TrimRight(b.words, ".:")) || len(b.words) > maxTitle):
			case b.heading || b.strong || inCapitals(b.words) || annexAlone.MatchString(b.words):
				d.makeHeading(b, level)
				b.byLook, b.mark = true, mark{}
			}
		}
		return all
	},
}

var (
	annexWords = `Annex|Annexe|Appendix|Schedule|Exhibit|Addendum|Attachment|Anlage|Anhang|Anexo|Allegato|Bijlage|Apéndice|ملحق|الملحق`
	annexNamed = `附則|附则|附件|附录|附錄|別紙|別表`
	annexHead  = pattern.New(`^(?:((?i:` + annexWords + `))\s*(?:\(?(\d{1,2}(?:\.\d{1,2})?[A-Za-z]?|[IVXLC]+|[A-Z])\)?)` + numberEnds + `|(` + annexNamed + `)\s*([0-9０-９]{1,2}|` + hanDigits + `)?(?:$|[（(：:、\s]))`)
	annexAlone = pattern.New(`^(?:(?i:` + annexWords + `)\s*(?:\(?(?:\d{1,2}(?:\.\d{1,2})?[A-Za-z]?|[IVXLC]+|[A-Z])\)?)[.:]?|(?:` + annexNamed + `)\s*(?:[0-9０-９]{1,2}|` + hanDigits + `)?)$`)
)

// annexLabel returns the label of an annex, its word and its number if it has one,
// and empty for any other words.
func annexLabel(words string) string {
	m := annexHead.FindStringSubmatch(words)
	switch {
	case m == nil:
		return ""
	case m[3] != "" && m[4] == "":
		return m[3]
	case m[3] != "":
		return m[3] + "-" + numberOf(m[4])
	}
	first := []rune(strings.ToLower(m[1]))
	return strings.ToUpper(string(first[:1])) + string(first[1:]) + "-" + m[2]
}
