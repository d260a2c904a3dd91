package reading

import "clausewalk/policy/pattern"

// signs are numbers after a section sign: "§ 2.1" before a paragraph, "§ 3" or "§ 2a"
// as a heading, whose title keeps all the words; and numbers before one: "3 § ...".
//
// Seen in: German and Austrian terms ("## § 1 Geltungsbereich"), statutes, Swedish and
// Finnish ones ("1 § Dessa villkor ...").
var signs = shape{
	name: "signs",
	heading: func(words string) (label, title string) {
		if m := signLabel.FindStringSubmatch(words); m != nil {
			return m[1], words
		}
		return "", ""
	},
	mark: markReader(`§\s*(\d{1,3}(?:\.\d{1,3})+)[.):]?|(\d{1,3})\.?\s?§`, depth, func(string) string { return "1 §" }),
}

var signLabel = pattern.New(`^§\s*(\d+[a-z]?(?:\.\d+)*|[IVXLC]+|[A-Z])(?:$|[.):\s])`)
