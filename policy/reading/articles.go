package reading

import "regexp"

// articles are headings that say what their number is of: "Article 3", "Section
// IV: Title". The title keeps all the words, since they are the heading's.
var articles = shape{
	name: "articles",
	heading: func(words string) (label, title string) {
		if m := articleLabel.FindStringSubmatch(words); m != nil {
			return m[1], words
		}
		return "", ""
	},
}

var articleLabel = regexp.MustCompile(`^(?:Section|Article|Part|Chapter|Clause|SECTION|ARTICLE|PART|CHAPTER|CLAUSE)\s*(\d+(?:\.\d+)*|[IVXLC]+|[A-Z])(?:$|[.):\s])`)
