package reading

import "clausewalk/policy/pattern"

// signs are numbers after a section sign: "§ 2.1" before a paragraph, "§ 3" or "§ 2a"
// as a heading, whose title keeps all the words.
//
// Seen in: German and Austrian terms ("## § 1 Geltungsbereich"), statutes.
var signs = shape{
	name: "signs",
	heading: func(words string) (label, title string) {
		if m := signLabel.FindStringSubmatch(words); m != nil {
			return m[1], words
		}
		return "", ""
	},
	mark: markReader(`§\s*(\d{1,3}(?:\.\d{1,3})+)[.):]?`, depth),
}

var signLabel = pattern.New(`^§\s*(\d+[a-z]?(?:\.\d+)*|[IVXLC]+|[A-Z])(?:$|[.):\s])`)
