package reading

import (
	"cmp"
	"strings"
	"sync"
	"unicode"

	"clausewalk/policy"
	"clausewalk/policy/pattern"
)

// articles are headings with a word before their number: "Article 3", "Section IV:
// Title", "CLÁUSULA SEGUNDA", in several languages. The title keeps all the words,
// since they are the heading's. A line that says nothing else is such a heading even
// without markup, and a short line after it is its title; so are short lines that
// have a title after the number, where there are two or more.
//
// Seen in: terms ("## Article 1: Use", "Section 1. Eligibility"), regulations
// ("Article 2", then "Consent"), guidelines ("### Guideline 1.1 Text"), Japanese
// terms ("## 第1条（目的）", "第4条の2"), Chinese ones ("第一章 总则"), Korean ones
// ("제3조의2 (삭제)"), Arabic ones ("## المادة الأولى: ..."), Russian ones ("Глава I",
// then "Статья 1. Предмет"), Swedish ones ("2 kap."), German ones ("§ 1
// Geltungsbereich" as a line), Spanish contracts ("PRIMERA.- OBJETO").
var articles = shape{
	name: "articles",
	heading: func(words string) (label, title string) {
		if label := articleLabel(words); label != "" {
			return label, words
		}
		return "", ""
	},
	arrange: func(d *document, all []block) []block {
		levels, titled := map[articleRank]int{}, map[string]int{}
		for i, b := range all {
			if rank := rankOf(b.words); b.heading && rank != "" && levels[rank] == 0 {
				levels[rank] = b.level
			}
			if word := articleTitled(b); word != "" && i+1 < len(all) && articleTitled(all[i+1]) != word {
				titled[word]++
			}
		}
		out := make([]block, 0, len(all))
		for i := 0; i < len(all); i++ {
			b := all[i]
			alone := !b.heading && !b.item && mayBeArticle(b.words) && articleAlone.MatchString(b.words)
			word := articleTitled(b)
			line := word != "" && (titled[word] > 1 || levels[rankOf(b.words)] > 0)
			if !alone && !line && !(b.heading && b.byLook && rankOf(b.words) != "") {
				out = append(out, b)
				continue
			}
			rank := rankOf(b.words)
			level := levels[rank]
			if level == 0 {
				level = rank.level()
			}
			b.byLook, b.printed = true, b.mark
			d.makeHeading(&b, level)
			b.mark = mark{}
			if alone && i+2 < len(all) && !all[i+1].heading && !all[i+1].item && all[i+1].mark.style == "" && !articleAlone.MatchString(all[i+1].words) && looksLikeTitle(all[i+1].words) {
				i++
				b.more = append(b.more, all[i].words)
				b.title += " " + all[i].words
			}
			out = append(out, b)
		}
		return out
	},
}

// The words before a number, by how deep a heading with them nests. They are written
// as a title is, and in capitals too.
var (
	outerWords = cased(`Title Titre Título Titlul Part Teil Parte Partie Deel Book Chapter Kapitel Chapitre Capítulo Capitolo Capitolul Hoofdstuk Kapitola Hlava Část `+
		`Dział Rozdział Bölüm Kısım Bab Chương Phần Глава Раздел Часть Розділ Частина Κεφάλαιο Μέρος Principle Grundsatz Principe Principio`) +
		`|الباب|الفصل|فصل|بخش|פרק|חלק|अध्याय|भाग|หมวด`
	middleWords = cased(`Section Abschnitt Sección Sezione Seção Secção Secțiunea Afdeling Avsnitt Oddíl Oddział Mục Подраздел Параграф Підрозділ Τμήμα Guideline Policy Standard Objective`) +
		`|القسم|مبحث|ส่วน`
	innerWords = cased(`Clause Cláusula Clausula Article Art\. Artikel Artikkel Artículo Articulo Articolo Articolul Artigo Artykuł Článek Článok Čl\. Članak Člen Madde Pasal Điều Khoản `+
		`Статья Стаття Член Чл\. Ст\. Пункт Άρθρο Rule Regel Règle Regla Regola Regra Requirement Req\. Anforderung Exigence Requisito Control Criterion Ziffer Punkt`) +
		`|article|Success Criterion|المادة|البند|ماده|סעיף|अनुच्छेद|धारा|नियम|ข้อ|มาตรา|§`
	anyWord = outerWords + `|` + middleWords + `|` + innerWords

	// behindWords stand behind their number: "2 kap.", "3 §", "4. cikk".
	outerBehind = `kap\.|kapitlet|luku|fejezet|skyrius|nodaļa|peatükk`
	innerBehind = `§|cikk|straipsnis|pants`
	behindHead  = pattern.New(`^(\d{1,3}(?:\s?[a-z])?|[IVXLC]{1,6})\.?\s?(?:` + outerBehind + `|` + innerBehind + `)(?:$|[.:,\s–—-])`)
	behindOuter = pattern.New(`^[\dIVXLC]+(?:\s?[a-z])?\.?\s?(?:` + outerBehind + `)`)

	hanArticle = `(?:第\s*([0-9０-９]+|` + hanDigits + `)\s*[章節节編编条條](?:の\s*([0-9０-９]+|` + hanDigits + `))?|제\s*([0-9]+)\s*[편장절관조](?:의\s*([0-9]+))?)`
	// Behind all numbers: [1], [2] of Han, [3] and [4] of Hangul.
	articleHead = pattern.Made(func() string {
		return `^(?:(?:` + anyWord + `)\s*` + wordNumber() + numberEnds + `|` + hanArticle + `|((?i:` + ordinalCounted + `))\s*(?:\.-|\.–|[.:–—-]))`
	})
	articleAlone = pattern.Made(func() string {
		return `^(?:(?:` + anyWord + `)\s*` + wordNumber() + `[.:]?|` + hanArticle + `(?:\s*[（(【][^）)】]{1,40}[）)】])?)$`
	})
	articleLine = pattern.Made(func() string {
		return `^(` + anyWord + `)\s*` + wordNumber() + `(?:\s*[.:–—-]\s*|\s+)(?:\p{Lu}|\p{Lo}|["“«])`
	})
	hanLine = pattern.New(`^(?:第\s*(?:[0-9０-９]+|` + hanDigits + `)\s*([章節节編编])\s|제\s*[0-9]+\s*([편장절관])\s)`)

	outer = pattern.Made(func() string {
		return `^(?:(?:` + outerWords + `)\s*\(?` + wordNumber() + numberEnds + `|第[^条條]{1,8}[章編编]|제\s*[0-9]+\s*[편장])`
	})
	middle = pattern.Made(func() string {
		return `^(?:(?:` + middleWords + `)\s*\(?` + wordNumber() + numberEnds + `|第[^条條]{1,8}[節节]|제\s*[0-9]+\s*[절관])`
	})
)

