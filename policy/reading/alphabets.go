package reading

import (
	"strings"

	"clausewalk/policy/pattern"
)

// alphabets are labels of one letter of an alphabet that is not Latin: "а)", "(б)",
// "א.", "가.", "(क)", "أ.", "الف)".
//
// Seen in: Russian terms ("а) ...", "б) ..."), Greek, Hebrew, Korean, Hindi, Thai,
// Arabic and Persian ones.
var alphabets = shape{
	name: "alphabets",
	mark: func(words string) (mark, int) {
		m := alphabetMark.FindStringSubmatch(words)
		if m == nil {
			return mark{}, 0
		}
		label, style := m[1], "("
		if label == "" {
			label, style = m[2], ""
		}
		for n, letters := range alphabetLetters {
			if i := strings.Index(letters, " "+label+" "); i >= 0 {
				return mark{label: label, printed: strings.TrimSpace(m[0]), style: style + alphabetStyles[n]}, len(m[0])
			}
		}
		return mark{}, 0
	},
	sequence: &sequence{position: func(label string) int {
		for _, letters := range alphabetLetters {
			if i := strings.Index(letters, " "+label+" "); i >= 0 && label != "" {
				return 1 + strings.Count(letters[:i], " ")
			}
		}
		return 0
	}},
}

// alphabetLetters are the letters in the order in which they count, between spaces.
// Lists leave some of them out, which is no hole.
var (
	alphabetLetters = []string{
		" а б в г ґ д е є ё ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я ",
		" А Б В Г Ґ Д Е Є Ё Ж З И І Ї Й К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Ъ Ы Ь Э Ю Я ",
		" α β γ δ ε στ ζ η θ ι κ λ μ ν ξ ο π ρ σ τ υ φ χ ψ ω ",
		" Α Β Γ Δ Ε ΣΤ Ζ Η Θ Ι Κ Λ Μ Ν Ξ Ο Π Ρ Σ Τ Υ Φ Χ Ψ Ω ",
		" א ב ג ד ה ו ז ח ט י כ ל מ נ ס ע פ צ ק ר ש ת ",
		" أ ب ج د ه و ز ح ط ي ك ل م ن س ع ف ص ق ر ش ت ث خ ذ ض ظ غ ",
		" الف ب پ ت ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی ",
		" 가 나 다 라 마 바 사 아 자 차 카 타 파 하 ",
		" क ख ग घ ङ च छ ज झ ञ ट ठ ड ढ ण त थ द ध न ",
		" ก ข ค ง จ ฉ ช ซ ฌ ญ ฎ ฏ ฐ ฑ ฒ ณ ด ต ถ ท ธ น บ ป ผ ฝ พ ฟ ภ ม ย ร ล ว ศ ษ ส ห ฬ อ ฮ ",
	}
	alphabetStyles = []string{"а", "А", "α", "Α", "א", "أ", "أ", "가", "क", "ก"}
	alphabetMark   = pattern.New(`^\s*(?:[(（](\p{L}{1,3})[)）]|(\p{L}{1,3})[.)\-])` + space)
)
