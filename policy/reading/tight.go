package reading

// tight are labels with nothing between them and the words: "(a)text", "1.2Text",
// or between one label and the next: "(c)(1)", "3.1.2(a)". There may have been a
// picture in between.
//
// Seen in: pages whose space was in the style sheet, shops' rules with a picture
// after the number ("**1.2![...](...) Harm**"), statutes ("(c)(1) A business ...").
var tight = shape{
	name: "tight",
	mark: tightReader(`(\d{1,3}(?:\.\d{1,3})+)[.)]?(?:[\pL(])|\((\d{1,3})\)(?:\S)|\(([a-z]{1,4}|[A-Z])\)(?:[A-Z(])|(\d{1,2})\.(?:\p{Lu}\p{Ll})|(\d{1,2})(?:\([a-z0-9]{1,4}\)\s)`,
		depth, inBrackets, inBrackets, alphabet, alphabet),
}
