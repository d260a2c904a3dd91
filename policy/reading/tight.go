package reading

import "clausewalk/policy/pattern"

// tight are labels with nothing between them and the words: "(a)text", "1.2Text",
// or between one label and the next: "(c)(1)", "3.1.2(a)", or a footnote: "1.1[^1]".
// There may have been a picture in between, or be an emoji.
//
// Seen in: pages whose space was in the style sheet, shops' rules with a picture
// after the number ("**1.2![...](...) Harm**"), statutes ("(c)(1) A business ...").
var tight = shape{
	name: "tight",
	heading: func(words string) (label, title string) {
		if m := tightHead.FindStringSubmatch(words); m != nil {
			return m[1], m[2]
		}
		return "", ""
	},
	mark: tightReader(`(\d{1,3}(?:\.\d{1,3})+)[.)]?(?:[\pL\p{So}(\[])|\((\d{1,3})\)(?:\S)|\(([a-z]{1,4}|[A-Z])\)(?:[A-Z(])|(\d{1,2})\.(?:\p{Lu}\p{Ll})|(\d{1,2})(?:\([a-z0-9]{1,4}\)\s)`,
		depth, inBrackets, inBrackets, alphabet, alphabet),
}

// tightHead is a number with a sign such as an emoji right behind it.
var tightHead = pattern.New(`^(\d{1,3}(?:\.\d{1,3})*)[.)]?(\p{So}.*)$`)
