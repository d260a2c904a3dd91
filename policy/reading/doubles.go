package reading

// doubles are letters that stand twice, below single ones: "aa)", "bb)".
//
// Seen in: German terms and statutes ("c) ...", then "aa) ...").
var doubles = shape{
	name:     "doubles",
	mark:     markReader(`(aa|bb|cc|dd|ee|ff|gg|hh|ii|jj|kk)\)`, func(string) string { return "aa" }),
	sequence: &sequence{position: doublePosition},
}

// doublePosition is that of a letter that stands twice, 0 for any other label.
func doublePosition(label string) int {
	if len(label) != 2 || label[0] != label[1] {
		return 0
	}
	return letterPosition(label[:1])
}