// cased returns a regular expression of words, each also in capitals.
func cased(words string) string {
	var all []string
	for _, word := range strings.Fields(words) {
		all = append(all, word)
		if upper := strings.ToUpper(word); upper != word {
			all = append(all, upper)
		}
	}
	return strings.Join(all, "|")
}

// ordinalCounted are the words that count clauses without a noun, as in Spanish
// contracts: "SEGUNDA.- OBLIGACIONES".
const ordinalCounted = `(?:d[ée]cim[ao]\s*|vigésim[ao]\s*)?(?:primer|segund|tercer|cuart|quint|sext|séptim|octav|noven)[ao]|décim[ao]|undécim[ao]|duodécim[ao]|vigésim[ao]`

// mayBeArticle tells whether words begin like a label of this shape. Most do not, and
// telling so is quicker than trying the patterns.
func mayBeArticle(words string) bool {
	first := words
	for i, r := range words {
		if i > 0 && !unicode.IsLetter(r) && !unicode.IsMark(r) || i > 2*maxLabel {
			first = words[:i]
			break
		}
	}
	return strings.HasPrefix(words, "第") || strings.HasPrefix(words, "제") || articleFirst()[first] || articleFirst()[strings.ToLower(first)]
}

// articleFirst are the words that a label of this shape may begin with.
var articleFirst = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Split(anyWord, "|") {
		all[strings.TrimSuffix(strings.Fields(word)[0], `\.`)] = true
	}
	for word := range ordinals() {
		all[strings.Fields(word)[0]] = true
	}
	for _, word := range []string{"decimo", "vigesimo", "decima", "vigesima"} {
		all[word] = true
	}
	return all
})

// articleLabel returns the label of a heading of this shape, empty for any other.
func articleLabel(words string) string {
	if m := behindLabel(words); m != "" {
		return m
	}
	if !mayBeArticle(words) {
		return ""
	}
	m := articleHead.FindStringSubmatch(words)
	if m == nil {
		return ""
	}
	number, inserted := cmp.Or(m[1], m[2], m[4], m[6]), cmp.Or(m[3], m[5])
	if inserted != "" {
		return numberOf(number) + "-" + numberOf(inserted)
	}
	return numberOf(number)
}

// behindLabel returns the number before a word such as "kap.", empty for none.
func behindLabel(words string) string {
	if words == "" || !isNumber(words) && strings.IndexByte("IVXLC", words[0]) < 0 {
		return ""
	}
	if m := behindHead.FindStringSubmatch(words); m != nil {
		return numberOf(m[1])
	}
	return ""
}

// articleTitled returns the word before the number of a short line that also has a
// title, empty for any other block.
func articleTitled(b block) string {
	if b.heading || b.item || !b.oneLine || len(b.words) > maxTitle || !mayBeArticle(b.words) || !looksLikeTitle(b.words) {
		return ""
	}
	m := hanLine.FindStringSubmatch(b.words)
	if m == nil {
		m = articleLine.FindStringSubmatch(b.words)
	}
	if m == nil || policy.HasDuty(b.words) {
		return ""
	}
	return cmp.Or(m[1], m[len(m)-1])
}

// maxTitle is how many bytes a line may have to pass for a title. It counts for
// languages that are written without spaces.
const maxTitle = 120

// articleRank is how deep a heading of this shape nests by its word alone: "outer"
// for a chapter, "middle" for a section, "inner" for an article.
type articleRank string

// rankOf returns the rank of a heading's words, empty where they name none.
func rankOf(words string) articleRank {
	switch {
	case behindOuter.MatchString(words):
		return "outer"
	case behindLabel(words) != "":
		return "inner"
	case !mayBeArticle(words) || articleHead.FindString(words) == "":
		return ""
	case outer.MatchString(words):
		return "outer"
	case middle.MatchString(words):
		return "middle"
	}
	return "inner"
}

// level returns the level of a heading without markup.
func (a articleRank) level() int {
	switch a {
	case "outer":
		return boldLevel
	case "middle":
		return boldLevel + 1
	}
	return boldLevel + 2
}
