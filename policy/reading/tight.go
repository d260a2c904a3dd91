package reading

// tight are labels with nothing between them and the words: "(a)text",
// "1.2Text". A picture may have stood there.
//
// Seen in: pages whose space was in the style sheet, and shops' rules with a
// picture behind the number ("**1.2![...](...) Harm**").
var tight = shape{
	name: "tight",
	mark: tightReader(`(\d{1,3}(?:\.\d{1,3})+)[.)]?(?:\pL)|\((\d{1,3})\)(?:\S)|\(([a-z]{1,4})\)(?:[A-Z])|(\d{1,2})\.(?:\p{Lu}\p{Ll})`,
		depth, inBrackets, inBrackets, alphabet),
}
