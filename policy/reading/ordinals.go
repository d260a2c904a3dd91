package reading

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"clausewalk/policy/pattern"
)

// ordinals are words that count parts of a text, with the numbers they stand for:
// "Article premier", "CLÁUSULA SEGUNDA", "المادة الثالثة".
var ordinals = sync.OnceValue(func() map[string]int {
	all := map[string]int{"premier": 1, "première": 1, "seconde": 2, "unique": 1, "única": 1, "único": 1}
	count := func(words string) {
		for n, word := range strings.Fields(words) {
			all[strings.ReplaceAll(word, "_", " ")] = n + 1
		}
	}
	count("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty")
	count("1er deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième")
	count("primeira segunda terceira quarta quinta sexta sétima oitava nona décima")
	count("primo secondo terzo quarto quinto sesto settimo ottavo nono decimo")
	count("الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة الحادية_عشرة الثانية_عشرة الثالثة_عشرة الرابعة_عشرة الخامسة_عشرة السادسة_عشرة السابعة_عشرة الثامنة_عشرة التاسعة_عشرة العشرون")
	count("الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر")
	for _, end := range []string{"a", "o"} {
		for n, word := range strings.Fields("primer segund tercer cuart quint sext séptim octav noven") {
			all[word+end] = n + 1
			for _, tens := range []struct {
				n     int
				words string
			}{{10, "décim" + end + " |decimo|décimo"}, {20, "vigésim" + end + " |vigesimo|vigésimo"}} {
				for _, ten := range strings.Split(tens.words, "|") {
					all[ten+word+end] = tens.n + n + 1
				}
			}
		}
		all["décim"+end], all["undécim"+end], all["duodécim"+end], all["vigésim"+end], all["trigésim"+end] = 10, 11, 12, 20, 30
	}
	plain := strings.NewReplacer("á", "a", "é", "e", "è", "e", "í", "i", "ó", "o", "ú", "u")
	for _, word := range slices.Collect(maps.Keys(all)) { // Capitals are often printed without accents.
		all[plain.Replace(word)] = all[word]
	}
	return all
})

// ordinalWords is a regular expression of them, the longest first.
var ordinalWords = sync.OnceValue(func() string {
	var words []string
	for word := range ordinals() {
		words = append(words, strings.ReplaceAll(word, " ", `\s+`))
	}
	slices.SortFunc(words, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return `(?i:` + strings.Join(words, "|") + `)`
})

// wordNumber is a regular expression for the number after a word such as Article,
// with what is printed around it: "3", "2 bis", "(3)", "5.º", "IV", "A", "premier".
const (
	numberBefore = `\(?`
	numberAfter  = `\)?(?:\.?[º°ª]|er)?`
	numberEnds   = `(?:$|[.):,\s–—-])`
)

func wordNumber() string {
	return numberBefore + `(` + ordinalWords() + `|\d+[A-Za-z]?(?:\.\d+)*(?:[\s-]?(?:bis|ter|quater|quinquies))?|[IVXLC]+|[A-Z]|\p{Nd}+)` + numberAfter
}

var folding = pattern.New(`\s+`)

// numberOf returns a number in any script, or an ordinal, in the digits that people
// type, and anything else as it is written.
func numberOf(written string) string {
	if n := ordinals()[strings.ToLower(folding.ReplaceAllString(written, " "))]; n > 0 {
		return strconv.Itoa(n)
	}
	if number := scriptNumber(written); number != "" {
		return number
	}
	return folding.ReplaceAllString(written, "")
}
