package policy

import (
	"strings"
	"unicode"

	"clausewalk/policy/pattern"
)

// dutyWords are the words that bind somebody, in the languages that policies are
// read in. dutyRuns has those of languages without spaces between words.
var (
	dutyWords = pattern.New(`(?i)(?:^|[^\pL\pN])(?:` + strings.Join([]string{
		`must`, `mustn['’]t`, `shall`, `may not`, `agrees?`, `(?:is|are) (?:required|obliged|prohibited|forbidden)(?: to| from)?`,
		`doit`, `doivent`, `devez`, `acceptez`, `il est interdit`, `ne (?:peut|peuvent|pouvez) pas`, `s['’]engage(?:nt)?`, `vous engagez`,
		`muss`, `müssen`, `darf`, `dürfen`, `verpflichtet`, `stimm(?:t|en) [^.;]{0,60}zu`, `untersagt`, `verboten`,
		`debe(?:n|s|rá|rán|rás)?`, `no (?:puede|pueden|podrá|podrán)`, `acepta[ns]?`, `se compromete`, `queda prohibido`,
		`deve(?:m|rá|rão)?`, `não pode(?:m)?`, `é proibid[oa]`, `deve(?:te)?`, `devono`, `è vietat[oa]`, `non può`, `non possono`,
		`moet(?:en)?`, `mag (?:niet|geen)`, `mogen (?:niet|geen)`, `verplicht`, `ska(?:ll)?`, `måste`, `får inte`, `skal`, `må ikke`,
		`musi(?:sz|my|cie)?`, `muszą`, `nie (?:może|mogą|wolno)`, `zobowiąz\pL+`, `musí`, `nesmí`, `je zakázáno`, `trebuie`, `nu poate`, `este interzis`,
		`долж(?:ен|на|но|ны)`, `обязан[аоы]?`, `обязу\pL+`, `запрещ\pL+`, `не (?:вправе|может|могут|допускается)`, `повин(?:ен|на|но|ні)`, `зобов\pL+`, `заборон\pL+`,
		`πρέπει`, `απαγορεύεται`, `οφείλ\pL+`, `zorunda(?:dır)?`, `yasak(?:tır)?`, `wajib`, `harus`, `dilarang`, `phải`, `không được`,
		`חייב(?:ת|ים|ות)?`, `אסור`, `باید`, `نباید`, `ممنوع است`,
		`يجب`, `لا يجوز`, `يلتزم`, `يوافق`, `يحظر`, `توافق`,
	}, "|") + `)(?:[^\pL\pN]|$)`)
	dutyRuns = pattern.New(`なければなりません|なければならない|てはなりません|てはならない|ものとします|同意し|禁止|(?:必须|應當|应当|不得|必須|同意|须|禁止)|하여야 (?:합니다|한다)|해야 (?:합니다|한다)|아니 (?:됩니다|된다)|안 됩니다|금지|동의|ต้อง|ห้าม|(?:चाहिए|होगा|मना है)`)
	// binding matches a duty near the beginning of a sentence. Further on a sentence
	// may only mention one: "things that apps must not do".
	binding = pattern.New(`(?i)^(?:never |do not |don['’]t |(?:(?:you|apps?|developers?) (?:cannot|can['’]t)|(?:[^\s]+\s+){0,7}?(?:must|mustn['’]t|shall|may not|doit|doivent|devez|ne (?:peut|peuvent|pouvez) pas|muss|müssen|darf|dürfen|debe[ns]?|deberá[ns]?|no (?:puede|pueden|podrá|podrán)|يجب|لا يجوز|` +
		`deve|devem|não pode|è vietato|devono|moet|moeten|mag niet|mag geen|ska|måste|får inte|musi|muszą|nie może|nie wolno|musí|nesmí|должен|должна|должны|обязан|обязаны|запрещается|запрещено|не вправе|повинен|заборонено|πρέπει|απαγορεύεται|wajib|harus|dilarang|phải|không được|חייב|אסור|باید|نباید))(?:[^\pL\pN]|$))`)
	// toText matches what introductions say about the text as a whole.
	toText = pattern.New(`(?i)(?:^|[^\pL])(?:comply|agree|agreed|agreement|accept|bound|acceptez|conformer|einverstanden|acepta|aceptar|cumplir)(?:[^\pL]|$)|同意`)
)

// HasDuty tells whether words say that somebody must, shall, may not or agrees, in
// one of the languages that dutyWords has.
func HasDuty(words string) bool { return dutyWords.MatchString(words) || dutyRuns.MatchString(words) }

// Binds tells whether some sentence says what somebody must or may not do, other
// than comply with the text.
func Binds(words string) bool {
	for _, s := range Sentences(words) {
		if (binding.MatchString(s) || dutyRuns.MatchString(s)) && !toText.MatchString(s) {
			return true
		}
	}
	return false
}

// Sentences divides words into sentences, each with the mark that ends it.
func Sentences(words string) []string {
	var all []string
	runes := []rune(words)
	start := 0
	cut := func(end int) {
		if s := strings.TrimSpace(string(runes[start:end])); s != "" {
			all = append(all, s)
		}
		start = end
	}
	for i, r := range runes {
		switch {
		case r == '\n', strings.ContainsRune("。！？؟", r):
			cut(i + 1)
		case strings.ContainsRune(".!?", r) && i+1 < len(runes) && unicode.IsSpace(runes[i+1]):
			next := i + 1
			for next < len(runes) && unicode.IsSpace(runes[next]) {
				next++
			}
			if next == len(runes) || !unicode.IsLower(runes[next]) {
				cut(i + 1)
			}
		}
	}
	cut(len(runes))
	return all
}

// CountWords counts words: what stands between spaces, and every single character
// of Chinese and Japanese. Punctuation that stands alone is not a word.
func CountWords(words string) int {
	n, in := 0, false
	for _, r := range words {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			n, in = n+1, false
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if !in {
				n++
			}
			in = true
		case unicode.IsSpace(r):
			in = false
		}
	}
	return n
}
