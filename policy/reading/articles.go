package reading

import (
	"regexp"
	"slices"
	"strings"
)

// articles are headings that say what their number is of: "Article 3", "Section
// IV: Title", in several languages. The title keeps all the words, since they are
// the heading's. A line of its own that says nothing else is such a heading
// without markup, and the short line behind it its title.
//
// Seen in: terms ("## Article 1: Use"), regulations ("Article 2", then
// "Consent"), Japanese terms ("## 第1条（目的）"), Chinese ones ("## 第一章 总则"),
// Arabic ones ("## المادة 1: ...").
var articles = shape{
	name: "articles",
	heading: func(words string) (label, title string) {
		if m := articleLabel.FindStringSubmatch(words); m != nil {
			return articleNumber(m[1:]), words
		}
		return "", ""
	},
	arrange: func(r *reader, all []block) []block {
		var out []block
		for i := 0; i < len(all); i++ {
			b := all[i]
			m := articleAlone.FindString(b.words)
			if b.heading || b.item || m == "" {
				out = append(out, b)
				continue
			}
			r.makeHeading(&b, articleLevel(b.words))
			if i+2 < len(all) && !all[i+1].heading && !all[i+1].item && all[i+1].mark.style == "" && articleAlone.FindString(all[i+1].words) == "" && looksLikeTitle(all[i+1].words) {
				i++
				b.more = append(b.more, all[i].words)
				b.title += " " + all[i].words
			}
			out = append(out, b)
		}
		return out
	},
}

const articleNumbers = `(\d+[A-Za-z]?(?:\.\d+)*|[IVXLC]+|[A-Z])`

var (
	articleWords = []string{
		"Title", "TITLE", "Titre", "Part", "PART", "Teil", "Parte", "Book", "Chapter", "CHAPTER", "Kapitel", "Chapitre", "CHAPITRE", "Capítulo", "CAPÍTULO", "Capitolo",
		"Section", "SECTION", "Abschnitt", "Sección", "SECCIÓN", "Sezione", "Clause", "CLAUSE", "Article", "ARTICLE", "article", "Artikel", "ARTIKEL", "Artículo", "ARTÍCULO", "Articolo", "Artigo",
		"الباب", "الفصل", "المادة",
	}
	articleLabel = regexp.MustCompile(`^(?:(?:` + strings.Join(articleWords, "|") + `)\s*` + articleNumbers + `(?:$|[.):\s–—-])|(?:المادة|الفصل|الباب)\s*([٠-٩]+)(?:$|[.):\s])|第\s*([0-9０-９]+|` + hanDigits + `)\s*[章節节条條編编])`)
	articleAlone = regexp.MustCompile(`^(?:(?:` + strings.Join(articleWords, "|") + `)\s*` + articleNumbers + `[.:]?|(?:المادة|الفصل|الباب)\s*[0-9٠-٩]+[.:]?|第\s*(?:[0-9０-９]+|` + hanDigits + `)\s*[章節节条條編编])$`)
	articleOuter = regexp.MustCompile(`(?i)^(?:tit|part|teil|book|chap|kap|cap|الباب|الفصل|第\S+[章編编])`)
	articleInner = regexp.MustCompile(`(?i)^(?:art|cl|المادة|第\S+[条條])`)
)

// articleNumber returns the number of whatever script in the digits that people
// type.
func articleNumber(groups []string) string {
	n := slices.IndexFunc(groups, func(g string) bool { return g != "" })
	if n < 0 {
		return ""
	}
	if number := scriptNumber(groups[n]); number != "" {
		return number
	}
	return groups[n]
}

// articleLevel returns how deep a heading of this word stands among others.
func articleLevel(words string) int {
	switch {
	case articleOuter.MatchString(words):
		return boldLevel
	case articleInner.MatchString(words):
		return boldLevel + 2
	}
	return boldLevel + 1
}
